//! The list as it is shown: sorted, filtered, searched, by pages.

use jiff::Timestamp;
use kh_model::{ProfileId, ServiceId};
use rusqlite::Connection;

use super::rows::{SELECT, kept};
use super::typed::Typed;
use super::{KeptService, walk};
use crate::codec::text;
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// Which services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ServiceFilter {
    /// All but those that are over.
    #[default]
    Current,
    /// Every service ever seen.
    All,
    /// Those that need a look: a state that is not known, held back, not
    /// visible, or with an action that has no outcome.
    NeedsLook,
    /// Current ones that are due before the day of the query.
    DueSoon,
    /// Terminated and cancelled.
    Ended,
}

/// What a list is sorted by. What is equal in it is sorted by name; what has
/// no value comes last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ServiceSort {
    /// The shown name.
    #[default]
    Name,
    /// State and power.
    Condition,
    /// Name of the product.
    Product,
    /// Customer.
    Customer,
    /// Next due.
    Due,
    /// Price of a renewal; currencies are not told apart.
    Price,
    /// When it was made.
    Created,
}

impl ServiceSort {
    /// The column that is sorted by, which has its index.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Name => "name_key",
            Self::Condition => "condition",
            Self::Product => "product_key",
            Self::Customer => "customer_key",
            Self::Due => "due_at",
            Self::Price => "price_key",
            Self::Created => "made_at",
        }
    }
}

/// What is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceQuery {
    /// Which.
    pub filter: ServiceFilter,
    /// Only of this family.
    pub family: Option<String>,
    /// Words that must all occur, each as the beginning of a part of a name, an
    /// address, an id, the product, the customer or the note.
    pub search: String,
    /// Sorted by.
    pub sort: ServiceSort,
    /// Whether the largest comes first.
    pub descending: bool,
    /// What is due before this is due soon.
    pub due_before: Timestamp,
}

/// How many services there are, whatever is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceCounts {
    /// Ever seen.
    pub all: u32,
    /// Current ones.
    pub current: u32,
    /// Those that need a look.
    pub needs_look: u32,
    /// Current ones that are due soon.
    pub due_soon: u32,
    /// Those that are over.
    pub ended: u32,
    /// Current ones by family, by name of the family.
    pub families: Vec<(String, u32)>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePage {
    /// At most 100, in order.
    pub services: Vec<KeptService>,
    /// How many the query lets through.
    pub total: u32,
    /// How many there are.
    pub counts: ServiceCounts,
}

/// The longest page that is given.
const LONGEST_PAGE: usize = 100;

impl Journal {
    /// A page of the services of an account. More than 100 at once are not
    /// given.
    ///
    /// # Errors
    /// As for every read.
    pub fn service_page(
        &self,
        profile: &ProfileId,
        query: &ServiceQuery,
        offset: u32,
        limit: u32,
    ) -> Result<ServicePage, JournalError> {
        self.with_list(profile, query, |moment, list, counts| {
            let wanted = list.iter().skip(offset as usize);
            let wanted = wanted.take((limit as usize).min(LONGEST_PAGE));
            let mut statement = moment.prepare_cached(&format!("{SELECT} WHERE s.row = ?1"))?;
            let services = wanted
                .map(|row| statement.query_row([row], kept))
                .collect::<rusqlite::Result<_>>()?;
            Ok(ServicePage {
                services,
                total: u32::try_from(list.len()).unwrap_or(u32::MAX),
                counts,
            })
        })
    }

    /// The ids of the services that a query lets through, in order, at most
    /// `limit` of them; for "select all".
    ///
    /// # Errors
    /// As for every read.
    pub fn service_ids(
        &self,
        profile: &ProfileId,
        query: &ServiceQuery,
        limit: u32,
    ) -> Result<Vec<ServiceId>, JournalError> {
        self.with_list(profile, query, |moment, list, _| {
            let mut statement = moment.prepare_cached("SELECT id FROM services WHERE row = ?1")?;
            let ids = list
                .iter()
                .take(limit as usize)
                .map(|row| {
                    statement.query_row([row], |row| text(row, "id", |id| ServiceId::new(id)))
                })
                .collect::<rusqlite::Result<_>>()?;
            Ok(ids)
        })
    }

    fn with_list<T>(
        &self,
        profile: &ProfileId,
        query: &ServiceQuery,
        work: impl Fn(&Connection, &[u32], ServiceCounts) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let once = || {
            self.read(|moment| {
                let version = version(moment, profile)?;
                let unsettled = unsettled(moment, profile)?;
                let mut boards = self.boards();
                let board = boards.of(moment, profile, version)?;
                let counts = board.counts(query.due_before, &unsettled);
                let list = board.list(moment, profile, query, unsettled, || {
                    Typed::read(&query.search)
                        .map(|typed| typed.matching(moment))
                        .transpose()
                })?;
                work(moment, list, counts)
            })
        };
        match once() {
            // The index of the search holds nothing that is not elsewhere.
            Err(JournalError::Broken { .. }) if Typed::read(&query.search).is_some() => {
                self.rebuild_service_search()?;
                once()
            }
            other => other,
        }
    }
}

fn version(moment: &Connection, profile: &ProfileId) -> Result<i64, JournalError> {
    Ok(walk::state(moment, profile)?.version)
}

/// Rows of services with an action that has no outcome.
fn unsettled(moment: &Connection, profile: &ProfileId) -> Result<Vec<i64>, JournalError> {
    let any = first(
        moment,
        "SELECT 1 FROM intents WHERE state IN ('open', 'needs_person') AND kind = 'action' LIMIT 1",
        [],
        |_| Ok(()),
    )?;
    if any.is_none() {
        return Ok(Vec::new());
    }
    rows(
        moment,
        "SELECT DISTINCT s.row FROM intents i
         JOIN services s ON s.profile_id = i.profile_id AND s.id = i.service_id
         WHERE i.state IN ('open', 'needs_person') AND i.kind = 'action' AND i.profile_id = ?1
         ORDER BY s.row",
        [profile.as_str()],
        |row| row.get(0),
    )
}
