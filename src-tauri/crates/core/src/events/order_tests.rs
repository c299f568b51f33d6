//! Lines of evidence, and the events they stand for.

use jiff::Timestamp;
use kh_journal::{
    EventKind, EventSource, Evidence, IntentId, NewEvidence, NewOrder, Order, OrderNo,
};
use kh_model::{Amount, BillingCycle, ProductId, ProfileId};

use super::of_order;

fn order() -> Order {
    Order {
        no: OrderNo::new(3),
        profile_id: ProfileId::new("main").unwrap(),
        intent_id: IntentId::new("one").unwrap(),
        terms: NewOrder {
            product_id: ProductId::new("42").unwrap(),
            product_name: "Sandbox KVM M".to_owned(),
            family: None,
            cycle: BillingCycle::Monthly,
            options_json: "{}".to_owned(),
            hostname: None,
            customer: None,
            amount_now: Amount::parse("9.90", None).unwrap(),
            amount_recurring: None,
            balance_before: None,
            state: "unpaid".to_owned(),
            expires_at: Some(Timestamp::UNIX_EPOCH),
            note: None,
        },
        provider_order_id: None,
        provider_status: None,
        invoice_id: None,
        service_ids: Vec::new(),
        problem: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn line(kind: &str, params: &str) -> Evidence {
    Evidence {
        order_no: OrderNo::new(3),
        seq: 1,
        fact: NewEvidence {
            at_from: Timestamp::UNIX_EPOCH,
            at_to: None,
            kind: kind.to_owned(),
            params_json: params.to_owned(),
            source: "provider".to_owned(),
            request_id: None,
        },
    }
}

fn kind_of(kind: &str, params: &str) -> Option<EventKind> {
    of_order(&order(), &line(kind, params)).map(|event| event.kind)
}

#[test]
fn what_evidence_says_of_payment_is_an_event_and_the_rest_is_none() {
    let paid = r#"{"facts":{"status":"paid"}}"#;
    let pending = r#"{"facts":{"status":"Pending Payment"}}"#;
    let strange = r#"{"facts":{"status":"on hold"}}"#;
    assert_eq!(kind_of("accepted", paid), Some(EventKind::OrderPaid));
    assert_eq!(kind_of("accepted", pending), Some(EventKind::PaymentNeeded));
    assert_eq!(kind_of("status_read", strange), None);
    assert_eq!(kind_of("paid", "{}"), Some(EventKind::OrderPaid));
    assert_eq!(kind_of("provisioned", "{}"), Some(EventKind::OrderPaid));
    assert_eq!(kind_of("cancelled", "{}"), Some(EventKind::OrderCancelled));
    assert_eq!(kind_of("intent_written", paid), None);
}

#[test]
fn a_payment_that_is_needed_needs_a_person_until_the_order_ends() {
    let line = line(
        "payment_required",
        r#"{"facts":{"reason":"card_declined"}}"#,
    );
    let event = of_order(&order(), &line).unwrap();
    assert!(event.needs_you);
    assert_eq!(event.source, EventSource::OwnAction);
    assert_eq!(event.facts["reason"], "card_declined");
    assert_eq!(event.facts["due"], "1970-01-01T00:00:00Z");
}
