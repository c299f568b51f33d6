//! How far the reading of the whole list has come. It outlives the program: a
//! walk that was broken off goes on where it was.

use jiff::Timestamp;
use kh_model::{InvoiceId, ProfileId};
use rusqlite::{Connection, Row};

use crate::codec::{maybe_time, micros, text};
use crate::store::{first, rows};
use crate::{Journal, JournalError, WalkEnded};

/// How the list of an account stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvoiceListState {
    /// The walk that is under way, or was broken off.
    pub walk: Option<InvoiceWalk>,
    /// When the list was last read to its end.
    pub whole_at: Option<Timestamp>,
    /// Whether that was the first page only, because the provider gives no other.
    pub first_page_only: bool,
    /// Pages of the walk under way, else of the last one.
    pub pages: u32,
}

/// A walk over the whole list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceWalk {
    /// Its number; each walk has a higher one.
    pub number: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// The next page in the words of the core; none before the first.
    pub next: Option<String>,
    /// Pages taken.
    pub pages: u32,
    /// Invoices on them.
    pub seen: u32,
    /// Invoices in all, if the provider said so.
    pub total: Option<u32>,
}

impl Journal {
    /// How the list of invoices of an account stands.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoice_list(&self, profile: &ProfileId) -> Result<InvoiceListState, JournalError> {
        self.read(|moment| state(moment, profile))
    }

    /// The walk that is under way if it began at or after `not_before`, or a
    /// new one.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn begin_invoice_walk(
        &self,
        profile: &ProfileId,
        at: Timestamp,
        not_before: Timestamp,
    ) -> Result<InvoiceWalk, JournalError> {
        self.quick(|write| {
            let open = state(write, profile)?.walk;
            if let Some(open) = open.filter(|walk| walk.started_at >= not_before) {
                return Ok(open);
            }
            write.execute(
                "INSERT INTO invoice_lists (profile_id, walk, started_at) VALUES (?1, 1, ?2)
                 ON CONFLICT (profile_id) DO UPDATE SET walk = walk + 1, started_at = ?2,
                     next = NULL, pages = 0, seen = 0, total = NULL",
                (profile.as_str(), micros(at)),
            )?;
            state(write, profile)?
                .walk
                .ok_or(JournalError::NotFound { what: "walk" })
        })
    }

    /// Forgets a walk that cannot go on; what it saw stays seen.
    ///
    /// # Errors
    /// As for every write.
    pub fn drop_invoice_walk(&self, profile: &ProfileId) -> Result<(), JournalError> {
        self.quick(|write| close(write, profile))
    }

    /// The invoices a walk has seen so far.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoices_of_walk(
        &self,
        profile: &ProfileId,
        number: i64,
    ) -> Result<Vec<InvoiceId>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT id FROM invoices WHERE profile_id = ?1 AND walk = ?2",
                (profile.as_str(), number),
                |row| text(row, "id", |id| InvoiceId::new(id)),
            )
        })
    }
}

pub(super) fn state(
    moment: &Connection,
    profile: &ProfileId,
) -> Result<InvoiceListState, JournalError> {
    let found = first(
        moment,
        "SELECT * FROM invoice_lists WHERE profile_id = ?1",
        [profile.as_str()],
        read,
    )?;
    Ok(found.unwrap_or_default())
}

fn read(row: &Row<'_>) -> rusqlite::Result<InvoiceListState> {
    let walk = match maybe_time(row, "started_at")? {
        None => None,
        Some(started_at) => Some(InvoiceWalk {
            number: row.get("walk")?,
            started_at,
            next: row.get("next")?,
            pages: row.get("pages")?,
            seen: row.get("seen")?,
            total: row.get("total")?,
        }),
    };
    Ok(InvoiceListState {
        walk,
        whole_at: maybe_time(row, "whole_at")?,
        first_page_only: row.get("first_page_only")?,
        pages: row.get("pages")?,
    })
}

/// The number that what is seen now carries.
pub(super) fn number(moment: &Connection, profile: &ProfileId) -> Result<i64, JournalError> {
    let found = first(
        moment,
        "SELECT walk FROM invoice_lists WHERE profile_id = ?1",
        [profile.as_str()],
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Notes that one more page was taken.
pub(super) fn advance(
    write: &Connection,
    profile: &ProfileId,
    invoices: usize,
    next: Option<&str>,
    total: Option<u32>,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE invoice_lists SET next = ?2, pages = pages + 1, seen = seen + ?3,
             total = coalesce(?4, total)
         WHERE profile_id = ?1 AND started_at IS NOT NULL",
    )?;
    let invoices = u32::try_from(invoices).unwrap_or(u32::MAX);
    statement.execute((profile.as_str(), next, invoices, total))?;
    Ok(())
}

/// Notes that the list was read to its end.
pub(super) fn note_end(
    write: &Connection,
    profile: &ProfileId,
    at: Timestamp,
    ended: WalkEnded,
) -> Result<(), JournalError> {
    write.execute(
        "UPDATE invoice_lists SET first_page_only = ?2,
             whole_at = CASE WHEN ?3 THEN ?4 ELSE whole_at END
         WHERE profile_id = ?1",
        (
            profile.as_str(),
            ended == WalkEnded::FirstPageOnly,
            ended != WalkEnded::Incomplete,
            micros(at),
        ),
    )?;
    close(write, profile)
}

fn close(write: &Connection, profile: &ProfileId) -> Result<(), JournalError> {
    write.execute(
        "UPDATE invoice_lists SET started_at = NULL, next = NULL WHERE profile_id = ?1",
        [profile.as_str()],
    )?;
    Ok(())
}
