//! An order file: drafted in one place, sent from another, bought once.

use std::time::Duration;

use kh_core::view::{
    CheckKind, CheckState, ErrorView, MoneyMoved, OrderFileSavedView, OrderFileView, OrderProgress,
};
use kh_simulator::{FULL_ACCESS, FaultKind, NO_CREDENTIALS, READ_ONLY, SECOND_ACCOUNT};
use kh_tests::{Life, World};

const HOUR: Duration = Duration::from_secs(3_600);

/// Saves the documented example as a file that the full key may send.
fn drafted(world: &World, life: &Life, hours: u32) -> (OrderFileSavedView, String) {
    let review = life.review().review_id;
    let sender = world.key(FULL_ACCESS).key;
    let saved = life
        .run(life.console.save_order_file(review, hours, sender))
        .unwrap();
    let text = std::fs::read_to_string(&saved.path).unwrap();
    (saved, text)
}

fn open(life: &Life, text: &str) -> Result<OrderFileView, ErrorView> {
    life.run(life.console.open_order_file(text.to_owned()))
}

fn send(life: &Life, file: OrderFileView) -> Result<kh_core::view::OrderView, ErrorView> {
    let review = file.review.unwrap().review_id;
    life.run(life.console.place_order(review, Vec::new()))
}

#[test]
fn a_file_of_a_key_that_may_not_order_is_sent_from_another_profile() {
    let world = World::new();
    let life = world.live();
    life.connect(&world, READ_ONLY);
    let (saved, text) = drafted(&world, &life, 23);
    assert!(world.wire.orders().is_empty());
    life.connect(&world, FULL_ACCESS);
    let file = open(&life, &text).unwrap();
    assert_eq!(file.fingerprint, saved.fingerprint);
    assert_eq!(file.drafted_by, READ_ONLY);
    assert_eq!(file.drafted_now.as_ref().unwrap().value, "9.90");
    assert!(file.changes.is_empty() && file.known_order.is_none());
    let key = file.review.as_ref().unwrap().idempotency_key.clone();
    let sent = send(&life, file).unwrap();
    assert_eq!(sent.row.progress, OrderProgress::Paid);
    assert_eq!(sent.idempotency_key, key);
    let wire = world.wire.orders();
    assert_eq!(wire[0].header("idempotency-key"), Some(key.as_str()));
    assert!(text.contains(&key));
    let again = open(&life, &text).unwrap();
    assert_eq!(again.known_order, Some(sent.row.no));
    assert!(again.review.is_none());
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn sent_from_two_computers_within_a_day_it_buys_once() {
    let world = World::new();
    let drafting = world.live_connected();
    let (_, text) = drafted(&world, &drafting, 23);
    let first = send(&drafting, open(&drafting, &text).unwrap()).unwrap();
    world.pass(HOUR * 22);
    let other = world.beside();
    let life = other.live_connected();
    let second = send(&life, open(&life, &text).unwrap()).unwrap();
    assert_eq!(second.order_id, first.order_id);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn whoever_orders_what_was_saved_here_is_told_while_the_file_can_be_sent() {
    let world = World::new();
    let life = world.live_connected();
    let (saved, text) = drafted(&world, &life, 23);
    let told = |life: &Life| {
        let checks = life.review().checks.into_iter();
        let mut saved = checks.filter(|check| check.kind == CheckKind::SavedFile);
        saved
            .next()
            .map(|check| (check.state, check.facts["until"].clone()))
    };
    let until = (CheckState::Warn, saved.expires_at.to_string());
    assert_eq!(told(&life), Some(until.clone()));
    // Whoever opens the file itself is not told of it.
    let opened = open(&life, &text).unwrap().review.unwrap();
    assert!(
        opened
            .checks
            .iter()
            .all(|check| check.kind != CheckKind::SavedFile)
    );
    // The next start knows it too, for as long as it can be sent.
    life.crash();
    let life = world.live();
    assert_eq!(told(&life), Some(until));
    world.pass(HOUR * 23);
    assert_eq!(told(&life), None);
}

#[test]
fn two_reviews_of_one_file_are_one_order() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let (one, two) = (open(&life, &text).unwrap(), open(&life, &text).unwrap());
    let first = send(&life, one).unwrap();
    let second = send(&life, two).unwrap();
    assert_eq!(first.row.no, second.row.no);
    assert_eq!(world.wire.orders().len(), 1);
}

#[test]
fn what_was_sent_late_from_one_computer_is_not_repeated_when_another_may_have_been_first() {
    let world = World::new();
    let drafting = world.live_connected();
    let (_, text) = drafted(&world, &drafting, 23);
    let _ = send(&drafting, open(&drafting, &text).unwrap()).unwrap();

    world.pass(HOUR * 22);
    let other = world.beside();
    let life = other.live_connected();
    let file = open(&life, &text).unwrap();
    // It never arrives, and nobody knows.
    other.orders_fail(FaultKind::DropBeforeCommit, 100);
    let unknown = send(&life, file).unwrap();
    assert_eq!(unknown.row.progress, OrderProgress::Unknown);
    other.faults([]);
    world.pass(HOUR * 2);
    let refused = life.repeat(unknown.row.no).unwrap_err();
    assert_eq!(refused.code, "order.too_old");
    assert_eq!(
        life.see(unknown.row.no).row.progress,
        OrderProgress::NeedsPerson
    );
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn what_was_saved_as_a_file_is_not_ordered_from_its_review_as_well() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review().review_id;
    let sender = world.key(FULL_ACCESS).key;
    let save = |review: &str| {
        let (review, sender) = (review.to_owned(), sender.clone());
        life.run(life.console.save_order_file(review, 23, sender))
    };
    let saved = save(&review).unwrap();
    let placed = life.run(life.console.place_order(review.clone(), Vec::new()));
    assert_eq!(placed.unwrap_err().code, "order.review_not_found");
    assert_eq!(save(&review).unwrap_err().code, "order.review_not_found");
    let text = std::fs::read_to_string(&saved.path).unwrap();
    let file = open(&life, &text).unwrap();
    let again = save(&file.review.unwrap().review_id);
    assert_eq!(again.unwrap_err().code, "order_file.from_file");
    assert!(world.wire.orders().is_empty());
}

#[test]
fn a_file_stays_under_its_key_when_the_price_changes_while_it_is_looked_at() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let first = open(&life, &text).unwrap().review.unwrap();
    world.reprice(42, "monthly", "12.90");
    let refused = life.run(
        life.console
            .place_order(first.review_id.clone(), Vec::new()),
    );
    assert_eq!(refused.unwrap_err().code, "order.changed");
    let again = life
        .run(
            life.console
                .review_order(first.draft.clone(), Some(first.review_id)),
        )
        .unwrap();
    assert_eq!(again.idempotency_key, first.idempotency_key);
    assert_eq!(again.now.as_ref().unwrap().value, "12.90");
    assert!(again.file.is_some());
    let sent = life.run(life.console.place_order(again.review_id, Vec::new()));
    assert_eq!(sent.unwrap().row.progress, OrderProgress::Paid);
}

