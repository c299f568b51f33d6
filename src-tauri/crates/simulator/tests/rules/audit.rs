//! The audit log (contract 9).

use kh_simulator::Call;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{ORDER, World};

#[test]
fn every_request_has_a_row_with_its_request_id_and_its_outcome() {
    let world = World::bare();
    let shown = [
        world.send(Call::new("GET", "/v1/health")),
        world.send(Call::new("GET", "/v1/me")),
        world.owner().get("/v1/me?x=1"),
        world.owner().with_secret("a guess").get("/v1/me"),
        world.caller("read-only").post_anew("/v1/orders", ORDER),
    ];
    let rows = world.audit("request");
    for (row, shown) in rows.iter().zip(&shown) {
        assert_eq!(row["request_id"].as_str(), shown.header("x-request-id"));
        assert_eq!(row["status"], shown.status());
        assert_eq!(row["ip"], "127.0.0.1");
    }
    let reasons: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["reason"].as_str())
        .collect();
    assert_eq!(
        reasons,
        ["missing_headers", "signature_mismatch", "missing_scope"]
    );
    let named: Vec<bool> = rows.iter().map(|row| row["key"].is_string()).collect();
    assert_eq!(named, [false, false, true, true, true]);
    assert_eq!(rows[2]["path"], "/v1/me?x=1");
}

#[test]
fn the_chain_can_be_computed_again_from_what_the_operator_reads() {
    let world = World::bare();
    world.a_running_service();
    world.owner().get("/v1/services/1001/credentials");
    let lines = world.send(Call::new("GET", "/_sim/audit")).text();
    let mut previous = [0_u8; 32];
    for (place, line) in lines.lines().enumerate() {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["n"], place + 1);
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update(entry["row"].as_str().unwrap().as_bytes());
        previous = hash.finalize().into();
        assert_eq!(entry["chain_hash"], hex::encode(previous));
    }
    assert_eq!(lines.lines().count(), 5);
}

#[test]
fn no_secret_and_no_password_is_in_the_log() {
    let world = World::bare();
    world.a_running_service();
    let credentials = world.owner().get("/v1/services/1001/credentials").json();
    let password = credentials["data"]["password"].as_str().unwrap().to_owned();
    let log: String = world
        .sim
        .audit()
        .unwrap()
        .into_iter()
        .map(|entry| entry.row)
        .collect();
    assert!(!log.contains(&password));
    assert!(!log.contains(&world.owner().key.secret));
}
