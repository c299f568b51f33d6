//! A folder with a disk in its place.

use std::path::{Path, PathBuf};

use kh_disk::{Disk, Image, install_as_default};
use rusqlite::Connection;
use tempfile::TempDir;

/// A folder of its own.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        install_as_default();
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }

    pub(crate) fn empty(&self) -> Disk {
        Disk::mount(self.folder())
    }

    pub(crate) fn holding(&self, image: &Image) -> Disk {
        Disk::of(image, self.folder())
    }

    /// A database as the journal sets one up, with a table of numbers.
    pub(crate) fn open(&self) -> Connection {
        let connection = Connection::open(self.path()).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA wal_autocheckpoint = 0;
                 CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY, filling BLOB);",
            )
            .unwrap();
        connection
    }
}

/// Writes a number with some bytes beside it, so that pages fill.
pub(crate) fn put(connection: &Connection, n: u64) -> rusqlite::Result<usize> {
    connection.execute(
        "INSERT INTO numbers VALUES (?1, randomblob(?2))",
        (n.cast_signed(), 300 + (n * 37 % 2_000).cast_signed()),
    )
}

/// The numbers that are there, and that the file is sound.
pub(crate) fn numbers(connection: &Connection) -> Vec<u64> {
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let mut statement = connection
        .prepare("SELECT n FROM numbers ORDER BY n")
        .unwrap();
    let found = statement
        .query_map([], |row| row.get(0).map(i64::cast_unsigned))
        .unwrap();
    found.collect::<rusqlite::Result<_>>().unwrap()
}