#[test]
fn a_file_has_its_time() {
    let world = World::new();
    let life = world.live_connected();
    let (saved, text) = drafted(&world, &life, 2);
    world.pass(HOUR);
    let file = open(&life, &text).unwrap();
    world.pass(HOUR);
    let late = send(&life, file).unwrap_err();
    assert_eq!(
        (late.code.as_str(), late.money),
        ("order_file.expired", MoneyMoved::No)
    );
    assert_eq!(late.facts["expired_at"], saved.expires_at.to_string());
    assert_eq!(open(&life, &text).unwrap_err().code, "order_file.expired");
    assert!(world.wire.orders().is_empty());
    let review = life.review().review_id;
    let sender = world.key(FULL_ACCESS).key;
    for hours in [0, 24] {
        let refused = life
            .run(
                life.console
                    .save_order_file(review.clone(), hours, sender.clone()),
            )
            .unwrap_err();
        assert_eq!(refused.code, "order_file.hours");
    }
}

#[test]
fn an_altered_file_and_one_for_another_account_or_key_are_refused() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let cheaper = text.replace("9.90 EUR", "1.90 EUR");
    assert_eq!(
        open(&life, &cheaper).unwrap_err().code,
        "order_file.altered"
    );
    let other = text.replace("\"product_id\": \"42\"", "\"product_id\": \"43\"");
    assert_eq!(open(&life, &other).unwrap_err().code, "order_file.altered");
    assert_eq!(
        open(&life, "order").unwrap_err().code,
        "order_file.unreadable"
    );

    life.connect(&world, NO_CREDENTIALS);
    let refused = open(&life, &text).unwrap_err();
    assert_eq!(refused.code, "order_file.other_key");
    assert_eq!(refused.facts["sender_key"], world.key(FULL_ACCESS).key);
    life.connect(&world, SECOND_ACCOUNT);
    assert_eq!(
        open(&life, &text).unwrap_err().code,
        "order_file.other_account"
    );
    assert!(world.wire.orders().is_empty());
}

