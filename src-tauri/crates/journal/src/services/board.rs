//! The list of an account in memory: what filters look at and the orders it
//! can be shown in, as row numbers. It is made from the indexes when it is
//! needed and made anew when the version of the list has grown, so that a page
//! anywhere in a hundred thousand services costs as much as the first one.

use std::collections::HashMap;

use jiff::Timestamp;
use kh_model::ProfileId;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::ServiceCondition;
use super::page::{ServiceCounts, ServiceFilter, ServiceQuery, ServiceSort};
use crate::JournalError;
use crate::codec::micros;
use crate::store::rows;

/// The boards of the accounts that were looked at.
#[derive(Debug, Default)]
pub(crate) struct Boards(HashMap<ProfileId, Board>);

/// The place of a row number; they are small whole numbers.
type RowNo = u32;

/// Up to this many matches are sorted; more are picked from the whole order.
/// A test need not make so many to see both ways.
const FEW: usize = if cfg!(test) { 1_000 } else { 20_000 };
/// Due days of services that state none.
const NEVER: i64 = i64::MAX;

#[derive(Debug)]
pub(super) struct Board {
    version: i64,
    /// By row number; none where the row is of another account.
    marks: Vec<Option<Mark>>,
    families: Vec<String>,
    orders: HashMap<ServiceSort, Order>,
    counts: ServiceCounts,
    /// Due times of current services, sorted.
    dues: Vec<i64>,
    /// The list that was asked for last, to be paged through.
    last: Option<(Asked, Vec<RowNo>)>,
}

/// What filters look at.
#[derive(Debug, Clone, Copy)]
struct Mark {
    due: i64,
    condition: ServiceCondition,
    family: u8,
    missing: bool,
}

#[derive(Debug)]
struct Order {
    rows: Vec<RowNo>,
    /// From here on the key is blank; these come last in both directions.
    blank_from: usize,
    /// Place by row number.
    places: Vec<RowNo>,
}

/// What decides how a list looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    query: ServiceQuery,
    unsettled: Vec<i64>,
}

impl Boards {
    /// The board of an account at this version of its list.
    pub(super) fn of(
        &mut self,
        moment: &Connection,
        profile: &ProfileId,
        version: i64,
    ) -> Result<&mut Board, JournalError> {
        let fresh = self
            .0
            .get(profile)
            .is_some_and(|board| board.version == version);
        if !fresh {
            let board = Board::read(moment, profile, version)?;
            self.0.insert(profile.clone(), board);
        }
        self.0
            .get_mut(profile)
            .ok_or(JournalError::NotFound { what: "board" })
    }
}

impl Board {
    fn read(moment: &Connection, profile: &ProfileId, version: i64) -> Result<Self, JournalError> {
        let mut board = Self {
            version,
            marks: Vec::new(),
            families: Vec::new(),
            orders: HashMap::new(),
            counts: ServiceCounts::default(),
            dues: Vec::new(),
            last: None,
        };
        // Everything this asks for stands in the index.
        let mut statement = moment.prepare_cached(
            "SELECT row, condition, family, missing_since IS NOT NULL, due_at FROM services
             WHERE profile_id = ?1 ORDER BY name_key, row",
        )?;
        let mut found = statement.query([profile.as_str()])?;
        let mut by_name = Vec::new();
        while let Some(row) = found.next()? {
            let number: RowNo = row.get(0)?;
            let family = board.family(row.get_ref(2)?.as_str().unwrap_or_default());
            let mark = Mark {
                condition: ServiceCondition::at_place(row.get(1)?),
                family,
                missing: row.get(3)?,
                due: row.get::<_, Option<i64>>(4)?.unwrap_or(NEVER),
            };
            place_at(&mut board.marks, number, Some(mark), None);
            by_name.push(number);
        }
        let blank_from = by_name.len();
        board
            .orders
            .insert(ServiceSort::Name, Order::of(by_name, blank_from));
        board.count();
        Ok(board)
    }

    fn family(&mut self, name: &str) -> u8 {
        let known = self.families.iter().position(|family| family == name);
        let place = known.unwrap_or_else(|| {
            self.families.push(name.to_owned());
            self.families.len() - 1
        });
        // There are six; a journal that was tampered with may have more.
        u8::try_from(place).unwrap_or(u8::MAX)
    }

    fn count(&mut self) {
        let mut by_family = vec![0; self.families.len()];
        for mark in self.marks.iter().flatten() {
            self.counts.all += 1;
            if mark.condition.is_ended() {
                self.counts.ended += 1;
                continue;
            }
            self.counts.current += 1;
            if mark.needs_look() {
                self.counts.needs_look += 1;
            }
            if let Some(count) = by_family.get_mut(usize::from(mark.family)) {
                *count += 1;
            }
            if mark.due != NEVER {
                self.dues.push(mark.due);
            }
        }
        self.dues.sort_unstable();
        self.counts.families = self
            .families
            .iter()
            .cloned()
            .zip(by_family)
            .filter(|(_, count)| *count > 0)
            .collect();
        self.counts.families.sort();
    }

    /// The counts, with what depends on the day and on open actions.
    pub(super) fn counts(&self, due_before: Timestamp, unsettled: &[i64]) -> ServiceCounts {
        let mut counts = self.counts.clone();
        let due = self.dues.partition_point(|due| *due < micros(due_before));
        counts.due_soon = u32::try_from(due).unwrap_or(u32::MAX);
        for row in unsettled {
            if self.mark(*row).is_some_and(|mark| !mark.needs_look()) {
                counts.needs_look += 1;
            }
        }
        counts
    }

