//! Rate limits (contract 6): the client keeps them, and understands the
//! provider where it does not know them yet.

use std::time::Duration;

use kh_api::{Asker, CallError};
use kh_simulator::{Fault, FaultKind, LOW_LIMITS};
use kh_tests::World;

use crate::hand::Hand;

fn answered_429(world: &World) -> usize {
    let log = world.simulator.audit().unwrap();
    log.iter()
        .filter(|entry| entry.row.contains("rate_limited"))
        .count()
}

#[test]
fn the_client_never_asks_more_than_the_documented_rate() {
    let world = World::new();
    let hand = Hand::owner(&world);
    for _ in 0..300 {
        let _ = hand.wait(hand.client.balance(Asker::Person));
    }
    assert_eq!(answered_429(&world), 0);
}

#[test]
fn a_key_with_low_limits_teaches_them_in_its_first_answer() {
    let world = World::new();
    let hand = Hand::with(&world, LOW_LIMITS);
    hand.wait(hand.client.me(Asker::Person)).unwrap();
    for _ in 0..30 {
        let _ = hand.wait(hand.client.balance(Asker::Person));
        world.pass(Duration::from_secs(1));
    }
    assert_eq!(answered_429(&world), 0);
}

#[test]
fn what_is_left_is_read_from_the_headers() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let answer = hand.wait(hand.client.balance(Asker::Person)).unwrap();
    assert!(answer.rate.remaining.is_some());
    assert!(answer.rate.reset.is_some());
}

#[test]
fn a_429_is_quiet_until_the_time_it_names() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.wait(hand.client.me(Asker::Person)).unwrap();
    world.faults([Fault {
        on: "*".to_owned(),
        kind: FaultKind::RateLimited {
            retry_after: Some("120".to_owned()),
        },
        skip: 0,
        times: 1,
    }]);
    let refused = hand.wait(hand.client.balance(Asker::Person)).unwrap_err();
    assert!(matches!(refused, CallError::RateLimited { .. }));
    let sent = world.wire.seen().len();
    for _ in 0..11 {
        assert!(hand.wait(hand.client.balance(Asker::Background)).is_err());
        world.pass(Duration::from_secs(10));
    }
    assert_eq!(world.wire.seen().len(), sent);
    world.pass(Duration::from_secs(15));
    assert!(hand.wait(hand.client.balance(Asker::Person)).is_ok());
}
