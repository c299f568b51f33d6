//! The state machine of an action on a service, whole, in this one file.
//!
//! ```text
//!           written ─── not a byte went out ───────────────▶ not sent
//!              │ attempt 1
//!              ▼
//!  ┌──────▶ sending ─── 4xx, nothing open before ──────────▶ refused
//!  │           ├─────── 2xx ──▶ accepted ──▶ done   (the service shows it)
//!  │ repeat    ▼                   │ ▲
//!  │ (< 23 h)  │                   │ └ the stored answer comes back
//!  └─────── unknown                └─ a day, and the service shows another state
//!              │                                │
//!              └── 23 h, or a contradiction ────┴─▶ needs a person
//! ```
//!
//! A state comes from evidence: an answer, a failure of the network, what the
//! service shows, or the clock. The provider accepts an action before it is
//! done (contract 13), so only the service itself can show that it is.
//! A word of the provider that we do not know changes nothing, and a service
//! that is not visible any more shows nothing.

use jiff::{SignedDuration, Timestamp};
use kh_model::{PowerState, ServiceState};

use super::allowed::Standing;
use crate::intents::proof::Proof;
use crate::intents::recovery::safe_until;
use crate::view::{ActionKind, ActionProgress};

/// How long an accepted action is followed. After that a service that still
/// shows another state needs a person.
pub(crate) const FOLLOWED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// When a machine that runs is taken as rebooted or reinstalled although nobody
/// saw it down: our looks are seconds apart, and a reboot can be quicker.
pub(crate) const QUICKER_THAN_OUR_LOOKS: SignedDuration = SignedDuration::from_mins(2);

/// What became known of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// 2xx: it was taken on.
    Accepted,
    /// Sending it failed, which proves this much.
    Failed(Proof),
    /// The service was read.
    Seen(Sight),
    /// The time in which repeating is safe is over.
    SafeTimeOver,
    /// The time in which it is followed is over, and the service says that it
    /// is in another state.
    NeverSeen,
}

/// What a look at the service says about an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It is in the state the action leads to.
    Done,
    /// It is on its way there.
    Changing,
    /// It is in another state.
    NotYet,
    /// It does not say.
    CannotTell,
}

/// The state after something became known. `earlier_open` says whether an
/// attempt before the one heard of may have been processed.
pub(crate) fn next(now: ActionProgress, earlier_open: bool, heard: Heard) -> ActionProgress {
    use ActionProgress as P;
    match heard {
        Heard::Accepted if now == P::Done => now,
        Heard::Accepted => P::Accepted,
        Heard::Failed(proof) => by_what_is_proved(now, earlier_open, proof),
        Heard::Seen(sight) => by_what_is_seen(now, sight),
        Heard::SafeTimeOver => doubt(now, P::NeedsPerson),
        Heard::NeverSeen if now == P::Accepted => P::NeedsPerson,
        Heard::NeverSeen => now,
    }
}

fn by_what_is_proved(now: ActionProgress, earlier_open: bool, proof: Proof) -> ActionProgress {
    use ActionProgress as P;
    match proof {
        _ if is_settled(now) => now,
        // Nothing is paid for here; 402 is one more refusal.
        Proof::PaymentRequired | Proof::Refused => P::Refused,
        Proof::TurnedAway | Proof::NotSent if earlier_open => P::Unknown,
        Proof::TurnedAway => P::Refused,
        Proof::NotSent => P::NotSent,
        Proof::Contradicted if earlier_open => P::NeedsPerson,
        Proof::Contradicted => P::Refused,
        Proof::StillRunning | Proof::Silence => P::Unknown,
    }
}

/// What is seen ends an action that was accepted, and the doubt about one whose
/// time is over. It does not end the doubt about one that can still be
/// repeated: the service may have been in that state before.
fn by_what_is_seen(now: ActionProgress, sight: Sight) -> ActionProgress {
    use ActionProgress as P;
    match (now, sight) {
        (P::Accepted | P::NeedsPerson, Sight::Done) => P::Done,
        (_, Sight::Done | Sight::Changing | Sight::NotYet | Sight::CannotTell) => now,
    }
}

