//! The seven actions (contract 2 and 3).

use std::time::Duration;

use kh_api::Asker;
use kh_model::{PowerState, ServiceState};
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn the_seven_actions_are_accepted_where_they_make_sense() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let service = hand.a_running_service(&world);
    for (turn, action) in [
        "stop",
        "start",
        "reboot",
        "reinstall",
        "suspend",
        "unsuspend",
        "terminate",
    ]
    .into_iter()
    .enumerate()
    {
        let answer = hand.act(&service, action, &format!("act-{turn}")).unwrap();
        assert_eq!(answer.original.status, 202);
        assert_eq!(answer.view.action.as_deref(), Some(action));
        world.pass(Duration::from_secs(10));
    }
    let ended = hand
        .wait(hand.client.service(Asker::Person, &service))
        .unwrap()
        .view;
    assert_eq!(ended.status.unwrap().kind, ServiceState::Terminated);
}

#[test]
fn an_impossible_action_is_a_clear_refusal() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let service = hand.a_running_service(&world);
    let (status, _, _) = refusal(hand.act(&service, "start", "act-1"));
    assert!((400..500).contains(&status));
    let (status, _, _) = refusal(hand.act(&service, "defenestrate", "act-2"));
    assert_eq!(status, 400);
}

#[test]
fn the_same_key_reboots_once() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let service = hand.a_running_service(&world);
    let one = hand.act(&service, "stop", "act-1").unwrap();
    world.pass(Duration::from_secs(10));
    let two = hand.act(&service, "stop", "act-1").unwrap();
    assert_eq!(one.original.body, two.original.body);
    let service = hand
        .wait(hand.client.service(Asker::Person, &service))
        .unwrap()
        .view;
    assert_eq!(service.power.unwrap().kind, PowerState::Stopped);
}
