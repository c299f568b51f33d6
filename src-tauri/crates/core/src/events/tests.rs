//! Differences, made up, and the events they are.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{
    AccountSeen, BalanceSeen, EventKind, EventSource, InvoiceChange, InvoiceFacts, KeptInvoice,
    KeptService, MomentPrecision, NewEvent, OwnWords, ServiceChange, ServiceFacts, StatedMoment,
};
use kh_model::{Amount, Currency, InvoiceId, Scope, ServiceId, Stated};

use super::*;

const LISTS: EventSource = EventSource::ServicesCompared;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

fn euro(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
}

fn kept(status: &str, power: &str, seen: i64) -> KeptService {
    KeptService {
        facts: ServiceFacts {
            id: ServiceId::new("1001").unwrap(),
            order_id: None,
            product_id: None,
            name: Some("Sandbox KVM M".to_owned()),
            hostname: Some("shop.example.net".to_owned()),
            family: String::new(),
            status: Some(Stated::read(status)),
            power: Some(Stated::read(power)),
            ip: None,
            ips: vec!["203.0.113.10".to_owned()],
            cycle: None,
            recurring: Some(euro("9.90")),
            next_due: None,
            created_at: None,
        },
        own: OwnWords {
            customer: Some("Bakery".to_owned()),
            ..OwnWords::default()
        },
        first_seen_at: at(0),
        seen_at: at(seen),
        changed_at: at(seen),
        missing_since: None,
        request_id: None,
    }
}

fn change(before: Option<KeptService>, after: KeptService) -> ServiceChange {
    ServiceChange {
        before,
        after,
        first_look: false,
        listed_before: Some(at(50)),
    }
}

fn between(before: KeptService, after: KeptService) -> Vec<NewEvent> {
    of_service(&change(Some(before), after), LISTS)
}

fn kinds(events: &[NewEvent]) -> Vec<EventKind> {
    events.iter().map(|event| event.kind).collect()
}

fn says<'a>(event: &'a NewEvent, name: &str) -> &'a str {
    event.facts.get(name).map_or("", String::as_str)
}

#[test]
fn what_the_first_look_shows_is_no_news() {
    let change = ServiceChange {
        first_look: true,
        listed_before: None,
        ..change(None, kept("active", "running", 100))
    };
    assert_eq!(of_service(&change, LISTS), []);
}

#[test]
fn a_service_that_is_new_was_not_there_when_the_list_was_read_before() {
    let events = of_service(&change(None, kept("active", "running", 100)), LISTS);
    assert_eq!(kinds(&events), [EventKind::ServiceProvisioned]);
    assert_eq!((events[0].from, events[0].to), (at(50), at(100)));
    let events = of_service(&change(None, kept("pending", "off", 100)), LISTS);
    assert_eq!(kinds(&events), [EventKind::ServiceAppeared]);
}

#[test]
fn a_state_that_changed_did_so_between_the_two_looks() {
    let cases = [
        ("pending", "active", EventKind::ServiceProvisioned, false),
        ("active", "suspended", EventKind::ServiceFailed, true),
        ("active", "terminated", EventKind::ServiceFailed, false),
        ("suspended", "active", EventKind::ServiceChanged, false),
        ("active", "on hold", EventKind::ServiceChanged, false),
    ];
    for (old, new, kind, needs_you) in cases {
        let events = between(kept(old, "running", 10), kept(new, "running", 100));
        assert_eq!(kinds(&events), [kind], "{old} {new}");
        assert_eq!(events[0].needs_you, needs_you);
        assert_eq!((events[0].from, events[0].to), (at(10), at(100)));
        assert_eq!(
            (says(&events[0], "old"), says(&events[0], "new")),
            (old, new)
        );
        assert_eq!(says(&events[0], "name"), "shop.example.net");
    }
}

#[test]
fn another_spelling_of_a_state_is_no_change() {
    let events = between(kept("Active", "running", 10), kept("active", "on", 100));
    assert_eq!(events, []);
}

#[test]
fn a_machine_on_its_way_is_no_news_and_where_it_comes_to_rest_is() {
    let stopping = between(
        kept("active", "running", 10),
        kept("active", "stopping", 100),
    );
    assert_eq!(stopping, []);
    let stopped = between(
        kept("active", "stopping", 10),
        kept("active", "stopped", 100),
    );
    assert_eq!(kinds(&stopped), [EventKind::ServiceChanged]);
    assert_eq!(says(&stopped[0], "fact"), "power");
    let held_back = between(
        kept("active", "running", 10),
        kept("suspended", "stopped", 100),
    );
    assert_eq!(kinds(&held_back), [EventKind::ServiceFailed]);
}