/// Silence about an action whose fate is known takes nothing away from that.
fn doubt(now: ActionProgress, otherwise: ActionProgress) -> ActionProgress {
    if is_settled(now) { now } else { otherwise }
}

/// Whether the provider's answer to the action is known.
pub(crate) fn is_settled(progress: ActionProgress) -> bool {
    use ActionProgress as P;
    match progress {
        P::Accepted | P::Done | P::Refused => true,
        P::Written | P::Sending | P::Unknown | P::NotSent | P::NeedsPerson => false,
    }
}

/// What a person sees: an action that is not being sent right now and has no
/// answer is unknown, and beyond the safe time it needs a person.
pub(crate) fn shown_now(
    kept: ActionProgress,
    being_sent: bool,
    first_sent_at: Timestamp,
    now: Timestamp,
) -> ActionProgress {
    use ActionProgress as P;
    match kept {
        P::Written | P::Sending | P::Unknown if being_sent => P::Sending,
        P::Written | P::Sending | P::Unknown if now < safe_until(first_sent_at) => P::Unknown,
        P::Written | P::Sending | P::Unknown => P::NeedsPerson,
        P::Accepted | P::Done | P::Refused | P::NotSent | P::NeedsPerson => kept,
    }
}

/// What a look at the service says about an action that was accepted `since`
/// ago. `was_changing` says whether a look before saw it on its way.
pub(crate) fn sight(
    kind: ActionKind,
    standing: Standing,
    was_changing: bool,
    since: SignedDuration,
) -> Sight {
    let Standing { status, power } = standing;
    match kind {
        ActionKind::Start => by_power(power, PowerState::Running),
        ActionKind::Stop => by_power(power, PowerState::Stopped),
        ActionKind::Reboot | ActionKind::Reinstall => {
            let running = by_power(power, PowerState::Running);
            let seen_down = was_changing || since >= QUICKER_THAN_OUR_LOOKS;
            if running == Sight::Done && !seen_down {
                Sight::NotYet
            } else {
                running
            }
        }
        ActionKind::Suspend => by_status(status, |state| state == ServiceState::Suspended),
        ActionKind::Unsuspend => by_status(status, |state| state == ServiceState::Active),
        ActionKind::Terminate => by_status(status, |state| {
            matches!(state, ServiceState::Terminated | ServiceState::Cancelled)
        }),
    }
}

fn by_power(power: Option<PowerState>, wanted: PowerState) -> Sight {
    match power {
        Some(state) if state == wanted => Sight::Done,
        Some(PowerState::Changing) => Sight::Changing,
        Some(PowerState::Running | PowerState::Stopped) => Sight::NotYet,
        Some(PowerState::Unknown) | None => Sight::CannotTell,
    }
}

fn by_status(status: Option<ServiceState>, wanted: impl Fn(ServiceState) -> bool) -> Sight {
    match status {
        Some(ServiceState::Unknown) | None => Sight::CannotTell,
        Some(state) if wanted(state) => Sight::Done,
        Some(_) => Sight::NotYet,
    }
}

/// The word a state is kept by in the journal. Never changes.
pub(crate) fn word(progress: ActionProgress) -> &'static str {
    use ActionProgress as P;
    match progress {
        P::Written => "written",
        P::Sending => "sending",
        P::Unknown => "unknown",
        P::Accepted => "accepted",
        P::Done => "done",
        P::Refused => "refused",
        P::NotSent => "not_sent",
        P::NeedsPerson => "needs_person",
    }
}

/// All states, for reading words back and for lists.
pub(crate) const ALL: [ActionProgress; 8] = [
    ActionProgress::Written,
    ActionProgress::Sending,
    ActionProgress::Unknown,
    ActionProgress::Accepted,
    ActionProgress::Done,
    ActionProgress::Refused,
    ActionProgress::NotSent,
    ActionProgress::NeedsPerson,
];

/// Reads a kept word. A word this version does not know needs a person.
pub(crate) fn read(kept: &str) -> ActionProgress {
    ALL.into_iter()
        .find(|progress| word(*progress) == kept)
        .unwrap_or(ActionProgress::NeedsPerson)
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
