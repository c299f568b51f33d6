//! The tolerant reader: whatever form the answers have, they mean the same
//! (contract 13 and 14.3).

use kh_api::{Asker, PageRequest};
use kh_core::view::OrderProgress;
use kh_model::{BillingCycle, OrderId};
use kh_simulator::Preset;
use kh_tests::World;

use crate::hand::Hand;

const PRESETS: [Preset; 5] = [
    Preset::Default,
    Preset::Whmcs,
    Preset::Bare,
    Preset::Cursor,
    Preset::Cents,
];

#[test]
fn a_catalogue_means_the_same_in_every_form() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let mut seen = Vec::new();
    for preset in PRESETS {
        world.simulator.set_shape(preset).unwrap();
        let page = PageRequest::first();
        let list = hand
            .wait(hand.client.products(Asker::Person, &page))
            .unwrap()
            .view;
        let prices: Vec<_> = list
            .items
            .iter()
            .map(|product| {
                let price = product.price(&BillingCycle::Monthly);
                let amount = price.and_then(|price| price.amount.clone());
                (
                    product.id.clone(),
                    product.name.clone(),
                    amount.map(|amount| amount.value),
                )
            })
            .collect();
        seen.push(prices);
    }
    assert_eq!(seen[0].len(), 4);
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
}

#[test]
fn an_order_means_the_same_in_every_form() {
    for preset in PRESETS {
        let world = World::new();
        world.simulator.set_shape(preset).unwrap();
        let life = world.live_connected();
        let seen = life.order().unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Paid, "{preset:?}");
        assert_eq!(seen.order_id.as_deref(), Some("5001"), "{preset:?}");
        world.pass(std::time::Duration::from_secs(60));
        let seen = life.run(life.console.check_order(seen.row.no)).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Provisioned, "{preset:?}");
    }
}

#[test]
fn balance_and_services_mean_the_same_in_every_form() {
    let world = World::new();
    world.funds("120.50", kh_simulator::Card::None);
    let hand = Hand::owner(&world);
    hand.a_running_service(&world);
    for preset in PRESETS {
        world.simulator.set_shape(preset).unwrap();
        let balance = hand.wait(hand.client.balance(Asker::Person)).unwrap().view;
        assert_eq!(balance.amount.value.to_string(), "110.60", "{preset:?}");
        let page = PageRequest::first();
        let services = hand
            .wait(hand.client.services(Asker::Person, &page))
            .unwrap()
            .view;
        assert_eq!(services.items.len(), 1, "{preset:?}");
        let id = OrderId::new("5001").unwrap();
        let order = hand
            .wait(hand.client.order(Asker::Person, &id))
            .unwrap()
            .view;
        assert_eq!(order.id, id, "{preset:?}");
        world.pass(std::time::Duration::from_secs(10));
    }
}
