//! The address for events (contract 10).

use kh_api::Asker;
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn the_address_is_set_read_and_unset() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let url = "https://hooks.example.net/kh";
    hand.wait(hand.client.set_webhook(Asker::Person, Some(url)))
        .unwrap();
    let set = hand.wait(hand.client.webhook(Asker::Person)).unwrap().view;
    assert_eq!(set.url.as_deref(), Some(url));
    hand.wait(hand.client.set_webhook(Asker::Person, None))
        .unwrap();
    assert_eq!(
        hand.wait(hand.client.webhook(Asker::Person))
            .unwrap()
            .view
            .url,
        None
    );
}

#[test]
fn an_address_that_is_not_https_or_not_public_is_refused() {
    let world = World::new();
    let hand = Hand::owner(&world);
    for url in [
        "http://hooks.example.net/kh",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "x",
    ] {
        let set = hand.wait(hand.client.set_webhook(Asker::Person, Some(url)));
        assert_eq!(refusal(set).0, 400, "{url}");
    }
}
