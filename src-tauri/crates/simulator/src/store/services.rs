//! Rows of services. Every question of a customer names the tenant.

use jiff::Timestamp;
use kh_model::BillingCycle;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{at, at_opt, decimal, ms, ms_opt, number, run, word};
use crate::world::{Power, Service, ServiceStatus, Tenant};

const COLUMNS: &str = "id, account_id, order_id, product_id, name, hostname, status, power, ip, \
                       cycle, recurring, currency, next_due, created_at, ready_at, username, password";

fn read(row: &Row<'_>) -> Result<Service, rusqlite::Error> {
    let powered = row.get_ref(7)?.as_str_or_null()?.is_some();
    Ok(Service {
        id: number(row, 0)?,
        tenant: Tenant(number(row, 1)?),
        order_id: number(row, 2)?,
        product_id: number(row, 3)?,
        name: row.get(4)?,
        hostname: row.get(5)?,
        status: word(row, 6, ServiceStatus::parse)?,
        power: powered.then(|| word(row, 7, Power::parse)).transpose()?,
        ip: row.get(8)?,
        cycle: BillingCycle::read(row.get_ref(9)?.as_str()?),
        recurring: decimal(row, 10)?,
        currency: row.get(11)?,
        next_due: at_opt(row, 12)?,
        created_at: at(row, 13)?,
        ready_at: at_opt(row, 14)?,
        username: row.get(15)?,
        password: row.get(16)?,
    })
}

/// A service of this tenant.
pub(crate) fn find(
    db: &Connection,
    tenant: Tenant,
    id: u64,
) -> Result<Option<Service>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM services WHERE id = ?1 AND account_id = ?2"
    ))?
    .query_row([id as i64, tenant.0 as i64], read)
    .optional()
}

/// A page of the tenant's services, oldest first, only those in `status` if
/// one is given, and how many there are in all.
pub(crate) fn page(
    db: &Connection,
    tenant: Tenant,
    status: Option<ServiceStatus>,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Service>, u64), rusqlite::Error> {
    // Without a state the index alone says which rows are skipped and how many
    // there are; a page far behind in a large world stays quick.
    let (condition, wanted) = match status {
        None => ("account_id = ?1 AND ?2 IS NULL", None),
        Some(status) => ("account_id = ?1 AND status = ?2", Some(status.as_str())),
    };
    let rows = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM services WHERE id IN
             (SELECT id FROM services WHERE {condition} ORDER BY id LIMIT ?3 OFFSET ?4)
             ORDER BY id"
        ))?
        .query_map(
            params![tenant.0 as i64, wanted, limit as i64, offset as i64],
            read,
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM services WHERE {condition}"))?
        .query_row(params![tenant.0 as i64, wanted], |row| number(row, 0))?;
    Ok((rows, total))
}

/// The numbers of the services of an order.
pub(crate) fn ids_of_order(db: &Connection, order_id: u64) -> Result<Vec<u64>, rusqlite::Error> {
    db.prepare_cached("SELECT id FROM services WHERE order_id = ?1 ORDER BY id")?
        .query_map([order_id as i64], |row| number(row, 0))?
        .collect()
}

/// All services, for the operator.
pub(crate) fn all(db: &Connection) -> Result<Vec<Service>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM services ORDER BY id"))?
        .query_map([], read)?
        .collect()
}

/// Services whose set-up or action is done by now, in the order it was done.
pub(crate) fn ready(db: &Connection, now: Timestamp) -> Result<Vec<Service>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM services WHERE ready_at <= ?1 ORDER BY ready_at, id"
    ))?
    .query_map([ms(now)], read)?
    .collect()
}

/// Services whose time is over by now, in the order it was over.
pub(crate) fn to_renew(db: &Connection, now: Timestamp) -> Result<Vec<Service>, rusqlite::Error> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM services WHERE status = 'active' AND next_due <= ?1
         ORDER BY next_due, id"
    ))?
    .query_map([ms(now)], read)?
    .collect()
}

/// When the time of the next service is over.
pub(crate) fn first_renewal(db: &Connection) -> Result<Option<Timestamp>, rusqlite::Error> {
    db.prepare_cached(
        "SELECT min(next_due) FROM services WHERE status = 'active' AND next_due IS NOT NULL",
    )?
    .query_row([], |row| at_opt(row, 0))
}

/// Usable services with an invoice that should have been paid by now, and since
/// when. The first invoice of an order is another matter: that order is
/// cancelled.
pub(crate) fn unpaid(
    db: &Connection,
    now: Timestamp,
) -> Result<Vec<(Service, Timestamp)>, rusqlite::Error> {
    let mut due: Vec<(u64, Timestamp)> = db
        .prepare_cached(&format!(
            "SELECT s.id, min(i.due_date) {UNPAID} AND i.due_date <= ?1 GROUP BY s.id
             ORDER BY 2, 1"
        ))?
        .query_map([ms(now)], |row| Ok((number(row, 0)?, at(row, 1)?)))?
        .collect::<Result<_, _>>()?;
    let mut find = db.prepare_cached(&format!("SELECT {COLUMNS} FROM services WHERE id = ?1"))?;
    due.drain(..)
        .map(|(id, since)| Ok((find.query_row([id as i64], read)?, since)))
        .collect()
}

/// When the next usable service has an invoice that should have been paid.
pub(crate) fn first_end_of_grace(db: &Connection) -> Result<Option<Timestamp>, rusqlite::Error> {
    db.prepare_cached(&format!("SELECT min(i.due_date) {UNPAID}"))?
        .query_row([], |row| at_opt(row, 0))
}

const UNPAID: &str = "FROM invoices AS i
    JOIN services AS s ON s.order_id = i.order_id AND s.status = 'active'
    JOIN orders AS o ON o.id = i.order_id AND o.invoice_id <> i.id
    WHERE i.status = 'unpaid'";

/// The number of the next service.
pub(crate) fn next_id(db: &Connection) -> Result<u64, rusqlite::Error> {
    db.prepare_cached("SELECT coalesce(max(id), 1000) + 1 FROM services")?
        .query_row([], |row| number(row, 0))
}

/// Adds a service.
pub(crate) fn insert(db: &Connection, service: &Service) -> Result<(), rusqlite::Error> {
    run(
        db,
        "INSERT INTO services VALUES
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            service.id as i64,
            service.tenant.0 as i64,
            service.order_id as i64,
            service.product_id as i64,
            service.name,
            service.hostname,
            service.status.as_str(),
            service.power.map(Power::as_str),
            service.ip,
            service.cycle.as_str(),
            service.recurring.to_string(),
            service.currency,
            ms_opt(service.next_due),
            ms(service.created_at),
            ms_opt(service.ready_at),
            service.username,
            service.password,
        ],
    )
    .map(|_| ())
}

/// Writes what changes in the life of a service.
pub(crate) fn update(db: &Connection, service: &Service) -> Result<(), rusqlite::Error> {
    run(
        db,
        "UPDATE services SET status = ?2, power = ?3, ready_at = ?4, password = ?5, next_due = ?6
         WHERE id = ?1",
        params![
            service.id as i64,
            service.status.as_str(),
            service.power.map(Power::as_str),
            ms_opt(service.ready_at),
            service.password,
            ms_opt(service.next_due),
        ],
    )
    .map(|_| ())
}
