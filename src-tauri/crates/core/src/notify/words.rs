//! The words of a notification. They are read on a screen that others may see:
//! names and amounts are in them only where the person allowed it.

use kh_journal::{Event, EventKind};

use super::group::Group;
use crate::events::fact;
use crate::view::NotifySettings;

/// Names that are spelt out.
const NAMES: usize = 3;

/// Title and body.
pub(super) fn of(group: &Group, settings: &NotifySettings) -> (String, String) {
    let title = match group.count {
        1 => one(group.kind).to_owned(),
        count => many(group.kind, count),
    };
    (title, body(group, settings))
}

fn one(kind: EventKind) -> &'static str {
    match kind {
        EventKind::OrderPaid => "An order was paid",
        EventKind::PaymentNeeded => "An order waits to be paid",
        EventKind::OrderCancelled => "An order was cancelled",
        EventKind::PaymentReminder => "The time to pay an order runs out",
        EventKind::Finding => "Orders and account do not agree",
        EventKind::ServiceAppeared => "A service appeared",
        EventKind::ServiceProvisioned => "A service was set up",
        EventKind::ServiceChanged => "A service changed",
        EventKind::ServiceFailed => "A service was suspended or ended",
        EventKind::ServiceMissing => "A service is not visible any more",
        EventKind::ServiceBack => "A service is visible again",
        EventKind::InvoiceCreated => "An invoice was issued",
        EventKind::InvoicePaid => "An invoice was paid",
        EventKind::InvoiceOverdue => "An invoice is overdue",
        EventKind::InvoiceChanged => "An invoice changed",
        EventKind::BalanceLow => "The credit is low",
        EventKind::CreditChanged => "The credit changed",
        EventKind::KeyScopesChanged => "What the key may do changed",
        EventKind::KeyRefused => "The key is not accepted",
        EventKind::KeyAccepted => "The key is accepted again",
        EventKind::WebhookChanged => "The webhook changed",
        EventKind::FirstLook => "The account was read",
        EventKind::WatchingAgain => "Watching again",
    }
}

fn many(kind: EventKind, count: usize) -> String {
    match kind {
        EventKind::OrderPaid => format!("{count} orders were paid"),
        EventKind::PaymentNeeded => format!("{count} orders wait to be paid"),
        EventKind::OrderCancelled => format!("{count} orders were cancelled"),
        EventKind::PaymentReminder => format!("The time to pay {count} orders runs out"),
        EventKind::ServiceAppeared => format!("{count} services appeared"),
        EventKind::ServiceProvisioned => format!("{count} services were set up"),
        EventKind::ServiceChanged => format!("{count} changes of services"),
        EventKind::ServiceFailed => format!("{count} services were suspended or ended"),
        EventKind::ServiceMissing => format!("{count} services are not visible any more"),
        EventKind::ServiceBack => format!("{count} services are visible again"),
        EventKind::InvoiceCreated => format!("{count} invoices were issued"),
        EventKind::InvoicePaid => format!("{count} invoices were paid"),
        EventKind::InvoiceOverdue => format!("{count} invoices are overdue"),
        EventKind::InvoiceChanged => format!("{count} invoices changed"),
        EventKind::BalanceLow
        | EventKind::CreditChanged
        | EventKind::KeyScopesChanged
        | EventKind::KeyRefused
        | EventKind::KeyAccepted
        | EventKind::WebhookChanged
        | EventKind::FirstLook
        | EventKind::Finding
        | EventKind::WatchingAgain => format!("{}, {count} times", one(kind)),
    }
}

fn body(group: &Group, settings: &NotifySettings) -> String {
    let mut parts = Vec::new();
    if settings.names {
        parts.extend(names(group));
    }
    if settings.amounts
        && let [only] = group.events.as_slice()
        && group.count == 1
    {
        parts.extend(amount(only));
    }
    if parts.is_empty() {
        return match group.count {
            1 => "Open the console to see it.".to_owned(),
            _ => "Open the console to see them.".to_owned(),
        };
    }
    parts.join(", ")
}

fn names(group: &Group) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for event in &group.events {
        if let Some(name) = event.event.facts.get(fact::NAME)
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    let more = group.count.saturating_sub(NAMES);
    let shown = names
        .iter()
        .take(NAMES)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match (shown.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(shown),
        (false, more) if names.len() > NAMES => Some(format!("{shown} and {more} more")),
        (false, _) => Some(shown),
    }
}

/// For credit that is low, what is left says more than what moved.
fn amount(event: &Event) -> Option<String> {
    let name = match event.event.kind {
        EventKind::BalanceLow => fact::NEW,
        EventKind::OrderPaid
        | EventKind::PaymentNeeded
        | EventKind::OrderCancelled
        | EventKind::PaymentReminder
        | EventKind::Finding
        | EventKind::ServiceAppeared
        | EventKind::ServiceProvisioned
        | EventKind::ServiceChanged
        | EventKind::ServiceFailed
        | EventKind::ServiceMissing
        | EventKind::ServiceBack
        | EventKind::InvoiceCreated
        | EventKind::InvoicePaid
        | EventKind::InvoiceOverdue
        | EventKind::InvoiceChanged
        | EventKind::CreditChanged
        | EventKind::KeyScopesChanged
        | EventKind::KeyRefused
        | EventKind::KeyAccepted
        | EventKind::WebhookChanged
        | EventKind::FirstLook
        | EventKind::WatchingAgain => fact::AMOUNT,
    };
    event.event.facts.get(name).cloned()
}
