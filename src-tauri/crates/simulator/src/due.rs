//! Work that time brings: unpaid orders expire, services become ready, old
//! memories are dropped.

use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::json;

use crate::mail::{self, Mail};
use crate::turn::{Rules, Turn};
use crate::webhooks::outbox;
use crate::world::{InvoiceStatus, Order, OrderStatus, ServiceStatus};
use crate::{
    SimulatorError, actions, answers, audit, idempotency, limiter, lockout, nonces, provisioning,
    renewals, store,
};

/// Does everything whose time has come.
pub(crate) fn work(turn: &mut Turn<'_>) -> Result<(), SimulatorError> {
    let now = turn.now;
    for order in store::orders::expired(turn.db, now)? {
        turn.now = order.expires_at.unwrap_or(now);
        cancel(turn, order)?;
    }
    for mut service in store::services::ready(turn.db, now)? {
        // What happened while nobody looked is dated when it happened.
        turn.now = service.ready_at.unwrap_or(now);
        if service.status == ServiceStatus::Pending {
            provisioning::finish(turn, &mut service)?;
        } else {
            actions::finish(turn, &mut service)?;
        }
    }
    turn.now = now;
    renewals::work(turn)
}

/// Drops what no rule asks for any more.
pub(crate) fn prune(db: &Connection, now: Timestamp) -> Result<(), SimulatorError> {
    nonces::prune(db, now)?;
    lockout::prune(db, now)?;
    limiter::prune(db, now)?;
    idempotency::prune(db, now)
}

/// When the next work is due.
pub(crate) fn next(db: &Connection, rules: Rules) -> Result<Option<Timestamp>, SimulatorError> {
    let ms: Option<i64> = db
        .prepare_cached(
            "SELECT min(due) FROM (
               SELECT min(expires_at) AS due FROM orders WHERE expires_at IS NOT NULL
               UNION ALL SELECT min(ready_at) FROM services WHERE ready_at IS NOT NULL)",
        )?
        .query_row([], |row| row.get(0))?;
    let own = ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let renewal = if rules.renewals {
        renewals::next(db)?
    } else {
        None
    };
    Ok([own, renewal].into_iter().flatten().min())
}

fn cancel(turn: &mut Turn<'_>, mut order: Order) -> Result<(), SimulatorError> {
    order.status = OrderStatus::Cancelled;
    order.expires_at = None;
    store::orders::update(turn.db, &order)?;
    if let Some(mut invoice) = store::invoices::find(turn.db, order.tenant, order.invoice_id)? {
        invoice.status = InvoiceStatus::Cancelled;
        store::invoices::update(turn.db, &invoice)?;
    }
    mail::send(
        turn,
        order.tenant,
        &Mail::OrderCancelled { order_id: order.id },
    )?;
    outbox::announce(
        turn,
        order.tenant,
        "order.cancelled",
        &answers::order(&order, &[]),
    )?;
    audit::note(
        turn,
        "order.cancelled",
        &json!({"account": order.tenant.0, "order": order.id}),
    )
}
