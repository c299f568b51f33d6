//! Where orders, services, invoices and credit did not agree: what a comparison
//! found, and what a person said about it.

use jiff::Timestamp;
use kh_model::ProfileId;
use rusqlite::{Connection, Row, named_params};

use crate::codec::{maybe_time, micros, time};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// Its name; the same for the same disagreement.
    pub id: String,
    /// What it is, in the words of the core, as JSON text.
    pub said_json: String,
}

/// A finding as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found, as last compared.
    pub what: NewFinding,
    /// When it was first found, or found again.
    pub found_at: Timestamp,
    /// When it was settled; none while it stands.
    pub settled_at: Option<Timestamp>,
    /// Why.
    pub note: Option<String>,
    /// Whether a person settled it.
    pub by_person: bool,
}

/// How the comparing of an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reconciled {
    /// When it was last compared.
    pub made_at: Timestamp,
    /// Up to when services are taken as they were; none before the first whole
    /// reading.
    pub services_taken_at: Option<Timestamp>,
    /// The same for invoices and credit.
    pub invoices_taken_at: Option<Timestamp>,
}

impl Journal {
    /// Keeps what a comparison found, without waiting for the disk: the next
    /// comparison finds it again. What stood and was not found any more is
    /// settled with `gone`; what was settled so and is found again stands
    /// again; what a person settled stays settled. Gives the ids of those that
    /// stand anew.
    ///
    /// # Errors
    /// As for every write.
    pub fn take_findings(
        &self,
        profile: &ProfileId,
        state: Reconciled,
        found: &[NewFinding],
        gone: &str,
    ) -> Result<Vec<String>, JournalError> {
        self.quick(|write| {
            note(write, profile, state)?;
            let kept = all(write, profile)?;
            let mut anew = Vec::new();
            for finding in found {
                let before = kept.iter().find(|one| one.what.id == finding.id);
                if put(write, profile, finding, before, state.made_at)? {
                    anew.push(finding.id.clone());
                }
            }
            let is_gone = |one: &&Finding| {
                one.settled_at.is_none() && !found.iter().any(|new| new.id == one.what.id)
            };
            for finding in kept.iter().filter(is_gone) {
                settle(write, profile, &finding.what.id, state.made_at, gone, false)?;
            }
            Ok(anew)
        })
    }

    /// All findings of an account, newest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn findings(&self, profile: &ProfileId) -> Result<Vec<Finding>, JournalError> {
        self.read(|moment| all(moment, profile))
    }

    /// Settles a finding by a person's word; on the disk when this returns.
    ///
    /// # Errors
    /// [`JournalError::NotFound`]; else as for every write.
    pub fn settle_finding(
        &self,
        profile: &ProfileId,
        id: &str,
        at: Timestamp,
        note: &str,
    ) -> Result<(), JournalError> {
        self.durable(|write| settle(write, profile, id, at, note, true))
    }

    /// Opens a settled finding again; on the disk when this returns.
    ///
    /// # Errors
    /// [`JournalError::NotFound`]; else as for every write.
    pub fn reopen_finding(&self, profile: &ProfileId, id: &str) -> Result<(), JournalError> {
        self.durable(|write| {
            let changed = write.execute(
                "UPDATE findings SET settled_at = NULL, note = NULL, by_person = 0
                 WHERE profile_id = ?1 AND id = ?2",
                (profile.as_str(), id),
            )?;
            is_there(changed)
        })
    }

    /// How the comparing of an account stands; none before the first time.
    ///
    /// # Errors
    /// As for every read.
    pub fn reconciled(&self, profile: &ProfileId) -> Result<Option<Reconciled>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM reconciliations WHERE profile_id = ?1",
                [profile.as_str()],
                |row| {
                    Ok(Reconciled {
                        made_at: time(row, "made_at")?,
                        services_taken_at: maybe_time(row, "services_taken_at")?,
                        invoices_taken_at: maybe_time(row, "invoices_taken_at")?,
                    })
                },
            )
        })
    }
}

fn all(moment: &Connection, profile: &ProfileId) -> Result<Vec<Finding>, JournalError> {
    rows(
        moment,
        "SELECT * FROM findings WHERE profile_id = ?1 ORDER BY found_at DESC, id DESC",
        [profile.as_str()],
        finding,
    )
}

/// Whether it stands anew.
fn put(
    write: &Connection,
    profile: &ProfileId,
    finding: &NewFinding,
    before: Option<&Finding>,
    at: Timestamp,
) -> Result<bool, JournalError> {
    let stands_anew = before.is_none_or(|before| before.settled_at.is_some() && !before.by_person);
    let mut statement = write.prepare_cached(
        "INSERT INTO findings (profile_id, id, said, found_at) VALUES (:profile, :id, :said, :at)
         ON CONFLICT (profile_id, id) DO UPDATE SET said = :said,
             found_at = CASE WHEN :anew THEN :at ELSE found_at END,
             settled_at = CASE WHEN :anew THEN NULL ELSE settled_at END,
             note = CASE WHEN :anew THEN NULL ELSE note END",
    )?;
    statement.execute(named_params! {
        ":profile": profile.as_str(),
        ":id": finding.id,
        ":said": finding.said_json,
        ":at": micros(at),
        ":anew": stands_anew,
    })?;
    Ok(stands_anew)
}

fn settle(
    write: &Connection,
    profile: &ProfileId,
    id: &str,
    at: Timestamp,
    note: &str,
    by_person: bool,
) -> Result<(), JournalError> {
    let changed = write.execute(
        "UPDATE findings SET settled_at = :at, note = :note, by_person = :by_person
         WHERE profile_id = :profile AND id = :id",
        named_params! {
            ":profile": profile.as_str(),
            ":id": id,
            ":at": micros(at),
            ":note": note,
            ":by_person": by_person,
        },
    )?;
    is_there(changed)
}

fn is_there(changed: usize) -> Result<(), JournalError> {
    if changed == 0 {
        return Err(JournalError::NotFound { what: "finding" });
    }
    Ok(())
}

fn note(write: &Connection, profile: &ProfileId, state: Reconciled) -> Result<(), JournalError> {
    write.execute(
        "INSERT INTO reconciliations VALUES (:profile, :made, :services, :invoices)
         ON CONFLICT (profile_id) DO UPDATE SET made_at = :made,
             services_taken_at = coalesce(services_taken_at, :services),
             invoices_taken_at = coalesce(invoices_taken_at, :invoices)",
        named_params! {
            ":profile": profile.as_str(),
            ":made": micros(state.made_at),
            ":services": state.services_taken_at.map(micros),
            ":invoices": state.invoices_taken_at.map(micros),
        },
    )?;
    Ok(())
}

fn finding(row: &Row<'_>) -> rusqlite::Result<Finding> {
    Ok(Finding {
        what: NewFinding {
            id: row.get("id")?,
            said_json: row.get("said")?,
        },
        found_at: time(row, "found_at")?,
        settled_at: maybe_time(row, "settled_at")?,
        note: row.get("note")?,
        by_person: row.get("by_person")?,
    })
}
