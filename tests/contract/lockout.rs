//! The lock: five failures within ten minutes lock the key for fifteen
//! (contract 11). The client never comes near it.

use std::time::Duration;

use kh_api::{Asker, CallError, HoldReason};
use kh_model::SignPath;
use kh_tests::World;

use crate::hand::{Hand, refusal, said};

fn wrong(world: &World) -> Hand {
    let mut key = world.key(kh_simulator::FULL_ACCESS);
    key.secret = "wrong".to_owned();
    Hand::of(world.client_with(&key, SignPath::Short))
}

#[test]
fn five_failures_lock_the_key_for_fifteen_minutes() {
    let world = World::new();
    // Five clients that know nothing of each other; one of them would stop.
    for _ in 0..5 {
        let hand = wrong(&world);
        assert_eq!(
            refusal(hand.wait(hand.client.me(Asker::Person))),
            said(401, "auth_failed", "signature_mismatch")
        );
    }
    let owner = Hand::owner(&world);
    assert_eq!(
        refusal(owner.wait(owner.client.me(Asker::Person))),
        said(401, "auth_failed", "unknown_or_locked_key")
    );
    assert_eq!(
        world
            .simulator
            .mails()
            .unwrap()
            .iter()
            .filter(|mail| mail.kind == "key_locked")
            .count(),
        1
    );
    world.pass(Duration::from_secs(900));
    let owner = Hand::owner(&world);
    assert!(owner.wait(owner.client.me(Asker::Person)).is_ok());
}

#[test]
fn one_client_stops_after_two_failures_and_never_locks_the_key() {
    let world = World::new();
    let hand = wrong(&world);
    for _ in 0..500 {
        let _ = hand.wait(hand.client.me(Asker::Person));
        let _ = hand.wait(hand.client.balance(Asker::Background));
        world.pass(Duration::from_secs(7));
    }
    let failures: Vec<_> = world
        .wire
        .seen()
        .into_iter()
        .filter(|one| one.header("kh-key").is_some())
        .map(|one| one.at)
        .collect();
    for (place, at) in failures.iter().enumerate() {
        let near = failures[..place]
            .iter()
            .filter(|earlier| at.duration_since(**earlier).as_secs() < 600)
            .count();
        assert!(near < 2, "{near} failures in the ten minutes before");
    }
    assert!(
        world
            .simulator
            .mails()
            .unwrap()
            .iter()
            .all(|mail| mail.kind != "key_locked")
    );
}

#[test]
fn the_third_call_needs_a_deliberate_click() {
    let world = World::new();
    let hand = wrong(&world);
    for _ in 0..2 {
        let _ = hand.wait(hand.client.me(Asker::Person));
    }
    let held = hand.wait(hand.client.me(Asker::Person)).unwrap_err();
    assert!(matches!(
        held,
        CallError::Held {
            reason: HoldReason::AuthFailures,
            ..
        }
    ));
    let clicked = hand.wait(hand.client.me(Asker::PersonInsists)).unwrap_err();
    assert!(matches!(clicked, CallError::Auth(_)));
}
