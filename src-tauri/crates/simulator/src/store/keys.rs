//! Rows of API keys. Secrets go in and out as ciphertext only.

use ipnet::IpNet;
use jiff::Timestamp;
use kh_model::Scope;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{at, at_opt, json, ms, ms_opt, number, run};
use crate::world::{ApiKey, Limits, Tenant};

const COLUMNS: &str = "id, account_id, label, scopes, allowed, per_minute, burst, per_day, sealed, \
                       created_at, last_used_at, locked_until, webhook_url";

fn read(row: &Row<'_>) -> Result<ApiKey, rusqlite::Error> {
    Ok(ApiKey {
        id: row.get(0)?,
        tenant: Tenant(number(row, 1)?),
        label: row.get(2)?,
        scopes: json::<Vec<Scope>>(row, 3)?,
        allowed: json::<Vec<String>>(row, 4)?
            .iter()
            .filter_map(|net| net.parse::<IpNet>().ok())
            .collect(),
        limits: Limits {
            per_minute: row.get(5)?,
            burst: row.get(6)?,
            per_day: row.get(7)?,
        },
        sealed: row.get(8)?,
        created_at: at(row, 9)?,
        last_used_at: at_opt(row, 10)?,
        locked_until: at_opt(row, 11)?,
        webhook_url: row.get(12)?,
    })
}

/// The key with this public id.
pub(crate) fn find(db: &Connection, id: &str) -> Result<Option<ApiKey>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM keys WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// All keys in the order they were made, for the operator.
pub(crate) fn all(db: &Connection) -> Result<Vec<ApiKey>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM keys ORDER BY position"))?
        .query_map([], read)?
        .collect()
}

/// Adds a key with the sealed secret of its webhooks.
pub(crate) fn insert(
    db: &Connection,
    key: &ApiKey,
    webhook_sealed: &[u8],
) -> Result<(), rusqlite::Error> {
    let scopes: Vec<&str> = key.scopes.iter().map(Scope::as_str).collect();
    let allowed = key.networks();
    run(
        db,
        "INSERT INTO keys (id, position, account_id, label, scopes, allowed, per_minute, burst,
           per_day, sealed, created_at, webhook_sealed)
         VALUES (?1, (SELECT count(*) FROM keys), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            key.id,
            key.tenant.0 as i64,
            key.label,
            serde_json::json!(scopes).to_string(),
            serde_json::json!(allowed).to_string(),
            key.limits.per_minute,
            key.limits.burst,
            key.limits.per_day,
            key.sealed,
            ms(key.created_at),
            webhook_sealed,
        ],
    )
    .map(|_| ())
}

/// Notes that the key signed an accepted call.
pub(crate) fn touch(db: &Connection, id: &str, now: Timestamp) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE keys SET last_used_at = ?2 WHERE id = ?1",
        params![id, ms(now)],
    )
    .map(|_| ())
}

/// Replaces the secret; the old one is gone.
pub(crate) fn set_secret(db: &Connection, id: &str, sealed: &[u8]) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE keys SET sealed = ?2 WHERE id = ?1",
        params![id, sealed],
    )
    .map(|_| ())
}

/// Sets the limits of a key.
pub(crate) fn set_limits(db: &Connection, id: &str, limits: Limits) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE keys SET per_minute = ?2, burst = ?3, per_day = ?4 WHERE id = ?1",
        params![id, limits.per_minute, limits.burst, limits.per_day],
    )?;
    Ok(())
}

/// Locks the key until the given time, or unlocks it.
pub(crate) fn set_lock(
    db: &Connection,
    id: &str,
    until: Option<Timestamp>,
) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE keys SET locked_until = ?2 WHERE id = ?1",
        params![id, ms_opt(until)],
    )
    .map(|_| ())
}

/// Sets or removes the address for events. An address that was not vetted was
/// set by the operator.
pub(crate) fn set_webhook(
    db: &Connection,
    id: &str,
    url: Option<&str>,
    vetted: bool,
) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE keys SET webhook_url = ?2, webhook_vetted = ?3 WHERE id = ?1",
        params![id, url, vetted],
    )
    .map(|_| ())
}

/// The sealed secret that signs the key's webhooks.
pub(crate) fn webhook_sealed(db: &Connection, id: &str) -> Result<Vec<u8>, rusqlite::Error> {
    db.prepare_cached("SELECT webhook_sealed FROM keys WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
}
