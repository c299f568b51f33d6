//! Idempotency keys (contract 5).

use std::time::Duration;

use kh_simulator::{FaultKind, SECOND_ACCOUNT};
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn the_same_key_and_body_get_the_same_answer_and_one_order() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let one = hand.order("order-1").unwrap();
    let two = hand.order("order-1").unwrap();
    assert_eq!(one.original.body, two.original.body);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn the_same_key_with_another_body_is_a_conflict() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.order("order-1").unwrap();
    let (status, code, _) = refusal(hand.order_of(42, "quarterly", "order-1"));
    assert_eq!((status, code.as_str()), (409, "idempotency_conflict"));
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn after_24_hours_the_key_is_forgotten_and_buys_again() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.order("order-1").unwrap();
    world.pass(Duration::from_secs(24 * 3_600 + 1));
    hand.order("order-1").unwrap();
    assert_eq!(world.orders_there().len(), 2);
}

#[test]
fn a_lost_answer_is_repeated_by_the_client_with_new_nonce_and_same_bytes() {
    let world = World::new();
    let hand = Hand::owner(&world);
    world.orders_fail(FaultKind::DropAfterCommit, 1);
    assert_eq!(hand.order("order-1").unwrap().attempts, 2);
    let sent = world.wire.orders();
    assert_eq!(sent[0].body, sent[1].body);
    assert_eq!(
        sent[0].header("idempotency-key"),
        sent[1].header("idempotency-key")
    );
    assert_ne!(sent[0].header("kh-nonce"), sent[1].header("kh-nonce"));
    assert_ne!(
        sent[0].header("kh-signature"),
        sent[1].header("kh-signature")
    );
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_refusal_is_kept_like_any_other_answer() {
    let world = World::new();
    world.funds("0", kh_simulator::Card::None);
    let hand = Hand::owner(&world);
    let first = refusal(hand.order("order-1"));
    world.funds("100", kh_simulator::Card::Ok);
    assert_eq!(refusal(hand.order("order-1")), first);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn two_accounts_may_use_the_same_key() {
    let world = World::new();
    assert!(Hand::owner(&world).order("order-1").is_ok());
    assert!(Hand::with(&world, SECOND_ACCOUNT).order("order-1").is_ok());
}
