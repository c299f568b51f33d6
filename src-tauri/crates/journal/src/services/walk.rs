//! How far the reading of the whole list has come. It outlives the program: a
//! walk that was broken off goes on where it was.

use jiff::Timestamp;
use kh_model::{ProfileId, ServiceId};
use rusqlite::{Connection, Row};

use crate::codec::{maybe_time, micros, text};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// How the list of an account stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceListState {
    /// Grows whenever a shown list would look different.
    pub version: i64,
    /// The walk that is under way, or was broken off.
    pub walk: Option<ServiceWalk>,
    /// When the list was last read to its end.
    pub whole_at: Option<Timestamp>,
    /// Whether that was the first page only, because the provider gives no other.
    pub first_page_only: bool,
    /// Pages of the walk under way, else of the last one.
    pub pages: u32,
    /// Services of the walk under way, else of the last one.
    pub seen: u32,
}

/// A walk over the whole list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceWalk {
    /// Its number; each walk has a higher one.
    pub number: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// The next page in the words of the core; none before the first.
    pub next: Option<String>,
    /// Pages taken.
    pub pages: u32,
    /// Services on them.
    pub seen: u32,
    /// Services in all, if the provider said so.
    pub total: Option<u32>,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkEnded {
    /// Every service that is visible to the key was seen.
    Whole,
    /// The provider gives no other page than the first.
    FirstPageOnly,
    /// Some could not be read, or there are more than are asked for; who was
    /// not seen may still be there.
    Incomplete,
}

impl Journal {
    /// How the list of an account stands.
    ///
    /// # Errors
    /// As for every read.
    pub fn service_list(&self, profile: &ProfileId) -> Result<ServiceListState, JournalError> {
        self.read(|moment| state(moment, profile))
    }

    /// The walk that is under way, or a new one.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn begin_service_walk(
        &self,
        profile: &ProfileId,
        at: Timestamp,
    ) -> Result<ServiceWalk, JournalError> {
        self.quick(|write| {
            if let Some(open) = state(write, profile)?.walk {
                return Ok(open);
            }
            write.execute(
                "INSERT INTO service_lists (profile_id, walk, started_at) VALUES (?1, 1, ?2)
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
    pub fn drop_service_walk(&self, profile: &ProfileId) -> Result<(), JournalError> {
        self.quick(|write| close(write, profile))
    }

    /// The services a walk has seen so far.
    ///
    /// # Errors
    /// As for every read.
    pub fn services_of_walk(
        &self,
        profile: &ProfileId,
        number: i64,
    ) -> Result<Vec<ServiceId>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT id FROM services WHERE profile_id = ?1 AND walk = ?2",
                (profile.as_str(), number),
                |row| text(row, "id", |id| ServiceId::new(id)),
            )
        })
    }
}

pub(super) fn state(
    moment: &Connection,
    profile: &ProfileId,
) -> Result<ServiceListState, JournalError> {
    let found = first(
        moment,
        "SELECT * FROM service_lists WHERE profile_id = ?1",
        [profile.as_str()],
        read,
    )?;
    Ok(found.unwrap_or_default())
}

fn read(row: &Row<'_>) -> rusqlite::Result<ServiceListState> {
    let walk = match maybe_time(row, "started_at")? {
        None => None,
        Some(started_at) => Some(ServiceWalk {
            number: row.get("walk")?,
            started_at,
            next: row.get("next")?,
            pages: row.get("pages")?,
            seen: row.get("seen")?,
            total: row.get("total")?,
        }),
    };
    Ok(ServiceListState {
        version: row.get("version")?,
        walk,
        whole_at: maybe_time(row, "whole_at")?,
        first_page_only: row.get("first_page_only")?,
        pages: row.get("pages")?,
        seen: row.get("seen")?,
    })
}

/// The number that what is seen now carries.
pub(super) fn number(moment: &Connection, profile: &ProfileId) -> Result<i64, JournalError> {
    let found = first(
        moment,
        "SELECT walk FROM service_lists WHERE profile_id = ?1",
        [profile.as_str()],
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Notes that one more page was taken.
pub(super) fn advance(
    write: &Connection,
    profile: &ProfileId,
    services: usize,
    next: Option<&str>,
    total: Option<u32>,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE service_lists SET next = ?2, pages = pages + 1, seen = seen + ?3,
             total = coalesce(?4, total)
         WHERE profile_id = ?1 AND started_at IS NOT NULL",
    )?;
    let services = u32::try_from(services).unwrap_or(u32::MAX);
    statement.execute((profile.as_str(), next, services, total))?;
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
        "UPDATE service_lists SET first_page_only = ?2,
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
        "UPDATE service_lists SET started_at = NULL, next = NULL WHERE profile_id = ?1",
        [profile.as_str()],
    )?;
    Ok(())
}

/// Says that a shown list would look different now.
pub(super) fn bump(write: &Connection, profile: &ProfileId) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO service_lists (profile_id, version) VALUES (?1, 1)
         ON CONFLICT (profile_id) DO UPDATE SET version = version + 1",
    )?;
    statement.execute([profile.as_str()])?;
    Ok(())
}
