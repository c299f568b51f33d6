//! Lists of invoices by pages: which ones, in what order, and what all of them
//! come to.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kh_model::{InvoiceId, ProfileId};
use rusqlite::{Connection, ToSql};

use super::KeptInvoice;
use super::archive::{self, InvoicePdf};
use super::rows::{COLUMNS, kept};
use super::totals::{self, InvoiceTotal};
use crate::codec::micros;
use crate::store::{first, rows};
use crate::{Journal, JournalError, OrderNo};

/// The longest page that is given.
const LONGEST_PAGE: u32 = 100;
/// More words, and longer ones, are not searched for.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 100;

/// Which invoices by their state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InvoiceShow {
    /// All.
    #[default]
    All,
    /// Waiting to be paid, overdue and with a collector.
    Open,
    /// Waiting to be paid though their day is over.
    Overdue,
    /// Paid.
    Paid,
    /// Everything else.
    Other,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InvoiceSort {
    /// Its date.
    #[default]
    Date,
    /// Its number; numbers in it by their value.
    Number,
    /// When it is due.
    Due,
    /// Its total, whatever the currency.
    Total,
    /// Its state, what waits to be paid first.
    State,
}

/// Which invoices; the default is all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvoiceSelection {
    /// By state.
    pub show: InvoiceShow,
    /// First day of the period, by the date of the invoice.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// Words that all occur in number, id, state or amount, in any case.
    pub words: Vec<String>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceQuery {
    /// Which invoices.
    pub selection: InvoiceSelection,
    /// In which order.
    pub sort: InvoiceSort,
    /// Largest first.
    pub down: bool,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted; more than 100 are not given.
    pub limit: u32,
    /// The time; decides what is overdue.
    pub now: Timestamp,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedInvoice {
    /// The invoice.
    pub kept: KeptInvoice,
    /// Its PDF on this computer.
    pub pdf: Option<InvoicePdf>,
    /// The order of this journal it belongs to; the last one of several.
    pub order_no: Option<OrderNo>,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InvoiceCounts {
    /// Kept.
    pub all: u32,
    /// As [`InvoiceShow::Open`].
    pub open: u32,
    /// As [`InvoiceShow::Overdue`].
    pub overdue: u32,
}

/// A page and what all that was selected comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicePage {
    /// The rows.
    pub rows: Vec<ListedInvoice>,
    /// How many were selected.
    pub total: u32,
    /// Sums of all that were selected.
    pub totals: Vec<InvoiceTotal>,
    /// How many there are, whatever is selected.
    pub counts: InvoiceCounts,
}

/// A condition built of fixed pieces; every word of a person is a parameter.
pub(super) struct Condition {
    pub(super) sql: String,
    values: Vec<Box<dyn ToSql>>,
}

impl Condition {
    pub(super) fn parameters(&self) -> impl rusqlite::Params + '_ {
        rusqlite::params_from_iter(self.values.iter())
    }

    fn and(&mut self, piece: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(piece);
    }

    pub(super) fn and_with(&mut self, piece: &str, value: impl ToSql + 'static) {
        self.and(piece);
        self.values.push(Box::new(value));
    }
}

impl Journal {
    /// A page of the kept invoices of an account.
    ///
    /// # Errors
    /// As for every read.
    pub fn list_invoices(
        &self,
        profile: &ProfileId,
        query: &InvoiceQuery,
    ) -> Result<InvoicePage, JournalError> {
        let condition = condition(profile, &query.selection, query.now);
        self.read(|moment| {
            let totals = totals::of(moment, &condition)?;
            Ok(InvoicePage {
                rows: page(moment, &condition, query)?,
                total: count(moment, &condition)?,
                totals,
                counts: counts(moment, profile, query.now)?,
            })
        })
    }

    /// Gives every invoice of a selection in order, as they are at one moment;
    /// offset and limit do not count.
    ///
    /// # Errors
    /// As for every read.
    pub fn each_invoice(
        &self,
        profile: &ProfileId,
        query: &InvoiceQuery,
        each: &mut dyn FnMut(&ListedInvoice),
    ) -> Result<(), JournalError> {
        let condition = condition(profile, &query.selection, query.now);
        self.read(|moment| {
            let sql = select(&condition, &order(query));
            let mut statement = moment.prepare(&sql)?;
            for row in statement.query_map(condition.parameters(), listed)? {
                each(&row?);
            }
            Ok(())
        })
    }

    /// One row of a list, by its id.
    ///
    /// # Errors
    /// As for every read.
    pub fn listed_invoice(
        &self,
        profile: &ProfileId,
        id: &InvoiceId,
    ) -> Result<Option<ListedInvoice>, JournalError> {
        let mut condition = start(profile);
        condition.and_with("i.id = ?", id.as_str().to_owned());
        self.read(|moment| {
            let sql = select(&condition, "");
            first(moment, &sql, condition.parameters(), listed)
        })
    }
}

