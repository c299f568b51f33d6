//! The operator's hand (`/_sim`).

use kh_simulator::Call;
use serde_json::json;

use crate::support::World;

#[test]
fn the_control_plane_serves_this_computer_and_no_page_in_a_browser() {
    let world = World::bare();
    let mut far = Call::new("GET", "/_sim/state");
    far.peer_ip = "192.0.2.1".parse().unwrap();
    assert_eq!(world.send(far).status(), 403);
    let mut page = Call::new("GET", "/_sim/state");
    page.headers
        .push(("Origin".to_owned(), "https://example.net".to_owned()));
    assert_eq!(world.send(page).status(), 403);
    assert_eq!(world.send(Call::new("GET", "/_sim/state")).status(), 200);
}

#[test]
fn everything_follows_the_clock_of_the_world() {
    let world = World::bare();
    let answer = world.control("clock", r#"{"advance_s":86400}"#);
    assert_eq!(answer["now"], "2026-01-02T00:00:00Z");
    let health = world.send(Call::new("GET", "/v1/health"));
    assert_eq!(health.header("date"), Some("Fri, 02 Jan 2026 00:00:00 GMT"));
    assert_eq!(world.owner().get("/v1/me").status(), 200);
    world.control("clock", r#"{"advance_s":-86400}"#);
    let health = world.send(Call::new("GET", "/v1/health"));
    assert_eq!(health.header("date"), Some("Thu, 01 Jan 2026 00:00:00 GMT"));
}

#[test]
fn credit_is_set_by_number_or_mail_address_and_only_to_what_is_money() {
    let world = World::bare();
    for account in [
        json!(1),
        json!("1"),
        json!("orders@mueller-hosting.example"),
    ] {
        let body = json!({"account": account, "amount": "7.5"}).to_string();
        assert_eq!(world.control("credit", &body)["credit"], "7.50");
    }
    let balance = world.owner().get("/v1/billing/balance").json();
    assert_eq!(
        balance["data"],
        json!({"balance": "7.50", "currency": "EUR"})
    );
    for (body, status) in [
        (r#"{"account":1,"amount":7.5}"#, 400),
        (r#"{"account":1,"amount":"much"}"#, 400),
        (r#"{"account":1,"amount":"-1"}"#, 409),
        (r#"{"account":9,"amount":"1"}"#, 404),
    ] {
        assert_eq!(world.try_control("credit", body).status(), status, "{body}");
    }
}

#[test]
fn a_rotated_secret_is_void_at_once() {
    let world = World::bare();
    let owner = world.owner();
    let answer = world.control(&format!("keys/{}/rotate", owner.key.key), "");
    assert_eq!(owner.get("/v1/me").reason().1, "signature_mismatch");
    let renewed = world
        .owner()
        .with_secret(answer["secret"].as_str().unwrap());
    assert_eq!(renewed.get("/v1/me").status(), 200);
    assert_eq!(world.mails("key_rotated").len(), 1);
    assert_eq!(world.audit("key.rotated").len(), 1);
    assert_eq!(
        world.try_control("keys/kh_live_SIMX/rotate", "").status(),
        404
    );
}

#[test]
fn the_operator_can_end_a_lock() {
    let world = World::bare();
    for _ in 0..5 {
        world.owner().with_secret("a guess").get("/v1/me");
    }
    assert_eq!(world.owner().get("/v1/me").status(), 401);
    world.control(&format!("keys/{}/unlock", world.owner().key.key), "");
    assert_eq!(world.owner().get("/v1/me").status(), 200);
}

#[test]
fn the_state_shows_everything_but_secrets() {
    let world = World::bare();
    world.a_running_service();
    let state = world.state();
    assert_eq!(state["orders"][0]["account"], 1);
    assert_eq!(state["services"][0]["status"], "active");
    assert_eq!(state["accounts"][1]["credit"], "40.00");
    assert_eq!(state["keys"].as_array().unwrap().len(), 6);
    let text = state.to_string();
    for key in world.sim.keys().unwrap() {
        assert!(!text.contains(&key.secret) && !text.contains(&key.webhook_secret));
    }
}

#[test]
fn mails_can_be_read() {
    let world = World::bare();
    world.a_running_service();
    let mails = world.send(Call::new("GET", "/_sim/mail")).json();
    assert_eq!(mails["mails"][0]["kind"], "order_paid");
    assert_eq!(mails["mails"][0]["account"], 1);
}

#[test]
fn a_verb_that_is_not_known_or_not_understood_changes_nothing() {
    let world = World::bare();
    let before = world.state();
    for (verb, body, status) in [
        ("explode", "", 404),
        ("clock", "", 400),
        ("clock", r#"{"advance_s":"soon"}"#, 400),
        ("card", r#"{"account":1,"state":"golden"}"#, 400),
        ("shape", r#"{"preset":"round"}"#, 400),
        ("faults", r#"{"on":"*","do":"explode"}"#, 400),
    ] {
        assert_eq!(
            world.try_control(verb, body).status(),
            status,
            "{verb} {body}"
        );
    }
    assert_eq!(world.state(), before);
}

#[test]
fn a_world_in_memory_can_be_wound_back_to_its_beginning() {
    let world = World::bare();
    let before = world.state();
    world.a_running_service();
    world.control("clock", r#"{"advance_s":5000}"#);
    world.control("shape", r#"{"preset":"cents"}"#);
    world.sim.rewind(7).unwrap();
    world.clock.shift(jiff::SignedDuration::from_secs(-20));
    assert_eq!(world.state(), before);
    world.a_running_service();
}
