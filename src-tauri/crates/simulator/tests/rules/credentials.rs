//! Reading access data (contract 9).

use crate::support::{ORDER, World};

#[test]
fn each_reading_is_an_audit_entry_of_its_own() {
    let world = World::bare();
    let service = world.a_running_service();
    let path = format!("/v1/services/{service}/credentials");
    for _ in 0..2 {
        let shown = world.owner().get(&path);
        assert_eq!(shown.json()["data"]["username"], "root");
        assert_eq!(shown.json()["data"]["port"], 22);
        let entry = world.audit("credentials.read").pop().unwrap();
        assert_eq!(entry["service"], service);
        assert_eq!(entry["request_id"].as_str(), shown.header("x-request-id"));
    }
    assert_eq!(world.audit("credentials.read").len(), 2);
}

#[test]
fn the_owner_gets_a_mail_only_if_he_wants_one() {
    let world = World::bare();
    let service = world.a_running_service();
    let path = format!("/v1/services/{service}/credentials");
    world.owner().get(&path);
    assert!(world.mails("credentials_read").is_empty());
    world.control("account", r#"{"account":1,"mail_on_credentials":true}"#);
    world.owner().get(&path);
    assert_eq!(world.mails("credentials_read").len(), 1);
}

#[test]
fn there_is_nothing_to_read_before_the_service_is_set_up_and_after_its_end() {
    let world = World::bare();
    world.owner().post_anew("/v1/orders", ORDER);
    let read = || world.owner().get("/v1/services/1001/credentials");
    assert_eq!(read().code(), "not_found");
    world.wait(20);
    assert_eq!(read().status(), 200);
    world.owner().act(1001, "terminate");
    assert_eq!(read().code(), "not_found");
    assert_eq!(world.audit("credentials.read").len(), 1);
}

#[test]
fn a_refused_reading_is_no_reading() {
    let world = World::bare();
    let service = world.a_running_service();
    let path = format!("/v1/services/{service}/credentials");
    assert_eq!(world.caller("no credentials").get(&path).status(), 403);
    assert!(world.audit("credentials.read").is_empty());
}
