//! Balance, invoices and their files (contract 2 and 4).

use kh_api::answers::{PageWalk, Step};
use kh_api::{Asker, PageRequest, PdfForm};
use kh_tests::World;

use crate::hand::Hand;

#[test]
fn a_list_is_walked_to_its_end_page_by_page() {
    let world = World::new();
    world.funds("1000", kh_simulator::Card::None);
    let hand = Hand::owner(&world);
    for number in 0..60 {
        world.pass(std::time::Duration::from_secs(2));
        hand.order(&format!("order-{number}")).unwrap();
    }
    let mut walk = PageWalk::new(100);
    let mut request = PageRequest::first();
    let mut found = Vec::new();
    loop {
        world.pass(std::time::Duration::from_secs(2));
        let page = hand
            .wait(hand.client.invoices(Asker::Person, &request))
            .unwrap()
            .view;
        let ids: Vec<String> = page
            .items
            .iter()
            .map(|one| one.id.as_str().to_owned())
            .collect();
        let step = walk.step(ids.iter().map(String::as_str), &page.more);
        found.extend(ids);
        match step {
            Step::Ask(next) => request = PageRequest::next(next, page.per_page),
            Step::Done(_) => break,
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 60);
}

#[test]
fn an_invoice_is_a_pdf() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.order("order-1").unwrap();
    let invoices = hand
        .wait(hand.client.invoices(Asker::Person, &PageRequest::first()))
        .unwrap();
    let invoice = &invoices.view.items[0];
    assert_eq!(invoice.total.as_ref().unwrap().value.to_string(), "9.90");
    let mut kept = Vec::new();
    let pdf = hand
        .wait(
            hand.client
                .invoice_pdf(Asker::Person, &invoice.id, &mut kept),
        )
        .unwrap();
    let pdf = pdf.view.unwrap();
    assert!(kept.starts_with(b"%PDF-") && pdf.ends_well);
    assert_eq!((pdf.bytes, pdf.form), (kept.len() as u64, PdfForm::Plain));
}
