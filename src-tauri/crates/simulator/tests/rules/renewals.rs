//! Renewals: paid from credit, else open, overdue, and then held back.

use serde_json::Value;

use crate::support::World;

const DAY: u64 = 86_400;
/// From the first of January to the first of February.
const MONTH: u64 = 31 * DAY;

fn set(world: &World, credit: &str, card: &str) {
    world.control("credit", &format!(r#"{{"account":1,"amount":"{credit}"}}"#));
    world.control("card", &format!(r#"{{"account":1,"state":"{card}"}}"#));
}

fn invoices(world: &World) -> Vec<Value> {
    let list = world.owner().get("/v1/billing/invoices").json();
    list["data"].as_array().unwrap().clone()
}

fn service(world: &World, id: u64) -> Value {
    world.owner().get(&format!("/v1/services/{id}")).json()["data"].clone()
}

#[test]
fn a_service_is_renewed_from_credit_on_its_day_and_not_before() {
    let world = World::bare();
    set(&world, "100.00", "none");
    let id = world.a_running_service();
    let due = service(&world, id)["next_due_date"].clone();
    assert_eq!(due, "2026-02-01");
    world.wait(MONTH - 60);
    assert_eq!(invoices(&world).len(), 1);
    world.wait(60);
    let renewed = invoices(&world).remove(1);
    assert_eq!(renewed["status"], "paid");
    assert_eq!(renewed["credit"], "9.90");
    assert_eq!(renewed["date"], "2026-02-01");
    assert_eq!(service(&world, id)["next_due_date"], "2026-03-01");
    let balance = world.owner().get("/v1/billing/balance").json();
    assert_eq!(balance["data"]["balance"], "80.20");
    assert_eq!(world.audit("service.renewed").len(), 1);
}

#[test]
fn what_cannot_be_paid_stays_open_and_after_its_grace_the_service_is_held_back() {
    let world = World::bare();
    set(&world, "9.90", "none");
    let id = world.a_running_service();
    world.wait(MONTH);
    let open = invoices(&world).remove(1);
    assert_eq!(
        (&open["status"], &open["balance"]),
        (&"unpaid".into(), &"9.90".into())
    );
    assert_eq!(open["due_date"], "2026-02-04");
    assert_eq!(service(&world, id)["status"], "active");
    world.wait(3 * DAY);
    assert_eq!(service(&world, id)["status"], "suspended");
    assert_eq!(service(&world, id)["power_status"], "stopped");
    assert_eq!(world.audit("service.suspended").len(), 1);
    // Whoever is held back is not charged again.
    world.wait(90 * DAY);
    assert_eq!(invoices(&world).len(), 2);
}

#[test]
fn a_world_that_slept_for_months_renewed_month_by_month() {
    let world = World::bare();
    set(&world, "25.00", "none");
    let id = world.a_running_service();
    world.wait(95 * DAY);
    let states: Vec<Value> = invoices(&world)
        .into_iter()
        .map(|invoice| invoice["status"].clone())
        .collect();
    assert_eq!(states, ["paid", "paid", "unpaid"]);
    assert_eq!(service(&world, id)["status"], "suspended");
}

#[test]
fn an_order_that_was_never_paid_is_cancelled_and_not_renewed() {
    let world = World::bare();
    set(&world, "0", "none");
    world.owner().post_anew("/v1/orders", crate::support::ORDER);
    world.wait(2 * MONTH);
    assert_eq!(invoices(&world).len(), 1);
    assert_eq!(invoices(&world)[0]["status"], "cancelled");
}
