//! "Did I just buy that?": one safe thing while it is safe, evidence when it is
//! not, and a person's word where nothing else can settle it.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::view::{
    CluesVerdict, ConflictKind, DecisionRequest, ErrorView, OrderProgress, OrderView,
};
use kh_simulator::{Card, Fault, FaultKind, Rules};
use kh_tests::{Ledger, Life, World};
use serde_json::json;

use crate::guards::{named, place, review};

const HOUR: Duration = Duration::from_secs(3_600);
const SAFE: Duration = Duration::from_secs(23 * 3_600);

/// An order whose answers were all lost; bought or not, as the fault says.
fn lost(kind: FaultKind) -> (World, Life, i64) {
    let world = World::new();
    let life = world.live_connected();
    life.run(life.console.reconcile()).unwrap();
    world.orders_fail(kind, 100);
    let no = life.order().unwrap().row.no;
    world.faults([]);
    (world, life, no)
}

/// A day later, when nobody may repeat it any more.
fn locked(kind: FaultKind) -> (World, Life, i64) {
    let (world, life, no) = lost(kind);
    world.pass(SAFE);
    (world, life, no)
}

fn decide(
    life: &Life,
    no: i64,
    bought: bool,
    service: Option<&str>,
    reason: &str,
) -> Result<OrderView, ErrorView> {
    let decision = DecisionRequest {
        bought,
        service_id: service.map(str::to_owned),
        reason: reason.to_owned(),
    };
    life.run(life.console.decide_order(no, decision))
}

fn kinds(seen: &OrderView) -> Vec<&str> {
    let lines = seen.timeline.iter();
    lines.map(|line| line.kind.as_str()).collect()
}

