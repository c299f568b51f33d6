//! Opening: whose file it is, whether it is sound, and what to do when not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::migrations::{self, LATEST};
use crate::store::beside;
use crate::{Journal, JournalError, SettingOf};

/// Marks the file as ours: "KHRC".
const APPLICATION_ID: i64 = 0x4b48_5243;

/// How long a write waits for its turn before [`JournalError::Busy`].
const PATIENCE: Duration = Duration::from_secs(5);

/// A damaged journal that was moved out of the way. It holds what was bought:
/// it is never deleted, and a person has to hear of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAside {
    /// Where it was.
    pub from: PathBuf,
    /// Where it is now; its `-wal` file, if any, lies beside it.
    pub kept_at: PathBuf,
    /// What was wrong with it.
    pub detail: String,
}

impl Journal {
    /// The setting of the console in which [`Journal::open_or_start_anew`]
    /// leaves its note, as JSON with `kept_at`, `at` and `detail`. It stays
    /// until someone clears it, so that no start forgets to say it.
    pub const KEPT_ASIDE: &'static str = "journal_kept_aside";

    /// Opens the journal, makes it if there is none, checks that it is sound
    /// and brings it to the newest schema. A file that cannot be used is left
    /// exactly as it is.
    ///
    /// # Errors
    /// [`JournalError::Broken`], [`JournalError::Newer`], [`JournalError::Foreign`],
    /// [`JournalError::ReadOnly`], [`JournalError::Busy`], [`JournalError::Io`],
    /// [`JournalError::Full`].
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        make_private_file(path)?;
        Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)
    }

    /// As [`Journal::open`], but a damaged file is kept aside and a new journal
    /// begun. Whoever calls this has to say so when there was one.
    ///
    /// # Errors
    /// As [`Journal::open`], without [`JournalError::Broken`] unless the new
    /// file is damaged too.
    pub fn open_or_start_anew(
        path: &Path,
        now: Timestamp,
    ) -> Result<(Self, Option<KeptAside>), JournalError> {
        let detail = match Self::open(path) {
            Err(JournalError::Broken { detail, .. }) => detail,
            other => return Ok((other?, None)),
        };
        let mut kept = Self::keep_aside(path, now)?;
        kept.detail = detail;
        let journal = Self::open(path)?;
        let note = json!({
            "kept_at": kept.kept_at.to_string_lossy(),
            "at": now.to_string(),
            "detail": kept.detail,
        });
        journal.set_setting(
            SettingOf::Console,
            Self::KEPT_ASIDE,
            Some(&note.to_string()),
        )?;
        Ok((journal, Some(kept)))
    }

    /// Moves a file out of the way, with the files that belong to it. Nothing
    /// is overwritten.
    ///
    /// # Errors
    /// [`JournalError::Io`] if it cannot be moved.
    pub fn keep_aside(path: &Path, now: Timestamp) -> Result<KeptAside, JournalError> {
        let stamp = now.strftime("%Y%m%dT%H%M%SZ");
        let kept_at = (1..)
            .map(|turn| match turn {
                1 => beside(path, &format!(".broken-{stamp}")),
                _ => beside(path, &format!(".broken-{stamp}-{turn}")),
            })
            .find(|name| !name.exists())
            .unwrap_or_else(|| beside(path, ".broken"));
        // The database goes last: until it is gone, a crash in between leaves
        // a file that is found damaged again, and nothing is lost.
        for suffix in ["-wal", "-shm", ""] {
            match fs::rename(beside(path, suffix), beside(&kept_at, suffix)) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(JournalError::io(&error)),
            }
        }
        Ok(KeptAside {
            from: path.to_path_buf(),
            kept_at,
            detail: String::new(),
        })
    }

    /// A journal that is gone when it is dropped, for tests and simulations.
    ///
    /// # Errors
    /// [`JournalError::Internal`] only.
    pub fn in_memory() -> Result<Self, JournalError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrations::migrate(&mut connection, None, migrations::ALL)?;
        Ok(Self::around(connection, None))
    }

    pub(crate) fn open_with(
        path: &Path,
        flags: OpenFlags,
        patience: Duration,
    ) -> Result<Self, JournalError> {
        let named = |error: JournalError| match error {
            JournalError::Broken { detail, .. } => JournalError::Broken {
                path: path.to_path_buf(),
                detail,
            },
            other => other,
        };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(patience)?;
        // SQLite tidies up when it closes a file, a damaged or newer one too.
        // Until this one is known to be sound and ours, nothing is touched.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let found = identify(&connection, path).map_err(named)?;
        if connection.is_readonly(rusqlite::MAIN_DB)? {
            return Err(JournalError::ReadOnly {
                detail: path.display().to_string(),
            });
        }
        if found == Found::Ours {
            check_soundness(&connection).map_err(named)?;
        }
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        prepare(&connection).map_err(named)?;
        if found == Found::Empty {
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        migrations::migrate(&mut connection, Some(path), migrations::ALL).map_err(named)?;
        let journal = Self::around(connection, Some(path));
        // The first commit of a write-ahead file costs an fsync for its head;
        // it is paid here and not by the first order.
        journal.durable(|write| {
            write.execute("UPDATE upkeep SET opens = opens + 1", [])?;
            Ok(())
        })?;
        Ok(journal)
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    Empty,
    Ours,
}

/// Looks whose file this is, and changes nothing.
fn identify(connection: &Connection, path: &Path) -> Result<Found, JournalError> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    if application == APPLICATION_ID {
        if version > LATEST {
            return Err(JournalError::Newer {
                found: version,
                known: LATEST,
            });
        }
        // Killed between marking the file and its first table.
        return Ok(if version == 0 && tables == 0 {
            Found::Empty
        } else {
            Found::Ours
        });
    }
    if application == 0 && version == 0 && tables == 0 {
        return Ok(Found::Empty);
    }
    Err(JournalError::Foreign {
        path: path.to_path_buf(),
    })
}

/// The full check of SQLite. A journal of ten thousand orders takes it in less
/// than a tenth of a second, and a lost order takes longer.
fn check_soundness(connection: &Connection) -> Result<(), JournalError> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(JournalError::Broken {
        path: PathBuf::new(),
        detail: answer,
    })
}

fn prepare(connection: &Connection) -> Result<(), JournalError> {
    // Answers "memory" for a journal in memory, which has nothing to lose.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Only `checkpoint` and the backstop move pages, never an order.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // On macOS an ordinary fsync leaves the data in the cache of the drive.
    connection.pragma_update(None, "fullfsync", true)?;
    // A plan depends on its statement alone: without this, each new value of a
    // bound parameter may have a cached statement compiled again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Names of customers and servers are nobody else's: the file is readable by
/// its owner only, and SQLite gives the files beside it the same rights.
fn make_private_file(path: &Path) -> Result<(), JournalError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(|error| JournalError::io(&error))?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(JournalError::io(&error)),
    }
}
