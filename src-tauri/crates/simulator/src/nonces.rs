//! Nonces: each is good for one call, and is remembered for 600 seconds
//! (contract 1.2).

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::SimulatorError;
use crate::store::{ms, run};
use crate::turn::Turn;

const REMEMBERED: Duration = Duration::from_secs(600);

/// Spends the nonce of a key. Says whether it was still good.
pub(crate) fn spend(turn: &Turn<'_>, key_id: &str, nonce: &str) -> Result<bool, SimulatorError> {
    let seen_at: Option<i64> = turn
        .db
        .prepare_cached("SELECT seen_at FROM nonces WHERE key_id = ?1 AND nonce = ?2")?
        .query_row([key_id, nonce], |row| row.get(0))
        .optional()?;
    if seen_at.is_some_and(|seen_at| seen_at > forgotten_before(turn.now)) {
        return Ok(false);
    }
    run(
        turn.db,
        "INSERT OR REPLACE INTO nonces (key_id, nonce, seen_at) VALUES (?1, ?2, ?3)",
        params![key_id, nonce, ms(turn.now)],
    )?;
    Ok(true)
}

/// Removes what is forgotten anyway.
pub(crate) fn prune(db: &Connection, now: Timestamp) -> Result<(), SimulatorError> {
    run(
        db,
        "DELETE FROM nonces WHERE seen_at <= ?1",
        [forgotten_before(now)],
    )?;
    Ok(())
}

fn forgotten_before(now: Timestamp) -> i64 {
    ms(now.saturating_sub(REMEMBERED).unwrap_or(Timestamp::MIN))
}
