//! A large world: many services, and pages far behind.

use std::collections::HashSet;

use kh_simulator::Scale;

use crate::support::World;

#[test]
fn a_world_has_as_many_services_as_were_asked_for_each_with_its_order() {
    let world = World::of(Scale::Fleet(230));
    let mut seen = HashSet::new();
    for page in 1..=3 {
        let path = format!("/v1/services?page={page}&per_page=100");
        let answer = world.owner().get(&path).json();
        assert_eq!(answer["meta"]["total"], 230);
        for service in answer["data"].as_array().unwrap() {
            assert!(seen.insert(service["id"].as_u64().unwrap()));
        }
    }
    assert_eq!(seen.len(), 230);
    let last = seen.iter().max().unwrap();
    let service = world.owner().get(&format!("/v1/services/{last}")).json();
    let order = service["data"]["order_id"].as_u64().unwrap();
    let order = world.owner().get(&format!("/v1/orders/{order}")).json();
    assert_eq!(order["data"]["service_ids"][0].as_u64(), Some(*last));
    let other = world.caller("second account").get("/v1/services").json();
    assert_eq!(other["meta"]["total"], 0);
}

#[test]
fn the_states_of_a_large_world_can_be_asked_for() {
    let world = World::of(Scale::Fleet(300));
    let total = |status: &str| {
        let path = format!("/v1/services?status={status}");
        let answer = world.owner().get(&path).json();
        assert!(
            answer["data"]
                .as_array()
                .unwrap()
                .iter()
                .all(|service| service["status"] == status)
        );
        answer["meta"]["total"].as_u64().unwrap()
    };
    let sum: u64 = ["active", "suspended", "pending", "terminated"]
        .into_iter()
        .map(total)
        .sum();
    assert_eq!(sum, 300);
}