#[test]
fn an_unknown_order_is_resolved_by_its_identical_repetition() {
    let (world, life, no) = lost(FaultKind::DropAfterCommit);
    let seen = life.see(no);
    assert!(seen.can_repeat && seen.safe_until.is_some());
    let clues = seen.clues.unwrap();
    assert_eq!(clues.verdict, CluesVerdict::TooEarly);
    let seen = life.repeat(no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(seen.clues, None);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn at_exactly_23_hours_it_locks_and_the_evidence_appears() {
    let (world, life, no) = lost(FaultKind::DropAfterCommit);
    let first = life.see(no).attempts[0].started_at;
    let age = Duration::try_from(world.now().duration_since(first)).unwrap();
    world.pass(SAFE.checked_sub(age + Duration::from_micros(1)).unwrap());
    assert_eq!(life.see(no).row.progress, OrderProgress::Unknown);
    assert!(life.see(no).can_repeat);
    world.pass(Duration::from_micros(1));
    let seen = life.see(no);
    assert_eq!(seen.row.progress, OrderProgress::NeedsPerson);
    assert!(!seen.can_repeat);

    let seen = life.run(life.console.refresh_clues(no)).unwrap();
    let clues = seen.clues.unwrap();
    assert_eq!(clues.verdict, CluesVerdict::ProbablyBought);
    let money = |money: &Option<kh_core::view::Money>| money.as_ref().map(|one| one.value.clone());
    assert_eq!(money(&clues.credit_change).as_deref(), Some("-9.90"));
    assert_eq!(money(&clues.explained).as_deref(), Some("0.00"));
    assert!(clues.credit_before.unwrap().at <= first);
    assert!(clues.credit_after.unwrap().at > first);
    let service = clues.services.first().unwrap();
    assert!(service.matches && service.first_seen_to > first);
    let invoice = clues.invoices.first().unwrap();
    assert!(invoice.matches);
    assert_eq!(money(&invoice.total).as_deref(), Some("9.90"));
    assert_eq!(world.orders_there().len(), 1);
    assert_eq!(Ledger::compare(&world, 1).late, 0);
}

#[test]
fn an_order_that_never_arrived_leaves_no_trace_and_says_so() {
    let (_world, life, no) = locked(FaultKind::DropBeforeCommit);
    let clues = life.see(no).clues.unwrap();
    assert_eq!(clues.verdict, CluesVerdict::TooEarly);
    let seen = life.run(life.console.refresh_clues(no)).unwrap();
    let clues = seen.clues.unwrap();
    assert_eq!(clues.verdict, CluesVerdict::NothingSeen);
    assert!(clues.services.is_empty() && clues.invoices.is_empty());
    assert_eq!(clues.credit_change.unwrap().value, "0.00");
}

#[test]
fn a_500_that_the_provider_stored_is_not_taken_for_a_failure() {
    let (world, life, no) = lost(FaultKind::DropAfterCommit);
    // The provider keeps an answer for a key (contract 5); here it is a 500.
    world.orders_fail(
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
        100,
    );
    for _ in 0..5 {
        world.pass(HOUR);
        let seen = life.repeat(no).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Unknown);
        assert!(seen.row.needs_you && seen.can_repeat);
    }
    assert_eq!(world.orders_there().len(), 1);
    world.faults([]);
    assert_eq!(life.repeat(no).unwrap().row.progress, OrderProgress::Paid);
}

#[test]
fn a_409_is_explained_with_both_bodies_and_told_apart() {
    for (detail, kind, kept, progress) in [
        (
            "This Idempotency-Key was used with another request.",
            ConflictKind::Mismatch,
            "key_conflict",
            OrderProgress::NeedsPerson,
        ),
        (
            "The first request is still in progress.",
            ConflictKind::StillRunning,
            "still_running",
            OrderProgress::Unknown,
        ),
    ] {
        let (world, life, no) = lost(FaultKind::DropAfterCommit);
        let body = format!(
            r#"{{"type":"about:blank","title":"Conflict","status":409,"detail":"{detail}"}}"#
        );
        world.faults([Fault {
            on: "POST /v1/orders".to_owned(),
            kind: FaultKind::Replace {
                status: 409,
                content_type: "application/problem+json".to_owned(),
                body,
                after_commit: false,
            },
            skip: 0,
            times: 100,
        }]);
        let seen = life.repeat(no).unwrap();
        assert_eq!(seen.row.progress, progress, "{detail}");
        assert_eq!(kinds(&seen).last(), Some(&kept), "{detail}");
        let conflict = seen.conflict.unwrap();
        assert_eq!(conflict.kind, kind);
        assert!(conflict.same);
        assert_eq!(conflict.sent_body, seen.body);
        assert_eq!(conflict.journal_body, seen.body);
        assert_eq!(conflict.sent_sha256, seen.body_sha256);
        assert_eq!(conflict.sent_bytes as usize, seen.body.len());
        assert!(conflict.request_id.is_some());
    }
}

#[test]
fn a_status_word_nobody_knows_is_shown_as_it_is() {
    let world = World::new();
    let life = world.live_connected();
    let no = life.order().unwrap().row.no;
    world.faults([Fault {
        on: "GET /v1/orders/{id}".to_owned(),
        kind: FaultKind::Replace {
            status: 200,
            content_type: "application/json".to_owned(),
            body: r#"{"id":5001,"status":"Awaiting Manual Review"}"#.to_owned(),
            after_commit: false,
        },
        skip: 0,
        times: 1,
    }]);
    let seen = life.run(life.console.check_order(no)).unwrap();
    assert_eq!(
        seen.row.status_raw.as_deref(),
        Some("Awaiting Manual Review")
    );
    assert_eq!(seen.row.progress, OrderProgress::Paid, "it changes nothing");
    let last = seen.timeline.last().unwrap();
    assert_eq!(last.facts["status"], "Awaiting Manual Review");
}

#[test]
fn a_person_says_that_it_was_bought_and_names_the_service() {
    let (world, life, no) = locked(FaultKind::DropAfterCommit);
    life.run(life.console.refresh_clues(no)).unwrap();
    let refused = decide(&life, no, true, None, "  ").unwrap_err();
    assert_eq!(refused.code, "input.reason_missing");
    let sent = world.wire.orders().len();
    let seen = decide(&life, no, true, Some("1001"), "It runs in the portal.").unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Provisioned);
    assert_eq!(seen.service_ids, ["1001"]);
    let decision = seen.decision.as_ref().unwrap();
    assert!(decision.bought && decision.reason == "It runs in the portal.");
    let last = seen.timeline.last().unwrap();
    assert_eq!(
        (last.kind.as_str(), last.source.as_str()),
        ("person_bought", "person")
    );
    assert_eq!(world.wire.orders().len(), sent, "nothing is sent");
    let entries = life.run(life.console.audit(whole_chain())).unwrap().rows;
    assert!(entries.iter().any(|row| row.act == "order.decided"));
    let again = decide(&life, no, false, None, "No, it was not.").unwrap_err();
    assert_eq!(again.code, "order.nothing_to_decide");
}