#[test]
fn another_price_is_shown_beside_the_drafted_one() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    world.reprice(42, "monthly", "12.90");
    let file = open(&life, &text).unwrap();
    let changed: Vec<_> = file
        .changes
        .iter()
        .map(|change| (change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        changed,
        [("9.90 EUR", "12.90 EUR"), ("9.90 EUR", "12.90 EUR")]
    );
    let review = file.review.as_ref().unwrap();
    assert_eq!(review.now.as_ref().unwrap().value, "12.90");
    assert_eq!(
        review
            .file
            .as_ref()
            .unwrap()
            .drafted_now
            .as_ref()
            .unwrap()
            .value,
        "9.90"
    );
    assert_eq!(send(&life, file).unwrap().row.progress, OrderProgress::Paid);
}

#[test]
fn a_file_of_a_product_that_is_gone_from_the_shelf_says_so_before_the_button() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    world.operator(
        "POST",
        "products/42",
        &serde_json::json!({"in_stock": false}),
    );
    let review = open(&life, &text).unwrap().review.unwrap();
    assert!(!review.can_order);
    let stock = review
        .checks
        .iter()
        .find(|check| check.kind == CheckKind::Stock)
        .unwrap();
    assert_eq!(stock.state, CheckState::Fail);
}

/// Sends a file over a line that lets no order through.
fn could_not_leave(world: &World, life: &Life, text: &str) -> kh_core::view::OrderView {
    let file = open(life, text).unwrap();
    world.wire.set_posts_offline(true);
    let seen = send(life, file).unwrap();
    world.wire.set_posts_offline(false);
    seen
}

#[test]
fn a_file_that_could_not_leave_is_sent_again_under_its_key() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let seen = could_not_leave(&world, &life, &text);
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert!(seen.perhaps_elsewhere && seen.can_repeat && !seen.repeats_by_itself);
    assert_eq!(seen.error.unwrap().money, MoneyMoved::Unknown);
    let file = open(&life, &text).unwrap();
    assert_eq!(file.known_order, Some(seen.row.no));
    // Nobody was promised that it is sent by itself.
    let sent = world.wire.orders().len();
    life.crash();
    let life = world.live();
    assert_eq!(world.wire.orders().len(), sent);
    assert_eq!(life.see(seen.row.no).row.progress, OrderProgress::Unknown);
    let again = life.repeat(seen.row.no).unwrap();
    assert_eq!(again.row.progress, OrderProgress::Paid);
    assert_eq!(again.idempotency_key, seen.idempotency_key);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_file_that_could_not_leave_here_and_was_sent_there_is_bought_once() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let seen = could_not_leave(&world, &life, &text);
    let other = world.beside();
    let there = other.live_connected();
    let bought = send(&there, open(&there, &text).unwrap()).unwrap();
    let again = life.repeat(seen.row.no).unwrap();
    assert_eq!(again.order_id, bought.order_id);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_file_that_was_turned_away_here_is_not_called_not_bought() {
    let world = World::new();
    let life = world.live_connected();
    let (_, text) = drafted(&world, &life, 23);
    let file = open(&life, &text).unwrap();
    let long = FaultKind::RateLimited {
        retry_after: Some("600".to_owned()),
    };
    world.orders_fail(long, 100);
    let seen = send(&life, file).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert!(seen.perhaps_elsewhere && seen.can_repeat);
    world.faults([]);
    world.pass(Duration::from_secs(700));
    let again = life.repeat(seen.row.no).unwrap();
    assert_eq!(again.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_file_that_could_not_leave_is_not_sent_after_its_time_or_at_another_price() {
    let world = World::new();
    let life = world.live_connected();
    let (saved, text) = drafted(&world, &life, 2);
    let seen = could_not_leave(&world, &life, &text);
    assert_eq!(seen.safe_until, Some(saved.expires_at));
    let sent = world.wire.orders().len();
    world.reprice(42, "monthly", "12.90");
    let refused = life.repeat(seen.row.no).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("order.changed", MoneyMoved::Unknown)
    );
    world.reprice(42, "monthly", "9.90");
    world.pass(HOUR * 2);
    let refused = life.repeat(seen.row.no).unwrap_err();
    assert_eq!(refused.code, "order_file.expired");
    let seen = life.see(seen.row.no);
    assert_eq!(seen.row.progress, OrderProgress::NeedsPerson);
    assert!(seen.perhaps_elsewhere && !seen.can_repeat);
    assert_eq!(world.wire.orders().len(), sent);
}
