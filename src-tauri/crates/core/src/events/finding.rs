//! What a comparison of the books found.

use jiff::Timestamp;
use kh_journal::{EventKind, EventSource, EventSubject, NewEvent, OrderNo};
use kh_model::{InvoiceId, ServiceId};

use super::fact;
use super::facts::Facts;
use crate::view::{FindingView, Money};

/// One event for all that stands anew, with the first of it.
pub(crate) fn of_findings(first: &FindingView, count: usize, now: Timestamp) -> NewEvent {
    let service = first.service.as_ref();
    let invoice = first.invoice.as_ref();
    let order = first.order.map(OrderNo::new);
    let subject = order
        .map(EventSubject::Order)
        .or_else(|| Some(EventSubject::Service(ServiceId::new(&service?.id).ok()?)))
        .or_else(|| Some(EventSubject::Invoice(InvoiceId::new(&invoice?.id).ok()?)))
        .unwrap_or(EventSubject::Credit);
    let name = service
        .map(|service| &service.name)
        .or(invoice.map(|invoice| &invoice.number))
        .or(first.facts.get("hostname"))
        .or(first.facts.get("product"));
    let amount = first.money.as_ref().map(amount_text);
    NewEvent {
        kind: EventKind::Finding,
        subject,
        from: first.to.min(now),
        to: now,
        facts: Facts::of(fact::COUNT, count.to_string())
            .with("finding", &first.id)
            .maybe(fact::NAME, name)
            .maybe(fact::AMOUNT, amount)
            .whole(),
        source: EventSource::Reconciliation,
        request_id: None,
        // The finding itself asks for a person until it is settled.
        needs_you: false,
        leaves_open: true,
    }
}

fn amount_text(money: &Money) -> String {
    match &money.currency {
        Some(currency) => format!("{} {currency}", money.value),
        None => money.value.clone(),
    }
}