pub(super) fn start(profile: &ProfileId) -> Condition {
    Condition {
        sql: "i.profile_id = ?".to_owned(),
        values: vec![Box::new(profile.as_str().to_owned())],
    }
}

pub(super) fn condition(
    profile: &ProfileId,
    selection: &InvoiceSelection,
    now: Timestamp,
) -> Condition {
    let mut condition = start(profile);
    show(&mut condition, selection.show, now);
    if let Some(day) = selection.from {
        condition.and_with("i.date_at >= ?", begin_of(day));
    }
    // After the last day there is there is no limit.
    if let Some(next_day) = selection.to.and_then(|day| day.tomorrow().ok()) {
        condition.and_with("i.date_at < ?", begin_of(next_day));
    }
    let words = selection
        .words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty());
    for word in words.take(MOST_WORDS) {
        let word: String = word.to_lowercase().chars().take(LONGEST_WORD).collect();
        condition.and_with("instr(i.search, ?) > 0", word);
    }
    condition
}

/// The numbers are places of states: 0 unpaid, 1 with a collector, 4 paid.
fn show(condition: &mut Condition, show: InvoiceShow, now: Timestamp) {
    match show {
        InvoiceShow::All => {}
        InvoiceShow::Open => condition.and("i.state IN (0, 1)"),
        InvoiceShow::Overdue => condition.and_with("i.overdue_at <= ?", micros(now)),
        InvoiceShow::Paid => condition.and("i.state = 4"),
        InvoiceShow::Other => condition.and("i.state NOT IN (0, 1, 4)"),
    }
}

/// The begin of a day in UTC, which is how days without a zone are kept. A day
/// that is no time of any clock is before or after all of them.
fn begin_of(day: Date) -> i64 {
    match day.to_zoned(TimeZone::UTC) {
        Ok(begin) => micros(begin.timestamp()),
        Err(_) if day.year() > 0 => i64::MAX,
        Err(_) => i64::MIN,
    }
}

pub(super) fn select(condition: &Condition, order: &str) -> String {
    format!(
        "SELECT {COLUMNS}, {}, (SELECT max(o.no) FROM orders o
             WHERE o.profile_id = i.profile_id AND o.invoice_id = i.id) AS order_no
         FROM invoices i LEFT JOIN invoice_pdfs p
             ON p.profile_id = i.profile_id AND p.invoice_id = i.id
         WHERE {} {order}",
        archive::COLUMNS,
        condition.sql,
    )
}

/// What has no value comes last either way. In these words each way is one that
/// an index goes, so that a page far down a long list sorts nothing.
pub(super) fn order(query: &InvoiceQuery) -> String {
    let column = match query.sort {
        InvoiceSort::Date => "i.date_at",
        InvoiceSort::Number => "i.number_key",
        InvoiceSort::Due => "i.due_at",
        InvoiceSort::Total => "i.total_sum",
        InvoiceSort::State => "i.state",
    };
    let way = if query.down { "DESC" } else { "ASC" };
    format!("ORDER BY {column} {way} NULLS LAST, i.row {way}")
}

fn page(
    moment: &Connection,
    condition: &Condition,
    query: &InvoiceQuery,
) -> Result<Vec<ListedInvoice>, JournalError> {
    // Both are numbers of ours.
    let order = format!(
        "{} LIMIT {} OFFSET {}",
        order(query),
        query.limit.min(LONGEST_PAGE),
        query.offset,
    );
    let sql = select(condition, &order);
    rows(moment, &sql, condition.parameters(), listed)
}

pub(super) fn listed(row: &rusqlite::Row<'_>) -> rusqlite::Result<ListedInvoice> {
    Ok(ListedInvoice {
        kept: kept(row)?,
        pdf: archive::read(row)?,
        order_no: row.get::<_, Option<i64>>("order_no")?.map(OrderNo::new),
    })
}

fn count(moment: &Connection, condition: &Condition) -> Result<u32, JournalError> {
    let sql = format!("SELECT count(*) FROM invoices i WHERE {}", condition.sql);
    let found = first(moment, &sql, condition.parameters(), |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

fn counts(
    moment: &Connection,
    profile: &ProfileId,
    now: Timestamp,
) -> Result<InvoiceCounts, JournalError> {
    let found = first(
        moment,
        "SELECT count(*), count(*) FILTER (WHERE state IN (0, 1)),
             count(*) FILTER (WHERE overdue_at <= ?2)
         FROM invoices WHERE profile_id = ?1",
        (profile.as_str(), micros(now)),
        |row| {
            Ok(InvoiceCounts {
                all: row.get(0)?,
                open: row.get(1)?,
                overdue: row.get(2)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}
