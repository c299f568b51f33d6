//! How an order is paid (contract 8).

use serde_json::Value;

use crate::support::{ORDER, World};

fn set(world: &World, credit: &str, card: &str) {
    world.control("credit", &format!(r#"{{"account":1,"amount":"{credit}"}}"#));
    world.control("card", &format!(r#"{{"account":1,"state":"{card}"}}"#));
}

fn balance(world: &World) -> Value {
    world.owner().get("/v1/billing/balance").json()["data"]["balance"].clone()
}

fn invoice(world: &World) -> Value {
    world.owner().get("/v1/billing/invoices").json()["data"][0].clone()
}

#[test]
fn credit_is_used_before_the_card() {
    let world = World::bare();
    set(&world, "10.00", "declined");
    assert_eq!(world.owner().post_anew("/v1/orders", ORDER).status(), 201);
    assert_eq!(balance(&world), "0.10");
    assert_eq!(invoice(&world)["credit"], "9.90");
}

#[test]
fn the_card_pays_what_the_credit_does_not_cover() {
    let world = World::bare();
    set(&world, "4.00", "ok");
    assert_eq!(world.owner().post_anew("/v1/orders", ORDER).status(), 201);
    assert_eq!(balance(&world), "0.00");
    assert_eq!(invoice(&world)["credit"], "4.00");
    assert_eq!(invoice(&world)["status"], "paid");
}

#[test]
fn each_of_the_four_reasons_is_told_and_nothing_is_taken() {
    for (card, known, reason) in [
        ("none", true, "insufficient_credit_and_no_card"),
        ("declined", true, "card_declined"),
        ("expired", true, "card_expired"),
        ("ok", false, "client_not_found"),
    ] {
        let world = World::bare();
        set(&world, "9.89", card);
        world.control(
            "account",
            &format!(r#"{{"account":1,"client_known":{known}}}"#),
        );
        let refused = world.owner().post_anew("/v1/orders", ORDER);
        assert_eq!(refused.code(), "payment_required");
        assert_eq!(refused.reason(), (402, reason.to_owned()));
        assert_eq!(refused.json()["order_id"], 5001);
        assert_eq!(balance(&world), "9.89");
        let order = world.owner().get("/v1/orders/5001").json();
        assert_eq!(order["data"]["status"], "pending_payment");
        assert_eq!(order["data"]["service_ids"], serde_json::json!([]));
        assert_eq!(order["data"]["expires_at"], "2026-01-02T00:00:00Z");
        assert_eq!(invoice(&world)["status"], "unpaid");
        assert_eq!(world.mails("order_unpaid").len(), 1);
    }
}

#[test]
fn an_unpaid_order_is_cancelled_after_24_hours_and_not_before() {
    let world = World::bare();
    set(&world, "0", "none");
    world.owner().post_anew("/v1/orders", ORDER);
    let status = || world.owner().get("/v1/orders/5001").json()["data"]["status"].clone();
    world.wait(24 * 3_600 - 1);
    assert_eq!(status(), "pending_payment");
    world.wait(1);
    assert_eq!(status(), "cancelled");
    assert_eq!(invoice(&world)["status"], "cancelled");
    assert_eq!(world.mails("order_cancelled").len(), 1);
    assert_eq!(world.audit("order.cancelled").len(), 1);
    assert_eq!(world.try_control("orders/5001/pay", "").status(), 409);
}

#[test]
fn an_order_that_is_paid_in_the_portal_in_time_is_set_up() {
    let world = World::bare();
    set(&world, "0", "none");
    world.owner().post_anew("/v1/orders", ORDER);
    world.wait(3_600);
    world.control("orders/5001/pay", "");
    let order = world.owner().get("/v1/orders/5001").json();
    assert_eq!(order["data"]["status"], "paid");
    assert_eq!(order["data"]["paid_at"], "2026-01-01T01:00:00Z");
    world.wait(48 * 3_600);
    let order = world.owner().get("/v1/orders/5001").json();
    assert_eq!(order["data"]["status"], "active");
}

#[test]
fn the_tax_in_an_invoice_adds_up() {
    let world = World::bare();
    world.owner().post_anew("/v1/orders", ORDER);
    let invoice = invoice(&world);
    assert_eq!(invoice["subtotal"], "8.32");
    assert_eq!(invoice["tax"], "1.58");
    assert_eq!(invoice["total"], "9.90");
    assert_eq!(invoice["balance"], "0.00");
    assert_eq!(invoice["number"], "KH-2026-0001");
}
