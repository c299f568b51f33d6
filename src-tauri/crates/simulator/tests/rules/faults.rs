//! The script of failures.

use std::time::Duration;

use kh_simulator::{Call, Effect};
use serde_json::json;

use crate::support::{ORDER, World};

fn script(world: &World, fault: &serde_json::Value) {
    world.control("faults", &json!([fault]).to_string());
}

fn orders(world: &World) -> usize {
    world.state()["orders"].as_array().unwrap().len()
}

#[test]
fn a_call_dropped_before_the_deed_leaves_no_trace() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "POST /v1/orders", "do": "drop_before_commit"}),
    );
    let dropped = world.owner().post("/v1/orders", ORDER, "one");
    assert_eq!(dropped.0.effect, Effect::Dropped);
    assert_eq!(orders(&world), 0);
    assert_eq!(world.owner().post("/v1/orders", ORDER, "one").status(), 201);
}

#[test]
fn a_call_dropped_after_the_deed_is_answered_when_it_is_repeated() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "POST /v1/orders", "do": "drop_after_commit", "times": 2}),
    );
    for _ in 0..2 {
        let dropped = world.owner().post("/v1/orders", ORDER, "one");
        assert_eq!(dropped.0.effect, Effect::Dropped);
    }
    assert_eq!(world.owner().post("/v1/orders", ORDER, "one").status(), 201);
    assert_eq!(orders(&world), 1);
}

#[test]
fn an_answer_can_come_late_or_end_early() {
    let world = World::bare();
    script(&world, &json!({"on": "*", "do": "delay", "ms": 1500}));
    let late = world.owner().get("/v1/me");
    assert_eq!(late.0.effect, Effect::Delayed(Duration::from_millis(1500)));
    script(&world, &json!({"on": "*", "do": "cut_body", "bytes": 10}));
    let cut = world.owner().get("/v1/me");
    assert_eq!(cut.0.effect, Effect::Cut(10));
    assert!(cut.0.body.len() > 10);
}

#[test]
fn a_page_for_people_comes_instead_of_an_answer() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "GET /v1/services/{id}", "do": "html"}),
    );
    assert_eq!(world.owner().get("/v1/services").status(), 200);
    let page = world.owner().get("/v1/services/7");
    assert_eq!(page.status(), 502);
    assert!(page.text().starts_with("<!doctype html>"));
    assert!(page.header("x-request-id").is_some());
}

#[test]
fn an_error_can_come_although_the_deed_was_done() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "POST /v1/orders", "do": "error", "status": 503, "after_commit": true}),
    );
    let failed = world.owner().post("/v1/orders", ORDER, "one");
    assert_eq!(failed.status(), 503);
    assert_eq!(failed.code(), "internal_error");
    assert_eq!(orders(&world), 1);
    assert_eq!(world.owner().post("/v1/orders", ORDER, "one").status(), 201);
    assert_eq!(orders(&world), 1);
}

#[test]
fn the_date_can_be_wrong() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "GET /v1/health", "do": "wrong_date", "offset_s": 3600}),
    );
    let date = || {
        let shown = world.send(Call::new("GET", "/v1/health"));
        shown.header("date").unwrap().to_owned()
    };
    assert_eq!(date(), "Thu, 01 Jan 2026 01:00:00 GMT");
    assert_eq!(date(), "Thu, 01 Jan 2026 00:00:00 GMT");
}

#[test]
fn a_limit_can_be_claimed_with_and_without_a_time_to_wait() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "*", "do": "rate_limited", "retry_after": "17"}),
    );
    let over = world.owner().get("/v1/me");
    assert_eq!(
        (over.status(), over.header("retry-after")),
        (429, Some("17"))
    );
    script(&world, &json!({"on": "*", "do": "rate_limited"}));
    assert_eq!(world.owner().get("/v1/me").header("retry-after"), None);
}

#[test]
fn an_answer_can_be_anything() {
    let world = World::bare();
    script(
        &world,
        &json!({"on": "GET /v1/products", "do": "replace", "status": 200,
                "content_type": "application/json", "body": "{\"data\": [,]}"}),
    );
    let shown = world.owner().get("/v1/products");
    assert_eq!(shown.text(), "{\"data\": [,]}");
    assert_eq!(
        world.owner().get("/v1/products").json()["data"][0]["id"],
        41
    );
}
