//! Idempotency keys (contract 5).

use kh_simulator::{Fault, FaultKind, NO_CREDENTIALS};

use crate::support::{ORDER, World};

fn orders(world: &World) -> usize {
    world.state()["orders"].as_array().unwrap().len()
}

#[test]
fn an_order_and_an_action_need_a_key_of_the_documented_form() {
    let world = World::bare();
    let service = world.a_running_service();
    let path = format!("/v1/services/{service}/actions");
    let owner = world.owner();
    for (path, body) in [
        ("/v1/orders", ORDER),
        (path.as_str(), r#"{"action":"stop"}"#),
    ] {
        let without = world.send(owner.signed("POST", path, body));
        assert_eq!(without.fields(), ["Idempotency-Key"]);
        for wrong in ["", "a b", "a/b", &"x".repeat(81)] {
            assert_eq!(owner.post(path, body, wrong).fields(), ["Idempotency-Key"]);
        }
    }
    assert_eq!(orders(&world), 1);
    assert_eq!(
        owner.post("/v1/orders", ORDER, &"x".repeat(80)).status(),
        201
    );
}

#[test]
fn the_same_key_and_body_get_the_same_answer_to_the_byte_and_one_order() {
    let world = World::bare();
    let first = world.owner().post("/v1/orders", ORDER, "intent-1");
    world.wait(3_600);
    let again = world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(first.status(), 201);
    assert_eq!(again.0.body, first.0.body);
    assert_eq!(again.status(), 201);
    assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
    assert_eq!(orders(&world), 1);
}

#[test]
fn the_same_key_with_another_body_is_a_conflict_down_to_one_blank() {
    let world = World::bare();
    world.owner().post("/v1/orders", ORDER, "intent-1");
    let blank = r#"{"product_id": 42,"billing_cycle":"monthly"}"#;
    let other = world.owner().post("/v1/orders", blank, "intent-1");
    assert_eq!(other.status(), 409);
    assert_eq!(other.code(), "idempotency_conflict");
    assert_eq!(orders(&world), 1);
}

#[test]
fn the_same_key_on_another_path_is_a_conflict() {
    let world = World::bare();
    let service = world.a_running_service();
    let body = r#"{"action":"reboot"}"#;
    let path = |id| format!("/v1/services/{id}/actions");
    assert_eq!(
        world.owner().post(&path(service), body, "one").status(),
        202
    );
    assert_eq!(
        world.owner().post(&path(7), body, "one").code(),
        "idempotency_conflict"
    );
}

#[test]
fn after_24_hours_the_key_is_forgotten() {
    let world = World::bare();
    world.owner().post("/v1/orders", ORDER, "intent-1");
    world.wait(24 * 3_600 - 1);
    world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(orders(&world), 1);
    world.wait(1);
    world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(orders(&world), 2);
}

#[test]
fn two_keys_of_one_account_do_not_share_their_idempotency_keys() {
    let world = World::bare();
    world.owner().post("/v1/orders", ORDER, "intent-1");
    world
        .caller(NO_CREDENTIALS)
        .post("/v1/orders", ORDER, "intent-1");
    assert_eq!(orders(&world), 2);
}

#[test]
fn a_refusal_is_kept_like_any_other_answer() {
    let world = World::bare();
    world.control("card", r#"{"account":1,"state":"declined"}"#);
    world.control("credit", r#"{"account":1,"amount":"0"}"#);
    let refused = world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(refused.status(), 402);
    world.control("card", r#"{"account":1,"state":"ok"}"#);
    let again = world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(again.0.body, refused.0.body);
    assert_eq!(orders(&world), 1);
    assert_eq!(
        world.owner().post("/v1/orders", ORDER, "intent-2").status(),
        201
    );
}

#[test]
fn while_the_first_request_is_running_its_twin_is_told_so() {
    let world = World::bare();
    world.sim.set_faults(vec![Fault {
        on: "POST /v1/orders".to_owned(),
        kind: FaultKind::Slow { ms: 30_000 },
        skip: 0,
        times: 1,
    }]);
    let first = world.owner().post("/v1/orders", ORDER, "intent-1");
    let twin = world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(twin.code(), "idempotency_conflict");
    assert_eq!(twin.reason(), (409, "in_progress".to_owned()));
    assert_eq!(twin.header("retry-after"), Some("30"));
    world.wait(30);
    let later = world.owner().post("/v1/orders", ORDER, "intent-1");
    assert_eq!(later.0.body, first.0.body);
    assert_eq!(orders(&world), 1);
}

#[test]
fn a_call_refused_before_its_deed_leaves_the_key_free() {
    let world = World::bare();
    let stranger = world.owner().with_secret("a guess");
    assert_eq!(stranger.post("/v1/orders", "{}", "intent-1").status(), 401);
    assert_eq!(
        world.owner().post("/v1/orders", ORDER, "intent-1").status(),
        201
    );
}
