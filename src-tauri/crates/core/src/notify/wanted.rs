//! What a person did here explains what came of it, and nothing else: a reboot
//! does not explain that the provider suspends the server minutes later.

use jiff::SignedDuration;
use kh_journal::{Action, Event, EventKind};
use kh_model::{PowerState, ServiceState, Stated};

use crate::actions::allowed::Standing;
use crate::actions::kind;
use crate::actions::progress::{self, Sight};
use crate::events::fact;
use crate::view::{ActionKind, ActionProgress};

/// How long after an action what it leads to is still put down to it.
const EXPLAINS_FOR: SignedDuration = SignedDuration::from_mins(10);

/// Whether one of these actions, all on the service of the event, brought it
/// about.
pub(super) fn is_explained(event: &Event, actions: &[Action]) -> bool {
    let sent: Vec<&Action> = actions.iter().filter(|action| was_sent(action)).collect();
    sent.iter().any(|action| {
        let Some(kind) = kind::read(&action.terms.action) else {
            return false;
        };
        // What was wanted later has taken the place of what was wanted before.
        let is_over = sent.iter().any(|later| {
            later.created_at > action.created_at && later.created_at <= event.event.from
        });
        !is_over && fits_in_time(event, action) && leads_to(kind, event)
    })
}

fn was_sent(action: &Action) -> bool {
    match progress::read(&action.terms.state) {
        ActionProgress::Written | ActionProgress::Refused | ActionProgress::NotSent => false,
        ActionProgress::Sending
        | ActionProgress::Unknown
        | ActionProgress::Accepted
        | ActionProgress::Done
        | ActionProgress::NeedsPerson => true,
    }
}

fn fits_in_time(event: &Event, action: &Action) -> bool {
    let since = event.event.from.duration_since(action.updated_at);
    action.created_at <= event.event.to && since < EXPLAINS_FOR
}

/// Whether what the event tells is the aim of the action, or what the aim
/// brings along.
fn leads_to(action: ActionKind, event: &Event) -> bool {
    match event.event.kind {
        EventKind::ServiceMissing => action == ActionKind::Terminate,
        EventKind::ServiceChanged | EventKind::ServiceFailed | EventKind::ServiceProvisioned => {
            let Some(now) = came_to(event) else {
                return false;
            };
            let sight = progress::sight(action, now, true, SignedDuration::ZERO);
            sight == Sight::Done || brings_along(action, now)
        }
        EventKind::OrderPaid
        | EventKind::PaymentNeeded
        | EventKind::OrderCancelled
        | EventKind::PaymentReminder
        | EventKind::Finding
        | EventKind::ServiceAppeared
        | EventKind::ServiceBack
        | EventKind::InvoiceCreated
        | EventKind::InvoicePaid
        | EventKind::InvoiceOverdue
        | EventKind::InvoiceChanged
        | EventKind::BalanceLow
        | EventKind::CreditChanged
        | EventKind::KeyScopesChanged
        | EventKind::KeyRefused
        | EventKind::KeyAccepted
        | EventKind::WebhookChanged
        | EventKind::FirstLook
        | EventKind::WatchingAgain => false,
    }
}

/// A machine that is held back does not run, one that is taken up again does,
/// and one with a new system is set up anew.
fn brings_along(action: ActionKind, now: Standing) -> bool {
    match action {
        ActionKind::Suspend | ActionKind::Terminate => now.power == Some(PowerState::Stopped),
        ActionKind::Unsuspend => now.power == Some(PowerState::Running),
        ActionKind::Reinstall => now.status == Some(ServiceState::Active),
        ActionKind::Start | ActionKind::Stop | ActionKind::Reboot => false,
    }
}

/// The one fact that changed, as our reading of the provider's word.
fn came_to(event: &Event) -> Option<Standing> {
    let facts = &event.event.facts;
    let new = facts.get(fact::NEW)?;
    match facts.get(fact::FACT)?.as_str() {
        "status" => Some(Standing {
            status: Some(Stated::<ServiceState>::read(new).kind),
            power: None,
        }),
        "power" => Some(Standing {
            status: None,
            power: Some(Stated::<PowerState>::read(new).kind),
        }),
        _ => None,
    }
}

#[cfg(test)]
#[path = "wanted_tests.rs"]
mod tests;
