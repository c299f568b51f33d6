//! Events that wait to be delivered. An event is written in the transaction of
//! the deed it tells of, so neither exists without the other.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::deliver::{self, Delivery, DeliveryOutcome};
use crate::store::{ms, number, run};
use crate::turn::Turn;
use crate::vault::Vault;
use crate::world::Tenant;
use crate::{SimulatorError, store};

/// Writes an event for every key of the account that has an address.
pub(crate) fn announce(
    turn: &mut Turn<'_>,
    tenant: Tenant,
    event_type: &str,
    object: &Value,
) -> Result<(), SimulatorError> {
    let keys = turn
        .db
        .prepare_cached(
            "SELECT id, webhook_url, webhook_vetted FROM keys
             WHERE account_id = ?1 AND webhook_url IS NOT NULL",
        )?
        .query_map([tenant.0 as i64], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<Vec<(String, String, bool)>, _>>()?;
    if keys.is_empty() {
        return Ok(());
    }
    let id = format!("evt_{}", turn.dice.request_id(ms(turn.now)));
    let body = json!({
        "id": id,
        "type": event_type,
        "created": turn.now.as_second(),
        "data": {"object": object},
    });
    run(
        turn.db,
        "INSERT INTO events (id, account_id, type, body, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id,
            tenant.0 as i64,
            event_type,
            body.to_string().into_bytes(),
            ms(turn.now)
        ],
    )?;
    for (key_id, url, vetted) in keys {
        run(
            turn.db,
            "INSERT INTO deliveries (event_id, key_id, url, vetted, attempt, next_at, state, note)
             VALUES (?1, ?2, ?3, ?4, 1, ?5, 'waiting', '')",
            params![id, key_id, url, vetted, ms(turn.now)],
        )?;
    }
    Ok(())
}

/// Deliveries whose time has come, oldest first.
pub(crate) fn due(
    db: &Connection,
    vault: &Vault,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Delivery>, SimulatorError> {
    let rows = db
        .prepare_cached(
            "SELECT d.id, d.event_id, e.type, d.url, d.key_id, e.body, d.attempt, d.vetted
             FROM deliveries d JOIN events e ON e.id = d.event_id
             WHERE d.next_at <= ?1 ORDER BY d.next_at, d.id LIMIT ?2",
        )?
        .query_map(params![ms(now), limit as i64], |row| {
            let delivery = Delivery {
                id: number(row, 0)?,
                event_id: row.get(1)?,
                event_type: row.get(2)?,
                url: row.get(3)?,
                secret: Vec::new(),
                body: row.get(5)?,
                attempt: row.get(6)?,
                vetted: row.get(7)?,
            };
            Ok((delivery, row.get::<_, String>(4)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    rows.into_iter()
        .map(|(delivery, key_id)| {
            let sealed = store::keys::webhook_sealed(db, &key_id)?;
            let secret = vault.open(&secret_name(&key_id), &sealed)?.into_bytes();
            Ok(Delivery { secret, ..delivery })
        })
        .collect()
}

/// The name under which the webhook secret of a key is sealed.
pub(crate) fn secret_name(key_id: &str) -> String {
    format!("{key_id}-webhook")
}

/// Notes how a delivery went: done, again later, or given up.
pub(crate) fn settle(
    db: &Connection,
    id: u64,
    outcome: &DeliveryOutcome,
    now: Timestamp,
) -> Result<(), SimulatorError> {
    let attempt: Option<u32> = db
        .prepare_cached("SELECT attempt FROM deliveries WHERE id = ?1 AND next_at IS NOT NULL")?
        .query_row([id as i64], |row| row.get(0))
        .optional()?;
    let Some(attempt) = attempt else {
        return Ok(());
    };
    let (state, note, next_at) = match outcome {
        DeliveryOutcome::Delivered { status } => ("delivered", status.to_string(), None),
        DeliveryOutcome::Failed { why } => {
            let next = deliver::wait_after(attempt)
                .map(|wait| ms(now.saturating_add(wait).unwrap_or(Timestamp::MAX)));
            let state = if next.is_some() {
                "waiting"
            } else {
                "given_up"
            };
            (state, why.clone(), next)
        }
    };
    run(
        db,
        "UPDATE deliveries SET state = ?2, note = ?3, next_at = ?4,
           attempt = attempt + (?4 IS NOT NULL) WHERE id = ?1",
        params![id as i64, state, note, next_at],
    )?;
    Ok(())
}

/// All deliveries as the operator sees them.
pub(crate) fn all(db: &Connection) -> Result<Vec<Value>, SimulatorError> {
    let mut statement = db.prepare_cached(
        "SELECT d.id, d.event_id, e.type, d.key_id, d.url, d.attempt, d.state, d.note
         FROM deliveries d JOIN events e ON e.id = d.event_id ORDER BY d.id",
    )?;
    let rows = statement
        .query_map([], |row| {
            Ok(json!({
                "id": number(row, 0)?,
                "event": row.get::<_, String>(1)?,
                "type": row.get::<_, String>(2)?,
                "key": row.get::<_, String>(3)?,
                "url": row.get::<_, String>(4)?,
                "attempt": row.get::<_, u32>(5)?,
                "state": row.get::<_, String>(6)?,
                "note": row.get::<_, String>(7)?,
            }))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
