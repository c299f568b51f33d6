//! The lock: five failed authentications within ten minutes lock the key for
//! fifteen, and its owner gets a mail (contract 11). Every 401 that names an
//! existing key counts, from wherever it comes; the provider does not say
//! which do.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde_json::json;

use crate::SimulatorError;
use crate::audit;
use crate::mail::{self, Mail};
use crate::store::{self, ms, run};
use crate::turn::Turn;
use crate::world::ApiKey;

const FAILURES: i64 = 5;
const WINDOW: Duration = Duration::from_secs(600);
const LOCKED: Duration = Duration::from_secs(900);

/// Counts one failure of this key, and locks it if that was one too many.
/// While a key is locked nothing is counted: the lock ends when it was said to.
pub(crate) fn count_failure(turn: &Turn<'_>, key: &ApiKey) -> Result<(), SimulatorError> {
    if key.locked_until.is_some_and(|until| until > turn.now) {
        return Ok(());
    }
    run(
        turn.db,
        "INSERT INTO auth_failures (key_id, at) VALUES (?1, ?2)",
        params![key.id, ms(turn.now)],
    )?;
    let recent: i64 = turn
        .db
        .prepare_cached("SELECT count(*) FROM auth_failures WHERE key_id = ?1 AND at > ?2")?
        .query_row(params![key.id, window_start(turn.now)], |row| row.get(0))?;
    if recent < FAILURES {
        return Ok(());
    }
    lock(turn, key)
}

fn lock(turn: &Turn<'_>, key: &ApiKey) -> Result<(), SimulatorError> {
    let until = turn.after(LOCKED);
    store::keys::set_lock(turn.db, &key.id, Some(until))?;
    run(
        turn.db,
        "DELETE FROM auth_failures WHERE key_id = ?1",
        [&key.id],
    )?;
    mail::send(
        turn,
        key.tenant,
        &Mail::KeyLocked {
            key_id: &key.id,
            label: &key.label,
            until,
        },
    )?;
    audit::note(
        turn,
        "key.locked",
        &json!({"key": key.id, "account": key.tenant.0, "until": until.to_string()}),
    )
}

/// Removes failures that are too old to count.
pub(crate) fn prune(db: &Connection, now: Timestamp) -> Result<(), SimulatorError> {
    run(
        db,
        "DELETE FROM auth_failures WHERE at <= ?1",
        [window_start(now)],
    )?;
    Ok(())
}

fn window_start(now: Timestamp) -> i64 {
    ms(now.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN))
}
