//! Tests of the state machine: every state with everything that can be heard.

use jiff::{SignedDuration, Timestamp};
use kh_model::{InvoiceState, OrderState};

use super::progress::{
    ALL, Heard, Shown, Verdict, is_on_its_way, is_settled, next, read, shown_now, word,
};
use crate::intents::proof::Proof;
use crate::intents::recovery::safe_until;
use crate::view::OrderProgress as P;

fn shows(state: OrderState) -> Heard {
    Heard::Order(Shown {
        state: Some(state),
        payment: None,
        has_service: true,
        service_active: false,
    })
}

const PROVES_NOTHING: [Heard; 4] = [
    Heard::Failed(Proof::TurnedAway),
    Heard::Failed(Proof::NotSent),
    Heard::Failed(Proof::Silence),
    Heard::Failed(Proof::StillRunning),
];

fn sent() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

#[test]
fn a_first_attempt_ends_as_its_answer_says() {
    for (heard, expected) in [
        (shows(OrderState::Paid), P::Paid),
        (shows(OrderState::Active), P::Provisioned),
        (shows(OrderState::PendingPayment), P::Unpaid),
        (shows(OrderState::Cancelled), P::Cancelled),
        (shows(OrderState::Unknown), P::Accepted),
        (Heard::Failed(Proof::PaymentRequired), P::Unpaid),
        (Heard::Failed(Proof::Refused), P::Refused),
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
    for heard in PROVES_NOTHING {
        assert_eq!(next(P::Unknown, true, heard), P::Unknown, "{heard:?}");
    }
    assert_eq!(
        next(P::Unknown, true, Heard::Failed(Proof::Contradicted)),
        P::NeedsPerson
    );
    assert_eq!(next(P::Unknown, true, Heard::SafeTimeOver), P::NeedsPerson);
    assert_eq!(
        next(P::Unknown, true, Heard::Failed(Proof::Refused)),
        P::Refused
    );
    assert_eq!(
        next(P::Unknown, true, Heard::Failed(Proof::PaymentRequired)),
        P::Unpaid
    );
}

#[test]
fn what_is_known_is_not_lost_by_anything_that_proves_nothing() {
    for known in ALL.into_iter().filter(|progress| is_settled(*progress)) {
        for heard in PROVES_NOTHING
            .into_iter()
            .chain([Heard::Failed(Proof::Contradicted), Heard::SafeTimeOver])
        {
            assert_eq!(next(known, false, heard), known, "{known:?} {heard:?}");
        }
        assert_eq!(next(known, false, shows(OrderState::Unknown)), known);
    }
}

#[test]
fn a_persons_word_settles_what_nothing_else_does_and_an_answer_outweighs_it() {
    let words = [
        (Verdict::NotBought, P::Closed),
        (
            Verdict::Bought {
                service_active: false,
            },
            P::Accepted,
        ),
        (
            Verdict::Bought {
                service_active: true,
            },
            P::Provisioned,
        ),
    ];
    for (verdict, expected) in words {
        for now in ALL {
            let next = next(now, false, Heard::Person(verdict));
            let wanted = match now {
                P::NeedsPerson => expected,
                // It was accepted when it was found unpaid; now it is paid.
                P::Unpaid if expected == P::Accepted => P::Paid,
                P::Unpaid => expected,
                _ => now,
            };
            assert_eq!(next, wanted, "{now:?}");
        }
    }
    assert_eq!(next(P::Closed, false, shows(OrderState::Paid)), P::Paid);
}

#[test]
fn set_up_needs_a_service_and_paid_can_be_said_apart() {
    let shown = |state, payment, has_service, service_active| {
        next(
            P::Paid,
            false,
            Heard::Order(Shown {
                state,
                payment,
                has_service,
                service_active,
            }),
        )
    };
    assert_eq!(shown(Some(OrderState::Active), None, false, false), P::Paid);
    assert_eq!(
        shown(Some(OrderState::Active), None, true, false),
        P::Provisioned
    );
    assert_eq!(shown(Some(OrderState::Paid), None, true, false), P::Paid);
    assert_eq!(
        shown(Some(OrderState::Paid), None, true, true),
        P::Provisioned
    );
    let paid = Some(InvoiceState::Paid);
    assert_eq!(
        shown(Some(OrderState::PendingPayment), paid, true, true),
        P::Provisioned
    );
    assert_eq!(
        shown(Some(OrderState::PendingPayment), paid, false, false),
        P::Paid
    );
}

#[test]
fn an_order_without_an_answer_is_shown_by_the_clock() {
    for kept in [P::Written, P::Sending, P::Unknown] {
        let at = |seconds: i64| sent() + SignedDuration::from_secs(seconds);
        assert_eq!(shown_now(kept, true, safe_until(sent()), at(0)), P::Sending);
        assert_eq!(
            shown_now(kept, false, safe_until(sent()), at(0)),
            P::Unknown
        );
        assert_eq!(
            shown_now(kept, false, safe_until(sent()), at(82_799)),
            P::Unknown
        );
        assert_eq!(
            shown_now(kept, false, safe_until(sent()), at(82_800)),
            P::NeedsPerson
        );
    }
    assert_eq!(safe_until(sent()).duration_since(sent()).as_secs(), 82_800);
}

#[test]
fn what_was_paid_and_is_cancelled_then_is_not_called_free_of_charge() {
    for word in [OrderState::Cancelled, OrderState::Fraud] {
        for paid in [P::Paid, P::Provisioned, P::CancelledPaid] {
            assert_eq!(next(paid, false, shows(word)), P::CancelledPaid);
        }
        for unpaid in [P::Unpaid, P::Accepted, P::Unknown] {
            assert_eq!(next(unpaid, false, shows(word)), P::Cancelled);
        }
        let with_payment = Heard::Order(Shown {
            state: Some(word),
            payment: Some(InvoiceState::Paid),
            has_service: false,
            service_active: false,
        });
        assert_eq!(next(P::Unpaid, false, with_payment), P::CancelledPaid);
    }
    assert!(is_settled(P::CancelledPaid) && !is_on_its_way(P::CancelledPaid));
}

#[test]
fn every_state_reads_back_from_its_word_and_a_strange_word_needs_a_person() {
    for progress in ALL {
        assert_eq!(read(word(progress)), progress);
    }
    assert_eq!(read("levitating"), P::NeedsPerson);
    assert!(is_on_its_way(P::Paid) && !is_on_its_way(P::Provisioned));
}
