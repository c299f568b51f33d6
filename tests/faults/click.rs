//! What a click does, and what a second one does not.

use kh_core::view::{ChangedPart, CheckKind, CheckState, MoneyMoved, OrderProgress, ReviewView};
use kh_simulator::FaultKind;
use kh_tests::{Life, World};
use serde_json::json;

fn check(review: &ReviewView, kind: CheckKind) -> CheckState {
    review
        .checks
        .iter()
        .find(|check| check.kind == kind)
        .unwrap()
        .state
}

#[test]
fn a_review_says_what_it_costs_and_what_is_left() {
    let world = World::new();
    world.funds("120.50", kh_simulator::Card::None);
    let life = world.live_connected();
    let review = life.review();
    assert!(review.can_order, "{:?}", review.checks);
    assert_eq!(review.now.as_ref().unwrap().value, "9.90");
    assert_eq!(review.recurring.as_ref().unwrap().value, "9.90");
    assert_eq!(review.per_month.as_ref().unwrap().value, "9.90");
    assert_eq!(
        review.credit_before.as_ref().unwrap().amount.value,
        "120.50"
    );
    assert_eq!(review.credit_after.as_ref().unwrap().value, "110.60");
    assert_eq!(review.payment, kh_core::view::PaymentForecast::Credit);
    assert!(review.product.fresh);
    assert!(review.idempotency_key.starts_with("ord-"));
    assert!(review.changes.is_empty());
    assert!(world.wire.orders().is_empty());
}

#[test]
fn eight_clicks_are_one_order() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review().review_id;
    let placed = life.run(async {
        let clicks: Vec<_> = (0..8)
            .map(|_| {
                let (console, review) = (life.console.clone(), review.clone());
                tokio::spawn(async move { console.place_order(review, Vec::new()).await })
            })
            .collect();
        let mut numbers = Vec::new();
        for click in clicks {
            numbers.push(click.await.unwrap().unwrap().row.no);
        }
        numbers
    });
    assert_eq!(placed, [1; 8]);
    assert_eq!(world.wire.orders().len(), 1);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn after_a_no_the_other_press_orders_nothing_and_a_new_one_does() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review().review_id;
    world.wire.set_offline(true);
    let press = || life.console.place_order(review.clone(), Vec::new());
    let (first, second) = life.run(async { tokio::join!(press(), press()) });
    assert_eq!(first.unwrap_err().code, "network.connect_failed");
    let second = second.unwrap_err();
    assert_eq!(
        (second.code.as_str(), second.money),
        ("order.busy", MoneyMoved::No)
    );
    world.wire.set_offline(false);
    let placed = life.run(press()).unwrap();
    assert_eq!(placed.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_click_while_the_first_one_hangs_sends_nothing() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review().review_id;
    world.wire.set_hang(Some(kh_tests::Hang::BeforeCommit));
    life.begin_placing(&review);
    life.run(world.wire.post_hangs());
    let seen = life.see(1);
    assert_eq!(seen.row.progress, OrderProgress::Sending);
    assert!(!seen.can_repeat);
    assert_eq!(life.repeat(1).unwrap_err().code, "order.busy");
    let again = life.review();
    assert!(!again.can_order);
    assert_eq!(check(&again, CheckKind::NoOpenTwin), CheckState::Fail);
    assert_eq!(world.wire.orders().len(), 1);
}

#[test]
fn another_price_goes_back_to_the_review_and_sends_nothing() {
    let world = World::new();
    let life = world.live_connected();
    let first = life.review();
    world.reprice(42, "monthly", "12.90");
    let refused = life
        .run(
            life.console
                .place_order(first.review_id.clone(), Vec::new()),
        )
        .unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("order.changed", MoneyMoved::No)
    );
    assert!(world.wire.orders().is_empty());

    let again = life
        .run(
            life.console
                .review_order(Life::draft(), Some(first.review_id)),
        )
        .unwrap();
    let changed: Vec<_> = again
        .changes
        .iter()
        .map(|change| (change.part, change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        changed,
        [
            (ChangedPart::AmountNow, "9.90 EUR", "12.90 EUR"),
            (ChangedPart::Recurring, "9.90 EUR", "12.90 EUR"),
        ]
    );
    let seen = life
        .run(life.console.place_order(again.review_id, Vec::new()))
        .unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
}

#[test]
fn what_went_out_of_stock_meanwhile_is_not_sent() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    world.operator("POST", "products/42", &json!({"in_stock": false}));
    let refused = life
        .run(life.console.place_order(review.review_id, Vec::new()))
        .unwrap_err();
    assert_eq!(refused.code, "order.changed");
    let again = life.review();
    assert!(!again.can_order);
    assert_eq!(check(&again, CheckKind::Stock), CheckState::Fail);
    let refused = life
        .run(life.console.place_order(again.review_id, Vec::new()))
        .unwrap_err();
    assert_eq!(refused.code, "order.not_ready");
    assert_eq!(refused.facts["checks"], "stock");
    assert!(world.wire.orders().is_empty());
}

#[test]
fn a_product_that_cannot_be_read_is_not_ordered() {
    let world = World::new();
    let life = world.live_connected();
    life.run(life.console.refresh_catalogue()).unwrap();
    let review = life.review();
    world.wire.set_offline(true);
    let refused = life
        .run(life.console.place_order(review.review_id, Vec::new()))
        .unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("network.connect_failed", MoneyMoved::No)
    );
    let offline = life.review();
    assert!(!offline.can_order && !offline.product.fresh);
    assert_eq!(
        offline.error.as_ref().unwrap().code,
        "network.connect_failed"
    );
    assert_eq!(check(&offline, CheckKind::ProductReRead), CheckState::Fail);
    assert!(world.wire.orders().is_empty());
}

#[test]
fn an_order_without_an_outcome_stands_before_its_twin() {
    let world = World::new();
    let life = world.live_connected();
    let spare = life.review();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let first = life.order().unwrap();
    world.faults([]);
    let twin = life.review();
    assert!(!twin.can_order);
    let found = twin
        .checks
        .iter()
        .find(|check| check.kind == CheckKind::NoOpenTwin)
        .unwrap();
    assert_eq!(found.facts["order_no"], first.row.no.to_string());
    let refused = life
        .run(life.console.place_order(spare.review_id, Vec::new()))
        .unwrap_err();
    assert_eq!(refused.facts["checks"], "noOpenTwin");
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_key_that_may_not_order_is_told_before_the_button() {
    let world = World::new();
    let life = world.live();
    life.connect(&world, kh_simulator::READ_ONLY);
    let review = life.review();
    assert!(!review.can_order);
    assert_eq!(check(&review, CheckKind::KeyMayOrder), CheckState::Fail);
}

#[test]
fn a_required_option_and_a_senseless_host_name_are_told_before_the_button() {
    let world = World::new();
    let life = world.live_connected();
    let mut draft = Life::draft();
    draft.product_id = "41".to_owned();
    draft.hostname = Some("-not a name".to_owned());
    let review = life.run(life.console.review_order(draft, None)).unwrap();
    assert_eq!(check(&review, CheckKind::Options), CheckState::Fail);
    assert_eq!(check(&review, CheckKind::Hostname), CheckState::Fail);
    assert!(!review.can_order);
}

#[test]
fn a_review_of_another_run_or_of_nobody_is_not_placed() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review().review_id;
    life.crash();
    let life = world.live();
    let refused = life
        .run(life.console.place_order(review, Vec::new()))
        .unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("order.review_not_found", MoneyMoved::No)
    );
}
