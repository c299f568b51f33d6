use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_journal::{EventId, EventSource, EventSubject, IntentId, NewAction, NewEvent};
use kh_model::{ProfileId, ServiceId};

use super::*;

const MINUTE: i64 = 60;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn action(word: &str, state: ActionProgress, made: i64) -> Action {
    Action {
        intent_id: IntentId::new(format!("{word}-{made}")).unwrap(),
        profile_id: ProfileId::new("main").unwrap(),
        service_id: ServiceId::new("7").unwrap(),
        terms: NewAction {
            action: word.to_owned(),
            state: progress::word(state).to_owned(),
            service_name: "web".to_owned(),
            customer: None,
            shown_json: "{}".to_owned(),
            reason: None,
        },
        open: false,
        problem: None,
        created_at: at(made),
        updated_at: at(made),
    }
}

fn done(word: &str) -> Action {
    action(word, ActionProgress::Done, 0)
}

fn event(kind: EventKind, facts: [(&str, &str); 2], from: i64, to: i64) -> Event {
    let facts = facts.map(|(name, text)| (name.to_owned(), text.to_owned()));
    Event {
        id: EventId::new(1),
        profile_id: ProfileId::new("main").unwrap(),
        event: NewEvent {
            kind,
            subject: EventSubject::Service(ServiceId::new("7").unwrap()),
            from: at(from),
            to: at(to),
            facts: BTreeMap::from(facts),
            source: EventSource::ServicesCompared,
            request_id: None,
            needs_you: true,
            leaves_open: false,
        },
        read_at: None,
    }
}

fn status(kind: EventKind, new: &str) -> Event {
    event(kind, [("fact", "status"), ("new", new)], -10, MINUTE)
}

fn power(new: &str) -> Event {
    let facts = [("fact", "power"), ("new", new)];
    event(EventKind::ServiceChanged, facts, -10, MINUTE)
}

#[test]
fn an_action_explains_the_state_it_leads_to() {
    use EventKind::{ServiceChanged, ServiceFailed, ServiceProvisioned};
    for (word, told) in [
        ("start", power("running")),
        ("stop", power("stopped")),
        ("reboot", power("running")),
        ("reinstall", power("running")),
        ("reinstall", status(ServiceProvisioned, "active")),
        ("suspend", status(ServiceFailed, "suspended")),
        ("suspend", power("stopped")),
        ("unsuspend", status(ServiceChanged, "active")),
        ("unsuspend", power("running")),
        ("terminate", status(ServiceFailed, "terminated")),
        ("terminate", status(ServiceFailed, "cancelled")),
        (
            "terminate",
            event(
                EventKind::ServiceMissing,
                [("name", "web"), ("x", "y")],
                0,
                9,
            ),
        ),
    ] {
        assert!(is_explained(&told, &[done(word)]), "{word}: {told:?}");
    }
}

#[test]
fn an_action_explains_nothing_else_that_happens_to_its_service() {
    let suspended = status(EventKind::ServiceFailed, "suspended");
    for word in ["start", "stop", "reboot", "reinstall", "unsuspend"] {
        assert!(!is_explained(&suspended, &[done(word)]), "{word}");
    }
    let missing = event(
        EventKind::ServiceMissing,
        [("name", "web"), ("x", "y")],
        0,
        9,
    );
    let price = event(
        EventKind::ServiceChanged,
        [("fact", "price"), ("new", "running")],
        0,
        9,
    );
    for word in [
        "start",
        "stop",
        "reboot",
        "reinstall",
        "suspend",
        "unsuspend",
    ] {
        assert!(!is_explained(&missing, &[done(word)]), "{word}");
        assert!(!is_explained(&price, &[done(word)]), "{word}");
    }
    assert!(!is_explained(&power("stopped"), &[done("reboot")]));
    assert!(!is_explained(&power("running"), &[done("stop")]));
    let fraud = status(EventKind::ServiceFailed, "fraud");
    assert!(!is_explained(&fraud, &[done("suspend")]));
}

#[test]
fn what_never_arrived_or_is_long_ago_explains_nothing() {
    let stopped = power("stopped");
    for state in [ActionProgress::Refused, ActionProgress::NotSent] {
        assert!(!is_explained(&stopped, &[action("stop", state, 0)]));
    }
    let unknown = action("stop", ActionProgress::Unknown, 0);
    assert!(is_explained(&stopped, &[unknown]));
    let at_once = action("stop", ActionProgress::Done, MINUTE);
    assert!(is_explained(&stopped, &[at_once]));
    let before_it = action("stop", ActionProgress::Done, 2 * MINUTE);
    assert!(!is_explained(&stopped, &[before_it]));
    let long_ago = action("stop", ActionProgress::Done, -11 * MINUTE);
    assert!(!is_explained(&stopped, &[long_ago]));
}

#[test]
fn what_was_wanted_later_takes_the_place_of_what_was_wanted_before() {
    let suspend = action("suspend", ActionProgress::Done, 0);
    let take_up = action("unsuspend", ActionProgress::Done, 2 * MINUTE);
    let both = [take_up, suspend];
    let facts = [("fact", "status"), ("new", "suspended")];
    let own = event(EventKind::ServiceFailed, facts, MINUTE, 3 * MINUTE);
    assert!(is_explained(&own, &both));
    let theirs = event(EventKind::ServiceFailed, facts, 5 * MINUTE, 6 * MINUTE);
    assert!(!is_explained(&theirs, &both));
}
