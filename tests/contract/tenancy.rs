//! Accounts are kept apart: what is foreign answers like what is absent
//! (contract 11).

use kh_api::{Asker, PageRequest};
use kh_model::{InvoiceId, OrderId, ServiceId};
use kh_simulator::SECOND_ACCOUNT;
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn a_foreign_thing_answers_like_an_absent_one() {
    let world = World::new();
    let owner = Hand::owner(&world);
    let service = owner.a_running_service(&world);
    let other = Hand::with(&world, SECOND_ACCOUNT);
    let asker = Asker::Person;
    let order =
        |id: &str| refusal(other.wait(other.client.order(asker, &OrderId::new(id).unwrap())));
    assert_eq!(order("5001"), order("777777"));
    assert_eq!(order("5001").0, 404);
    let nowhere = ServiceId::new("777777").unwrap();
    assert_eq!(
        refusal(other.wait(other.client.service(asker, &service))),
        refusal(other.wait(other.client.service(asker, &nowhere)))
    );
    assert_eq!(
        refusal(other.act(&service, "terminate", "act-1")),
        refusal(other.act(&nowhere, "terminate", "act-2"))
    );
    let pdf = |id: &str| {
        refusal(other.wait(other.client.invoice_pdf(
            asker,
            &InvoiceId::new(id).unwrap(),
            &mut Vec::new(),
        )))
    };
    assert_eq!(pdf("9001"), pdf("777777"));
}

#[test]
fn lists_hold_only_what_is_ones_own() {
    let world = World::new();
    Hand::owner(&world).order("order-1").unwrap();
    let other = Hand::with(&world, SECOND_ACCOUNT);
    let first = PageRequest::first();
    let services = other
        .wait(other.client.services(Asker::Person, &first))
        .unwrap();
    let invoices = other
        .wait(other.client.invoices(Asker::Person, &first))
        .unwrap();
    assert!(services.view.items.is_empty() && invoices.view.items.is_empty());
}
