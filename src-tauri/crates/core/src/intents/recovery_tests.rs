//! Tests of the decision over an open intent.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Attempt, AttemptEnd, Intent, IntentId, IntentKind, IntentState};
use kh_model::{IdempotencyKey, ProfileId};

use super::{Decision, decide, known_to_have_left, open_before, perhaps_elsewhere};
use crate::intents::words;

fn sent() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

fn end(result: &str, status: Option<u16>) -> Option<AttemptEnd> {
    Some(AttemptEnd {
        ended_at: sent(),
        result: result.to_owned(),
        http_status: status,
        request_id: None,
        error_code: None,
    })
}

fn intent(ends: Vec<Option<AttemptEnd>>) -> Intent {
    let attempts = ends.into_iter().zip(1..);
    Intent {
        id: IntentId::new("i").unwrap(),
        profile_id: ProfileId::new("p").unwrap(),
        kind: IntentKind::Order,
        idempotency_key: IdempotencyKey::new("ord-1").unwrap(),
        method: "POST".to_owned(),
        path: "/v1/orders".to_owned(),
        body: Vec::new(),
        service_id: None,
        created_at: sent(),
        first_sent_at: sent(),
        key_used_since: None,
        state: IntentState::Open,
        outcome: None,
        settled_at: None,
        attempts: attempts
            .map(|(end, n)| Attempt {
                n,
                started_at: sent(),
                left: true,
                end,
            })
            .collect(),
    }
}

fn after(seconds: i64) -> Timestamp {
    sent() + SignedDuration::from_secs(seconds)
}

#[test]
fn nothing_of_23_hours_or_more_is_repeated_at_any_of_10_000_ages() {
    let open = intent(vec![None]);
    for step in 0..10_000 {
        // 0 to 72 hours and a little.
        let age = step * 26;
        let decision = decide(&open, after(age));
        let expected = if age < 23 * 3_600 {
            Decision::Repeat
        } else {
            Decision::TooOld
        };
        assert_eq!(decision, expected, "{age} seconds");
    }
}

#[test]
fn an_age_that_is_not_known_allows_nothing() {
    let open = intent(vec![None]);
    assert_eq!(decide(&open, after(-300)), Decision::Repeat);
    assert_eq!(decide(&open, after(-301)), Decision::AgeUnknown);
}

#[test]
fn only_proof_that_nothing_left_ends_an_intent_as_never_sent() {
    let not_sent = || end(words::NOT_SENT, None);
    assert_eq!(
        decide(&intent(vec![not_sent(), not_sent()]), after(5)),
        Decision::NeverSent
    );
    for open in [
        None,
        end(words::NO_ANSWER, None),
        end(words::ANSWERED, Some(201)),
    ] {
        assert_eq!(
            decide(&intent(vec![not_sent(), open]), after(5)),
            Decision::Repeat
        );
    }
    assert_eq!(decide(&intent(Vec::new()), after(5)), Decision::Repeat);
}

#[test]
fn an_attempt_stays_open_until_the_provider_itself_refuses_it() {
    for (ended, open) in [
        (None, true),
        (end(words::NO_ANSWER, None), true),
        (end(words::ANSWERED, Some(502)), true),
        (end(words::ANSWERED, Some(201)), true),
        (end(words::NOT_SENT, None), false),
        (end(words::ANSWERED, Some(408)), true),
        (end(words::ANSWERED, Some(409)), true),
        (end(words::ANSWERED, Some(403)), true),
        (end(words::TURNED_AWAY, Some(403)), false),
        (end(words::TURNED_AWAY, Some(429)), false),
    ] {
        let told = format!("{ended:?}");
        let intent = intent(vec![ended, None]);
        assert_eq!(open_before(&intent, 2), open, "{told}");
        assert!(!open_before(&intent, 1));
    }
}

#[test]
fn what_another_computer_may_have_sent_is_never_called_never_sent() {
    let mut shared = intent(vec![end(words::NOT_SENT, None)]);
    assert_eq!(decide(&shared, after(5)), Decision::NeverSent);
    shared.key_used_since = Some(sent());
    assert_eq!(decide(&shared, after(5)), Decision::Repeat);
    assert!(perhaps_elsewhere(&shared) && !known_to_have_left(&shared));
    shared.attempts[0].end = end(words::NO_ANSWER, None);
    assert!(!perhaps_elsewhere(&shared), "it may have been from here");
}

#[test]
fn only_an_attempt_that_was_noted_as_leaving_or_has_an_end_is_known_to_have_left() {
    assert!(known_to_have_left(&intent(vec![None])));
    let mut brought_back = intent(vec![None]);
    brought_back.attempts[0].left = false;
    assert!(!known_to_have_left(&brought_back));
    let not_sent = || end(words::NOT_SENT, None);
    assert!(!known_to_have_left(&intent(vec![not_sent()])));
    let turned_away = end(words::TURNED_AWAY, Some(429));
    assert!(!known_to_have_left(&intent(vec![turned_away])));
    let answered = end(words::ANSWERED, Some(500));
    let mut second = intent(vec![answered, None]);
    second.attempts[1].left = false;
    assert!(known_to_have_left(&second));
}
