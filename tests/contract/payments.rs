//! How an order is paid (contract 8).

use std::time::Duration;

use kh_api::Asker;
use kh_api::problem::PaymentReason;
use kh_model::OrderState;
use kh_simulator::Card;
use kh_tests::World;
use serde_json::json;

use crate::hand::Hand;

fn balance(hand: &Hand) -> String {
    hand.wait(hand.client.balance(Asker::Person))
        .unwrap()
        .view
        .amount
        .value
        .to_string()
}

#[test]
fn credit_is_used_before_the_card() {
    let world = World::new();
    world.funds("10.00", Card::Declined);
    let hand = Hand::owner(&world);
    assert!(hand.order("order-1").is_ok());
    assert_eq!(balance(&hand), "0.10");
}

#[test]
fn the_card_pays_what_the_credit_does_not_cover() {
    let world = World::new();
    world.funds("4.00", Card::Ok);
    let hand = Hand::owner(&world);
    assert!(hand.order("order-1").is_ok());
    assert_eq!(balance(&hand), "0.00");
}

#[test]
fn each_of_the_four_reasons_is_read_and_nothing_is_taken() {
    for (card, known, reason) in [
        (Card::None, true, PaymentReason::InsufficientCreditAndNoCard),
        (Card::Declined, true, PaymentReason::CardDeclined),
        (Card::Expired, true, PaymentReason::CardExpired),
        (Card::Ok, false, PaymentReason::ClientNotFound),
    ] {
        let world = World::new();
        world.funds("9.89", card);
        world.operator(
            "POST",
            "account",
            &json!({"account": 1, "client_known": known}),
        );
        let hand = Hand::owner(&world);
        let refused = hand.order("order-1").unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.http_status, 402);
        assert_eq!(problem.payment_reason(), Some(reason));
        assert_eq!(problem.order_id.as_ref().unwrap().as_str(), "5001");
        assert_eq!(balance(&hand), "9.89");
    }
}

#[test]
fn an_unpaid_order_lives_for_24_hours() {
    let world = World::new();
    world.funds("0", Card::None);
    let hand = Hand::owner(&world);
    let refused = hand.order("order-1").unwrap_err();
    let id = refused.problem().unwrap().order_id.clone().unwrap();
    let state = || {
        let order = hand
            .wait(hand.client.order(Asker::Person, &id))
            .unwrap()
            .view;
        order.status.unwrap().kind
    };
    world.pass(Duration::from_secs(24 * 3_600 - 10));
    assert_eq!(state(), OrderState::PendingPayment);
    world.pass(Duration::from_secs(10));
    assert_eq!(state(), OrderState::Cancelled);
}
