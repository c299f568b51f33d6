//! Tests of the table: every action in every state.

use kh_model::{PowerState as P, ServiceState as S};

use super::{Standing, Verdict, reason, verdict};
use crate::actions::kind;
use crate::view::ActionKind as A;

const STATES: [Option<S>; 8] = [
    None,
    Some(S::Unknown),
    Some(S::Pending),
    Some(S::Active),
    Some(S::Suspended),
    Some(S::Terminated),
    Some(S::Cancelled),
    Some(S::Fraud),
];
const POWERS: [Option<P>; 5] = [
    None,
    Some(P::Unknown),
    Some(P::Running),
    Some(P::Stopped),
    Some(P::Changing),
];

fn at(kind: A, status: S, power: P) -> Verdict {
    verdict(
        kind,
        Standing {
            status: Some(status),
            power: Some(power),
        },
    )
}

#[test]
fn a_machine_that_runs_can_be_stopped_and_not_started() {
    for (kind, expected) in [
        (A::Start, Verdict::NotNow(reason::ALREADY_RUNNING)),
        (A::Stop, Verdict::Allowed),
        (A::Reboot, Verdict::Allowed),
        (A::Reinstall, Verdict::Allowed),
        (A::Suspend, Verdict::Allowed),
        (A::Unsuspend, Verdict::NotNow(reason::NOT_SUSPENDED)),
        (A::Terminate, Verdict::Allowed),
    ] {
        assert_eq!(at(kind, S::Active, P::Running), expected, "{kind:?}");
    }
}

#[test]
fn a_machine_that_stands_can_be_started_and_not_stopped() {
    for (kind, expected) in [
        (A::Start, Verdict::Allowed),
        (A::Stop, Verdict::NotNow(reason::ALREADY_STOPPED)),
        (A::Reboot, Verdict::NotNow(reason::NOT_RUNNING)),
        (A::Reinstall, Verdict::Allowed),
        (A::Suspend, Verdict::Allowed),
        (A::Terminate, Verdict::Allowed),
    ] {
        assert_eq!(at(kind, S::Active, P::Stopped), expected, "{kind:?}");
    }
}

#[test]
fn a_suspended_service_can_only_be_taken_up_again_or_ended() {
    for kind in kind::ALL {
        for power in [P::Running, P::Stopped, P::Changing, P::Unknown] {
            let allowed = at(kind, S::Suspended, power) == Verdict::Allowed;
            let expected = matches!(kind, A::Unsuspend | A::Terminate);
            assert_eq!(allowed, expected, "{kind:?}");
        }
    }
}

#[test]
fn nothing_can_be_done_to_what_has_ended_or_is_not_set_up() {
    for kind in kind::ALL {
        for (state, why) in [
            (S::Terminated, reason::ENDED),
            (S::Cancelled, reason::ENDED),
            (S::Pending, reason::SETTING_UP),
            (S::Fraud, reason::HELD_BY_PROVIDER),
        ] {
            assert_eq!(at(kind, state, P::Running), Verdict::NotNow(why));
        }
    }
}

#[test]
fn between_two_states_only_ending_is_possible() {
    for kind in kind::ALL {
        let allowed = at(kind, S::Active, P::Changing) == Verdict::Allowed;
        assert_eq!(allowed, kind == A::Terminate, "{kind:?}");
    }
}

#[test]
fn what_we_do_not_know_is_allowed_with_a_note() {
    for kind in [A::Start, A::Stop, A::Reboot, A::Reinstall] {
        for power in [None, Some(P::Unknown)] {
            let standing = Standing {
                status: Some(S::Active),
                power,
            };
            let expected = Verdict::Uncertain(reason::POWER_NOT_KNOWN);
            assert_eq!(verdict(kind, standing), expected, "{kind:?}");
        }
    }
    for kind in kind::ALL {
        for status in [None, Some(S::Unknown)] {
            let standing = Standing {
                status,
                power: None,
            };
            let expected = Verdict::Uncertain(reason::STATUS_NOT_KNOWN);
            assert_eq!(verdict(kind, standing), expected, "{kind:?}");
        }
    }
}

#[test]
fn a_state_that_is_not_known_never_forbids_what_a_known_one_allows() {
    for kind in kind::ALL {
        let somewhere = STATES.iter().any(|status| {
            POWERS.iter().any(|power| {
                let standing = Standing {
                    status: *status,
                    power: *power,
                };
                verdict(kind, standing) == Verdict::Allowed
            })
        });
        assert!(somewhere, "{kind:?} is allowed nowhere");
        let unknown = Standing {
            status: None,
            power: None,
        };
        assert!(!matches!(verdict(kind, unknown), Verdict::NotNow(_)));
    }
}
