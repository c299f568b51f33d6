//! The reseller's own words about a service. They are never sent, and nothing
//! that is read takes them away.

use jiff::Timestamp;
use kh_audit::Draft;
use kh_model::{ProfileId, ServiceId};
use rusqlite::Connection;

use super::{rows, search, walk};
use crate::codec::micros;
use crate::store::first;
use crate::{Journal, JournalError, audit};

/// Own words about a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnWords {
    /// What it is called here.
    pub name: Option<String>,
    /// The customer it is for.
    pub customer: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl OwnWords {
    pub(super) fn is_empty(&self) -> bool {
        self.name.is_none() && self.customer.is_none() && self.note.is_none()
    }
}

impl Journal {
    /// The own words about a service; empty where there are none.
    ///
    /// # Errors
    /// As for every read.
    pub fn own_words(
        &self,
        profile: &ProfileId,
        service: &ServiceId,
    ) -> Result<OwnWords, JournalError> {
        self.read(|moment| of(moment, profile, service))
    }

    /// Replaces the own words about a service, on the disk when this returns.
    /// The service need not be known yet.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn set_own_words(
        &self,
        profile: &ProfileId,
        service: &ServiceId,
        words: &OwnWords,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        self.set_own_words_on_record(profile, service, words, at, None)
    }

    /// The same, with an entry of the audit chain in that very commit.
    ///
    /// # Errors
    /// As [`Journal::set_own_words`] and [`Journal::record`].
    pub fn set_own_words_on_record(
        &self,
        profile: &ProfileId,
        service: &ServiceId,
        words: &OwnWords,
        at: Timestamp,
        entry: Option<&Draft>,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            set(write, profile, service, words, at)?;
            audit::append_maybe(self, write, entry)?;
            Ok(())
        })
    }
}

pub(super) fn set(
    write: &Connection,
    profile: &ProfileId,
    service: &ServiceId,
    words: &OwnWords,
    at: Timestamp,
) -> Result<(), JournalError> {
    if words.is_empty() {
        write.execute(
            "DELETE FROM service_own_words WHERE profile_id = ?1 AND service_id = ?2",
            (profile.as_str(), service.as_str()),
        )?;
    } else {
        write.execute(
            "INSERT INTO service_own_words VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (profile_id, service_id) DO UPDATE
             SET name = ?3, customer = ?4, note = ?5, changed_at = ?6",
            (
                profile.as_str(),
                service.as_str(),
                &words.name,
                &words.customer,
                &words.note,
                micros(at),
            ),
        )?;
    }
    if let Some((row, kept)) = rows::find(write, profile, service)? {
        rows::rename(write, row, &kept)?;
        search::put(write, row, &kept)?;
        walk::bump(write, profile)?;
    }
    Ok(())
}

pub(super) fn of(
    moment: &Connection,
    profile: &ProfileId,
    service: &ServiceId,
) -> Result<OwnWords, JournalError> {
    let found = first(
        moment,
        "SELECT name, customer, note FROM service_own_words
         WHERE profile_id = ?1 AND service_id = ?2",
        (profile.as_str(), service.as_str()),
        |row| {
            Ok(OwnWords {
                name: row.get("name")?,
                customer: row.get("customer")?,
                note: row.get("note")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}
