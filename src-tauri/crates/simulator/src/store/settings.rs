//! What the operator has set, kept with the world.

use rusqlite::{Connection, OptionalExtension};

use super::run;

/// How far the world is ahead of the clock outside, in seconds.
pub(crate) const CLOCK_OFFSET: &str = "clock_offset_s";
/// The form of the answers.
pub(crate) const SHAPE: &str = "shape";
/// Seconds until a paid service is set up.
pub(crate) const PROVISIONING: &str = "provisioning_s";
/// Seconds an action takes.
pub(crate) const ACTION: &str = "action_s";
/// The form of the path that signatures are checked against.
pub(crate) const SIGN_PATH: &str = "sign_path";

/// Whether services are renewed.
pub(crate) const RENEWALS: &str = "renewals";
/// Seconds that the invoice of a renewal may stay open.
pub(crate) const RENEWAL_GRACE: &str = "renewal_grace_s";
/// Whether a 402 names its order.
pub(crate) const NAMES_UNPAID_ORDER: &str = "names_unpaid_order";

/// The value of a setting.
pub(crate) fn get(db: &Connection, name: &str) -> Result<Option<String>, rusqlite::Error> {
    db.prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

/// Sets a setting.
pub(crate) fn set(db: &Connection, name: &str, value: &str) -> Result<(), rusqlite::Error> {
    run(
        db,
        "INSERT INTO settings (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )
    .map(|_| ())
}
