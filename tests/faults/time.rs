//! Repeating is safe for 23 hours and not a second longer: the provider forgets
//! an idempotency key after 24, and then the same request buys again.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::view::{MoneyMoved, OrderProgress};
use kh_simulator::FaultKind;
use kh_tests::{Ledger, Life, World};

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
    world.pass(SAFE.checked_sub(age + Duration::from_secs(5)).unwrap());
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
        ("order.too_old", MoneyMoved::No)
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
