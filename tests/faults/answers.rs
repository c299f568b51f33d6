//! What a person sees after each fault: how far the order came, whether money
//! may have moved, what can be done.

use kh_core::view::{MoneyMoved, OrderProgress, OrderView};
use kh_simulator::FaultKind;
use kh_tests::{Life, World};

/// Orders while every order goes wrong like this.
fn order_under(kind: FaultKind) -> (World, Life, OrderView) {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(kind, 100);
    let seen = life.order().unwrap();
    (world, life, seen)
}

fn code(seen: &OrderView) -> (&str, MoneyMoved) {
    let error = seen.error.as_ref().unwrap();
    (error.code.as_str(), error.money)
}

fn kinds(seen: &OrderView) -> Vec<&str> {
    seen.timeline
        .iter()
        .map(|line| line.kind.as_str())
        .collect()
}

#[test]
fn a_good_order_is_paid_and_says_everything_about_itself() {
    let world = World::new();
    let life = world.live_connected();
    let seen = life.order().unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(seen.error, None);
    assert_eq!(seen.order_id.as_deref(), Some("5001"));
    assert_eq!(seen.service_ids, ["1001"]);
    assert_eq!(seen.request, "POST /v1/orders");
    assert_eq!(seen.body, r#"{"product_id":42,"billing_cycle":"monthly"}"#);
    assert_eq!(
        seen.body_sha256,
        "05e611ac424bf9c68c15fad3de79181d0b774445e62dfaf1b2863e50b16b5a59"
    );
    assert_eq!(seen.attempts.len(), 1);
    assert_eq!(seen.attempts[0].status, Some(201));
    assert!(seen.attempts[0].request_id.is_some());
    assert_eq!(kinds(&seen), ["reviewed", "intent_written", "accepted"]);
    let reviewed = &seen.timeline[0];
    assert_eq!(reviewed.facts["amount"], "9.90 EUR");
    assert!(reviewed.request_id.is_some() && reviewed.to <= seen.row.created_at);
    assert!(seen.original.unwrap().contains("\"id\":5001"));
    assert!(!seen.can_repeat && seen.can_check);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn silence_is_unknown_and_can_be_repeated() {
    for kind in [
        FaultKind::DropBeforeCommit,
        FaultKind::DropAfterCommit,
        FaultKind::CutBody { bytes: 3 },
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
        FaultKind::Html {
            status: 502,
            after_commit: false,
        },
        FaultKind::Delay { ms: 60_000 },
    ] {
        let (_world, _life, seen) = order_under(kind.clone());
        assert_eq!(seen.row.progress, OrderProgress::Unknown, "{kind:?}");
        assert_eq!(code(&seen).1, MoneyMoved::Unknown, "{kind:?}");
        assert!(seen.can_repeat && seen.row.needs_you, "{kind:?}");
        assert_eq!(seen.row.deadline, seen.safe_until, "{kind:?}");
        let again = seen.attempts.len() - 1;
        assert!(again > 0, "{kind:?}");
        let mut told = vec!["reviewed", "intent_written"];
        told.extend(vec!["sent_again"; again]);
        told.push("no_answer");
        assert_eq!(kinds(&seen), told, "{kind:?}");
    }
}

#[test]
fn a_success_that_cannot_be_read_is_unknown_too() {
    let (world, life, seen) = order_under(FaultKind::Html {
        status: 200,
        after_commit: true,
    });
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert_eq!(code(&seen), ("answer.unreadable", MoneyMoved::Unknown));
    world.faults([]);
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn what_never_left_is_not_sent_and_cost_nothing() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    world.wire.set_posts_offline(true);
    let seen = life
        .run(life.console.place_order(review.review_id, Vec::new()))
        .unwrap();
    assert_eq!(seen.row.progress, OrderProgress::NotSent);
    assert_eq!(code(&seen), ("network.connect_failed", MoneyMoved::No));
    assert!(!seen.can_repeat && !seen.row.needs_you);
    world.wire.set_posts_offline(false);
    let refused = life.repeat(seen.row.no).unwrap_err();
    assert_eq!(refused.code, "order.nothing_to_repeat");
    assert!(world.orders_there().is_empty());
}

#[test]
fn a_short_429_is_waited_out_and_a_long_one_is_told() {
    let (_world, _life, seen) = order_under(FaultKind::RateLimited {
        retry_after: Some("600".to_owned()),
    });
    assert_eq!(seen.row.progress, OrderProgress::Refused);
    assert_eq!(code(&seen), ("limit.rate_limited", MoneyMoved::No));

    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(
        FaultKind::RateLimited {
            retry_after: Some("7".to_owned()),
        },
        1,
    );
    assert_eq!(life.order().unwrap().row.progress, OrderProgress::Paid);
}

#[test]
fn a_refused_signature_refuses_the_order_and_costs_nothing() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    world.wire.alter(|seen| {
        if seen.is_order() {
            seen.body.push(b' ');
        }
    });
    let seen = life
        .run(life.console.place_order(review.review_id, Vec::new()))
        .unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Refused);
    assert_eq!(code(&seen), ("auth.signature_mismatch", MoneyMoved::No));
    assert_eq!(seen.attempts.len(), 1);
    assert!(world.orders_there().is_empty());
}

