//! Who is calling (contract 1, 7 and 11).

use std::collections::HashSet;

use kh_simulator::{Call, FULL_ACCESS, IP_BOUND};

use crate::support::{BEGINNING, World};

fn set(call: &mut Call, name: &str, value: &str) {
    for (own, held) in &mut call.headers {
        if own.eq_ignore_ascii_case(name) {
            *held = value.to_owned();
        }
    }
}

fn unauthorised(reason: &str) -> (u16, String) {
    (401, reason.to_owned())
}

#[test]
fn health_needs_no_key() {
    let shown = World::bare().send(Call::new("GET", "/v1/health"));
    assert_eq!(
        (shown.status(), shown.text().as_str()),
        (200, r#"{"status":"ok"}"#)
    );
}

#[test]
fn a_rightly_signed_call_is_answered_with_the_account_and_its_key() {
    let world = World::bare();
    let me = world.owner().get("/v1/me");
    assert_eq!(me.status(), 200);
    assert_eq!(me.json()["account"]["id"], 1);
    assert_eq!(me.json()["key"]["label"], FULL_ACCESS);
    assert_eq!(me.header("content-type"), Some("application/json"));
}

#[test]
fn each_of_the_four_headers_is_needed_exactly_once() {
    let world = World::bare();
    for name in ["KH-Key", "KH-Timestamp", "KH-Nonce", "KH-Signature"] {
        let mut without = world.owner().signed("GET", "/v1/me", "");
        without.headers.retain(|(own, _)| own != name);
        assert_eq!(
            world.send(without).reason(),
            unauthorised("missing_headers")
        );
        world.wait(700);
        let mut twice = world.owner().signed("GET", "/v1/me", "");
        let value = twice.header(name).unwrap().to_owned();
        twice.headers.push((name.to_owned(), value));
        assert_eq!(world.send(twice).reason(), unauthorised("missing_headers"));
    }
}

#[test]
fn a_header_of_the_wrong_form_is_told_by_its_own_reason() {
    let long = "A".repeat(45);
    for (name, value, reason) in [
        ("KH-Key", "kh_test_SIM", "bad_key"),
        ("KH-Timestamp", "17672256000", "bad_timestamp"),
        ("KH-Timestamp", "+767225600", "bad_timestamp"),
        ("KH-Nonce", "tooshort", "bad_nonce"),
        ("KH-Nonce", "AAAAAAAAAAAAAAAAAAAAA=", "bad_nonce"),
        ("KH-Nonce", long.as_str(), "bad_nonce"),
        ("KH-Signature", "abcd", "bad_signature"),
    ] {
        let world = World::bare();
        let mut call = world.owner().signed("GET", "/v1/me", "");
        set(&mut call, name, value);
        assert_eq!(world.send(call).reason(), unauthorised(reason), "{value}");
    }
}

#[test]
fn a_clock_may_be_off_by_300_seconds_and_not_by_301() {
    let world = World::bare();
    for (off, status) in [(300, 200), (-300, 200), (301, 401), (-301, 401)] {
        let owner = world.owner();
        let nonce = world.nonce();
        let shown = world.send(owner.signed_at("GET", "/v1/me", "", BEGINNING + off, &nonce));
        assert_eq!(shown.status(), status, "{off}");
        if status == 401 {
            assert_eq!(shown.reason(), unauthorised("timestamp_out_of_window"));
        }
    }
}

#[test]
fn whatever_is_changed_after_signing_is_noticed() {
    let world = World::bare();
    let signed = |method, path, body| world.owner().signed(method, path, body);
    let mut path = signed("GET", "/v1/services?page=1", "");
    path.path_and_query = "/v1/services?page=2".to_owned();
    let mut method = signed("GET", "/v1/webhooks", "");
    method.method = "PUT".to_owned();
    let mut body = signed("PUT", "/v1/webhooks", r#"{"url":null}"#);
    body.body = br#"{"url": null}"#.to_vec();
    let mut nonce = signed("GET", "/v1/me", "");
    set(&mut nonce, "KH-Nonce", &world.nonce());
    for call in [path, method, body, nonce] {
        assert_eq!(
            world.send(call).reason(),
            unauthorised("signature_mismatch")
        );
    }
}

#[test]
fn the_signature_is_taken_in_capitals_too() {
    let world = World::bare();
    let mut call = world.owner().signed("GET", "/v1/me", "");
    let capitals = call.header("KH-Signature").unwrap().to_uppercase();
    set(&mut call, "KH-Signature", &capitals);
    assert_eq!(world.send(call).status(), 200);
}

#[test]
fn a_nonce_is_good_for_one_call_in_600_seconds() {
    let world = World::bare();
    let nonce = world.nonce();
    let again = || {
        let owner = world.owner();
        world.send(owner.signed_at("GET", "/v1/me", "", world.now(), &nonce))
    };
    assert_eq!(again().status(), 200);
    assert_eq!(again().reason(), unauthorised("replay_detected"));
    world.wait(599);
    assert_eq!(again().reason(), unauthorised("replay_detected"));
    world.wait(1);
    assert_eq!(again().status(), 200);
}

#[test]
fn a_nonce_of_one_key_says_nothing_about_another_key() {
    let world = World::bare();
    let nonce = world.nonce();
    for label in [FULL_ACCESS, "second account"] {
        let caller = world.caller(label);
        let call = caller.signed_at("GET", "/v1/me", "", world.now(), &nonce);
        assert_eq!(world.send(call).status(), 200);
    }
}

#[test]
fn a_call_with_a_wrong_signature_does_not_spend_the_nonce() {
    let world = World::bare();
    let nonce = world.nonce();
    let stranger = world.owner().with_secret("a guess");
    let guess = stranger.signed_at("GET", "/v1/me", "", world.now(), &nonce);
    assert_eq!(
        world.send(guess).reason(),
        unauthorised("signature_mismatch")
    );
    let owner = world.owner();
    let genuine = owner.signed_at("GET", "/v1/me", "", world.now(), &nonce);
    assert_eq!(world.send(genuine).status(), 200);
}

#[test]
fn an_unknown_key_is_told_as_such() {
    let world = World::bare();
    let mut call = world.owner().signed("GET", "/v1/me", "");
    set(
        &mut call,
        "KH-Key",
        &format!("kh_live_SIM{}", "Z".repeat(29)),
    );
    assert_eq!(
        world.send(call).reason(),
        unauthorised("unknown_or_locked_key")
    );
}

#[test]
fn a_bound_key_works_from_its_networks_only() {
    let world = World::bare();
    for (address, status) in [
        ("198.51.100.7", 200),
        ("::ffff:198.51.100.7", 200),
        ("2001:db8:51::1", 200),
        ("198.51.101.7", 401),
        ("2001:db8:52::1", 401),
        ("127.0.0.1", 401),
    ] {
        let shown = world.caller(IP_BOUND).from(address).get("/v1/me");
        assert_eq!(shown.status(), status, "{address}");
        if status == 401 {
            assert_eq!(shown.reason(), unauthorised("ip_not_allowed"));
        }
    }
}

#[test]
fn the_short_form_is_signed_unless_the_provider_expects_the_full_one() {
    let world = World::bare();
    let long = "/cp/kh_reseller_api/v1/me";
    let signed = |path: &str| {
        let mut call = world.owner().signed("GET", path, "");
        call.path_and_query = long.to_owned();
        world.send(call)
    };
    assert_eq!(signed("/v1/me").status(), 200);
    assert_eq!(signed(long).reason(), unauthorised("signature_mismatch"));
    world.control("rules", r#"{"sign_path":"full"}"#);
    assert_eq!(signed(long).status(), 200);
    assert_eq!(
        signed("/v1/me").reason(),
        unauthorised("signature_mismatch")
    );
}

#[test]
fn a_path_that_is_nowhere_tells_a_stranger_nothing() {
    let world = World::bare();
    let stranger = world.send(Call::new("GET", "/v1/nowhere"));
    assert_eq!(stranger.reason(), unauthorised("missing_headers"));
    assert_eq!(world.owner().get("/v1/nowhere").code(), "not_found");
    let wrong = world.send(world.owner().signed("DELETE", "/v1/webhooks", ""));
    assert_eq!(wrong.status(), 405);
    assert_eq!(wrong.header("allow"), Some("GET, PUT"));
}

#[test]
fn every_answer_carries_a_request_id_of_its_own() {
    let world = World::bare();
    let ids: HashSet<String> = ["/v1/me", "/v1/health", "/v1/orders/1", "/nowhere"]
        .iter()
        .flat_map(|path| [world.owner().get(path), world.send(Call::new("GET", path))])
        .map(|shown| shown.header("x-request-id").unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 8);
    assert!(ids.iter().all(|id| id.len() == 26 && id.starts_with("01")));
}
