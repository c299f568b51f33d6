//! What happened to an invoice between two looks.

use jiff::Timestamp;
use kh_journal::{EventKind, EventSource, EventSubject, InvoiceChange, NewEvent};
use kh_model::InvoiceState;

use super::fact;
use super::facts::Facts;

/// The events of a change, or of one more look at an invoice whose day may be
/// over. What the first look at an account shows is no news.
pub(crate) fn of_invoice(change: &InvoiceChange) -> Vec<NewEvent> {
    let after = &change.after;
    if after.missing_since.is_some() {
        // A missing line proves nothing, and an invoice does nothing by itself.
        return Vec::new();
    }
    let now = after.seen_at;
    let is_overdue = after.facts.is_overdue(now);
    let Some(before) = &change.before else {
        let Some(listed_before) = change.listed_before else {
            return Vec::new();
        };
        let since_then = |kind| event(change, listed_before, kind);
        // It may have been paid before anybody saw it.
        let is_paid = after.facts.state() == InvoiceState::Paid;
        let kinds = [
            (true, EventKind::InvoiceCreated),
            (is_paid, EventKind::InvoicePaid),
            (is_overdue, EventKind::InvoiceOverdue),
        ];
        let happened = kinds.into_iter().filter(|(happened, _)| *happened);
        return happened.map(|(_, kind)| since_then(kind)).collect();
    };
    let from = before.missing_since.unwrap_or(before.seen_at);
    let was_overdue = before.facts.is_overdue(before.seen_at);
    let (old, new) = (before.facts.state(), after.facts.state());
    let mut events = Vec::new();
    if old != new {
        let kind = match new {
            InvoiceState::Paid => EventKind::InvoicePaid,
            InvoiceState::Draft
            | InvoiceState::Unpaid
            | InvoiceState::Cancelled
            | InvoiceState::Refunded
            | InvoiceState::Collections
            | InvoiceState::Unknown => EventKind::InvoiceChanged,
        };
        events.push(NewEvent {
            leaves_open: new == InvoiceState::Unpaid || new == InvoiceState::Unknown,
            needs_you: new == InvoiceState::Collections,
            ..event(change, from, kind)
        });
    }
    if is_overdue && !was_overdue {
        events.push(event(change, from, EventKind::InvoiceOverdue));
    }
    events
}

fn event(change: &InvoiceChange, from: Timestamp, kind: EventKind) -> NewEvent {
    let facts = &change.after.facts;
    let before = change.before.as_ref();
    let status = facts.status.as_ref().map(|status| &status.raw);
    let old = before.and_then(|before| before.facts.status.as_ref());
    NewEvent {
        kind,
        subject: EventSubject::Invoice(facts.id.clone()),
        from: from.min(change.after.seen_at),
        to: change.after.seen_at,
        facts: Facts::of(fact::NAME, facts.name())
            .amount(facts.open().or(facts.total.as_ref()))
            .maybe(fact::STATUS, status)
            .maybe(fact::OLD, old.map(|old| &old.raw))
            .maybe(fact::DUE, facts.due.as_ref().map(|due| &due.raw))
            .whole(),
        source: EventSource::InvoicesCompared,
        request_id: change.after.request_id.clone(),
        needs_you: kind == EventKind::InvoiceOverdue,
        leaves_open: false,
    }
}
