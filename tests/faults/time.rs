//! Repeating is safe for 23 hours and not a second longer: the provider forgets
//! an idempotency key after 24, and then the same request buys again.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::view::{MoneyMoved, OrderProgress};
use kh_simulator::FaultKind;
use kh_tests::{Ledger, Life, Seen, World};

const SAFE: Duration = Duration::from_secs(23 * 3_600);

/// An order whose answers were all lost, and how long ago it was first sent.
fn lost() -> (World, Life, i64, Duration) {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let seen = life.order().unwrap();
    world.faults([]);
    let first = seen.attempts[0].started_at;
    let age = Duration::try_from(world.now().duration_since(first)).unwrap();
    (world, life, seen.row.no, age)
}

#[test]
fn just_before_23_hours_it_is_repeated_and_buys_nothing_twice() {
    let (world, life, no, age) = lost();
    world.pass(SAFE.checked_sub(age + Duration::from_secs(90)).unwrap());
    let seen = life.repeat(no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
    assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN);
}

#[test]
fn from_23_hours_on_nobody_can_repeat_it() {
    let (world, life, no, age) = lost();
    world.pass(SAFE.checked_sub(age).unwrap());
    let sent = world.wire.orders().len();
    let seen = life.see(no);
    assert_eq!(seen.row.progress, OrderProgress::NeedsPerson);
    assert!(!seen.can_repeat && seen.row.needs_you);
    let refused = life.repeat(no).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("order.too_old", MoneyMoved::Unknown)
    );
    assert_eq!(world.wire.orders().len(), sent);
}

#[test]
fn a_start_after_23_hours_leaves_it_to_a_person() {
    let (world, life, no, _) = lost();
    life.crash();
    world.pass(SAFE);
    let sent = world.wire.orders().len();
    let life = world.live();
    let seen = life.see(no);
    assert_eq!(seen.row.progress, OrderProgress::NeedsPerson);
    assert_eq!(seen.timeline.last().unwrap().kind, "safe_time_over");
    assert_eq!(world.wire.orders().len(), sent);
}

#[test]
fn a_clock_that_was_set_back_does_not_make_an_old_order_young() {
    let (world, life, no, _) = lost();
    life.crash();
    // Two days pass, and somebody sets this computer back by as much.
    world.pass(Duration::from_secs(48 * 3_600));
    world.simulator.advance(48 * 3_600).unwrap();
    world.clock.shift(SignedDuration::from_hours(-48));
    let sent = world.wire.orders().len();
    let life = world.live();
    assert_eq!(world.wire.orders().len(), sent);
    assert_eq!(life.see(no).row.progress, OrderProgress::NeedsPerson);
    assert!(life.repeat(no).is_err());
    assert_eq!(world.wire.orders().len(), sent);
}

#[test]
fn no_order_is_sent_at_any_age_from_23_to_72_hours() {
    let (world, life, no, _) = lost();
    life.crash();
    world.pass(SAFE);
    let sent = world.wire.orders().len();
    for _ in 23..72 {
        let life = world.live();
        assert!(life.repeat(no).is_err());
        life.crash();
        world.pass(Duration::from_secs(3_600));
    }
    assert_eq!(world.wire.orders().len(), sent);
    assert_eq!(Ledger::compare(&world, 1).late, 0);
}

/// Asleep over night, over a day, over a weekend.
const NIGHTS: [i64; 3] = [25, 30, 60];

#[test]
fn a_computer_that_sleeps_while_an_answer_is_awaited_does_not_buy_again() {
    for hours in NIGHTS {
        let world = World::new();
        let life = world.live_connected();
        world.orders_fail(FaultKind::DropAfterCommit, 1);
        let nap = SignedDuration::from_hours(hours);
        world.wire.set_nap(Seen::is_order, nap);
        let seen = life.order().unwrap();
        assert_eq!(seen.row.progress, OrderProgress::NeedsPerson, "{hours} h");
        assert_eq!(world.wire.orders().len(), 1);
        assert_eq!(world.orders_there().len(), 1);
        assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN);
    }
}

#[test]
fn a_computer_that_sleeps_between_two_attempts_does_not_buy_again() {
    for hours in NIGHTS {
        let world = World::new();
        let life = world.live_connected();
        let review = life.review();
        world.orders_fail(FaultKind::DropAfterCommit, 1);
        world.clock.doze(SignedDuration::from_hours(hours));
        let placed = life.run(life.console.place_order(review.review_id, Vec::new()));
        assert_eq!(placed.unwrap().row.progress, OrderProgress::NeedsPerson);
        assert_eq!(world.wire.orders().len(), 1);
        assert_eq!(world.orders_there().len(), 1);
        assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN);
    }
}

#[test]
fn a_nap_of_an_hour_between_two_attempts_learns_what_became_of_the_first() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    world.orders_fail(FaultKind::DropAfterCommit, 1);
    world.clock.doze(SignedDuration::from_hours(1));
    let placed = life.run(life.console.place_order(review.review_id, Vec::new()));
    assert_eq!(placed.unwrap().row.progress, OrderProgress::Paid);
    assert_eq!(world.wire.orders().len(), 2);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn an_order_that_nobody_waits_for_any_more_does_not_leave() {
    let the_product: fn(&Seen) -> bool = |seen| seen.path.ends_with("/products/42");
    for minutes in [3, 60, 30 * 60] {
        let world = World::new();
        let life = world.live_connected();
        let review = life.review();
        let nap = SignedDuration::from_mins(minutes);
        world.wire.set_nap(the_product, nap);
        let placed = life.run(life.console.place_order(review.review_id, Vec::new()));
        let seen = placed.unwrap();
        assert_eq!(seen.row.progress, OrderProgress::NotSent, "{minutes} min");
        let error = seen.error.unwrap();
        assert_eq!(
            (error.code.as_str(), error.money),
            ("order.click_over", MoneyMoved::No)
        );
        assert!(world.wire.orders().is_empty() && world.orders_there().is_empty());
    }
}

#[test]
fn what_could_not_be_sent_is_not_sent_hours_after_the_click() {
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    world.wire.set_posts_offline(true);
    world.clock.doze(SignedDuration::from_hours(5));
    let placed = life.run(life.console.place_order(review.review_id, Vec::new()));
    assert_eq!(placed.unwrap().row.progress, OrderProgress::NotSent);
    assert_eq!(world.wire.orders().len(), 1);
}