#[test]
fn a_person_says_that_nothing_was_bought_and_the_order_is_closed() {
    let (world, life, no) = locked(FaultKind::DropBeforeCommit);
    let seen = decide(&life, no, false, None, "No invoice, no service.").unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Closed);
    assert!(!seen.row.needs_you && !seen.can_repeat);
    assert_eq!(life.repeat(no).unwrap_err().code, "order.nothing_to_repeat");
    // A start finds nothing to settle.
    let sent = world.wire.orders().len();
    life.crash();
    let life = world.live();
    assert_eq!(life.see(no).row.progress, OrderProgress::Closed);
    assert_eq!(world.wire.orders().len(), sent);
}

#[test]
fn an_order_that_can_still_be_settled_takes_no_word() {
    let (world, life, no) = lost(FaultKind::DropAfterCommit);
    let refused = decide(&life, no, false, None, "I think not.").unwrap_err();
    assert_eq!(refused.code, "order.nothing_to_decide");
    assert_eq!(life.see(no).row.progress, OrderProgress::Unknown);
    let seen = life.repeat(no).unwrap();
    let age = world.now().duration_since(seen.row.created_at);
    assert!(age < SignedDuration::from_hours(1));
    assert!(decide(&life, no, false, None, "I think not.").is_err());
}

#[test]
fn a_service_that_another_order_made_or_nobody_saw_cannot_be_named() {
    let (world, life, no) = locked(FaultKind::DropBeforeCommit);
    let review = review(&life, named("other.example.net"));
    let other = place(&life, &review, Life::seen(&review)).unwrap();
    life.run(life.console.refresh_clues(no)).unwrap();
    let made = other.service_ids[0].as_str();
    let refused = decide(&life, no, true, Some(made), "It runs.").unwrap_err();
    assert_eq!(refused.code, "order.service_claimed");
    assert_eq!(refused.facts["no"], other.row.no.to_string());
    let refused = decide(&life, no, true, Some("99999"), "It runs.").unwrap_err();
    assert_eq!(refused.code, "service.not_known");
    assert_eq!(life.see(no).row.progress, OrderProgress::NeedsPerson);
    assert_eq!(world.orders_there().len(), 1);
}

/// An unpaid order whose 402 did not name it (contract 8).
fn nameless() -> (World, Life, i64) {
    let world = World::new();
    world.funds("0", Card::None);
    world.rules(Rules {
        names_unpaid_order: false,
        ..Rules::default()
    });
    let life = world.live_connected();
    let seen = life.order().unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unpaid);
    assert!(!seen.can_check && seen.takes_a_word && seen.clues.is_some());
    (world, life, seen.row.no)
}

#[test]
fn an_unpaid_order_that_was_never_named_takes_a_persons_word() {
    let (world, life, no) = nameless();
    world.pass(Duration::from_secs(3_600));
    world.funds("50.00", Card::None);
    world.operator("POST", "portal", &json!({"account": 1}));
    world.pass(Duration::from_secs(3_600));
    let seen = life.run(life.console.refresh_clues(no)).unwrap();
    let service = &seen.clues.unwrap().services[0];
    assert!(service.matches && !service.claimed);
    let id = service.id.clone();
    let seen = decide(&life, no, true, Some(&id), "Paid in the portal.").unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Provisioned);
    assert!(!seen.takes_a_word && seen.service_ids == [id]);
    let entries = life.run(life.console.audit(whole_chain())).unwrap().rows;
    assert!(entries.iter().any(|row| row.act == "order.decided"));
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn an_unpaid_order_that_was_never_named_can_be_closed_by_a_persons_word() {
    let (_world, life, no) = nameless();
    let seen = decide(&life, no, false, None, "Cancelled in the portal.").unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Closed);
    assert!(life.review().twins.is_empty());
}

#[test]
fn an_unpaid_order_that_can_be_asked_for_takes_no_word() {
    let world = World::new();
    world.funds("0", Card::None);
    let life = world.live_connected();
    let seen = life.order().unwrap();
    assert!(seen.can_check && !seen.takes_a_word);
    let refused = decide(&life, seen.row.no, false, None, "I think not.").unwrap_err();
    assert_eq!(refused.code, "order.nothing_to_decide");
}

/// All entries of the chain.
fn whole_chain() -> kh_core::view::AuditQuery {
    kh_core::view::AuditQuery {
        group: None,
        stopped_only: false,
        search: String::new(),
        since: None,
        until: None,
        offset: 0,
        limit: 100,
    }
}
