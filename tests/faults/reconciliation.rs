//! Journal, services, invoices and credit side by side: a clean world has no
//! findings, and each kind of disagreement is found, told once and settled.

use std::time::Duration;

use kh_core::view::{FindingKind, FindingView, ReconciliationView};
use kh_simulator::{Card, Fault, FaultKind};
use kh_tests::{Life, World};
use serde_json::json;

const MINUTE: Duration = Duration::from_secs(60);

fn reconcile(life: &Life) -> ReconciliationView {
    life.run(life.console.reconcile()).unwrap()
}

fn kinds(view: &ReconciliationView) -> Vec<FindingKind> {
    view.findings.iter().map(|finding| finding.kind).collect()
}

fn only(view: &ReconciliationView) -> FindingView {
    assert_eq!(view.findings.len(), 1, "{:?}", view.findings);
    view.findings[0].clone()
}

/// A world whose account was compared once.
fn compared() -> (World, Life) {
    let world = World::new();
    world.funds("100.00", Card::None);
    let life = world.live_connected();
    let first = reconcile(&life);
    assert!(first.findings.is_empty() && first.basis.complete);
    world.pass(MINUTE);
    (world, life)
}

#[test]
fn what_was_ordered_here_agrees_at_every_step() {
    let (world, life) = compared();
    for _ in 0..3 {
        life.order().unwrap();
        assert!(reconcile(&life).findings.is_empty());
        world.pass(MINUTE * 45);
        let view = reconcile(&life);
        assert!(view.findings.is_empty(), "{:?}", view.findings);
    }
    assert_eq!(reconcile(&life).basis.orders_count, 3);
}

#[test]
fn what_was_there_at_the_first_reading_is_adopted() {
    let world = World::new();
    world.funds("100.00", Card::None);
    world.operator("POST", "shop", &json!({"account": 1, "product": 42}));
    let life = world.live_connected();
    let view = reconcile(&life);
    assert!(view.findings.is_empty());
    assert_eq!(view.adopted, 1);
    assert_eq!(view.settled[0].note.as_deref(), Some("adopted"));
    assert_eq!(view.settled[0].kind, FindingKind::ServiceWithoutOrder);
}

#[test]
fn a_service_bought_elsewhere_is_found_told_once_and_settled_by_a_person() {
    let (world, life) = compared();
    world.operator(
        "POST",
        "shop",
        &json!({"account": 1, "product": 42, "hostname": "elsewhere.example"}),
    );
    world.pass(MINUTE * 45);
    let found = only(&reconcile(&life));
    assert_eq!(found.kind, FindingKind::ServiceWithoutOrder);
    assert_eq!(found.service.as_ref().unwrap().name, "elsewhere.example");
    assert_eq!(only(&reconcile(&life)), found);
    let overview = life.run(life.console.overview()).unwrap();
    let asks = overview.attention.iter().find(|one| one.findings.is_some());
    assert_eq!(asks.unwrap().findings.as_ref().unwrap().count, 1);
    let told = overview.events.iter().filter(|one| one.kind == "finding");
    assert_eq!(told.count(), 1);

    let note = "Bought in the shop by the boss.".to_owned();
    let view = life
        .run(life.console.settle_finding(found.id.clone(), note.clone()))
        .unwrap();
    assert!(view.findings.is_empty());
    assert_eq!(view.settled[0].note, Some(note));
    assert!(reconcile(&life).findings.is_empty(), "it stays settled");
    let view = life
        .run(life.console.reopen_finding(found.id.clone()))
        .unwrap();
    assert_eq!(kinds(&view), [FindingKind::ServiceWithoutOrder]);
    let unknown = life.run(
        life.console
            .settle_finding("service-0".to_owned(), String::new()),
    );
    assert_eq!(unknown.unwrap_err().code, "finding.not_found");
}

#[test]
fn money_that_left_without_a_cause_is_found_with_its_amount() {
    let (world, life) = compared();
    life.order().unwrap();
    world.pass(MINUTE * 45);
    reconcile(&life);
    world
        .simulator
        .set_credit(1, "60.10".parse().unwrap())
        .unwrap();
    world.pass(MINUTE);
    let found = only(&reconcile(&life));
    assert_eq!(found.kind, FindingKind::MoneyWithoutCause);
    assert_eq!(found.money.unwrap().value, "30.00");
    assert_eq!(found.facts["before"], "90.10 EUR");
    assert_eq!(found.facts["after"], "60.10 EUR");
}

#[test]
fn a_paid_order_that_shows_no_service_is_found_after_half_an_hour_and_gone_once_it_does() {
    let (world, life) = compared();
    let empty = |path: &str| Fault {
        on: format!("GET {path}"),
        kind: FaultKind::Replace {
            status: 200,
            content_type: "application/json".to_owned(),
            body: r#"{"data":[]}"#.to_owned(),
            after_commit: false,
        },
        skip: 0,
        times: u32::MAX,
    };
    world.faults([empty("/v1/services")]);
    let no = life.order().unwrap().row.no;
    world.pass(MINUTE * 20);
    assert!(reconcile(&life).findings.is_empty());
    world.pass(MINUTE * 20);
    let found = only(&reconcile(&life));
    assert_eq!(found.kind, FindingKind::OrderWithoutService);
    assert_eq!(found.order, Some(no));
    assert!(found.facts.contains_key("services_at"));
    world.faults([]);
    let view = reconcile(&life);
    assert!(view.findings.is_empty());
    assert_eq!(view.settled[0].note.as_deref(), Some("gone"));
}

#[test]
fn a_paid_invoice_without_a_service_or_an_order_is_found() {
    let (world, life) = compared();
    let invoices = json!({"data": [{
        "id": 9901, "number": "KH-2026-0901", "status": "paid", "date": "2026-01-01",
        "total": "77.00", "currency": "EUR",
    }]});
    world.faults([Fault {
        on: "GET /v1/billing/invoices".to_owned(),
        kind: FaultKind::Replace {
            status: 200,
            content_type: "application/json".to_owned(),
            body: invoices.to_string(),
            after_commit: false,
        },
        skip: 0,
        times: u32::MAX,
    }]);
    reconcile(&life);
    world.pass(MINUTE * 45);
    let found = only(&reconcile(&life));
    assert_eq!(found.kind, FindingKind::InvoiceWithoutService);
    assert_eq!(found.invoice.unwrap().number, "KH-2026-0901");
    assert_eq!(found.money.unwrap().value, "77.00");
}

#[test]
fn an_order_without_an_answer_is_no_finding_while_its_clues_tell_of_it() {
    let (world, life) = compared();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    world.faults([]);
    world.pass(MINUTE * 45);
    let view = reconcile(&life);
    assert!(view.findings.is_empty(), "{:?}", view.findings);
    assert!(life.see(no).clues.unwrap().services[0].matches);
}

#[test]
fn what_another_key_of_the_account_ordered_was_not_bought_elsewhere() {
    let (world, life) = compared();
    let first = life.run(life.console.start_view()).unwrap().active.unwrap();
    life.connect(&world, kh_simulator::NO_CREDENTIALS);
    reconcile(&life);
    let second = life.run(life.console.start_view()).unwrap().active.unwrap();
    life.run(life.console.activate_profile(first)).unwrap();
    life.order().unwrap();
    world.pass(MINUTE * 120);
    life.run(life.console.activate_profile(second)).unwrap();
    assert_eq!(kinds(&reconcile(&life)), []);
}
