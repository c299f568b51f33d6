//! Orders and their setting up (contract 3 and 4).

use std::time::Duration;

use kh_api::Asker;
use kh_api::answers::OrderOutcome;
use kh_model::{OrderState, ServiceState};
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn the_documented_body_places_an_order() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let answer = hand.order("order-1").unwrap();
    assert_eq!(
        world.wire.orders()[0].body,
        br#"{"product_id":42,"billing_cycle":"monthly"}"#
    );
    assert_eq!(answer.original.status, 201);
    assert_eq!(answer.view.total.as_ref().unwrap().to_string(), "9.90 EUR");
    assert_eq!(answer.view.product_id.as_ref().unwrap().as_str(), "42");
}

#[test]
fn setting_up_takes_its_time() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let order = hand.order("order-1").unwrap().view;
    assert_eq!(order.status.unwrap().kind, OrderState::Paid);
    let service = &order.service_ids[0];
    let look = || {
        hand.wait(hand.client.service(Asker::Person, service))
            .unwrap()
            .view
    };
    assert_eq!(look().status.unwrap().kind, ServiceState::Pending);
    world.pass(Duration::from_secs(20));
    assert_eq!(look().status.unwrap().kind, ServiceState::Active);
    let order = hand
        .wait(hand.client.order(Asker::Person, &order.id))
        .unwrap()
        .view;
    assert_eq!(order.status.as_ref().unwrap().kind, OrderState::Active);
    assert!(matches!(order.outcome(&[]), OrderOutcome::Done(_)));
}

#[test]
fn everything_that_is_wrong_is_told_by_field() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let refused = hand.order_of(42, "every full moon", "order-1").unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(
        (problem.http_status, problem.code()),
        (400, Some("validation_failed"))
    );
    assert_eq!(problem.errors[0].field.as_deref(), Some("billing_cycle"));
}

#[test]
fn what_is_out_of_stock_or_unknown_cannot_be_ordered() {
    let world = World::new();
    let hand = Hand::owner(&world);
    assert_eq!(refusal(hand.order_of(62, "monthly", "order-1")).0, 400);
    let unknown = refusal(hand.order_of(777, "monthly", "order-2")).0;
    assert!((400..500).contains(&unknown));
    assert!(world.orders_there().is_empty());
}
