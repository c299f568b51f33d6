//! The rows of orders: writing them, changing them, reading them back.

use kh_model::{BillingCycle, InvoiceId, OrderId, ProductId, ProfileId};
use rusqlite::{Connection, Row, named_params};

use crate::codec::{
    amount_text, json, maybe_json, maybe_text, maybe_time, micros, read_amount, text, time, to_json,
};
use crate::store::first;
use crate::{Change, IntentId, JournalError, NewIntent, NewOrder, Order, OrderChange, OrderNo};

pub(crate) fn insert(
    write: &Connection,
    intent: &NewIntent,
    order: &NewOrder,
) -> Result<OrderNo, JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO orders (profile_id, intent_id, product_id, product_name, family, cycle,
             options, hostname, customer, amount_now, amount_recurring, balance_before, state,
             service_ids, created_at, updated_at, expires_at, note)
         VALUES (:profile, :intent, :product, :name, :family, :cycle, :options, :hostname,
             :customer, :now, :recurring, :balance, :state, '[]', :at, :at, :expires, :note)",
    )?;
    statement.execute(named_params! {
        ":profile": intent.profile_id.as_str(),
        ":intent": intent.id.as_str(),
        ":product": order.product_id.as_str(),
        ":name": order.product_name,
        ":family": order.family,
        ":cycle": order.cycle.as_str(),
        ":options": order.options_json,
        ":hostname": order.hostname,
        ":customer": order.customer,
        ":now": amount_text(&order.amount_now),
        ":recurring": order.amount_recurring.as_ref().map(amount_text),
        ":balance": order.balance_before.as_ref().map(amount_text),
        ":state": order.state,
        ":at": micros(intent.created_at),
        ":expires": order.expires_at.map(micros),
        ":note": order.note,
    })?;
    Ok(OrderNo::new(write.last_insert_rowid()))
}

/// Changes an order that was just read in the same transaction.
pub(crate) fn apply(
    write: &Connection,
    mut order: Order,
    change: &OrderChange,
) -> Result<Order, JournalError> {
    if let Some(state) = &change.state {
        order.terms.state.clone_from(state);
    }
    if let Some(ids) = &change.service_ids {
        order.service_ids.clone_from(ids);
    }
    change.provider_order_id.on(&mut order.provider_order_id);
    change.provider_status.on(&mut order.provider_status);
    change.invoice_id.on(&mut order.invoice_id);
    change.expires_at.on(&mut order.terms.expires_at);
    change.problem.on(&mut order.problem);
    change.note.on(&mut order.terms.note);
    change.customer.on(&mut order.terms.customer);
    order.updated_at = change.at;
    let mut statement = write.prepare_cached(
        "UPDATE orders SET state = :state, provider_order_id = :order_id,
             provider_status = :status, invoice_id = :invoice, service_ids = :services,
             expires_at = :expires, problem = :problem, note = :note, customer = :customer,
             updated_at = :at
         WHERE no = :no",
    )?;
    statement.execute(named_params! {
        ":no": order.no.get(),
        ":state": order.terms.state,
        ":order_id": order.provider_order_id.as_ref().map(OrderId::as_str),
        ":status": order.provider_status,
        ":invoice": order.invoice_id.as_ref().map(InvoiceId::as_str),
        ":services": to_json(&order.service_ids)?,
        ":expires": order.terms.expires_at.map(micros),
        ":problem": order.problem.as_ref().map(to_json).transpose()?,
        ":note": order.terms.note,
        ":customer": order.terms.customer,
        ":at": micros(change.at),
    })?;
    Ok(order)
}

impl<T: Clone> Change<T> {
    /// Does it to a value.
    pub(crate) fn on(&self, value: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *value = None,
            Self::Set(new) => *value = Some(new.clone()),
        }
    }
}

pub(crate) fn of_intent(
    connection: &Connection,
    id: &IntentId,
) -> Result<Option<Order>, JournalError> {
    first(
        connection,
        "SELECT * FROM orders WHERE intent_id = ?1",
        [id.as_str()],
        order,
    )
}

pub(crate) fn by_no(connection: &Connection, no: OrderNo) -> Result<Option<Order>, JournalError> {
    first(
        connection,
        "SELECT * FROM orders WHERE no = ?1",
        [no.get()],
        order,
    )
}

pub(crate) fn order(row: &Row<'_>) -> rusqlite::Result<Order> {
    Ok(Order {
        no: OrderNo::new(row.get("no")?),
        profile_id: text(row, "profile_id", |id| ProfileId::new(id))?,
        intent_id: text(row, "intent_id", |id| IntentId::new(id))?,
        terms: NewOrder {
            product_id: text(row, "product_id", |id| ProductId::new(id))?,
            product_name: row.get("product_name")?,
            family: row.get("family")?,
            cycle: BillingCycle::read(&row.get::<_, String>("cycle")?),
            options_json: row.get("options")?,
            hostname: row.get("hostname")?,
            customer: row.get("customer")?,
            amount_now: text(row, "amount_now", read_amount)?,
            amount_recurring: maybe_text(row, "amount_recurring", read_amount)?,
            balance_before: maybe_text(row, "balance_before", read_amount)?,
            state: row.get("state")?,
            expires_at: maybe_time(row, "expires_at")?,
            note: row.get("note")?,
        },
        provider_order_id: maybe_text(row, "provider_order_id", |id| OrderId::new(id))?,
        provider_status: row.get("provider_status")?,
        invoice_id: maybe_text(row, "invoice_id", |id| InvoiceId::new(id))?,
        service_ids: json(row, "service_ids")?,
        problem: maybe_json(row, "problem")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
    })
}
