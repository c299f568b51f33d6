//! Rows of orders. Every question of a customer names the tenant.

use jiff::Timestamp;
use kh_model::BillingCycle;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{at, at_opt, decimal, ms, ms_opt, number, run, word};
use crate::world::{Order, OrderStatus, Tenant};

const COLUMNS: &str = "id, account_id, status, product_id, cycle, total, recurring, currency, \
                       invoice_id, hostname, options, created_at, expires_at, paid_at";

fn read(row: &Row<'_>) -> Result<Order, rusqlite::Error> {
    Ok(Order {
        id: number(row, 0)?,
        tenant: Tenant(number(row, 1)?),
        status: word(row, 2, OrderStatus::parse)?,
        product_id: number(row, 3)?,
        cycle: BillingCycle::read(row.get_ref(4)?.as_str()?),
        total: decimal(row, 5)?,
        recurring: decimal(row, 6)?,
        currency: row.get(7)?,
        invoice_id: number(row, 8)?,
        hostname: row.get(9)?,
        options: row.get(10)?,
        created_at: at(row, 11)?,
        expires_at: at_opt(row, 12)?,
        paid_at: at_opt(row, 13)?,
    })
}

/// An order of this tenant.
pub(crate) fn find(
    db: &Connection,
    tenant: Tenant,
    id: u64,
) -> Result<Option<Order>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM orders WHERE id = ?1 AND account_id = ?2"
    ))?
    .query_row([id as i64, tenant.0 as i64], read)
    .optional()
}

/// All orders, for the operator.
pub(crate) fn all(db: &Connection) -> Result<Vec<Order>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM orders ORDER BY id"))?
        .query_map([], read)?
        .collect()
}

/// Orders whose time to be paid is over.
pub(crate) fn expired(db: &Connection, now: Timestamp) -> Result<Vec<Order>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM orders WHERE expires_at <= ?1 ORDER BY expires_at, id"
    ))?
    .query_map([ms(now)], read)?
    .collect()
}

/// The number of the next order.
pub(crate) fn next_id(db: &Connection) -> Result<u64, rusqlite::Error> {
    db.prepare_cached("SELECT coalesce(max(id), 5000) + 1 FROM orders")?
        .query_row([], |row| number(row, 0))
}

/// Adds an order.
pub(crate) fn insert(db: &Connection, order: &Order) -> Result<(), rusqlite::Error> {
    run(
        db,
        "INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            order.id as i64,
            order.tenant.0 as i64,
            order.status.as_str(),
            order.product_id as i64,
            order.cycle.as_str(),
            order.total.to_string(),
            order.recurring.to_string(),
            order.currency,
            order.invoice_id as i64,
            order.hostname,
            order.options,
            ms(order.created_at),
            ms_opt(order.expires_at),
            ms_opt(order.paid_at),
        ],
    )
    .map(|_| ())
}

/// Writes what changes in the life of an order.
pub(crate) fn update(db: &Connection, order: &Order) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE orders SET status = ?2, expires_at = ?3, paid_at = ?4 WHERE id = ?1",
        params![
            order.id as i64,
            order.status.as_str(),
            ms_opt(order.expires_at),
            ms_opt(order.paid_at),
        ],
    )
    .map(|_| ())
}
