//! Idempotency keys (contract 5): for 24 hours the same key with the same body
//! is answered with the same answer, and with another body with 409.
//!
//! Where the provider is silent: a key belongs to an API key, the path counts
//! like the body, the hash is over the raw bytes, and every answer of a handler
//! is kept, refusals too.

use std::time::Duration;

use jiff::Timestamp;
use kh_model::IdempotencyKey;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::SimulatorError;
use crate::call::Call;
use crate::problem::{Code, FieldError, Problem};
use crate::store::{json, ms, run};
use crate::turn::Turn;
use crate::world::ApiKey;

const KEPT: Duration = Duration::from_secs(86_400);

/// An answer as it was given.
pub(crate) struct Kept {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What is known of an idempotency key.
pub(crate) enum Known {
    /// Nothing: do the work.
    New(IdempotencyKey),
    /// The same request was answered: answer the same.
    Answered(Kept),
    /// It cannot be used for this request.
    Refused(Problem),
}

/// Looks the call's idempotency key up.
pub(crate) fn look_up(
    turn: &Turn<'_>,
    key: &ApiKey,
    call: &Call,
    path: &str,
) -> Result<Known, SimulatorError> {
    let given = call.header("idempotency-key").unwrap_or_default();
    let Ok(idempotency_key) = IdempotencyKey::new(given) else {
        return Ok(Known::Refused(Problem::invalid(vec![FieldError::new(
            "Idempotency-Key",
            "is needed once, with 1 to 80 characters of A-Z a-z 0-9 _ . -",
        )])));
    };
    let row = turn
        .db
        .prepare_cached(
            "SELECT path, body_hash, status, headers, body, ready_at FROM idempotency
             WHERE key_id = ?1 AND idempotency_key = ?2 AND created_at > ?3",
        )?
        .query_row(
            params![key.id, idempotency_key.as_str(), kept_since(turn.now)],
            |row| {
                let kept = Kept {
                    status: row.get(2)?,
                    headers: json(row, 3)?,
                    body: row.get(4)?,
                };
                let asked: (String, [u8; 32]) = (row.get(0)?, row.get(1)?);
                Ok((asked, kept, row.get::<_, i64>(5)?))
            },
        )
        .optional()?;
    let Some(((own_path, own_hash), kept, ready_at)) = row else {
        return Ok(Known::New(idempotency_key));
    };
    if own_path != path || own_hash != hash(&call.body) {
        return Ok(Known::Refused(Problem::new(
            Code::IdempotencyConflict,
            "This Idempotency-Key was used with another request.",
        )));
    }
    if ready_at > ms(turn.now) {
        return Ok(Known::Refused(still_running(ready_at - ms(turn.now))));
    }
    Ok(Known::Answered(kept))
}

fn still_running(left_ms: i64) -> Problem {
    Problem {
        reason: Some("in_progress"),
        ..Problem::new(
            Code::IdempotencyConflict,
            "The first request with this Idempotency-Key is still in progress.",
        )
    }
    .with_header("retry-after", &((left_ms + 999) / 1000))
}

/// Keeps an answer. Until `ready_at` the request counts as still running.
pub(crate) fn keep(
    turn: &Turn<'_>,
    key: &ApiKey,
    idempotency_key: &IdempotencyKey,
    asked: (&str, &[u8]),
    kept: &Kept,
    ready_at: Timestamp,
) -> Result<(), SimulatorError> {
    run(
        turn.db,
        "INSERT OR REPLACE INTO idempotency
           (key_id, idempotency_key, path, body_hash, status, headers, body, created_at, ready_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            key.id,
            idempotency_key.as_str(),
            asked.0,
            hash(asked.1),
            kept.status,
            serde_json::json!(kept.headers).to_string(),
            kept.body,
            ms(turn.now),
            ms(ready_at),
        ],
    )?;
    Ok(())
}

/// Removes what is older than a day.
pub(crate) fn prune(db: &Connection, now: Timestamp) -> Result<(), SimulatorError> {
    run(
        db,
        "DELETE FROM idempotency WHERE created_at <= ?1",
        [kept_since(now)],
    )?;
    Ok(())
}

fn kept_since(now: Timestamp) -> i64 {
    ms(now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN))
}

fn hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}
