//! What happened to the key between two looks.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kh_journal::{AccountSeen, EventKind, EventSource, EventSubject, NewEvent};
use kh_model::{RequestId, Scope};

use super::fact;
use super::facts::Facts;

/// The events of an account that was just read. Scopes that were not stated
/// are not lost.
pub(crate) fn of_key(
    before: Option<&AccountSeen>,
    after: &AccountSeen,
    request_id: Option<&RequestId>,
) -> Vec<NewEvent> {
    let Some(before) = before else {
        return Vec::new();
    };
    let (Some(old), Some(new)) = (&before.scopes, &after.scopes) else {
        return Vec::new();
    };
    let (gained, lost) = (missing_in(new, old), missing_in(old, new));
    if gained.is_empty() && lost.is_empty() {
        return Vec::new();
    }
    vec![NewEvent {
        kind: EventKind::KeyScopesChanged,
        subject: EventSubject::Key,
        from: before.read_at.min(after.read_at),
        to: after.read_at,
        facts: Facts::default()
            .maybe(fact::NAME, after.key_label.as_ref())
            .maybe(fact::GAINED, (!gained.is_empty()).then_some(&gained))
            .maybe(fact::LOST, (!lost.is_empty()).then_some(&lost))
            .whole(),
        source: EventSource::KeyRead,
        request_id: request_id.cloned(),
        needs_you: !lost.is_empty(),
        // What the key may do says nothing about whether it is accepted.
        leaves_open: true,
    }]
}

/// The words of the first list that are not in the second.
fn missing_in(these: &[Scope], those: &[Scope]) -> String {
    let words: BTreeSet<&str> = these
        .iter()
        .filter(|scope| !those.contains(scope))
        .map(Scope::as_str)
        .collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The provider does not accept the key any more.
pub(crate) fn of_refusal(
    reason: Option<&str>,
    last_accepted_at: Option<Timestamp>,
    at: Timestamp,
    request_id: Option<RequestId>,
) -> NewEvent {
    NewEvent {
        kind: EventKind::KeyRefused,
        subject: EventSubject::Key,
        from: last_accepted_at.unwrap_or(at).min(at),
        to: at,
        facts: Facts::default().maybe(fact::REASON, reason).whole(),
        source: EventSource::KeyRead,
        request_id,
        needs_you: true,
        leaves_open: false,
    }
}

/// The provider accepts the key again.
pub(crate) fn of_acceptance(
    refused_at: Timestamp,
    at: Timestamp,
    request_id: Option<RequestId>,
) -> NewEvent {
    NewEvent {
        kind: EventKind::KeyAccepted,
        from: refused_at.min(at),
        needs_you: false,
        facts: Facts::default().whole(),
        ..of_refusal(None, None, at, request_id)
    }
}
