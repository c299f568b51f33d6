//! What is said of an order whose attempts went wrong: nothing is called
//! refused or undone while an earlier attempt may still have gone through.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use kh_api::{
    Answer, Asker, AttemptEnd, AttemptLog, AttemptLogError, AttemptOutcome, AttemptStart, Begun,
    CallError, Fate, HoldReason, MemoryLedger, NotSentKind, OrderBody, PreparedPost, Sending,
    Transport, TransportError, UnknownKind, WireRequest, WireResponse, answers::Order,
    fresh_idempotency_key,
};
use kh_model::{BillingCycle, ProductId};

use crate::world::{SECOND, World, answer, client, problem};

type Said = Result<WireResponse, TransportError>;

/// Says one thing after the other to signed requests, and keeps them.
struct Script {
    world: World,
    says: Mutex<VecDeque<Said>>,
    heard: Mutex<Vec<(i64, WireRequest)>>,
}

impl Transport for Script {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        let now = self.world.now();
        if request.header("kh-key").is_none() {
            return Box::pin(std::future::ready(Ok(answer(200, now, "{}"))));
        }
        self.heard.lock().unwrap().push((now, request));
        let said = self.says.lock().unwrap().pop_front();
        Box::pin(std::future::ready(said.expect("one more answer")))
    }
}

#[derive(Default)]
struct Log {
    starts: Mutex<Vec<AttemptStart>>,
    ends: Mutex<Vec<AttemptEnd>>,
    broken: bool,
}

impl AttemptLog for Log {
    fn begin<'a>(&'a self, attempt: &'a AttemptStart) -> Begun<'a> {
        self.starts.lock().unwrap().push(attempt.clone());
        let result = if self.broken {
            Err(AttemptLogError {
                code: "journal_full".to_owned(),
                detail: String::new(),
            })
        } else {
            Ok(())
        };
        Box::pin(std::future::ready(result))
    }

    fn end(&self, attempt: &AttemptEnd) {
        self.ends.lock().unwrap().push(attempt.clone());
    }
}

struct Run {
    result: Result<Answer<Order>, CallError>,
    heard: Vec<(i64, WireRequest)>,
    log: Log,
}

impl Run {
    fn error(&self) -> &CallError {
        self.result.as_ref().unwrap_err()
    }
}

fn order(says: Vec<Said>) -> Run {
    order_with(says, Log::default())
}

fn order_with(says: Vec<Said>, log: Log) -> Run {
    let world = World::new();
    let script = Arc::new(Script {
        world: world.clone(),
        says: Mutex::new(says.into()),
        heard: Mutex::new(Vec::new()),
    });
    let client = client(&world, script.clone(), Arc::new(MemoryLedger::new()));
    let body = OrderBody::new(ProductId::new("42").unwrap(), BillingCycle::Monthly);
    let post = PreparedPost::order(&body, fresh_idempotency_key("order").unwrap()).unwrap();
    let result = world.finish(client.place_order(Asker::Person, &post, &log));
    let heard = std::mem::take(&mut *script.heard.lock().unwrap());
    Run { result, heard, log }
}

fn lost() -> Said {
    Err(TransportError::Unknown {
        kind: UnknownKind::Timeout,
        detail: String::new(),
    })
}

fn refused_connection() -> Said {
    Err(TransportError::NotSent {
        kind: NotSentKind::Connect,
        detail: String::new(),
    })
}

fn says(status: u16, code: &str, reason: &str) -> Said {
    Ok(problem(status, crate::world::START, code, reason))
}

fn placed() -> Said {
    let body = r#"{"data":{"id":5001,"status":"paid","service_ids":[1001]}}"#;
    Ok(answer(201, crate::world::START, body))
}

#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_bytes_and_key() {
    let run = order(vec![lost(), placed()]);
    let answer = run.result.unwrap();
    assert_eq!(answer.view.id.as_str(), "5001");
    assert_eq!(answer.attempts, 2);
    let [(_, first), (_, second)] = run.heard.as_slice() else {
        panic!("two attempts");
    };
    assert_eq!(first.body, second.body);
    for same in ["idempotency-key", "kh-key", "content-type"] {
        assert_eq!(first.header(same), second.header(same), "{same}");
    }
    for new in ["kh-nonce", "kh-signature"] {
        assert_ne!(first.header(new), second.header(new), "{new}");
    }
    let ends = run.log.ends.lock().unwrap();
    assert_eq!(run.log.starts.lock().unwrap().len(), 2);
    assert!(matches!(ends[0].outcome, AttemptOutcome::Unknown { .. }));
    assert!(matches!(
        ends[1].outcome,
        AttemptOutcome::Answered { status: 201, .. }
    ));
}

#[test]
fn a_lost_answer_stays_open_whatever_comes_after_except_the_apis_own_refusal() {
    for (after, fate, code) in [
        (vec![lost(), lost()], Fate::Unknown, "outcome_unknown"),
        (
            vec![refused_connection(), refused_connection()],
            Fate::Unknown,
            "outcome_unknown",
        ),
        (
            vec![says(401, "auth_failed", "signature_mismatch")],
            Fate::Unknown,
            "outcome_unknown",
        ),
        (
            vec![Ok(answer(403, 0, "<html>blocked</html>"))],
            Fate::Unknown,
            "outcome_unknown",
        ),
        (
            vec![says(402, "payment_required", "card_declined")],
            Fate::Refused,
            "payment_required",
        ),
        (
            vec![says(400, "validation_failed", "")],
            Fate::Refused,
            "validation_failed",
        ),
    ] {
        let run = order([vec![lost()], after].concat());
        assert_eq!(run.error().fate(), fate, "{:?}", run.error());
        assert_eq!(run.error().code(), code);
    }
}

