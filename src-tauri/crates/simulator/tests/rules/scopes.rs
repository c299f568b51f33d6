//! Scopes (contract 2).

use kh_simulator::{FULL_ACCESS, NO_CREDENTIALS, READ_ONLY};

use crate::support::{ORDER, World};

#[test]
fn a_read_only_key_reads_everything_but_access_data_and_writes_nothing() {
    let world = World::bare();
    let service = world.a_running_service();
    let reader = world.caller(READ_ONLY);
    for path in [
        "/v1/me".to_owned(),
        "/v1/products".to_owned(),
        "/v1/products/42".to_owned(),
        "/v1/orders/5001".to_owned(),
        "/v1/services".to_owned(),
        format!("/v1/services/{service}"),
        "/v1/billing/balance".to_owned(),
        "/v1/billing/invoices".to_owned(),
        "/v1/billing/invoices/9001/pdf".to_owned(),
        "/v1/webhooks".to_owned(),
    ] {
        assert_eq!(reader.get(&path).status(), 200, "{path}");
    }
    for (shown, scope) in [
        (
            reader.get(&format!("/v1/services/{service}/credentials")),
            "read:credentials",
        ),
        (reader.post_anew("/v1/orders", ORDER), "write:orders"),
        (reader.act(service, "reboot"), "write:services"),
        (
            reader.put("/v1/webhooks", r#"{"url":null}"#),
            "write:webhooks",
        ),
    ] {
        assert_eq!(shown.code(), "forbidden_scope");
        assert_eq!(shown.reason(), (403, "missing_scope".to_owned()));
        assert!(shown.json()["detail"].as_str().unwrap().contains(scope));
    }
}

#[test]
fn the_key_without_credentials_may_do_the_rest() {
    let world = World::bare();
    let caller = world.caller(NO_CREDENTIALS);
    assert_eq!(caller.post_anew("/v1/orders", ORDER).status(), 201);
    assert_eq!(caller.get("/v1/services/1001/credentials").status(), 403);
    assert_eq!(world.caller(FULL_ACCESS).key.scopes.len(), 9);
    assert_eq!(caller.key.scopes.len(), 8);
}

#[test]
fn a_missing_scope_is_told_before_anything_of_the_resource() {
    let world = World::bare();
    let reader = world.caller(READ_ONLY);
    assert_eq!(reader.get("/v1/services/1/credentials").status(), 403);
}
