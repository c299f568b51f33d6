//! Which events are worth interrupting a person for.

use jiff::Timestamp;
use kh_journal::{Event, EventKind, EventSource};

use crate::activity;
use crate::events::fact;
use crate::view::NotifySettings;

/// Whether the desktop is told of an event. What may have happened before this
/// run of the program began is in the digest instead.
pub(super) fn is_worth_it(
    event: &Event,
    settings: &NotifySettings,
    begun: Option<Timestamp>,
) -> bool {
    let what = &event.event;
    let group = activity::group(what.kind);
    let is_on = settings
        .groups
        .iter()
        .any(|switch| switch.group == group && switch.on);
    let in_this_run = begun.is_some_and(|begun| what.from >= begun);
    settings.on && is_on && in_this_run && !was_shown_already(event) && is_news(event)
}

/// Whoever did it in the window has seen what came of it.
fn was_shown_already(event: &Event) -> bool {
    event.event.source == EventSource::OwnAction
}

fn is_news(event: &Event) -> bool {
    match event.event.kind {
        EventKind::OrderPaid
        | EventKind::PaymentNeeded
        | EventKind::OrderCancelled
        | EventKind::PaymentReminder
        | EventKind::Finding
        | EventKind::ServiceProvisioned
        | EventKind::ServiceFailed
        | EventKind::ServiceMissing
        | EventKind::ServiceBack
        | EventKind::InvoiceCreated
        | EventKind::InvoicePaid
        | EventKind::InvoiceOverdue
        | EventKind::BalanceLow
        | EventKind::KeyScopesChanged
        | EventKind::KeyRefused
        | EventKind::KeyAccepted
        | EventKind::WebhookChanged
        | EventKind::WatchingAgain => true,
        // A machine that was switched off, a state that is not as before; not
        // a new due day.
        EventKind::ServiceChanged => {
            let what = event.event.facts.get(fact::FACT);
            what.is_some_and(|what| what == "status" || what == "power")
        }
        EventKind::ServiceAppeared
        | EventKind::InvoiceChanged
        | EventKind::CreditChanged
        | EventKind::FirstLook => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kh_journal::{EventId, EventSubject, NewEvent};
    use kh_model::{ProfileId, ServiceId};

    use super::*;

    fn event(kind: EventKind, from: i64) -> Event {
        Event {
            id: EventId::new(1),
            profile_id: ProfileId::new("main").unwrap(),
            event: NewEvent {
                kind,
                subject: EventSubject::Service(ServiceId::new("7").unwrap()),
                from: Timestamp::from_second(from).unwrap(),
                to: Timestamp::from_second(from + 5).unwrap(),
                facts: BTreeMap::new(),
                source: EventSource::ServicesCompared,
                request_id: None,
                needs_you: false,
                leaves_open: false,
            },
            read_at: None,
        }
    }

    fn worth(event: &Event, settings: &NotifySettings) -> bool {
        is_worth_it(event, settings, Timestamp::from_second(100).ok())
    }

    #[test]
    fn what_may_have_happened_before_the_start_is_not_told() {
        let settings = NotifySettings::default();
        assert!(worth(&event(EventKind::ServiceFailed, 100), &settings));
        assert!(!worth(&event(EventKind::ServiceFailed, 99), &settings));
        let unknown = is_worth_it(&event(EventKind::ServiceFailed, 100), &settings, None);
        assert!(!unknown);
    }

    #[test]
    fn a_switch_silences_its_group_and_no_other() {
        let mut settings = NotifySettings::default();
        for switch in &mut settings.groups {
            switch.on = switch.group != crate::view::EventGroup::Services;
        }
        assert!(!worth(&event(EventKind::ServiceFailed, 200), &settings));
        assert!(worth(&event(EventKind::InvoiceOverdue, 200), &settings));
        settings.on = false;
        assert!(!worth(&event(EventKind::InvoiceOverdue, 200), &settings));
    }

    #[test]
    fn what_the_person_did_is_not_told_to_the_person() {
        let mut paid = event(EventKind::OrderPaid, 200);
        assert!(worth(&paid, &NotifySettings::default()));
        paid.event.source = EventSource::OwnAction;
        assert!(!worth(&paid, &NotifySettings::default()));
    }

    #[test]
    fn a_new_due_day_interrupts_nobody_and_a_stopped_machine_does() {
        let mut changed = event(EventKind::ServiceChanged, 200);
        for (what, wanted) in [("due", false), ("price", false), ("power", true)] {
            let fact = ("fact".to_owned(), what.to_owned());
            changed.event.facts = BTreeMap::from([fact]);
            assert_eq!(worth(&changed, &NotifySettings::default()), wanted);
        }
    }
}
