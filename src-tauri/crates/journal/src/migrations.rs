//! Bringing a file to the newest schema. The list only grows: a migration that
//! was published is never edited. Before one is applied to a file that holds
//! something, the file is copied.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::JournalError;
use crate::store::beside;

pub(crate) struct Migration {
    /// The schema after it; they follow one another without a gap.
    pub(crate) version: i64,
    pub(crate) sql: &'static str,
}

pub(crate) const ALL: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("../migrations/0001_first.sql"),
    },
    Migration {
        version: 2,
        sql: concat!(
            include_str!("../migrations/0002_services.sql"),
            include_str!("../migrations/0002_actions.sql"),
            include_str!("../migrations/0002_invoices.sql"),
            include_str!("../migrations/0002_events.sql"),
            include_str!("../migrations/0002_audit.sql"),
        ),
    },
    Migration {
        version: LATEST,
        sql: concat!(
            include_str!("../migrations/0003_reconciliation.sql"),
            include_str!("../migrations/0003_leaner.sql"),
            include_str!("../migrations/0003_guards.sql"),
            include_str!("../migrations/0003_orders.sql"),
        ),
    },
];

/// The newest schema this program knows.
pub(crate) const LATEST: i64 = 3;

/// Applies what is missing, each in one transaction, so that a crash leaves the
/// schema before or after it and never between.
pub(crate) fn migrate(
    connection: &mut Connection,
    path: Option<&Path>,
    list: &[Migration],
) -> Result<(), JournalError> {
    let held_something = version(connection)? > 0;
    for migration in list {
        if version(connection)? >= migration.version {
            continue;
        }
        if let Some(path) = path.filter(|_| held_something) {
            copy_before(connection, path, migration.version)?;
        }
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been quicker while this one waited its turn.
        if version(&change)? >= migration.version {
            continue;
        }
        change.execute_batch(migration.sql)?;
        change.pragma_update(None, "user_version", migration.version)?;
        change.commit()?;
        tracing::info!(version = migration.version, "journal schema");
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, JournalError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Leaves a whole copy named `<journal>.before-<version>`. It gets its name
/// only when it is complete and on the disk; an older copy is not overwritten.
fn copy_before(
    connection: &Connection,
    path: &Path,
    version: i64,
) -> Result<PathBuf, JournalError> {
    let part = beside(path, &format!(".before-{version}.part"));
    match fs::remove_file(&part) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(JournalError::io(&error)),
    }
    connection.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    let name = (1..)
        .map(|turn| match turn {
            1 => beside(path, &format!(".before-{version}")),
            _ => beside(path, &format!(".before-{version}-{turn}")),
        })
        .find(|name| !name.exists())
        .unwrap_or_else(|| part.clone());
    make_durable(&part, &name).map_err(|error| JournalError::io(&error))?;
    Ok(name)
}

fn make_durable(part: &Path, name: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(part)?.sync_all()?;
    #[cfg(unix)]
    fs::set_permissions(part, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::rename(part, name)?;
    // A folder can be synced on Unix only; elsewhere the rename is as good as it gets.
    #[cfg(unix)]
    if let Some(folder) = name
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration {
        version: 1,
        sql: "CREATE TABLE kept (word TEXT); INSERT INTO kept VALUES ('before');",
    };
    const SECOND: Migration = Migration {
        version: 2,
        sql: "UPDATE kept SET word = 'after';",
    };
    const FAILING: Migration = Migration {
        version: 2,
        sql: "UPDATE kept SET word = 'half'; INSERT INTO nowhere VALUES (1);",
    };

    fn word_in(path: &Path) -> String {
        Connection::open(path)
            .unwrap()
            .query_row("SELECT word FROM kept", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_numbers_follow_one_another_and_end_with_the_newest() {
        let numbers: Vec<i64> = ALL.iter().map(|migration| migration.version).collect();
        assert_eq!(numbers, (1..=LATEST).collect::<Vec<_>>());
    }

    #[test]
    fn a_new_file_needs_no_copy_and_a_used_one_gets_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, Some(&path), &[FIRST]).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        migrate(&mut connection, Some(&path), &[FIRST, SECOND]).unwrap();
        assert_eq!(word_in(&path), "after");
        assert_eq!(word_in(&beside(&path, ".before-2")), "before");

        let new = folder.path().join("new.db");
        let mut connection = Connection::open(&new).unwrap();
        migrate(&mut connection, Some(&new), &[FIRST, SECOND]).unwrap();
        assert!(!beside(&new, ".before-2").exists());
    }

    #[test]
    fn a_migration_that_fails_half_way_changes_nothing_and_leaves_the_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, Some(&path), &[FIRST]).unwrap();
        migrate(&mut connection, Some(&path), &[FIRST, FAILING]).unwrap_err();
        drop(connection);
        assert_eq!(word_in(&path), "before");
        assert_eq!(word_in(&beside(&path, ".before-2")), "before");

        let mut again = Connection::open(&path).unwrap();
        migrate(&mut again, Some(&path), &[FIRST, SECOND]).unwrap();
        assert_eq!(word_in(&path), "after");
        assert_eq!(word_in(&beside(&path, ".before-2")), "before");
        assert_eq!(word_in(&beside(&path, ".before-2-2")), "before");
    }

    #[test]
    fn a_copy_that_was_cut_short_by_a_crash_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, Some(&path), &[FIRST]).unwrap();
        fs::write(beside(&path, ".before-2.part"), b"half a copy").unwrap();
        migrate(&mut connection, Some(&path), &[FIRST, SECOND]).unwrap();
        assert_eq!(word_in(&beside(&path, ".before-2")), "before");
        assert!(!beside(&path, ".before-2.part").exists());
    }
}