    /// The row numbers of a list, in its order. `matching` gives the rows that
    /// a search finds; it is asked only if the list is not the last one.
    pub(super) fn list(
        &mut self,
        moment: &Connection,
        profile: &ProfileId,
        query: &ServiceQuery,
        unsettled: Vec<i64>,
        matching: impl FnOnce() -> Result<Option<Vec<i64>>, JournalError>,
    ) -> Result<&[RowNo], JournalError> {
        let asked = Asked {
            query: query.clone(),
            unsettled,
        };
        let known = self.last.as_ref().is_some_and(|(last, _)| *last == asked);
        if !known {
            if !self.orders.contains_key(&query.sort) {
                let order = self.read_order(moment, profile, query.sort)?;
                self.orders.insert(query.sort, order);
            }
            let rows = self.select(&asked, matching()?);
            self.last = Some((asked, rows));
        }
        Ok(self.last.as_ref().map_or(&[], |(_, rows)| rows))
    }

    fn select(&self, asked: &Asked, matching: Option<Vec<i64>>) -> Vec<RowNo> {
        let Some(order) = self.orders.get(&asked.query.sort) else {
            return Vec::new();
        };
        let family = asked.query.family.as_ref().map(|wanted| {
            let place = self.families.iter().position(|family| family == wanted);
            place.and_then(|place| u8::try_from(place).ok())
        });
        let passes = |row: RowNo| {
            self.mark(i64::from(row)).is_some_and(|mark| {
                family.is_none_or(|family| family == Some(mark.family))
                    && mark.passes(asked, i64::from(row))
            })
        };
        let descending = asked.query.descending;
        let Some(matching) = matching else {
            return order.walk(descending).filter(|row| passes(*row)).collect();
        };
        let mut rows: Vec<RowNo> = matching
            .into_iter()
            .filter_map(|row| RowNo::try_from(row).ok())
            .filter(|row| passes(*row))
            .collect();
        if rows.len() <= FEW {
            rows.sort_unstable_by_key(|row| order.place(*row, descending));
            return rows;
        }
        let mut wanted = vec![false; self.marks.len()];
        for row in rows {
            if let Some(wanted) = wanted.get_mut(row as usize) {
                *wanted = true;
            }
        }
        order
            .walk(descending)
            .filter(|row| wanted.get(*row as usize) == Some(&true))
            .collect()
    }

    /// An order other than that of names; what is equal in it is in the order
    /// of names.
    fn read_order(
        &self,
        moment: &Connection,
        profile: &ProfileId,
        sort: ServiceSort,
    ) -> Result<Order, JournalError> {
        let key = sort.column();
        let found: Vec<(RowNo, Value)> = rows(
            moment,
            &format!("SELECT row, {key} FROM services WHERE profile_id = ?1 ORDER BY {key}, row"),
            [profile.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let by_name = |row: RowNo| {
            let names = self.orders.get(&ServiceSort::Name);
            names.map_or(row, |names| names.place(row, false))
        };
        let blank = found.partition_point(|(_, key)| *key == Value::Null);
        let mut sorted = Vec::with_capacity(found.len());
        let (blanks, keyed) = found.split_at(blank);
        for equal in keyed
            .chunk_by(|(_, one), (_, two)| one == two)
            .chain(std::iter::once(blanks))
        {
            let from = sorted.len();
            sorted.extend(equal.iter().map(|(row, _)| *row));
            sorted[from..].sort_unstable_by_key(|row| by_name(*row));
        }
        let blank_from = keyed.len();
        Ok(Order::of(sorted, blank_from))
    }

    fn mark(&self, row: i64) -> Option<&Mark> {
        self.marks.get(usize::try_from(row).ok()?)?.as_ref()
    }
}

impl Mark {
    fn needs_look(&self) -> bool {
        !self.condition.is_ended() && (self.missing || self.condition.needs_look())
    }

    fn passes(&self, asked: &Asked, row: i64) -> bool {
        match asked.query.filter {
            ServiceFilter::All => true,
            ServiceFilter::Current => !self.condition.is_ended(),
            ServiceFilter::Ended => self.condition.is_ended(),
            ServiceFilter::NeedsLook => self.needs_look() || asked.unsettled.contains(&row),
            ServiceFilter::DueSoon => {
                !self.condition.is_ended() && self.due < micros(asked.query.due_before)
            }
        }
    }
}

impl Order {
    fn of(rows: Vec<RowNo>, blank_from: usize) -> Self {
        let mut places = Vec::new();
        for (place, row) in (0..).zip(&rows) {
            place_at(&mut places, *row, place, RowNo::MAX);
        }
        Self {
            rows,
            blank_from,
            places,
        }
    }

    /// All rows in this order.
    fn walk(&self, descending: bool) -> Box<dyn Iterator<Item = RowNo> + '_> {
        let (keyed, blank) = self.rows.split_at(self.blank_from);
        if descending {
            Box::new(keyed.iter().rev().chain(blank).copied())
        } else {
            Box::new(self.rows.iter().copied())
        }
    }

    /// Where a row comes in this order.
    fn place(&self, row: RowNo, descending: bool) -> RowNo {
        let place = self.places.get(row as usize).copied();
        let place = place.unwrap_or(RowNo::MAX);
        let blank_from = RowNo::try_from(self.blank_from).unwrap_or(RowNo::MAX);
        if descending && place < blank_from {
            blank_from - 1 - place
        } else {
            place
        }
    }
}

/// Puts a value at the place of a row, with room for the rows before it.
fn place_at<T: Clone>(values: &mut Vec<T>, row: RowNo, value: T, empty: T) {
    let place = row as usize;
    if values.len() <= place {
        values.resize(place + 1, empty);
    }
    values[place] = value;
}
