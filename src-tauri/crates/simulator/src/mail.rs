//! Mails to the owners of accounts. They go into an outbox that the operator
//! can read; nothing is sent.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::SimulatorError;
use crate::store::{at, ms, number, run};
use crate::turn::Turn;
use crate::world::Tenant;

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// Whose account it is about.
    pub account: u64,
    /// What it is about, one word: `key_locked`, `credentials_read`,
    /// `key_rotated`, `order_paid`, `order_unpaid`, `order_cancelled` or
    /// `service_ready`.
    pub kind: String,
    /// Where it goes.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// When it was written.
    pub at: Timestamp,
}

/// What a mail is about.
pub(crate) enum Mail<'a> {
    KeyLocked {
        key_id: &'a str,
        label: &'a str,
        until: Timestamp,
    },
    CredentialsRead {
        service_id: u64,
        key_id: &'a str,
    },
    KeyRotated {
        key_id: &'a str,
    },
    OrderPaid {
        order_id: u64,
        total: &'a str,
    },
    OrderUnpaid {
        order_id: u64,
        reason: &'a str,
        until: Timestamp,
    },
    OrderCancelled {
        order_id: u64,
    },
    ServiceReady {
        service_id: u64,
        name: &'a str,
    },
}

impl Mail<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::KeyLocked { .. } => "key_locked",
            Self::CredentialsRead { .. } => "credentials_read",
            Self::KeyRotated { .. } => "key_rotated",
            Self::OrderPaid { .. } => "order_paid",
            Self::OrderUnpaid { .. } => "order_unpaid",
            Self::OrderCancelled { .. } => "order_cancelled",
            Self::ServiceReady { .. } => "service_ready",
        }
    }

    fn words(&self) -> (String, String) {
        match self {
            Self::KeyLocked {
                key_id,
                label,
                until,
            } => (
                "Your API key is locked".to_owned(),
                format!(
                    "Authentication with the key {key_id} ({label}) failed five times within ten \
                     minutes. It is locked until {until}."
                ),
            ),
            Self::CredentialsRead { service_id, key_id } => (
                format!("The access data of service {service_id} was read"),
                format!("The key {key_id} read the access data of service {service_id}."),
            ),
            Self::KeyRotated { key_id } => (
                "The secret of your API key was replaced".to_owned(),
                format!("The old secret of the key {key_id} is void from now on."),
            ),
            Self::OrderPaid { order_id, total } => (
                format!("Your order {order_id}"),
                format!("We have received {total} for order {order_id} and set it up now."),
            ),
            Self::OrderUnpaid {
                order_id,
                reason,
                until,
            } => (
                format!("Your order {order_id} waits for payment"),
                format!(
                    "Order {order_id} could not be paid ({reason}). It is cancelled at {until} \
                     unless it is paid before."
                ),
            ),
            Self::OrderCancelled { order_id } => (
                format!("Your order {order_id} was cancelled"),
                format!("Order {order_id} was not paid within 24 hours and is cancelled."),
            ),
            Self::ServiceReady { service_id, name } => (
                format!("Your service {service_id} is ready"),
                format!("{name} (service {service_id}) is set up."),
            ),
        }
    }
}

/// Writes a mail to the owner of the account.
///
/// # Errors
/// [`SimulatorError::Store`].
pub(crate) fn send(turn: &Turn<'_>, tenant: Tenant, mail: &Mail<'_>) -> Result<(), SimulatorError> {
    let (subject, body) = mail.words();
    run(
        turn.db,
        "INSERT INTO mails (account_id, kind, recipient, subject, body, at)
         SELECT id, ?2, email, ?3, ?4, ?5 FROM accounts WHERE id = ?1",
        params![tenant.0 as i64, mail.kind(), subject, body, ms(turn.now)],
    )?;
    Ok(())
}

/// The outbox, oldest first.
///
/// # Errors
/// [`SimulatorError::Store`].
pub(crate) fn all(db: &Connection) -> Result<Vec<SentMail>, SimulatorError> {
    let mut statement = db.prepare_cached(
        "SELECT account_id, kind, recipient, subject, body, at FROM mails ORDER BY id",
    )?;
    let mails = statement
        .query_map([], |row| {
            Ok(SentMail {
                account: number(row, 0)?,
                kind: row.get(1)?,
                recipient: row.get(2)?,
                subject: row.get(3)?,
                body: row.get(4)?,
                at: at(row, 5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(mails)
}