#[test]
fn a_service_that_is_not_listed_is_missing_once_and_then_back() {
    let here = kept("active", "running", 10);
    let away = KeptService {
        missing_since: Some(at(100)),
        ..here.clone()
    };
    let missing = between(here.clone(), away.clone());
    assert_eq!(kinds(&missing), [EventKind::ServiceMissing]);
    assert_eq!((missing[0].from, missing[0].to), (at(10), at(100)));
    assert!(missing[0].needs_you);
    let back = between(away, kept("active", "stopped", 200));
    assert_eq!(
        kinds(&back),
        [EventKind::ServiceBack, EventKind::ServiceChanged]
    );
    assert_eq!((back[0].from, back[0].to), (at(100), at(200)));
}

#[test]
fn a_service_that_is_over_may_leave_the_list() {
    let over = kept("terminated", "off", 10);
    let away = KeptService {
        missing_since: Some(at(100)),
        ..over.clone()
    };
    assert!(!between(over, away)[0].needs_you);
}

#[test]
fn what_an_answer_leaves_out_has_not_changed() {
    let mut after = kept("active", "running", 100);
    after.facts.hostname = None;
    after.facts.recurring = None;
    after.facts.status = None;
    after.facts.power = None;
    assert_eq!(between(kept("active", "running", 10), after), []);
}

#[test]
fn a_price_and_a_name_that_changed_are_two_events_that_end_nothing() {
    let mut after = kept("active", "running", 100);
    after.facts.hostname = Some("new.example.net".to_owned());
    after.facts.recurring = Some(euro("12.90"));
    let events = between(kept("active", "running", 10), after);
    let facts: Vec<&str> = events.iter().map(|event| says(event, "fact")).collect();
    assert_eq!(facts, ["hostname", "price"]);
    assert!(events.iter().all(|event| event.leaves_open));
}

#[test]
fn a_name_of_any_length_is_kept_short() {
    let mut after = kept("suspended", "running", 100);
    after.facts.hostname = Some("ä".repeat(10_000));
    let mut before = after.clone();
    before.facts.status = Some(Stated::read("active"));
    let events = between(before, after);
    assert_eq!(says(&events[0], "name").chars().count(), 201);
}

fn invoice(status: &str, due_day: i64, seen: i64) -> KeptInvoice {
    let due = at(due_day * 86_400);
    KeptInvoice {
        facts: InvoiceFacts {
            id: InvoiceId::new("9001").unwrap(),
            number: Some("KH-2026-0001".to_owned()),
            status: Some(Stated::read(status)),
            date: None,
            due: Some(StatedMoment {
                raw: due.to_string().chars().take(10).collect(),
                precision: MomentPrecision::Day,
                sorts_at: Some(due),
            }),
            paid: None,
            subtotal: None,
            tax: None,
            credit: None,
            total: Some(euro("9.90")),
            balance: None,
        },
        first_seen_at: at(0),
        seen_at: at(seen),
        changed_at: at(seen),
        missing_since: None,
        request_id: None,
    }
}

fn of_invoices(before: Option<KeptInvoice>, after: KeptInvoice) -> Vec<NewEvent> {
    of_invoice(&InvoiceChange {
        before,
        after,
        listed_before: Some(at(50)),
    })
}

const DAY: i64 = 86_400;

#[test]
fn a_new_invoice_was_issued_after_the_list_was_read_before() {
    let paid = of_invoices(None, invoice("paid", 5, 100));
    let both = [EventKind::InvoiceCreated, EventKind::InvoicePaid];
    assert_eq!(kinds(&paid), both);
    assert_eq!((paid[1].from, paid[1].to), (at(50), at(100)));
    let events = of_invoices(None, invoice("unpaid", 5, 100));
    assert_eq!(kinds(&events), [EventKind::InvoiceCreated]);
    assert_eq!((events[0].from, events[0].to), (at(50), at(100)));
    assert_eq!(says(&events[0], "amount"), "9.90 EUR");
    let first = InvoiceChange {
        before: None,
        after: invoice("unpaid", 5, 100),
        listed_before: None,
    };
    assert_eq!(of_invoice(&first), []);
}

