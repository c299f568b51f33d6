//! Room in the write-ahead file. Where that file has to grow, the flush of an
//! order writes its new length, too, in another place of the disk. So the file
//! is made longer ahead, when nobody waits, and is written again from its
//! beginning after each checkpoint.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::store::beside;
use crate::{Journal, JournalError};

/// How long the write-ahead file is made: some twenty orders.
const ROOM: u64 = 2 * 1024 * 1024;

/// What a page takes in the write-ahead file: itself and a head.
const FRAME: u64 = 4_096 + 24;

impl Journal {
    /// Makes the write-ahead file as long as it will be, and waits until the
    /// disk has that. For quiet moments; without it everything works, a little
    /// slower. What lies behind the last commit is never read.
    ///
    /// # Errors
    /// As for every write; nothing is lost by them.
    pub fn make_room(&self) -> Result<(), JournalError> {
        let Some(path) = self.path() else {
            return Ok(());
        };
        let mut connection = self.lock();
        // The turn to write keeps away whoever else would write here.
        let turn = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let grown = grow(&beside(path, "-wal"));
        turn.rollback()?;
        drop(connection);
        let waited = grown.and_then(|file| file.map_or(Ok(()), |file| file.sync_data()));
        waited.map_err(|error| JournalError::io(&error))
    }

    /// Tidies up after a cache was written, if half of the room is used: a
    /// backstop, and what keeps orders from ever growing the file.
    pub(crate) fn tidy_if_large(&self) -> Result<(), JournalError> {
        if self.path().is_some() && used(&self.lock())? > ROOM / 2 {
            self.checkpoint()?;
        }
        Ok(())
    }
}

/// How much of the write-ahead file a restart would read.
fn used(connection: &Connection) -> Result<u64, JournalError> {
    let mut statement = connection.prepare_cached("PRAGMA wal_checkpoint(NOOP)")?;
    let frames: i64 = statement.query_row([], |row| row.get("log"))?;
    Ok(u64::try_from(frames).unwrap_or(0) * FRAME)
}

/// Adds zeros to a file until it is long enough. None: it was, or there is none.
fn grow(wal: &Path) -> io::Result<Option<std::fs::File>> {
    let mut file = match OpenOptions::new().append(true).open(wal) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(missing) = ROOM.checked_sub(file.metadata()?.len()) else {
        return Ok(None);
    };
    let zeros = usize::try_from(missing).unwrap_or(0);
    file.write_all(&vec![0; zeros])?;
    Ok(Some(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SettingOf;

    fn length(journal: &Journal) -> u64 {
        let path = beside(journal.path().unwrap(), "-wal");
        std::fs::metadata(path).unwrap().len()
    }

    fn note(journal: &Journal, value: &str) {
        journal
            .set_setting(SettingOf::Console, "noted", Some(value))
            .unwrap();
    }

    #[test]
    fn with_room_the_write_ahead_file_does_not_grow_and_is_read_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let journal = Journal::open(&path).unwrap();
        journal.make_room().unwrap();
        assert_eq!(length(&journal), ROOM);
        for n in 0..100 {
            note(&journal, &n.to_string());
            assert_eq!(length(&journal), ROOM);
            journal.make_room().unwrap();
            let beside = Journal::open(&path).unwrap();
            let found = beside.setting(SettingOf::Console, "noted").unwrap();
            assert_eq!(found, Some(n.to_string()));
        }
    }

    #[test]
    fn what_is_found_after_a_crash_with_room_is_what_was_committed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let journal = Journal::open(&path).unwrap();
        journal.make_room().unwrap();
        note(&journal, "kept");
        let found = folder.path().join("found.db");
        std::fs::copy(&path, &found).unwrap();
        std::fs::copy(beside(&path, "-wal"), beside(&found, "-wal")).unwrap();
        let again = Journal::open(&found).unwrap();
        let noted = again.setting(SettingOf::Console, "noted").unwrap();
        assert_eq!(noted.as_deref(), Some("kept"));
    }

    #[test]
    fn caches_do_not_grow_the_file_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("journal.db")).unwrap();
        journal.make_room().unwrap();
        let long = "x".repeat(200_000);
        for _ in 0..50 {
            note(&journal, &long);
            journal.tidy_if_large().unwrap();
        }
        assert_eq!(length(&journal), ROOM);
    }

    #[test]
    fn a_journal_in_memory_needs_no_room() {
        Journal::in_memory().unwrap().make_room().unwrap();
    }
}
