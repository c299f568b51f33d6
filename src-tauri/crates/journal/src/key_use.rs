//! How much a key was used: one text for each key, written by the client's
//! budget and shared by every window and process of this computer. The journal
//! does not read it.

use kh_model::KeyId;

use crate::store::first;
use crate::{Journal, JournalError};

const SELECT: &str = "SELECT uses FROM key_use WHERE key_id = ?1";

impl Journal {
    /// Gives the stored text to `change` and stores what it gives back, with
    /// nobody else in between, in this process or another. Does not wait for
    /// the disk: after a power cut a few calls may be uncounted.
    ///
    /// `change` is called once and must not call the journal.
    ///
    /// # Errors
    /// As for every write; then nothing was changed.
    pub fn update_key_use(
        &self,
        key: &KeyId,
        change: &mut dyn FnMut(Option<&str>) -> String,
    ) -> Result<(), JournalError> {
        self.quick(|write| {
            let before: Option<String> = first(write, SELECT, [key.as_str()], |row| row.get(0))?;
            let after = change(before.as_deref());
            let mut statement = write.prepare_cached(
                "INSERT INTO key_use (key_id, uses) VALUES (?1, ?2)
                 ON CONFLICT (key_id) DO UPDATE SET uses = ?2",
            )?;
            statement.execute((key.as_str(), after))?;
            Ok(())
        })
    }

    /// The stored text.
    ///
    /// # Errors
    /// As for every read.
    pub fn key_use(&self, key: &KeyId) -> Result<Option<String>, JournalError> {
        self.read(|moment| first(moment, SELECT, [key.as_str()], |row| row.get(0)))
    }
}