#[test]
fn an_invoice_is_paid_or_overdue_when_a_look_first_shows_it() {
    let paid = of_invoices(Some(invoice("unpaid", 5, 10)), invoice("paid", 5, 100));
    assert_eq!(kinds(&paid), [EventKind::InvoicePaid]);
    let before = invoice("unpaid", 5, 5 * DAY);
    let overdue = of_invoices(Some(before.clone()), invoice("unpaid", 5, 6 * DAY + 60));
    assert_eq!(kinds(&overdue), [EventKind::InvoiceOverdue]);
    assert!(overdue[0].needs_you);
    let again = of_invoices(
        Some(invoice("unpaid", 5, 6 * DAY + 60)),
        invoice("unpaid", 5, 7 * DAY),
    );
    assert_eq!(again, []);
    let still = of_invoices(Some(before), invoice("unpaid", 5, 5 * DAY + 60));
    assert_eq!(still, []);
}

#[test]
fn a_cancelled_invoice_changed_and_a_missing_one_did_nothing() {
    let cancelled = of_invoices(Some(invoice("unpaid", 5, 10)), invoice("cancelled", 5, 100));
    assert_eq!(kinds(&cancelled), [EventKind::InvoiceChanged]);
    let away = KeptInvoice {
        missing_since: Some(at(100)),
        ..invoice("unpaid", 5, 10)
    };
    assert_eq!(of_invoices(Some(invoice("unpaid", 5, 10)), away), []);
}

fn balance(text: &str, seen: i64) -> BalanceSeen {
    BalanceSeen {
        amount: euro(text),
        first_read_at: at(0),
        last_read_at: at(seen),
        request_id: None,
    }
}

#[test]
fn credit_that_falls_below_the_line_is_low_once() {
    let line = Some(rust_decimal::Decimal::from(20));
    let of =
        |old: &str, new: &str| of_balance(Some(&balance(old, 10)), &euro(new), at(100), None, line);
    let fell = of("24.00", "14.10");
    assert_eq!(
        kinds(&fell),
        [EventKind::CreditChanged, EventKind::BalanceLow]
    );
    assert_eq!(says(&fell[0], "amount"), "-9.90 EUR");
    assert_eq!((fell[1].from, fell[1].to), (at(10), at(100)));
    let further = of("14.10", "4.20");
    assert_eq!(kinds(&further), [EventKind::CreditChanged]);
    assert!(further[0].leaves_open);
    let up = of("4.20", "54.20");
    assert_eq!(kinds(&up), [EventKind::CreditChanged]);
    assert!(!up[0].leaves_open);
    assert_eq!(of("24.00", "24.00"), []);
}

#[test]
fn the_first_credit_and_one_without_a_line_are_not_low() {
    assert_eq!(of_balance(None, &euro("0.10"), at(9), None, None), []);
    let fell = of_balance(Some(&balance("24.00", 1)), &euro("0.10"), at(9), None, None);
    assert_eq!(kinds(&fell), [EventKind::CreditChanged]);
}

fn account(scopes: Option<Vec<Scope>>, read: i64) -> AccountSeen {
    AccountSeen {
        read_at: at(read),
        account_id: None,
        email: None,
        currency: None,
        key_label: Some("console".to_owned()),
        scopes,
        original: Vec::new(),
    }
}

#[test]
fn scopes_that_were_won_and_lost_are_told_apart() {
    let old = account(Some(vec![Scope::ReadServices, Scope::WriteOrders]), 10);
    let new = account(Some(vec![Scope::ReadServices, Scope::ReadBilling]), 100);
    let events = of_key(Some(&old), &new, None);
    assert_eq!(kinds(&events), [EventKind::KeyScopesChanged]);
    assert_eq!(says(&events[0], "gained"), "read:billing");
    assert_eq!(says(&events[0], "lost"), "write:orders");
    assert!(events[0].needs_you);
    assert_eq!(of_key(Some(&new), &new, None), []);
}

#[test]
fn scopes_that_are_not_stated_are_not_lost() {
    let old = account(Some(vec![Scope::ReadServices]), 10);
    assert_eq!(of_key(Some(&old), &account(None, 20), None), []);
    assert_eq!(of_key(None, &old, None), []);
}

#[test]
fn a_gap_says_how_long_nothing_was_watched() {
    let event = watching_again(at(0), at(45_540), EventSource::Startup);
    assert_eq!(says(&event, "seconds"), "45540");
    let gap = event.to.duration_since(event.from);
    assert_eq!(gap, SignedDuration::from_secs(45_540));
}
