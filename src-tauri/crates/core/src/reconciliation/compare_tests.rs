//! Each kind of disagreement is found, and a clean world has none.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{
    BalanceSeen, IntentId, InvoiceFacts, KeptInvoice, KeptService, ListedInvoice, NewOrder, Order,
    OrderNo, OwnWords, ServiceFacts,
};
use kh_model::{
    Amount, BillingCycle, Currency, InvoiceId, OrderId, ProductId, ProfileId, ServiceId, Stated,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::compare::{Books, StrangeInvoice, compare};
use super::found::Kind;

/// Minutes after the beginning of these books.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap() + SignedDuration::from_mins(minutes)
}

fn euros(cents: i64) -> Amount {
    Amount::new(Decimal::new(cents, 2), Currency::new("EUR").ok())
}

fn order(no: i64, cents: i64, made: i64) -> Order {
    Order {
        no: OrderNo::new(no),
        profile_id: ProfileId::new("main").unwrap(),
        intent_id: IntentId::new(format!("i{no}")).unwrap(),
        terms: NewOrder {
            product_id: ProductId::new("43").unwrap(),
            product_name: "KVM L".to_owned(),
            family: None,
            cycle: BillingCycle::read("monthly"),
            options_json: "{}".to_owned(),
            hostname: None,
            customer: None,
            amount_now: euros(cents),
            amount_recurring: None,
            balance_before: None,
            state: "paid".to_owned(),
            expires_at: None,
            note: None,
        },
        provider_order_id: OrderId::new(format!("50{no}")).ok(),
        provider_status: None,
        invoice_id: None,
        service_ids: Vec::new(),
        problem: None,
        created_at: at(made),
        updated_at: at(made),
    }
}

fn service(id: &str, product: &str, cents: i64, seen: i64) -> KeptService {
    KeptService {
        facts: ServiceFacts {
            id: ServiceId::new(id).unwrap(),
            order_id: None,
            product_id: ProductId::new(product).ok(),
            name: Some("KVM L".to_owned()),
            hostname: None,
            family: String::new(),
            status: None,
            power: None,
            ip: None,
            ips: Vec::new(),
            cycle: None,
            recurring: Some(euros(cents)),
            next_due: None,
            created_at: None,
        },
        own: OwnWords::default(),
        first_seen_at: at(seen),
        seen_at: at(seen),
        changed_at: at(seen),
        missing_since: None,
        request_id: None,
    }
}

fn invoice(id: &str, cents: i64, seen: i64, state: &str) -> ListedInvoice {
    ListedInvoice {
        kept: KeptInvoice {
            facts: InvoiceFacts {
                id: InvoiceId::new(id).unwrap(),
                number: Some(format!("KH-{id}")),
                status: Some(Stated::read(state)),
                date: None,
                due: None,
                paid: None,
                subtotal: None,
                tax: None,
                credit: None,
                total: Some(euros(cents)),
                balance: None,
            },
            first_seen_at: at(seen),
            seen_at: at(seen),
            changed_at: at(seen),
            missing_since: None,
            request_id: None,
        },
        pdf: None,
        order_no: None,
    }
}

fn credit(steps: &[(i64, i64, i64)]) -> Vec<BalanceSeen> {
    steps
        .iter()
        .map(|(cents, first, last)| BalanceSeen {
            amount: euros(*cents),
            first_read_at: at(*first),
            last_read_at: at(*last),
            request_id: None,
        })
        .collect()
}

/// Books that were read whole after two hours, with nothing in them.
fn books() -> Books {
    Books {
        now: at(120),
        services_at: Some(at(120)),
        invoices_at: Some(at(120)),
        bare_orders: Vec::new(),
        open_orders: Vec::new(),
        unpaid_orders: Vec::new(),
        spending_orders: Vec::new(),
        strange_services: Vec::new(),
        strange_invoices: Vec::new(),
        moving_invoices: Vec::new(),
        credit: Vec::new(),
    }
}

fn kinds(books: &Books) -> Vec<Kind> {
    compare(books).iter().map(|found| found.kind).collect()
}

#[test]
fn empty_books_agree() {
    assert!(compare(&books()).is_empty());
}

