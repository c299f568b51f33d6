//! Rows of customers.

use rusqlite::{Connection, OptionalExtension, Row, params};
use rust_decimal::Decimal;

use super::{decimal, number, run, word};
use crate::world::{Account, Card, Tenant};

const COLUMNS: &str = "id, email, name, currency, credit, card, client_known, mail_on_credentials";

fn read(row: &Row<'_>) -> Result<Account, rusqlite::Error> {
    Ok(Account {
        id: number(row, 0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        currency: row.get(3)?,
        credit: decimal(row, 4)?,
        card: word(row, 5, Card::parse)?,
        client_known: row.get(6)?,
        mail_on_credentials: row.get(7)?,
    })
}

/// The account, if there is one.
pub(crate) fn find(db: &Connection, tenant: Tenant) -> Result<Option<Account>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1"))?
        .query_row([tenant.0 as i64], read)
        .optional()
}

/// All accounts, for the operator.
pub(crate) fn all(db: &Connection) -> Result<Vec<Account>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM accounts ORDER BY id"))?
        .query_map([], read)?
        .collect()
}

/// Adds a customer.
pub(crate) fn insert(db: &Connection, account: &Account) -> Result<(), rusqlite::Error> {
    run(
        db,
        "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            account.id as i64,
            account.email,
            account.name,
            account.currency,
            account.credit.to_string(),
            account.card.as_str(),
            account.client_known,
            account.mail_on_credentials,
        ],
    )
    .map(|_| ())
}

/// Sets the credit.
pub(crate) fn set_credit(
    db: &Connection,
    tenant: Tenant,
    credit: Decimal,
) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE accounts SET credit = ?2 WHERE id = ?1",
        params![tenant.0 as i64, credit.to_string()],
    )
    .map(|_| ())
}

/// Replaces the card.
pub(crate) fn set_card(db: &Connection, tenant: Tenant, card: Card) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE accounts SET card = ?2 WHERE id = ?1",
        params![tenant.0 as i64, card.as_str()],
    )
    .map(|_| ())
}

/// Sets whether billing finds the customer, and whether reading access data
/// sends a mail.
pub(crate) fn set_flags(
    db: &Connection,
    tenant: Tenant,
    client_known: bool,
    mail_on_credentials: bool,
) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE accounts SET client_known = ?2, mail_on_credentials = ?3 WHERE id = ?1",
        params![tenant.0 as i64, client_known, mail_on_credentials],
    )
    .map(|_| ())
}
