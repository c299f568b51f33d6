//! Rows of invoices. Every question of a customer names the tenant.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{at, at_opt, decimal, json, ms, ms_opt, number, run, word};
use crate::world::{Invoice, InvoiceStatus, Tenant};

const COLUMNS: &str = "id, account_id, order_id, number, status, date, due_date, paid_at, subtotal, \
                       tax, credit, total, balance, currency, lines";

fn read(row: &Row<'_>) -> Result<Invoice, rusqlite::Error> {
    Ok(Invoice {
        id: number(row, 0)?,
        account_id: number(row, 1)?,
        order_id: number(row, 2)?,
        number: row.get(3)?,
        status: word(row, 4, InvoiceStatus::parse)?,
        date: at(row, 5)?,
        due_date: at(row, 6)?,
        paid_at: at_opt(row, 7)?,
        subtotal: decimal(row, 8)?,
        tax: decimal(row, 9)?,
        credit: decimal(row, 10)?,
        total: decimal(row, 11)?,
        balance: decimal(row, 12)?,
        currency: row.get(13)?,
        lines: json(row, 14)?,
    })
}

/// An invoice of this tenant.
pub(crate) fn find(
    db: &Connection,
    tenant: Tenant,
    id: u64,
) -> Result<Option<Invoice>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM invoices WHERE id = ?1 AND account_id = ?2"
    ))?
    .query_row([id as i64, tenant.0 as i64], read)
    .optional()
}

/// A page of the tenant's invoices, oldest first, and how many there are.
pub(crate) fn page(
    db: &Connection,
    tenant: Tenant,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Invoice>, u64), rusqlite::Error> {
    let rows = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM invoices WHERE account_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3"
        ))?
        .query_map([tenant.0 as i64, limit as i64, offset as i64], read)?
        .collect::<Result<Vec<_>, _>>()?;
    let total = db
        .prepare_cached("SELECT count(*) FROM invoices WHERE account_id = ?1")?
        .query_row([tenant.0 as i64], |row| number(row, 0))?;
    Ok((rows, total))
}

/// The number of the next invoice.
pub(crate) fn next_id(db: &Connection) -> Result<u64, rusqlite::Error> {
    db.prepare_cached("SELECT coalesce(max(id), 9000) + 1 FROM invoices")?
        .query_row([], |row| number(row, 0))
}

/// Adds an invoice.
pub(crate) fn insert(db: &Connection, invoice: &Invoice) -> Result<(), rusqlite::Error> {
    let lines = serde_json::to_string(&invoice.lines)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    run(
        db,
        "INSERT INTO invoices VALUES
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            invoice.id as i64,
            invoice.account_id as i64,
            invoice.order_id as i64,
            invoice.number,
            invoice.status.as_str(),
            ms(invoice.date),
            ms(invoice.due_date),
            ms_opt(invoice.paid_at),
            invoice.subtotal.to_string(),
            invoice.tax.to_string(),
            invoice.credit.to_string(),
            invoice.total.to_string(),
            invoice.balance.to_string(),
            invoice.currency,
            lines,
        ],
    )
    .map(|_| ())
}

/// Writes what changes in the life of an invoice.
pub(crate) fn update(db: &Connection, invoice: &Invoice) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE invoices SET status = ?2, paid_at = ?3, credit = ?4, balance = ?5 WHERE id = ?1",
        params![
            invoice.id as i64,
            invoice.status.as_str(),
            ms_opt(invoice.paid_at),
            invoice.credit.to_string(),
            invoice.balance.to_string(),
        ],
    )
    .map(|_| ())
}
