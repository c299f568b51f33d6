//! The address for events, and the events (contract 10).

use kh_simulator::{DeliveryOutcome, SECOND_ACCOUNT};
use serde_json::{Value, json};

use crate::support::{ORDER, World};

const GOOD: &str = r#"{"url":"https://hooks.example.net/kh"}"#;

#[test]
fn the_address_is_set_read_and_unset() {
    let world = World::bare();
    let owner = world.owner();
    assert_eq!(owner.get("/v1/webhooks").json()["data"]["url"], Value::Null);
    assert_eq!(owner.put("/v1/webhooks", GOOD).status(), 200);
    let url = owner.get("/v1/webhooks").json()["data"]["url"].clone();
    assert_eq!(url, "https://hooks.example.net/kh");
    for unset in [r#"{"url":null}"#, r#"{"url":""}"#] {
        owner.put("/v1/webhooks", GOOD);
        assert_eq!(
            owner.put("/v1/webhooks", unset).json()["data"]["url"],
            Value::Null
        );
    }
}

#[test]
fn each_key_has_an_address_of_its_own() {
    let world = World::bare();
    world.owner().put("/v1/webhooks", GOOD);
    let other = world.caller("no credentials").get("/v1/webhooks").json();
    assert_eq!(other["data"]["url"], Value::Null);
}

#[test]
fn an_address_that_is_not_https_or_not_public_is_refused() {
    let world = World::bare();
    for url in [
        "http://hooks.example.net/kh",
        "https://127.0.0.1/kh",
        "https://[::1]/kh",
        "https://10.1.2.3/kh",
        "https://169.254.169.254/latest",
        "https://inside.example.net/kh",
        "https://nobody.example.net/kh",
        "hooks.example.net",
    ] {
        let body = json!({"url": url}).to_string();
        assert_eq!(
            world.owner().put("/v1/webhooks", &body).fields(),
            ["url"],
            "{url}"
        );
    }
    assert_eq!(world.owner().put("/v1/webhooks", "{}").fields(), ["url"]);
    let url = world.owner().get("/v1/webhooks").json()["data"]["url"].clone();
    assert_eq!(url, Value::Null);
}

#[test]
fn an_order_is_told_in_events_with_the_secret_of_the_key() {
    let world = World::bare();
    world.owner().put("/v1/webhooks", GOOD);
    world.owner().post_anew("/v1/orders", ORDER);
    world.wait(20);
    world.sim.tick().unwrap();
    let due = world.sim.due_deliveries(50).unwrap();
    let types: Vec<&str> = due.iter().map(|one| one.event_type.as_str()).collect();
    assert_eq!(
        types,
        [
            "invoice.created",
            "order.paid",
            "invoice.paid",
            "service.provisioned"
        ]
    );
    let body: Value = serde_json::from_slice(&due[1].body).unwrap();
    assert_eq!(body["id"], due[1].event_id);
    assert_eq!(body["type"], "order.paid");
    assert_eq!(body["data"]["object"]["id"], 5001);
    assert_eq!(due[1].secret, world.owner().key.webhook_secret.as_bytes());
    assert!(world.owner().key.webhook_secret.starts_with("whsec_"));
}

#[test]
fn a_failed_delivery_is_tried_again_later_and_a_good_one_is_not() {
    let world = World::bare();
    world.owner().put("/v1/webhooks", GOOD);
    world.owner().post_anew("/v1/orders", ORDER);
    let due = world.sim.due_deliveries(50).unwrap();
    let failed = DeliveryOutcome::Failed {
        why: "503".to_owned(),
    };
    let delivered = DeliveryOutcome::Delivered { status: 200 };
    world.sim.settle_delivery(due[0].id, &failed).unwrap();
    world.sim.settle_delivery(due[1].id, &delivered).unwrap();
    world.sim.settle_delivery(due[2].id, &delivered).unwrap();
    assert!(world.sim.due_deliveries(50).unwrap().is_empty());
    world.wait(10);
    let again = world.sim.due_deliveries(1).unwrap();
    assert_eq!((again[0].id, again[0].attempt), (due[0].id, 2));
    assert_eq!(again[0].body, due[0].body);
}

#[test]
fn a_delivery_that_never_succeeds_is_given_up() {
    let world = World::bare();
    world.owner().put("/v1/webhooks", GOOD);
    world.owner().post_anew("/v1/orders", ORDER);
    let failed = DeliveryOutcome::Failed {
        why: "503".to_owned(),
    };
    for _ in 0..9 {
        for delivery in world.sim.due_deliveries(50).unwrap() {
            world.sim.settle_delivery(delivery.id, &failed).unwrap();
        }
        world.wait(24 * 3_600);
    }
    let state = world.state();
    let first = &state["deliveries"][0];
    assert_eq!(first["state"], "given_up");
    assert_eq!(first["attempt"], 9);
}

#[test]
fn events_of_one_account_never_go_to_another() {
    let world = World::bare();
    world.caller(SECOND_ACCOUNT).put("/v1/webhooks", GOOD);
    world.owner().post_anew("/v1/orders", ORDER);
    assert!(world.sim.due_deliveries(50).unwrap().is_empty());
}
