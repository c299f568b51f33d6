//! What can be ordered, what it costs, and how it is set up (contract 3, 8, 13).

use kh_simulator::Scale;
use serde_json::{Value, json};

use crate::support::{ORDER, Shown, World};

fn place(world: &World, body: &Value) -> Shown {
    world.owner().post_anew("/v1/orders", &body.to_string())
}

#[test]
fn the_documented_body_places_an_order() {
    let world = World::bare();
    let placed = world.owner().post_anew("/v1/orders", ORDER);
    assert_eq!(placed.status(), 201);
    let order = &placed.json()["data"];
    assert_eq!(order["id"], 5001);
    assert_eq!(order["status"], "paid");
    assert_eq!(
        (&order["total"], &order["currency"]),
        (&json!("9.90"), &json!("EUR"))
    );
    assert_eq!(order["created_at"], "2026-01-01T00:00:00Z");
    let read = world.owner().get("/v1/orders/5001");
    assert_eq!(&read.json()["data"], order);
}

#[test]
fn a_product_number_may_come_as_text() {
    let world = World::bare();
    let body = json!({"product_id": "42", "billing_cycle": "monthly"});
    assert_eq!(place(&world, &body).status(), 201);
}

#[test]
fn options_are_added_to_the_price_and_the_invoice() {
    let world = World::bare();
    let body = json!({
        "product_id": 41, "billing_cycle": "monthly", "hostname": "db-1.example.net",
        "config_options": {"7": 76, "8": 2, "9": true},
    });
    let order = place(&world, &body).json();
    assert_eq!(order["data"]["total"], "22.70");
    assert_eq!(order["data"]["config_options"], body["config_options"]);
    let service = world.owner().get("/v1/services/1001").json();
    assert_eq!(service["data"]["recurring_amount"], "22.70");
    assert_eq!(service["data"]["hostname"], "db-1.example.net");
}

#[test]
fn a_set_up_fee_is_paid_once() {
    let world = World::of(Scale::Unfurnished);
    world.control("credit", r#"{"account":1,"amount":"5000"}"#);
    let products = world.owner().get("/v1/products").json();
    let products = products["data"].as_array().unwrap();
    let product = products
        .iter()
        .find(|product| {
            product["setup_fee"] != "0.00"
                && product["in_stock"] == true
                && product["pricing"]["monthly"].is_string()
        })
        .unwrap();
    let detail = world
        .owner()
        .get(&format!("/v1/products/{}", product["id"]))
        .json();
    let options: serde_json::Map<String, Value> = detail["data"]["config_options"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|option| option["required"] == true)
        .map(|option| (option["id"].to_string(), option["options"][0]["id"].clone()))
        .collect();
    let order = place(
        &world,
        &json!({"product_id": product["id"], "billing_cycle": "monthly", "config_options": options}),
    )
    .json();
    let service = format!("/v1/services/{}", order["data"]["service_ids"][0]);
    let service = world.owner().get(&service).json();
    let decimal =
        |value: &Value| -> rust_decimal::Decimal { value.as_str().unwrap().parse().unwrap() };
    assert_eq!(
        decimal(&order["data"]["total"]),
        decimal(&service["data"]["recurring_amount"]) + decimal(&product["setup_fee"])
    );
}

#[test]
fn everything_that_is_wrong_with_an_order_is_told_by_field() {
    let world = World::bare();
    for (body, fields) in [
        (json!([]), vec!["body"]),
        (json!({}), vec!["product_id", "billing_cycle"]),
        (
            json!({"product_id": 1, "billing_cycle": "monthly"}),
            vec!["product_id"],
        ),
        (
            json!({"product_id": 42, "billing_cycle": "annually"}),
            vec!["billing_cycle"],
        ),
        (
            json!({"product_id": 42, "billing_cycle": "every full moon"}),
            vec!["billing_cycle"],
        ),
        (
            json!({"product_id": 41, "billing_cycle": "monthly"}),
            vec!["config_options.7"],
        ),
        (
            json!({"product_id": 41, "billing_cycle": "monthly",
                   "config_options": {"7": 999, "8": 9, "9": "perhaps", "555": 1}}),
            vec![
                "config_options.555",
                "config_options.7",
                "config_options.8",
                "config_options.9",
            ],
        ),
        (
            json!({"product_id": 42, "billing_cycle": "monthly", "hostname": "-no-.example",
                   "config_options": 3}),
            vec!["hostname", "config_options"],
        ),
    ] {
        assert_eq!(place(&world, &body).fields(), fields, "{body}");
    }
    assert!(world.state()["orders"].as_array().unwrap().is_empty());
    let balance = world.owner().get("/v1/billing/balance").json();
    assert_eq!(balance["data"]["balance"], "120.50");
}

#[test]
fn what_is_out_of_stock_cannot_be_ordered() {
    let world = World::bare();
    let body = json!({"product_id": 62, "billing_cycle": "monthly",
                      "config_options": {"7": 71, "12": 121, "13": 131}});
    assert_eq!(place(&world, &body).fields(), ["product_id"]);
    world.control("products/62", r#"{"in_stock":true}"#);
    assert_eq!(place(&world, &body).status(), 201);
}

#[test]
fn a_body_that_is_no_json_is_refused_in_words() {
    let world = World::bare();
    assert_eq!(
        world.owner().post_anew("/v1/orders", "not json").fields(),
        ["body"]
    );
}

#[test]
fn setting_up_takes_its_time() {
    let world = World::bare();
    let order = world.owner().post_anew("/v1/orders", ORDER).json();
    let path = format!("/v1/services/{}", order["data"]["service_ids"][0]);
    let look = || world.owner().get(&path).json()["data"].clone();
    assert_eq!(
        (&look()["status"], &look()["power_status"]),
        (&json!("pending"), &json!("stopped"))
    );
    world.wait(19);
    assert_eq!(look()["status"], "pending");
    world.wait(1);
    assert_eq!(
        (&look()["status"], &look()["power_status"]),
        (&json!("active"), &json!("running"))
    );
    assert_eq!(look()["next_due_date"], "2026-02-01");
    let order = world.owner().get("/v1/orders/5001").json();
    assert_eq!(order["data"]["status"], "active");
    assert_eq!(world.mails("service_ready").len(), 1);
}

#[test]
fn how_long_setting_up_takes_can_be_changed() {
    let world = World::bare();
    world.control("rules", r#"{"provisioning_s":3600}"#);
    world.owner().post_anew("/v1/orders", ORDER);
    world.wait(3_599);
    let status = || world.owner().get("/v1/services/1001").json()["data"]["status"].clone();
    assert_eq!(status(), "pending");
    world.wait(1);
    assert_eq!(status(), "active");
}
