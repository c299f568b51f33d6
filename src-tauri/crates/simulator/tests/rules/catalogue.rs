//! Products (contract 2 and 14).

use kh_simulator::Scale;

use crate::support::World;

#[test]
fn the_list_has_prices_and_the_product_has_its_options() {
    let world = World::of(Scale::Unfurnished);
    let list = world.owner().get("/v1/products").json();
    let products = list["data"].as_array().unwrap();
    assert_eq!(products.len(), 40);
    let example = products.iter().find(|product| product["id"] == 42).unwrap();
    assert_eq!(example["pricing"]["monthly"], "9.90");
    assert!(example["pricing"]["annually"].is_null());
    assert!(example.get("config_options").is_none());
    let one = world.owner().get("/v1/products/42").json();
    assert_eq!(one["data"]["config_options"][0]["type"], "select");
    assert_eq!(world.owner().get("/v1/products/1").code(), "not_found");
}

#[test]
fn a_price_that_the_provider_changes_is_answered_from_then_on() {
    let world = World::bare();
    world.control(
        "products/42",
        r#"{"pricing":{"monthly":"11.90"},"in_stock":false}"#,
    );
    let product = world.owner().get("/v1/products/42").json();
    assert_eq!(product["data"]["pricing"]["monthly"], "11.90");
    assert_eq!(product["data"]["in_stock"], false);
}

#[test]
fn every_preset_answers_the_same_catalogue_in_its_own_form() {
    let world = World::bare();
    let mut forms = Vec::new();
    for preset in ["default", "whmcs", "bare", "cursor", "cents"] {
        world.control("shape", &format!(r#"{{"preset":"{preset}"}}"#));
        let text = world.owner().get("/v1/products").text();
        assert!(text.contains("Sandbox KVM M"), "{preset}");
        forms.push(world.owner().get("/v1/billing/balance").text());
    }
    forms.sort();
    forms.dedup();
    assert!(forms.len() >= 3, "{forms:?}");
}

#[test]
fn a_furnished_world_has_something_to_look_at_in_both_accounts() {
    let world = World::of(Scale::Furnished);
    let own = world.owner().get("/v1/services").json();
    let other = world.caller("second account").get("/v1/services").json();
    assert_eq!(own["meta"]["total"], 3);
    assert_eq!(other["meta"]["total"], 1);
    for service in own["data"].as_array().unwrap() {
        assert_eq!(service["status"], "active");
    }
    assert_eq!(
        world.owner().get("/v1/billing/balance").json()["data"]["balance"],
        "120.50"
    );
    assert!(world.sim.mails().unwrap().is_empty());
}