#[test]
fn a_refused_signature_says_nothing_about_an_attempt_before_it() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let seen = life.order().unwrap();
    world.faults([]);
    world.wire.alter(|seen| {
        if seen.is_order() {
            seen.body.push(b' ');
        }
    });
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert_eq!(
        code(&seen),
        ("auth.signature_mismatch", MoneyMoved::Unknown)
    );
    world.wire.leave_alone();
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_key_that_is_known_with_another_body_refuses_a_first_attempt() {
    let world = World::new();
    let life = world.live_connected();
    life.order().unwrap();
    let used = world.wire.orders()[0]
        .header("idempotency-key")
        .unwrap()
        .to_owned();
    let mut draft = Life::draft();
    draft.hostname = Some("vm1.example.net".to_owned());
    let review = life.run(life.console.review_order(draft, None)).unwrap();
    world.wire.alter(move |seen| {
        for (name, value) in &mut seen.headers {
            if name == "idempotency-key" {
                value.clone_from(&used);
            }
        }
    });
    let seen = life
        .run(life.console.place_order(review.review_id, Vec::new()))
        .unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Refused);
    assert_eq!(
        code(&seen),
        ("refused.idempotency_conflict", MoneyMoved::No)
    );
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_contradiction_about_a_repetition_needs_a_person() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let seen = life.order().unwrap();
    world.orders_fail(
        FaultKind::Replace {
            status: 409,
            content_type: "application/problem+json".to_owned(),
            body:
                r#"{"type":"https://www.kernelhost.com/en/reseller-api/errors/idempotency_conflict",
                "title":"Conflict","status":409,"detail":"Used with another body."}"#
                    .to_owned(),
            after_commit: false,
        },
        100,
    );
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::NeedsPerson);
    assert_eq!(
        code(&seen),
        ("refused.idempotency_conflict", MoneyMoved::Unknown)
    );
    assert!(kinds(&seen).contains(&"key_conflict"));
    assert!(!seen.can_repeat && seen.row.needs_you);
}

#[test]
fn a_first_request_that_still_runs_is_waited_for_and_not_called_a_mismatch() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::Slow { ms: 120_000 }, 1);
    let seen = life.order().unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    world.pass(std::time::Duration::from_secs(120));
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_refusal_in_words_is_kept_word_for_word() {
    let (_world, _life, seen) = order_under(FaultKind::Replace {
        status: 400,
        content_type: "application/problem+json".to_owned(),
        body: r#"{"title":"Invalid","status":400,"detail":"No.","errors":[{"field":"hostname","message":"too odd"}]}"#
            .to_owned(),
        after_commit: false,
    });
    assert_eq!(seen.row.progress, OrderProgress::Refused);
    assert_eq!(code(&seen), ("refused.validation_failed", MoneyMoved::No));
    let provider = seen.error.unwrap().provider.unwrap();
    assert_eq!(provider.detail.as_deref(), Some("No."));
    assert_eq!(provider.fields[0].field.as_deref(), Some("hostname"));
}
