//! What becomes of an intent that has no outcome: after a crash, a lost answer,
//! a power cut. Pure; `settle` acts on it.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{AttemptEnd, Intent};

use super::words;
use crate::deliberate::{self, Bug};

/// How long the identical request may be repeated. The provider remembers an
/// idempotency key for 24 hours (contract 5); the hour between is for clocks.
pub(crate) const SAFE_TO_REPEAT: SignedDuration = SignedDuration::from_hours(23);

/// What to do with an open intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Every attempt provably reached nobody: it ends as not sent. It is not
    /// sent by itself, because the person was not promised that.
    NeverSent,
    /// It may have arrived, and the provider still knows the key: the identical
    /// bytes under the identical key give the answer without doing it twice.
    Repeat,
    /// Too old: the provider may have forgotten the key, and a repetition would
    /// be a second order or a second action.
    TooOld,
    /// The clock says the request was sent in the future, so its age is not
    /// known.
    AgeUnknown,
}

/// How far the clock may stand behind the time of the intent: the provider's
/// own tolerance (contract 1.2).
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// Until when the identical request may be repeated.
pub(crate) fn safe_until(first_sent_at: Timestamp) -> Timestamp {
    first_sent_at
        .saturating_add(SAFE_TO_REPEAT)
        .unwrap_or(first_sent_at)
}

/// Decides over an open intent at `now` (provider's time, as the intent's).
pub(crate) fn decide(intent: &Intent, now: Timestamp) -> Decision {
    if never_sent(intent) {
        return Decision::NeverSent;
    }
    age_allows(intent.first_sent_at, now)
}

/// Whether a request first sent then may be repeated now.
pub(crate) fn age_allows(first_sent_at: Timestamp, now: Timestamp) -> Decision {
    let age = now.duration_since(first_sent_at);
    if age < -CLOCK_TOLERANCE {
        Decision::AgeUnknown
    } else if age >= SAFE_TO_REPEAT && !deliberate::has(Bug::RepeatAfterADay) {
        Decision::TooOld
    } else {
        Decision::Repeat
    }
}

/// An attempt without an end may have been sent; so may one that ended without
/// an answer; and whatever became of it here, another computer may have sent what
/// it has in a file.
pub(crate) fn never_sent(intent: &Intent) -> bool {
    intent.key_used_since.is_none()
        && !intent.attempts.is_empty()
        && intent.attempts.iter().all(|attempt| {
            attempt
                .end
                .as_ref()
                .is_some_and(|end| end.result == words::NOT_SENT)
        })
}

/// Whether an attempt is known to have been on its way, and was not turned away:
/// to send that again is a deed of its own. Where none is, the row
/// may come from a commit that failed and that the disk brought back, and the
/// person was told that nothing was sent.
pub(crate) fn known_to_have_left(intent: &Intent) -> bool {
    intent.attempts.iter().any(|attempt| match &attempt.end {
        None => attempt.left,
        Some(end) => may_have_been_processed(end),
    })
}

/// Whether nothing of it is open here, and another computer may have sent the
/// same: then sending it from here is a purchase, unless that one was first.
pub(crate) fn perhaps_elsewhere(intent: &Intent) -> bool {
    intent.key_used_since.is_some() && !open_before(intent, u32::MAX)
}

/// Whether an attempt before number `n` may have been processed.
pub(crate) fn open_before(intent: &Intent, n: u32) -> bool {
    intent
        .attempts
        .iter()
        .filter(|attempt| attempt.n < n)
        .any(|attempt| match &attempt.end {
            None => true,
            Some(end) => may_have_been_processed(end),
        })
}

/// Only the provider's own refusal says that an attempt did nothing: a 408, a
/// proxy's page and "still running" do not, and rows of before that was kept
/// cannot tell.
fn may_have_been_processed(end: &AttemptEnd) -> bool {
    end.result != words::NOT_SENT && end.result != words::TURNED_AWAY
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
