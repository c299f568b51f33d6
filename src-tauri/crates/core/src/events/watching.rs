//! Events of the watching itself.

use jiff::Timestamp;
use kh_journal::{EventKind, EventSource, EventSubject, NewEvent};

use super::fact;
use super::facts::Facts;

/// The first whole look at an account, and how many services there were.
pub(crate) fn first_look(at: Timestamp, services: u32) -> NewEvent {
    let facts = Facts::of(fact::COUNT, services.to_string());
    of_the_line(
        EventKind::FirstLook,
        at,
        at,
        facts,
        EventSource::ServicesCompared,
    )
}

/// Nothing was looked at between these moments.
pub(crate) fn watching_again(from: Timestamp, to: Timestamp, source: EventSource) -> NewEvent {
    let seconds = to.duration_since(from).as_secs();
    let facts = Facts::of(fact::SECONDS, seconds.to_string());
    of_the_line(EventKind::WatchingAgain, from, to, facts, source)
}

fn of_the_line(
    kind: EventKind,
    from: Timestamp,
    to: Timestamp,
    facts: Facts,
    source: EventSource,
) -> NewEvent {
    NewEvent {
        kind,
        subject: EventSubject::Line,
        from: from.min(to),
        to,
        facts: facts.whole(),
        source,
        request_id: None,
        needs_you: false,
        leaves_open: false,
    }
}
