//! Orders: what was bought or tried. The provider has no list of them
//! (contract 2), so these rows are the only one.

use jiff::Timestamp;
use kh_model::{
    Amount, BillingCycle, InvoiceId, OrderId, ProductId, ProfileId, RequestId, ServiceId,
};
use rusqlite::{Connection, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::codec::{
    amount_text, json, maybe_json, maybe_text, maybe_time, micros, read_amount, text, time, to_json,
};
use crate::store::first;
use crate::{IntentId, Journal, JournalError, NewEvidence, NewIntent, OrderNo, evidence};

/// An order as it was reviewed. Account, intent and time come from the intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The product.
    pub product_id: ProductId,
    /// Its name at that time.
    pub product_name: String,
    /// Its family at that time.
    pub family: Option<String>,
    /// How it is paid.
    pub cycle: BillingCycle,
    /// The chosen options as JSON text; `{}` for none.
    pub options_json: String,
    /// The hostname, if one was given.
    pub hostname: Option<String>,
    /// The customer it is for, in the words of the person.
    pub customer: Option<String>,
    /// What the button said.
    pub amount_now: Amount,
    /// What recurs each cycle.
    pub amount_recurring: Option<Amount>,
    /// The credit just before, if it was known.
    pub balance_before: Option<Amount>,
    /// The state in the words of the core.
    pub state: String,
    /// When an unpaid order ends.
    pub expires_at: Option<Timestamp>,
    /// A note of the person.
    pub note: Option<String>,
}

/// An order with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number here.
    pub no: OrderNo,
    /// The account.
    pub profile_id: ProfileId,
    /// What was sent for it.
    pub intent_id: IntentId,
    /// As it was reviewed; `state`, `expires_at`, `customer` and `note` as they are now.
    pub terms: NewOrder,
    /// Its id at the provider, once known.
    pub provider_order_id: Option<OrderId>,
    /// The provider's word for its state, as it came.
    pub provider_status: Option<String>,
    /// Its invoice, once known.
    pub invoice_id: Option<InvoiceId>,
    /// Its services, once known.
    pub service_ids: Vec<ServiceId>,
    /// What stands in its way.
    pub problem: Option<OrderProblem>,
    /// When the person ordered.
    pub created_at: Timestamp,
    /// When something was last learnt.
    pub updated_at: Timestamp,
}

/// What stands in the way of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderProblem {
    /// A stable code, the provider's or ours.
    pub code: String,
    /// The provider's reason (contract 7), as it came.
    pub reason: Option<String>,
    /// The provider's words.
    pub detail: Option<String>,
    /// The provider's handle.
    pub request_id: Option<RequestId>,
}

/// What to do with one value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Leave it.
    #[default]
    Keep,
    /// Empty it.
    Clear,
    /// Replace it.
    Set(T),
}

/// What became known about an order. Only what is named changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderChange {
    /// When it became known.
    pub at: Timestamp,
    /// The new state in the words of the core.
    pub state: Option<String>,
    /// Its id at the provider.
    pub provider_order_id: Change<OrderId>,
    /// The provider's word for its state.
    pub provider_status: Change<String>,
    /// Its invoice.
    pub invoice_id: Change<InvoiceId>,
    /// All its services.
    pub service_ids: Option<Vec<ServiceId>>,
    /// When it ends unpaid.
    pub expires_at: Change<Timestamp>,
    /// What stands in its way.
    pub problem: Change<OrderProblem>,
    /// The person's note.
    pub note: Change<String>,
    /// The customer it is for.
    pub customer: Change<String>,
}

impl OrderChange {
    /// A change that keeps everything, to name the rest in.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self {
            at,
            state: None,
            provider_order_id: Change::Keep,
            provider_status: Change::Keep,
            invoice_id: Change::Keep,
            service_ids: None,
            expires_at: Change::Keep,
            problem: Change::Keep,
            note: Change::Keep,
            customer: Change::Keep,
        }
    }
}

impl<T: Clone> Change<T> {
    fn on(&self, value: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *value = None,
            Self::Set(new) => *value = Some(new.clone()),
        }
    }
}

impl Journal {
    /// One order by its number here.
    ///
    /// # Errors
    /// As for every read.
    pub fn order(&self, no: OrderNo) -> Result<Option<Order>, JournalError> {
        self.read(|moment| by_no(moment, no))
    }

    /// The order an intent was for.
    ///
    /// # Errors
    /// As for every read.
    pub fn order_of_intent(&self, id: &IntentId) -> Result<Option<Order>, JournalError> {
        self.read(|moment| of_intent(moment, id))
    }

    /// The order with this id at the provider, of this account.
    ///
    /// # Errors
    /// As for every read.
    pub fn order_by_provider_id(
        &self,
        profile: &ProfileId,
        id: &OrderId,
    ) -> Result<Option<Order>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM orders WHERE profile_id = ?1 AND provider_order_id = ?2
                 ORDER BY no DESC LIMIT 1",
                (profile.as_str(), id.as_str()),
                order,
            )
        })
    }

    /// Writes what became known about an order and what it rests on, in one
    /// commit, on the disk when this returns. Gives the order as it is then.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such order.
    pub fn change_order(
        &self,
        no: OrderNo,
        change: &OrderChange,
        evidence: &[NewEvidence],
    ) -> Result<Order, JournalError> {
        self.durable(|write| {
            let order = by_no(write, no)?.ok_or(JournalError::NotFound { what: "order" })?;
            let order = apply(write, order, change)?;
            evidence::append(write, no, evidence)?;
            Ok(order)
        })
    }
}

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

fn by_no(connection: &Connection, no: OrderNo) -> Result<Option<Order>, JournalError> {
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
