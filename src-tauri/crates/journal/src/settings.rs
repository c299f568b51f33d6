//! Settings of the console and of each profile: names and texts, whose meaning
//! is the core's.

use kh_audit::Draft;
use kh_model::ProfileId;
use rusqlite::Connection;

use crate::store::first;
use crate::{Journal, JournalError, audit};

/// Whose setting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingOf<'a> {
    /// Of this console, whatever the profile.
    Console,
    /// Of one profile; removed with it.
    Profile(&'a ProfileId),
}

impl SettingOf<'_> {
    /// No profile has an empty id, so that is the console's.
    fn place(&self) -> &str {
        match self {
            Self::Console => "",
            Self::Profile(id) => id.as_str(),
        }
    }
}

/// A setting, in a moment that is looked at for something else as well.
pub(crate) fn get(
    moment: &Connection,
    of: SettingOf<'_>,
    name: &str,
) -> Result<Option<String>, JournalError> {
    first(
        moment,
        "SELECT value FROM settings WHERE profile_id = ?1 AND name = ?2",
        (of.place(), name),
        |row| row.get(0),
    )
}

impl Journal {
    /// A setting, if it was ever set.
    ///
    /// # Errors
    /// As for every read.
    pub fn setting(&self, of: SettingOf<'_>, name: &str) -> Result<Option<String>, JournalError> {
        self.read(|moment| get(moment, of, name))
    }

    /// Sets a setting, or forgets it.
    ///
    /// # Errors
    /// As for every write.
    pub fn set_setting(
        &self,
        of: SettingOf<'_>,
        name: &str,
        value: Option<&str>,
    ) -> Result<(), JournalError> {
        self.set_settings(&[(of, name, value)], None)
    }

    /// Sets settings, or forgets them, and puts that on record in the audit
    /// chain: all of it in one commit, or nothing.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub fn set_settings(
        &self,
        settings: &[(SettingOf<'_>, &str, Option<&str>)],
        entry: Option<&Draft>,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            for (of, name, value) in settings {
                set(write, *of, name, *value)?;
            }
            audit::append_maybe(self, write, entry)?;
            Ok(())
        })
    }
}

fn set(
    write: &Connection,
    of: SettingOf<'_>,
    name: &str,
    value: Option<&str>,
) -> Result<(), JournalError> {
    match value {
        Some(value) => write.execute(
            "INSERT INTO settings (profile_id, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (profile_id, name) DO UPDATE SET value = ?3",
            (of.place(), name, value),
        )?,
        None => write.execute(
            "DELETE FROM settings WHERE profile_id = ?1 AND name = ?2",
            (of.place(), name),
        )?,
    };
    Ok(())
}
