//! The audit log: one row per request and per deed, each chained to the one
//! before (contract 9): `chain[n] = sha256(chain[n-1] || row_n)`, with thirty-two
//! zero bytes before the first.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::SimulatorError;
use crate::store::{number, run};
use crate::turn::Turn;

/// One row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place, from 1.
    pub n: u64,
    /// The row, JSON text; hashed exactly as it is.
    pub row: String,
    /// The hash over the previous hash and the row.
    pub chain_hash: [u8; 32],
}

/// Adds a row. The event and the time are put to what is given.
///
/// # Errors
/// [`SimulatorError::Store`].
pub(crate) fn note(turn: &Turn<'_>, event: &str, what: &Value) -> Result<(), SimulatorError> {
    let mut row = json!({
        "at": turn.now.to_string(),
        "event": event,
        "request_id": turn.request_id,
    });
    if let (Value::Object(row), Value::Object(what)) = (&mut row, what) {
        row.extend(what.clone());
    }
    append(turn.db, &row.to_string())
}

fn append(db: &Connection, row: &str) -> Result<(), SimulatorError> {
    let last = db
        .prepare_cached("SELECT n, chain_hash FROM audit ORDER BY n DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (n, previous): (i64, [u8; 32]) = last.unwrap_or((0, [0; 32]));
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(row.as_bytes());
    let chain_hash: [u8; 32] = hash.finalize().into();
    run(
        db,
        "INSERT INTO audit (n, row, chain_hash) VALUES (?1, ?2, ?3)",
        params![n + 1, row, chain_hash],
    )?;
    Ok(())
}

/// The whole log.
///
/// # Errors
/// [`SimulatorError::Store`].
pub(crate) fn all(db: &Connection) -> Result<Vec<AuditEntry>, SimulatorError> {
    let mut statement = db.prepare_cached("SELECT n, row, chain_hash FROM audit ORDER BY n")?;
    let entries = statement
        .query_map([], |row| {
            Ok(AuditEntry {
                n: number(row, 0)?,
                row: row.get(1)?,
                chain_hash: row.get(2)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(entries)
}
