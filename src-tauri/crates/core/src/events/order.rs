//! What happened to an order, told from its evidence.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_journal::{EventKind, EventSource, EventSubject, Evidence, NewEvent, Order};
use kh_model::{OrderState, Stated};

use super::fact;
use super::facts::Facts;
use crate::intents::evidence::Particulars;
use crate::orders::words::happened;

/// The event that a line of evidence stands for; none for most.
pub(crate) fn of_order(order: &Order, line: &Evidence) -> Option<NewEvent> {
    let (kind, source) = match line.fact.kind.as_str() {
        happened::ACCEPTED => (by_status(line)?, EventSource::OwnAction),
        happened::PAYMENT_REQUIRED => (EventKind::PaymentNeeded, EventSource::OwnAction),
        happened::STATUS_READ => (by_status(line)?, EventSource::OrderRead),
        happened::PAID | happened::PROVISIONED => (EventKind::OrderPaid, EventSource::OrderRead),
        happened::CANCELLED => (EventKind::OrderCancelled, EventSource::OrderRead),
        // Words of the journal, not an enumeration: the others change nothing
        // that this list is about.
        _ => return None,
    };
    let to = line.fact.at_to.unwrap_or(line.fact.at_from);
    let terms = &order.terms;
    let named = terms.hostname.as_ref().unwrap_or(&terms.product_name);
    let ends = terms
        .expires_at
        .filter(|_| kind == EventKind::PaymentNeeded)
        .map(|ends| ends.to_string());
    Some(NewEvent {
        kind,
        subject: EventSubject::Order(order.no),
        from: line.fact.at_from.min(to),
        to,
        facts: Facts::of(fact::NAME, named)
            .with(fact::PRODUCT, &terms.product_name)
            .maybe(fact::CUSTOMER, terms.customer.as_ref())
            .amount(Some(&terms.amount_now))
            .maybe(fact::REASON, particular(line, "reason"))
            .maybe(fact::DUE, ends)
            .whole(),
        source,
        request_id: line.fact.request_id.clone(),
        needs_you: kind == EventKind::PaymentNeeded,
        leaves_open: false,
    })
}

/// The facts of a reminder that an order ends unpaid.
pub(crate) fn of_reminder(
    order: &Order,
    ends: Timestamp,
    minutes: u32,
) -> BTreeMap<String, String> {
    let terms = &order.terms;
    let named = terms.hostname.as_ref().unwrap_or(&terms.product_name);
    Facts::of(fact::NAME, named)
        .with(fact::PRODUCT, &terms.product_name)
        .maybe(fact::CUSTOMER, terms.customer.as_ref())
        .amount(Some(&terms.amount_now))
        .with(fact::DUE, ends.to_string())
        .with(fact::LEFT, minutes.to_string())
        .whole()
}

/// What the provider's word for the state tells of payment.
fn by_status(line: &Evidence) -> Option<EventKind> {
    let status = particular(line, "status")?;
    match Stated::<OrderState>::read(&status).kind {
        OrderState::PendingPayment => Some(EventKind::PaymentNeeded),
        OrderState::Paid | OrderState::Provisioning | OrderState::Active => {
            Some(EventKind::OrderPaid)
        }
        OrderState::Cancelled | OrderState::Fraud => Some(EventKind::OrderCancelled),
        OrderState::Unknown => None,
    }
}

/// One particular of a line.
fn particular(line: &Evidence, name: &str) -> Option<String> {
    let all = Particulars::read(&line.fact.params_json);
    all.facts.get(name).cloned()
}
