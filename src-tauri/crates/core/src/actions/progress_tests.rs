//! Tests of the state machine of an action.

use jiff::{SignedDuration, Timestamp};
use kh_model::{PowerState, ServiceState};

use super::{ALL, Heard, QUICKER_THAN_OUR_LOOKS, Sight, next, read, shown_now, sight, word};
use crate::actions::allowed::Standing;
use crate::intents::proof::Proof;
use crate::intents::recovery::safe_until;
use crate::view::{ActionKind as A, ActionProgress as P};

const PROOFS: [Proof; 7] = [
    Proof::PaymentRequired,
    Proof::Refused,
    Proof::TurnedAway,
    Proof::NotSent,
    Proof::Contradicted,
    Proof::StillRunning,
    Proof::Silence,
];
const SIGHTS: [Sight; 4] = [
    Sight::Done,
    Sight::Changing,
    Sight::NotYet,
    Sight::CannotTell,
];

fn everything() -> Vec<Heard> {
    let mut all = vec![Heard::Accepted, Heard::SafeTimeOver, Heard::NeverSeen];
    all.extend(PROOFS.map(Heard::Failed));
    all.extend(SIGHTS.map(Heard::Seen));
    all
}

fn standing(status: ServiceState, power: PowerState) -> Standing {
    Standing {
        status: Some(status),
        power: Some(power),
    }
}

#[test]
fn a_first_attempt_ends_as_its_answer_says() {
    for (heard, expected) in [
        (Heard::Accepted, P::Accepted),
        (Heard::Failed(Proof::Refused), P::Refused),
        (Heard::Failed(Proof::PaymentRequired), P::Refused),
        (Heard::Failed(Proof::TurnedAway), P::Refused),
        (Heard::Failed(Proof::Contradicted), P::Refused),
        (Heard::Failed(Proof::NotSent), P::NotSent),
        (Heard::Failed(Proof::Silence), P::Unknown),
        (Heard::Failed(Proof::StillRunning), P::Unknown),
    ] {
        assert_eq!(next(P::Sending, false, heard), expected, "{heard:?}");
    }
}

#[test]
fn what_proves_nothing_about_an_earlier_attempt_ends_no_doubt() {
    for proof in [
        Proof::TurnedAway,
        Proof::NotSent,
        Proof::Silence,
        Proof::StillRunning,
    ] {
        assert_eq!(next(P::Unknown, true, Heard::Failed(proof)), P::Unknown);
    }
    for (heard, expected) in [
        (Heard::Accepted, P::Accepted),
        (Heard::Failed(Proof::Refused), P::Refused),
        (Heard::Failed(Proof::Contradicted), P::NeedsPerson),
        (Heard::SafeTimeOver, P::NeedsPerson),
    ] {
        assert_eq!(next(P::Unknown, true, heard), expected, "{heard:?}");
    }
}

#[test]
fn a_look_at_the_service_does_not_end_a_doubt_that_a_repetition_can_end() {
    for sight in SIGHTS {
        for open in [P::Written, P::Sending, P::Unknown] {
            assert_eq!(next(open, true, Heard::Seen(sight)), open, "{sight:?}");
        }
    }
}

#[test]
fn only_the_service_itself_shows_that_an_action_is_done() {
    for before in ALL {
        for heard in everything() {
            let done = next(before, false, heard) == P::Done;
            let shown =
                heard == Heard::Seen(Sight::Done) && matches!(before, P::Accepted | P::NeedsPerson);
            assert_eq!(done, shown || before == P::Done, "{before:?} {heard:?}");
        }
    }
}

#[test]
fn what_is_done_or_refused_stays_so_whatever_is_heard_of_it() {
    for before in [P::Done, P::Refused] {
        for heard in everything() {
            if before == P::Refused && heard == Heard::Accepted {
                continue; // The stored answer of another program.
            }
            assert_eq!(next(before, true, heard), before, "{heard:?}");
        }
    }
}

#[test]
fn each_action_is_done_in_its_own_state() {
    use PowerState::{Running, Stopped};
    use ServiceState::{Active, Suspended, Terminated};
    let later = QUICKER_THAN_OUR_LOOKS;
    for (kind, shown, other) in [
        (
            A::Start,
            standing(Active, Running),
            standing(Active, Stopped),
        ),
        (
            A::Stop,
            standing(Active, Stopped),
            standing(Active, Running),
        ),
        (
            A::Reboot,
            standing(Active, Running),
            standing(Active, Stopped),
        ),
        (
            A::Reinstall,
            standing(Active, Running),
            standing(Active, Stopped),
        ),
        (
            A::Suspend,
            standing(Suspended, Stopped),
            standing(Active, Running),
        ),
        (
            A::Unsuspend,
            standing(Active, Running),
            standing(Suspended, Stopped),
        ),
        (
            A::Terminate,
            standing(Terminated, Stopped),
            standing(Active, Running),
        ),
    ] {
        assert_eq!(sight(kind, shown, false, later), Sight::Done, "{kind:?}");
        assert_eq!(sight(kind, other, false, later), Sight::NotYet, "{kind:?}");
    }
}

#[test]
fn a_machine_that_never_stopped_is_not_called_rebooted() {
    let running = standing(ServiceState::Active, PowerState::Running);
    let soon = SignedDuration::from_secs(2);
    for kind in [A::Reboot, A::Reinstall] {
        assert_eq!(sight(kind, running, false, soon), Sight::NotYet);
        assert_eq!(sight(kind, running, true, soon), Sight::Done);
        let changing = standing(ServiceState::Active, PowerState::Changing);
        assert_eq!(sight(kind, changing, false, soon), Sight::Changing);
    }
}

#[test]
fn a_service_that_does_not_say_how_it_is_shows_nothing() {
    let silent = Standing {
        status: None,
        power: None,
    };
    let odd = standing(ServiceState::Unknown, PowerState::Unknown);
    for kind in crate::actions::kind::ALL {
        for shown in [silent, odd] {
            let seen = sight(kind, shown, false, QUICKER_THAN_OUR_LOOKS);
            assert_eq!(seen, Sight::CannotTell, "{kind:?}");
        }
    }
}

#[test]
fn an_action_without_an_answer_is_shown_as_unknown_and_after_23_hours_as_a_case_for_a_person() {
    let sent = Timestamp::from_second(1_767_225_600).unwrap();
    let end = safe_until(sent);
    let before = end - SignedDuration::from_secs(1);
    for kept in [P::Written, P::Sending, P::Unknown] {
        assert_eq!(shown_now(kept, true, sent, before), P::Sending);
        assert_eq!(shown_now(kept, false, sent, before), P::Unknown);
        assert_eq!(shown_now(kept, false, sent, end), P::NeedsPerson);
    }
    for kept in [P::Accepted, P::Done, P::Refused, P::NotSent, P::NeedsPerson] {
        assert_eq!(shown_now(kept, false, sent, end), kept);
    }
}

#[test]
fn every_state_has_a_word_of_its_own() {
    for progress in ALL {
        assert_eq!(read(word(progress)), progress);
    }
    assert_eq!(read("a word of a newer program"), P::NeedsPerson);
}
