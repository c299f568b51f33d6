//! 402: the order exists, unpaid, for a day. It is shown, not ordered again.

use std::time::Duration;

use kh_core::view::{CheckKind, CheckState, MoneyMoved, OrderProgress};
use kh_simulator::Card;
use kh_tests::{Life, World};
use serde_json::{Value, json};

fn unpaid(card: Card) -> (World, Life) {
    let world = World::new();
    world.funds("4.00", card);
    let life = world.live_connected();
    (world, life)
}

#[test]
fn each_of_the_four_reasons_has_its_code_and_keeps_the_order_for_a_day() {
    for (card, known, code) in [
        (Card::None, true, "payment.insufficient_credit_and_no_card"),
        (Card::Declined, true, "payment.card_declined"),
        (Card::Expired, true, "payment.card_expired"),
        (Card::Ok, false, "payment.client_not_found"),
    ] {
        let (world, life) = unpaid(card);
        world.operator(
            "POST",
            "account",
            &json!({"account": 1, "client_known": known}),
        );
        let seen = life.order().unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Unpaid, "{code}");
        let error = seen.error.as_ref().unwrap();
        assert_eq!((error.code.as_str(), error.money), (code, MoneyMoved::No));
        assert!(error.request_id.is_some());
        let unpaid = seen.unpaid.as_ref().unwrap();
        assert_eq!(unpaid.shortfall.as_ref().unwrap().value, "5.90");
        assert_eq!(unpaid.reason.as_deref(), code.strip_prefix("payment."));
        let left = unpaid.cancelled_at.duration_since(seen.row.created_at);
        assert_eq!(left.as_hours(), 24);
        assert!(seen.row.needs_you && !seen.can_repeat && seen.can_check);
        assert_eq!(
            life.repeat(seen.row.no).unwrap_err().code,
            "order.nothing_to_repeat"
        );
        assert_eq!(world.credit_there(), "4.00");
        assert_eq!(world.orders_there().len(), 1);
    }
}

#[test]
fn an_order_that_waits_for_payment_is_told_before_the_next_one() {
    let (_world, life) = unpaid(Card::None);
    let seen = life.order().unwrap();
    let review = life.review();
    let twin = review
        .checks
        .iter()
        .find(|check| check.kind == CheckKind::NoOpenTwin)
        .unwrap();
    assert_eq!(twin.state, CheckState::Ask);
    assert_eq!(twin.facts["order_no"], seen.row.no.to_string());
    let credit = review
        .checks
        .iter()
        .find(|check| check.kind == CheckKind::CreditCovers)
        .unwrap();
    assert_eq!(
        (credit.state, credit.facts["missing"].as_str()),
        (CheckState::Warn, "5.90 EUR")
    );
}

#[test]
fn an_order_paid_in_the_portal_is_seen_to_be_paid_and_set_up() {
    let (world, life) = unpaid(Card::None);
    let no = life.order().unwrap().row.no;
    world.pass(Duration::from_secs(3_600));
    world.operator("POST", "orders/5001/pay", &Value::Null);
    let seen = life.run(life.console.check_order(no)).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(seen.error, None);
    let paid = seen.timeline.last().unwrap();
    assert_eq!(paid.kind, "paid");
    assert!(paid.from < paid.to);
    world.pass(Duration::from_secs(60));
    let seen = life.run(life.console.check_order(no)).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Provisioned);
    assert_eq!(seen.service_ids, ["1001"]);
    assert!(!seen.row.needs_you);
}

#[test]
fn an_unpaid_order_is_cancelled_by_the_provider_after_a_day() {
    let (world, life) = unpaid(Card::None);
    let no = life.order().unwrap().row.no;
    world.pass(Duration::from_secs(23 * 3_600));
    let seen = life.run(life.console.check_order(no)).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unpaid);
    world.pass(Duration::from_secs(3_601));
    let seen = life.run(life.console.check_order(no)).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Cancelled);
}

#[test]
fn an_order_that_is_not_found_is_not_gone() {
    let (world, life) = unpaid(Card::None);
    let no = life.order().unwrap().row.no;
    world.faults([kh_simulator::Fault {
        on: "GET /v1/orders/{id}".to_owned(),
        kind: kh_simulator::FaultKind::Error {
            status: 404,
            after_commit: false,
        },
        skip: 0,
        times: 100,
    }]);
    let refused = life.run(life.console.check_order(no)).unwrap_err();
    assert_eq!(refused.code, "refused.not_found");
    assert_eq!(life.see(no).row.progress, OrderProgress::Unpaid);
}

#[test]
fn an_order_that_is_cancelled_after_it_was_paid_is_not_called_free_of_charge() {
    for word in ["cancelled", "fraud"] {
        let world = World::new();
        let life = world.live_connected();
        let no = life.order().unwrap().row.no;
        world.faults([kh_simulator::Fault {
            on: "GET /v1/orders/{id}".to_owned(),
            kind: kh_simulator::FaultKind::Replace {
                status: 200,
                content_type: "application/json".to_owned(),
                body: format!(r#"{{"id":5001,"status":"{word}"}}"#),
                after_commit: false,
            },
            skip: 0,
            times: 1,
        }]);
        let seen = life.run(life.console.check_order(no)).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::CancelledPaid, "{word}");
        assert_eq!(seen.timeline.last().unwrap().kind, "cancelled");
    }
}

#[test]
fn a_day_counts_from_the_first_attempt_at_the_earliest_and_from_the_answer_at_the_latest() {
    let (world, life) = unpaid(Card::None);
    // Twenty hours without an answer, and none of it arrived.
    world.orders_fail(kh_simulator::FaultKind::DropBeforeCommit, 100);
    let seen = life.order().unwrap();
    let no = seen.row.no;
    world.faults([]);
    world.pass(Duration::from_secs(20 * 3_600));
    let seen = life.repeat(no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unpaid);
    let unpaid = seen.unpaid.unwrap();
    let day = jiff::SignedDuration::from_hours(24);
    assert!(unpaid.cancelled_at.duration_since(seen.row.created_at) <= day);
    assert!(unpaid.cancelled_by >= world.now() + jiff::SignedDuration::from_hours(23));
    // Its earliest end is over, and it still exists.
    world.pass(Duration::from_secs(5 * 3_600));
    let desk = life.run(life.console.rescue()).unwrap();
    assert!(!desk.orders[0].expired && desk.orders[0].cancelled_at < world.now());
    world.pass(Duration::from_secs(20 * 3_600));
    let desk = life.run(life.console.rescue()).unwrap();
    assert!(desk.orders[0].expired);
}