#[test]
fn a_refusal_on_the_first_attempt_is_final_and_costs_one_call() {
    for (status, code) in [
        (400, "validation_failed"),
        (402, "payment_required"),
        (404, "not_found"),
    ] {
        let run = order(vec![says(status, code, "")]);
        assert_eq!(run.error().fate(), Fate::Refused);
        assert_eq!(run.error().code(), code);
        assert_eq!(run.heard.len(), 1);
    }
}

#[test]
fn a_conflict_says_that_something_runs_and_is_asked_again_only_after_a_lost_answer() {
    let alone = order(vec![says(409, "idempotency_conflict", "")]);
    assert_eq!(alone.error().fate(), Fate::Unknown);
    assert_eq!(alone.heard.len(), 1);
    let running = order(vec![
        lost(),
        says(409, "idempotency_conflict", ""),
        placed(),
    ]);
    assert_eq!(running.result.unwrap().attempts, 3);
}

#[test]
fn a_wrong_signature_is_never_repeated() {
    for reason in [
        "signature_mismatch",
        "unknown_or_locked_key",
        "bad_key",
        "new_word",
    ] {
        let run = order(vec![says(401, "auth_failed", reason)]);
        assert_eq!(run.error().code(), "auth_failed", "{reason}");
        assert_eq!(run.error().fate(), Fate::NotDone);
        assert_eq!(run.heard.len(), 1, "{reason}");
    }
}

#[test]
fn a_used_nonce_is_replaced_once() {
    let replay = || says(401, "auth_failed", "replay_detected");
    assert!(order(vec![replay(), placed()]).result.is_ok());
    let twice = order(vec![replay(), replay()]);
    assert_eq!(twice.error().code(), "auth_failed");
    assert_eq!(twice.heard.len(), 2);
}

#[test]
fn a_refused_time_is_not_repeated_when_the_provider_names_the_same_time_again() {
    let run = order(vec![says(401, "auth_failed", "timestamp_out_of_window")]);
    assert_eq!(run.error().code(), "auth_failed");
    assert_eq!(run.heard.len(), 1);
}

#[test]
fn the_time_the_provider_asks_for_is_waited_for_and_a_longer_one_is_told() {
    let wait = |seconds: &str| -> Said {
        let mut answer = problem(429, crate::world::START, "rate_limited", "");
        answer
            .headers
            .push(("retry-after".to_owned(), seconds.to_owned()));
        Ok(answer)
    };
    let run = order(vec![wait("7"), placed()]);
    assert!(run.result.is_ok());
    let gap = run.heard[1].0 - run.heard[0].0;
    assert!((7 * SECOND..=8 * SECOND).contains(&gap), "{gap}");
    let long = order(vec![wait("60")]);
    assert_eq!(long.error().code(), "rate_limited");
    assert_eq!(long.error().fate(), Fate::NotDone);
    let until = long.error().until().unwrap().as_millisecond();
    assert!(until >= crate::world::START + 60 * SECOND);
}

#[test]
fn a_failure_of_the_provider_leaves_an_order_open() {
    let fails = || says(500, "internal_error", "");
    let run = order(vec![fails(), fails(), fails()]);
    assert_eq!(run.error().code(), "provider_failed");
    assert_eq!(run.error().fate(), Fate::Unknown);
    let then_dead = order(vec![fails(), refused_connection(), refused_connection()]);
    assert_eq!(then_dead.error().code(), "outcome_unknown");
}

#[test]
fn a_provider_that_cannot_be_reached_has_done_nothing() {
    let run = order(vec![
        refused_connection(),
        refused_connection(),
        refused_connection(),
    ]);
    assert_eq!(run.error().code(), "connect_failed");
    assert_eq!(run.error().fate(), Fate::NotDone);
}

#[test]
fn an_answer_that_cannot_be_read_is_kept_and_not_repeated() {
    let run = order(vec![Ok(answer(201, crate::world::START, "<html>"))]);
    assert_eq!(run.error().code(), "answer_unreadable");
    assert_eq!(run.error().fate(), Fate::Unknown);
    assert_eq!(run.heard.len(), 1);
}

#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let log = Log {
        broken: true,
        ..Log::default()
    };
    let run = order_with(Vec::new(), log);
    assert_eq!(run.error().code(), "attempt_log_failed");
    assert_eq!(run.error().fate(), Fate::NotDone);
    assert!(run.heard.is_empty());
}

#[test]
fn two_refusals_stop_everything_until_a_deliberate_click() {
    let world = World::new();
    let refused = || says(401, "auth_failed", "signature_mismatch");
    let script = Arc::new(Script {
        world: world.clone(),
        says: Mutex::new(vec![refused(), refused(), refused()].into()),
        heard: Mutex::new(Vec::new()),
    });
    let client = client(&world, script.clone(), Arc::new(MemoryLedger::new()));
    let ask = |asker| world.finish(client.balance(asker)).unwrap_err();
    assert_eq!(ask(Asker::Person).code(), "auth_failed");
    assert_eq!(ask(Asker::Background).code(), "auth_failed");
    let held = ask(Asker::Person);
    assert!(matches!(
        held,
        CallError::Held {
            reason: HoldReason::AuthFailures,
            ..
        }
    ));
    assert_eq!(script.heard.lock().unwrap().len(), 2);
    assert_eq!(ask(Asker::PersonInsists).code(), "auth_failed");
    let standing = client.standing().unwrap();
    assert_eq!(standing.auth_failures, 3);
    assert_eq!(standing.day_used, 3);
}
