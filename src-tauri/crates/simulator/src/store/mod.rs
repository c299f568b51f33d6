//! The SQLite file (or memory) that the world lives in. One file per kind of
//! row; this one opens the store and keeps its transactions.

pub(crate) mod accounts;
mod columns;
pub(crate) mod invoices;
pub(crate) mod keys;
pub(crate) mod orders;
pub(crate) mod products;
pub(crate) mod services;
pub(crate) mod settings;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

pub(crate) use columns::{at, at_opt, decimal, json, ms, ms_opt, number, word};

use crate::SimulatorError;

/// Marks the file as a world, so that no other database is taken for one.
const APPLICATION_ID: i32 = 0x4B48_5349;
const VERSION: i32 = 1;

/// Opens a world in memory; it is empty.
pub(crate) fn open_in_memory() -> Result<Connection, SimulatorError> {
    let db = Connection::open_in_memory()?;
    db.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY;")?;
    prepare(&db)?;
    Ok(db)
}

/// Opens the world in this file, or makes one. Says whether it is new.
///
/// # Errors
/// [`SimulatorError::Busy`] while another simulator has it,
/// [`SimulatorError::Unusable`] if the file is something else.
pub(crate) fn open_file(path: &Path) -> Result<(Connection, bool), SimulatorError> {
    let told = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => SimulatorError::Busy {
            path: path.to_owned(),
        },
        _ => SimulatorError::Unusable {
            path: path.to_owned(),
            why: error.to_string(),
        },
    };
    let db = Connection::open(path).map_err(told)?;
    db.busy_timeout(Duration::from_millis(500)).map_err(told)?;
    // Exclusive: one world, one provider. A second one would keep clocks and
    // catalogues of its own over the same rows.
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         BEGIN EXCLUSIVE; COMMIT;",
    )
    .map_err(told)?;
    let mark: i32 = pragma(&db, "application_id").map_err(told)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(told)?;
    let unusable = |why: &str| SimulatorError::Unusable {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    match (mark, tables) {
        (0, 0) => {
            prepare(&db).map_err(told)?;
            Ok((db, true))
        }
        (APPLICATION_ID, _) if pragma(&db, "user_version").map_err(told)? == VERSION => {
            db.set_prepared_statement_cache_capacity(CACHED);
            Ok((db, false))
        }
        (APPLICATION_ID, _) => Err(unusable("it was made by another version")),
        _ => Err(unusable("it is a database of something else")),
    }
}

const CACHED: usize = 128;

fn prepare(db: &Connection) -> Result<(), rusqlite::Error> {
    db.set_prepared_statement_cache_capacity(CACHED);
    db.execute_batch(concat!(
        "BEGIN;",
        include_str!("schema.sql"),
        "COMMIT; PRAGMA application_id = 1263031113; PRAGMA user_version = 1;"
    ))
}

fn pragma(db: &Connection, name: &str) -> Result<i32, rusqlite::Error> {
    db.pragma_query_value(None, name, |row| row.get(0))
}

/// Runs the statement, which is compiled once.
pub(crate) fn run(
    db: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<usize, rusqlite::Error> {
    db.prepare_cached(sql)?.execute(values)
}

/// Does the work in a transaction: all of it happens, or nothing. Transactions
/// nest, which lets a world in memory be wound back to its beginning.
///
/// # Errors
/// The error of the work, after everything it did is undone.
pub(crate) fn atomically<T>(
    db: &Connection,
    work: impl FnOnce() -> Result<T, SimulatorError>,
) -> Result<T, SimulatorError> {
    run(db, "SAVEPOINT call", [])?;
    let outcome = work();
    if outcome.is_err() {
        run(db, "ROLLBACK TO call", [])?;
    }
    run(db, "RELEASE call", [])?;
    outcome
}

/// Remembers this state of a world in memory as its beginning.
pub(crate) fn set_beginning(db: &Connection) -> Result<(), rusqlite::Error> {
    run(db, "SAVEPOINT beginning", []).map(|_| ())
}

/// Winds back to the state of [`set_beginning`], which stays the beginning.
pub(crate) fn back_to_beginning(db: &Connection) -> Result<(), rusqlite::Error> {
    run(db, "ROLLBACK TO beginning", []).map(|_| ())
}