#[test]
fn an_order_without_a_service_is_found_after_its_time_and_not_before() {
    let mut some = books();
    some.bare_orders = vec![order(1, 990, 60)];
    assert_eq!(kinds(&some), [Kind::OrderWithoutService]);
    assert_eq!(compare(&some)[0].id(), "order-1");
    some.bare_orders = vec![order(1, 990, 95)];
    assert!(kinds(&some).is_empty(), "it was paid 25 minutes ago");
    some.bare_orders = vec![order(1, 990, 60)];
    some.services_at = None;
    assert!(kinds(&some).is_empty(), "nobody read the services");
}

#[test]
fn a_service_that_names_no_order_belongs_to_the_order_it_is_like() {
    let mut some = books();
    some.bare_orders = vec![order(1, 990, 10)];
    some.strange_services = vec![service("7", "43", 990, 12), service("8", "43", 990, 13)];
    let found = compare(&some);
    assert_eq!(found.len(), 1, "one of the two was bought elsewhere");
    assert_eq!(found[0].id(), "service-8");
    some.bare_orders[0].created_at = at(12) + SignedDuration::from_secs(1);
    some.strange_services.truncate(1);
    assert_eq!(
        kinds(&some),
        [Kind::OrderWithoutService, Kind::ServiceWithoutOrder],
        "a service that was there before the order is not its service"
    );
}

#[test]
fn a_service_that_an_order_without_an_answer_may_have_made_is_a_clue_and_no_finding() {
    let mut some = books();
    some.open_orders = vec![order(1, 990, 10)];
    some.strange_services = vec![service("7", "43", 990, 12)];
    assert!(kinds(&some).is_empty());
    some.open_orders.clear();
    assert_eq!(kinds(&some), [Kind::ServiceWithoutOrder]);
}

#[test]
fn a_paid_invoice_that_nothing_explains_is_found() {
    let strange = |listed, is_renewal| StrangeInvoice { listed, is_renewal };
    let mut some = books();
    some.strange_invoices = vec![strange(invoice("1", 990, 60, "paid"), false)];
    assert_eq!(kinds(&some), [Kind::InvoiceWithoutService]);
    some.strange_invoices[0].is_renewal = true;
    assert!(kinds(&some).is_empty());
    some.strange_invoices = vec![strange(invoice("1", 990, 60, "unpaid"), false)];
    assert!(kinds(&some).is_empty(), "nothing was paid for it");
    some.strange_invoices = vec![strange(invoice("1", 990, 60, "paid"), false)];
    some.strange_services = vec![service("7", "99", 990, 60)];
    assert_eq!(
        kinds(&some),
        [Kind::ServiceWithoutOrder],
        "a service bought elsewhere and its invoice are one thing"
    );
}

#[test]
fn money_that_left_without_a_cause_is_found_with_what_is_not_explained() {
    let mut some = books();
    some.credit = credit(&[(10_000, 0, 30), (7_000, 40, 120)]);
    let found = compare(&some);
    assert_eq!(found[0].kind, Kind::MoneyWithoutCause);
    assert_eq!(
        found[0].money,
        Some(("30.00".to_owned(), Some("EUR".to_owned())))
    );
    assert_eq!((found[0].from, found[0].to), (at(30), at(40)));
    some.spending_orders = vec![order(1, 1_000, 35)];
    assert_eq!(compare(&some)[0].money.as_ref().unwrap().0, "20.00");
    some.moving_invoices = vec![invoice("2", 2_000, 45, "paid")];
    assert!(
        kinds(&some).is_empty(),
        "an order and an invoice explain it"
    );
    some.moving_invoices.clear();
    some.invoices_at = Some(at(39));
    assert!(kinds(&some).is_empty(), "the invoices may still tell");
}

#[test]
fn what_explains_one_fall_explains_no_other() {
    let mut some = books();
    some.credit = credit(&[(10_000, 0, 30), (9_010, 40, 50), (8_020, 60, 120)]);
    some.spending_orders = vec![order(1, 990, 35)];
    some.spending_orders[0].updated_at = at(119);
    let found = compare(&some);
    assert_eq!(found.len(), 1, "one of two falls has a cause");
    assert_eq!((found[0].from, found[0].to), (at(50), at(60)));
}

