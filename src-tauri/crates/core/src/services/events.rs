//! What a change of a service means: the events that go on record with it, in
//! the same transaction.

use kh_journal::{EventSource, NewEvent, ServiceChange};

use crate::events;

/// Of a change that two lists show.
pub(super) fn of(change: &ServiceChange) -> Vec<NewEvent> {
    events::of_service(change, EventSource::ServicesCompared)
}

/// Of a change that a service read by itself shows.
pub(super) fn of_one(change: &ServiceChange) -> Vec<NewEvent> {
    events::of_service(change, EventSource::ServiceRead)
}
