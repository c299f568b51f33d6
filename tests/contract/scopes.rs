//! Scopes (contract 2): 403 with its reason, before anything of the resource.

use kh_api::{Asker, PageRequest};
use kh_simulator::{NO_CREDENTIALS, READ_ONLY};
use kh_tests::World;

use crate::hand::{Hand, refusal, said};

#[test]
fn a_read_only_key_reads_and_writes_nothing() {
    let world = World::new();
    let service = Hand::owner(&world).a_running_service(&world);
    let hand = Hand::with(&world, READ_ONLY);
    let first = PageRequest::first();
    assert!(
        hand.wait(hand.client.products(Asker::Person, &first))
            .is_ok()
    );
    assert!(
        hand.wait(hand.client.services(Asker::Person, &first))
            .is_ok()
    );
    assert!(
        hand.wait(hand.client.invoices(Asker::Person, &first))
            .is_ok()
    );
    assert!(hand.wait(hand.client.webhook(Asker::Person)).is_ok());
    let missing = said(403, "forbidden_scope", "missing_scope");
    assert_eq!(refusal(hand.order("order-1")), missing);
    assert_eq!(refusal(hand.act(&service, "reboot", "act-1")), missing);
    assert_eq!(
        refusal(hand.wait(hand.client.set_webhook(Asker::Person, None))),
        missing
    );
    assert_eq!(
        refusal(hand.wait(hand.client.credentials(Asker::Person, &service))),
        missing
    );
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_key_without_credentials_may_do_the_rest() {
    let world = World::new();
    let hand = Hand::with(&world, NO_CREDENTIALS);
    let service = hand.a_running_service(&world);
    assert!(hand.act(&service, "reboot", "act-1").is_ok());
    assert_eq!(
        refusal(hand.wait(hand.client.credentials(Asker::Person, &service))),
        said(403, "forbidden_scope", "missing_scope")
    );
}
