//! Products and their prices (contract 2 and 14).

use kh_api::{Asker, PageRequest};
use kh_model::{BillingCycle, ProductId};
use kh_simulator::Scale;
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn the_list_has_prices_and_the_product_its_options() {
    let world = World::of(Scale::Unfurnished);
    let hand = Hand::owner(&world);
    let list = hand
        .wait(hand.client.products(Asker::Person, &PageRequest::first()))
        .unwrap()
        .view;
    assert_eq!((list.items.len(), list.unread), (40, 0));
    let groups: std::collections::HashSet<_> = list
        .items
        .iter()
        .filter_map(|product| product.group.clone())
        .collect();
    assert_eq!(groups.len(), 6);
    assert!(
        list.items
            .iter()
            .any(|product| product.in_stock == Some(false))
    );
    for product in &list.items {
        let asked = hand.wait(hand.client.product(Asker::Person, &product.id));
        world.pass(std::time::Duration::from_secs(2));
        let detail = asked.unwrap().view;
        assert_eq!(detail.prices, product.prices);
    }
    let documented = list
        .items
        .iter()
        .find(|product| product.id.as_str() == "42")
        .unwrap();
    let monthly = documented.price(&BillingCycle::Monthly).unwrap();
    assert_eq!(monthly.amount.as_ref().unwrap().to_string(), "9.90 EUR");
}

#[test]
fn a_product_that_is_not_there_is_404() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let id = ProductId::new("777").unwrap();
    let (status, code, _) = refusal(hand.wait(hand.client.product(Asker::Person, &id)));
    assert_eq!((status, code.as_str()), (404, "not_found"));
}
