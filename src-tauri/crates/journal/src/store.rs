//! The journal itself: one connection, and the two ways to write.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};

use crate::JournalError;
use crate::audit::Armed;
use crate::services::Boards;

/// The open journal of this console. Share it behind an `Arc`; calls take
/// turns. When the last one drops it, SQLite moves the write-ahead file into
/// the database.
#[derive(Debug)]
pub struct Journal {
    connection: Mutex<Connection>,
    /// A commit failed, and what it wrote may still lie in the write-ahead file.
    remains: AtomicBool,
    path: Option<PathBuf>,
    boards: Mutex<Boards>,
    pub(crate) armed: Armed,
}

/// Whether a commit waits until the disk has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// One fsync: for what must survive a power cut.
    Waits,
    /// None: for what can be read again. It survives a crash of the program,
    /// and the next commit that waits takes it along.
    DoesNotWait,
}

impl Journal {
    pub(crate) fn around(connection: Connection, path: Option<&Path>) -> Self {
        Self {
            connection: Mutex::new(connection),
            remains: AtomicBool::new(false),
            path: path.map(Path::to_path_buf),
            boards: Mutex::default(),
            armed: Armed::default(),
        }
    }

    /// The lists of services in memory. Taken after the connection, never before.
    pub(crate) fn boards(&self) -> MutexGuard<'_, Boards> {
        // What is in it is made anew whenever it is not right.
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the write-ahead file into the database, for quiet moments: it
    /// costs fsyncs that no order should wait for. It also opens the next
    /// round of the write-ahead file, because that costs one more.
    ///
    /// # Errors
    /// As for every write.
    pub fn checkpoint(&self) -> Result<(), JournalError> {
        // PASSIVE never waits for another process; what it leaves is for the next time.
        self.lock()
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        self.durable(|write| {
            write.execute("UPDATE upkeep SET checkpoints = checkpoints + 1", [])?;
            Ok(())
        })
    }

    /// Runs one transaction that is on the disk when this returns.
    pub(crate) fn durable<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        self.write(Durability::Waits, work)
    }

    /// Runs one transaction that does not wait for the disk.
    pub(crate) fn quick<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        self.write(Durability::DoesNotWait, work)
    }

    /// Runs reads that see one moment.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut connection = self.lock();
        let moment = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&moment)
    }

    /// Where it lies, unless in memory.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn write<T>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut connection = self.lock();
        self.cover_remains(&connection)?;
        let level = match durability {
            Durability::Waits => "FULL",
            Durability::DoesNotWait => "NORMAL",
        };
        // Said anew each time: no order may depend on what was set before it.
        connection.pragma_update(None, "synchronous", level)?;
        // IMMEDIATE takes the turn at the start; a read that turns into a
        // write could be refused in the middle.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.armed.clear();
        let value = work(&transaction)?;
        if let Err(error) = transaction.commit() {
            self.remains.store(true, Ordering::Relaxed);
            if let Err(error) = self.cover_remains(&connection) {
                tracing::warn!(error = %error, "a failed commit could not be covered yet");
            }
            return Err(error.into());
        }
        let bell = self.armed.written();
        drop(connection);
        if let Some((bell, seq)) = bell {
            bell(seq);
        }
        Ok(value)
    }

    /// Writes over what a failed commit left behind. Its rows may be whole in
    /// the write-ahead file although the flush failed: after a restart, and for
    /// nobody before it, they would be there. Whatever is committed next lies in
    /// the same place, so this goes first and nothing else is written until it
    /// has succeeded.
    fn cover_remains(&self, connection: &Connection) -> Result<(), JournalError> {
        if !self.remains.load(Ordering::Relaxed) {
            return Ok(());
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute("UPDATE upkeep SET checkpoints = checkpoints + 1", [])?;
        self.remains.store(false, Ordering::Relaxed);
        Ok(())
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere rolled its transaction back; the connection is sound.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // The last chance before somebody else opens the file.
        if let Err(error) = self.cover_remains(&self.lock()) {
            tracing::warn!(error = %error, "a failed commit could not be covered");
        }
    }
}

/// The first row of a query, if there is one.
pub(crate) fn first<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(parameters, read).optional()?)
}

/// All rows of a query.
pub(crate) fn rows<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(parameters, read)?;
    Ok(found.collect::<rusqlite::Result<Vec<T>>>()?)
}

/// A file whose name is that of the journal with something after it.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