#[test]
fn an_unpaid_order_explains_only_a_fall_of_just_its_amount() {
    let mut some = books();
    some.credit = credit(&[(10_000, 0, 30), (9_500, 40, 120)]);
    some.spending_orders = vec![order(1, 990, 35)];
    some.spending_orders[0].terms.state = "unpaid".to_owned();
    assert_eq!(kinds(&some), [Kind::MoneyWithoutCause]);
    some.credit = credit(&[(10_000, 0, 30), (9_010, 40, 120)]);
    assert!(kinds(&some).is_empty(), "it was paid in the portal");
}

#[test]
fn an_invoice_that_a_card_paid_explains_no_fall() {
    let mut some = books();
    some.credit = credit(&[(10_000, 0, 30), (9_010, 40, 120)]);
    some.moving_invoices = vec![invoice("1", 990, 45, "paid")];
    assert!(kinds(&some).is_empty());
    some.moving_invoices[0].kept.facts.credit = Some(euros(0));
    assert_eq!(kinds(&some), [Kind::MoneyWithoutCause]);
}

#[test]
fn a_service_that_an_unpaid_order_may_have_made_was_not_bought_elsewhere() {
    let mut some = books();
    some.unpaid_orders = vec![crate::rescue::Waiting {
        order: order(1, 990, 10),
        ends: crate::orders::outcome::Ends {
            earliest: at(24 * 60),
            latest: at(24 * 60),
        },
    }];
    some.strange_services = vec![service("7", "43", 990, 12)];
    assert!(kinds(&some).is_empty());
}

#[test]
fn an_order_paid_by_card_in_part_or_a_credit_that_rose_is_no_loss() {
    let mut some = books();
    some.credit = credit(&[(400, 0, 30), (0, 40, 50), (5_000, 60, 120)]);
    some.spending_orders = vec![order(1, 990, 35)];
    assert!(kinds(&some).is_empty());
}

#[test]
fn an_unpaid_order_is_found_once_its_day_is_over() {
    let mut some = books();
    let ends = at(24 * 60);
    some.unpaid_orders = vec![crate::rescue::Waiting {
        order: order(1, 990, 0),
        ends: crate::orders::outcome::Ends {
            earliest: ends - SignedDuration::from_hours(20),
            latest: ends,
        },
    }];
    some.now = at(24 * 60 + 9);
    assert!(kinds(&some).is_empty());
    some.now = at(24 * 60 + 10);
    assert_eq!(kinds(&some), [Kind::UnpaidPastItsDay]);
}

proptest! {
    /// Whatever was ordered here, set up and paid with the credit, in whatever
    /// order it was read: nothing is found.
    #[test]
    fn a_clean_world_agrees(
        orders in prop::collection::vec((1_i64..5_000, 0_i64..80, any::<bool>()), 0..12),
        reads in prop::collection::vec(0_i64..120, 0..6),
    ) {
        let mut some = books();
        let mut spent: Vec<(i64, i64)> = Vec::new();
        for (no, (cents, made, named)) in (1..).zip(&orders) {
            let mut one = order(no, *cents, *made);
            if *named {
                one.service_ids = vec![ServiceId::new(no.to_string()).unwrap()];
            } else {
                // The provider names nothing; the service only looks like it.
                some.bare_orders.push(one.clone());
                some.strange_services.push(service(&no.to_string(), "43", *cents, *made + 1));
            }
            some.spending_orders.push(one);
            spent.push((*made, *cents));
        }
        let mut looks: Vec<i64> = reads;
        looks.sort_unstable();
        let mut seen: Vec<(i64, i64, i64)> = Vec::new();
        for look in looks {
            let left = 100_000 - spent.iter().filter(|(made, _)| *made <= look).map(|(_, cents)| cents).sum::<i64>();
            match seen.last_mut().filter(|last| last.0 == left) {
                Some(last) => last.2 = look,
                None => seen.push((left, look, look)),
            }
        }
        some.credit = credit(&seen);
        prop_assert_eq!(kinds(&some), Vec::<Kind>::new());
    }
}
