//! The seven actions as a state machine (contract 2).

use serde_json::{Value, json};

use crate::support::{ORDER, World};

const ALL: [&str; 7] = [
    "start",
    "stop",
    "reboot",
    "reinstall",
    "suspend",
    "unsuspend",
    "terminate",
];

fn look(world: &World, service: u64) -> (Value, Value) {
    let service = world.owner().get(&format!("/v1/services/{service}")).json();
    (
        service["data"]["status"].clone(),
        service["data"]["power_status"].clone(),
    )
}

/// Which of the seven are accepted after these actions, each with its time to
/// finish.
fn possible_after(before: &[&str]) -> Vec<&'static str> {
    ALL.into_iter()
        .filter(|action| {
            let world = World::bare();
            let service = world.a_running_service();
            for earlier in before {
                assert_eq!(world.owner().act(service, earlier).status(), 202);
                world.wait(5);
            }
            let shown = world.owner().act(service, action);
            if shown.status() != 202 {
                assert_eq!(shown.fields(), ["action"]);
                assert_eq!(shown.reason().1, "impossible_action");
            }
            shown.status() == 202
        })
        .collect()
}

#[test]
fn each_state_allows_what_makes_sense_in_it_and_refuses_the_rest() {
    let running = ["stop", "reboot", "reinstall", "suspend", "terminate"];
    assert_eq!(possible_after(&[]), running);
    let stopped = ["start", "reinstall", "suspend", "terminate"];
    assert_eq!(possible_after(&["stop"]), stopped);
    assert_eq!(possible_after(&["suspend"]), ["unsuspend", "terminate"]);
    assert_eq!(possible_after(&["suspend", "unsuspend"]), running);
    assert!(possible_after(&["terminate"]).is_empty());
}

#[test]
fn an_action_takes_its_time_and_nothing_else_happens_meanwhile() {
    let world = World::bare();
    let service = world.a_running_service();
    for (action, during, after) in [
        ("reboot", "rebooting", "running"),
        ("reinstall", "reinstalling", "running"),
        ("stop", "stopping", "stopped"),
        ("start", "starting", "running"),
    ] {
        let accepted = world.owner().act(service, action);
        assert_eq!(accepted.status(), 202);
        assert_eq!(
            accepted.json()["data"],
            json!({"service_id": service, "action": action, "status": "accepted"})
        );
        assert_eq!(look(&world, service).1, during);
        assert_eq!(world.owner().act(service, "stop").fields(), ["action"]);
        world.wait(5);
        assert_eq!(look(&world, service).1, after);
    }
}

#[test]
fn ending_a_service_does_not_wait_for_another_action() {
    let world = World::bare();
    let service = world.a_running_service();
    world.owner().act(service, "reboot");
    assert_eq!(world.owner().act(service, "terminate").status(), 202);
    world.wait(60);
    assert_eq!(
        look(&world, service),
        (json!("terminated"), json!("stopped"))
    );
}

#[test]
fn nothing_can_be_done_to_a_service_that_is_being_set_up() {
    let world = World::bare();
    world.owner().post_anew("/v1/orders", ORDER);
    for action in ALL {
        assert_eq!(world.owner().act(1001, action).fields(), ["action"]);
    }
}

#[test]
fn what_has_no_machine_cannot_be_started_but_suspended() {
    let world = World::bare();
    let webspace = r#"{"product_id":71,"billing_cycle":"monthly"}"#;
    world.owner().post_anew("/v1/orders", webspace);
    world.wait(20);
    assert_eq!(look(&world, 1001), (json!("active"), Value::Null));
    assert_eq!(world.owner().act(1001, "reboot").fields(), ["action"]);
    assert_eq!(world.owner().act(1001, "suspend").status(), 202);
    assert_eq!(world.owner().act(1001, "unsuspend").status(), 202);
    assert_eq!(look(&world, 1001), (json!("active"), Value::Null));
}

#[test]
fn a_reinstalled_machine_has_another_password() {
    let world = World::bare();
    let service = world.a_running_service();
    let path = format!("/v1/services/{service}/credentials");
    let password = || world.owner().get(&path).json()["data"]["password"].clone();
    let before = password();
    world.owner().act(service, "reboot");
    world.wait(5);
    assert_eq!(password(), before);
    world.owner().act(service, "reinstall");
    assert_ne!(password(), before);
}

#[test]
fn a_word_that_is_no_action_is_refused_with_the_list_of_those_that_are() {
    let world = World::bare();
    let service = world.a_running_service();
    let shown = world.owner().act(service, "explode");
    assert_eq!(shown.fields(), ["action"]);
    assert!(shown.text().contains("unsuspend"));
    assert_eq!(world.owner().act(7777, "reboot").code(), "not_found");
}
