//! Accounts do not see each other (contract 11).

use kh_simulator::SECOND_ACCOUNT;

use crate::support::{ORDER, World};

#[test]
fn what_belongs_to_another_account_is_answered_like_what_does_not_exist() {
    let world = World::bare();
    let service = world.a_running_service();
    let other = world.caller(SECOND_ACCOUNT);
    for (foreign, missing) in [
        ("/v1/orders/5001".to_owned(), "/v1/orders/7777"),
        (format!("/v1/services/{service}"), "/v1/services/7777"),
        (
            format!("/v1/services/{service}/credentials"),
            "/v1/services/7777/credentials",
        ),
        (
            "/v1/billing/invoices/9001/pdf".to_owned(),
            "/v1/billing/invoices/7777/pdf",
        ),
    ] {
        let (foreign, missing) = (other.get(&foreign), other.get(missing));
        assert_eq!(foreign.code(), "not_found");
        assert_eq!(foreign.status(), missing.status());
        assert_eq!(foreign.json()["detail"], missing.json()["detail"]);
    }
    assert_eq!(other.act(service, "terminate").code(), "not_found");
    let own = world.owner().get(&format!("/v1/services/{service}"));
    assert_eq!(own.json()["data"]["status"], "active");
}

#[test]
fn lists_and_balances_hold_only_what_is_ones_own() {
    let world = World::bare();
    world.a_running_service();
    let other = world.caller(SECOND_ACCOUNT);
    for path in ["/v1/services", "/v1/billing/invoices"] {
        assert_eq!(other.get(path).json()["data"].as_array().unwrap().len(), 0);
        assert_eq!(other.get(path).json()["meta"]["total"], 0);
    }
    let balance = other.get("/v1/billing/balance").json();
    assert_eq!(balance["data"]["balance"], "40.00");
    assert_eq!(other.post_anew("/v1/orders", ORDER).status(), 201);
    let own = world.owner().get("/v1/services").json();
    assert_eq!(own["meta"]["total"], 1);
}

#[test]
fn two_accounts_may_use_the_same_idempotency_key() {
    let world = World::bare();
    let one = world.owner().post("/v1/orders", ORDER, "same");
    let two = world
        .caller(SECOND_ACCOUNT)
        .post("/v1/orders", ORDER, "same");
    assert_ne!(one.json()["data"]["id"], two.json()["data"]["id"]);
}
