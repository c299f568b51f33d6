//! Reading the list: in every form, at the provider's pace, through every
//! interruption, and shown without a call afterwards.

use std::time::Duration;

use kh_core::view::{Direction, InvoiceCondition, InvoicesFilter, InvoicesQuery, InvoicesSort};
use kh_simulator::{Fault, FaultKind, Preset};
use kh_tests::World;
use serde_json::json;

use crate::desk::*;

#[test]
fn the_list_means_the_same_in_every_form_and_on_every_page() {
    for preset in [
        Preset::Default,
        Preset::Whmcs,
        Preset::Bare,
        Preset::Cursor,
        Preset::Cents,
    ] {
        let world = World::new();
        world.simulator.set_shape(preset).unwrap();
        let life = read(&world, 30);
        let view = list(&life, everything());
        assert_eq!((view.all, view.total, view.open), (30, 30, 0), "{preset:?}");
        assert_eq!(view.sums.len(), 1, "{preset:?}");
        assert_eq!(view.sums[0].count, 30);
        assert_eq!(view.sums[0].total.value, "297.00", "{preset:?}");
        assert_eq!(view.sums[0].open.value, "0.00");
        assert!(
            view.sync.whole_at.is_some() && !view.sync.running,
            "{preset:?}"
        );
        assert_eq!(view.sync.error, None);
        for row in &view.rows {
            assert_eq!(row.condition, InvoiceCondition::Paid, "{preset:?}");
            assert!(row.order_no.is_some(), "{preset:?}: it came of an order");
        }
    }
}

#[test]
fn the_list_is_shown_with_its_age_while_nobody_answers() {
    let world = World::new();
    let life = read(&world, 2);
    let read_at = list(&life, everything()).sync.whole_at;
    world.wire.set_offline(true);
    world.pass(Duration::from_secs(3_600));
    assert!(refresh(&life).is_err());
    let view = list(&life, everything());
    assert_eq!((view.rows.len(), view.sync.whole_at), (2, read_at));
    assert!(view.sync.error.is_some() && !view.sync.running);
    world.wire.forget();
    list(&life, everything());
    life.run(life.console.credit_history()).unwrap();
    assert!(world.wire.seen().is_empty(), "a look costs no call");
}

#[test]
fn a_pause_that_the_provider_asks_for_is_kept_and_the_list_is_whole_after_it() {
    let world = World::new();
    let life = with_invoices(&world, 30);
    world.faults([Fault {
        on: LIST.to_owned(),
        kind: FaultKind::RateLimited {
            retry_after: Some("45".to_owned()),
        },
        skip: 1,
        times: 2,
    }]);
    let before = world.now();
    refresh(&life).unwrap();
    let view = list(&life, everything());
    assert_eq!(view.all, 30);
    assert!(view.sync.whole_at.is_some());
    assert_eq!(view.sync.waits_until, None);
    let waited = world.now().duration_since(before).as_secs();
    assert!(waited >= 90, "{waited} s");
}

#[test]
fn a_reading_that_broke_off_goes_on_where_it_was() {
    let world = World::new();
    let life = with_invoices(&world, 30);
    world.faults([Fault {
        on: LIST.to_owned(),
        kind: FaultKind::Error {
            status: 503,
            after_commit: false,
        },
        skip: 1,
        times: 10,
    }]);
    assert_eq!(refresh(&life).unwrap_err().code, "provider.failed");
    let view = list(&life, everything());
    assert_eq!((view.all, view.sync.whole_at), (25, None));
    world.faults([]);
    // The program ends in between.
    drop(life);
    let life = world.live();
    world.pass(Duration::from_secs(120));
    world.wire.forget();
    refresh(&life).unwrap();
    let pages: Vec<String> = world
        .wire
        .seen()
        .into_iter()
        .map(|call| call.path)
        .filter(|path| path.contains("invoices"))
        .collect();
    assert_eq!(pages, ["/v1/billing/invoices?page=2"]);
    let view = list(&life, everything());
    assert_eq!(view.all, 30);
    assert!(view.sync.whole_at.is_some());
    assert!(view.rows.iter().all(|row| row.missing_since.is_none()));
}

#[test]
fn a_provider_that_knows_no_second_page_is_read_as_far_as_it_goes() {
    let world = World::new();
    let life = with_invoices(&world, 30);
    world.faults([Fault {
        on: LIST.to_owned(),
        kind: FaultKind::Error {
            status: 400,
            after_commit: false,
        },
        skip: 1,
        times: 1,
    }]);
    refresh(&life).unwrap();
    let view = list(&life, everything());
    assert_eq!(view.all, 25);
    assert!(view.sync.first_page_only);
}

fn page(page: usize, pages: usize, invoices: &[serde_json::Value]) -> Fault {
    let body = json!({
        "data": invoices,
        "meta": { "page": page, "per_page": 100, "total": pages * 100, "total_pages": pages },
    });
    answer(LIST, "application/json", body.to_string())
}

fn invoice(number: usize, status: &str, total: &str) -> serde_json::Value {
    json!({
        "id": 100_000 + number, "number": format!("KH-{number}"), "status": status,
        "date": format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1),
        "due_date": "2026-01-10", "total": total, "currency": "EUR",
    })
}

#[test]
fn an_invoice_that_vanished_is_not_visible_and_comes_back() {
    let world = World::new();
    let life = with_invoices(&world, 0);
    let two = [invoice(1, "paid", "1.00"), invoice(2, "paid", "2.00")];
    world.faults([page(1, 1, &two), page(1, 1, &two[1..]), page(1, 1, &two)]);
    refresh(&life).unwrap();
    assert_eq!(row(&life, "100001").missing_since, None);
    world.pass(Duration::from_secs(60));
    refresh(&life).unwrap();
    let gone = row(&life, "100001");
    assert!(gone.missing_since.is_some());
    assert_eq!(gone.condition, InvoiceCondition::Paid, "and nothing else");
    world.pass(Duration::from_secs(60));
    refresh(&life).unwrap();
    assert_eq!(row(&life, "100001").missing_since, None);
}

#[test]
fn four_thousand_invoices_are_read_summed_and_found() {
    const PAGES: usize = 40;
    let world = World::new();
    let life = with_invoices(&world, 0);
    let invoice = |number| match number % 4 {
        0 => invoice(number, "unpaid", "0.10"),
        1 => invoice(number, "refunded", "5.00"),
        _ => invoice(number, "paid", "0.20"),
    };
    world.faults((0..PAGES).map(|at| {
        let numbers = at * 100..(at + 1) * 100;
        page(at + 1, PAGES, &numbers.map(invoice).collect::<Vec<_>>())
    }));
    refresh(&life).unwrap();
    let view = list(&life, everything());
    assert_eq!((view.all, view.open, view.rows.len()), (4_000, 1_000, 100));
    assert!(view.sync.whole_at.is_some());
    let sums = &view.sums[0];
    assert_eq!((sums.count, sums.left_out), (3_000, 1_000));
    assert_eq!(sums.total.value, "500.00");
    assert_eq!(sums.open.value, "100.00");
    assert_eq!(sums.net, None, "no invoice states it");

    let found = list(
        &life,
        InvoicesQuery {
            search: "kh-39 5,00".to_owned(),
            filter: InvoicesFilter::Other,
            sort: InvoicesSort::Date,
            direction: Direction::Down,
            limit: 10,
            ..everything()
        },
    );
    assert_eq!((found.total, found.rows.len()), (27, 10));
    assert!(found.rows.is_sorted_by_key(|row| {
        std::cmp::Reverse(row.date.as_ref().map(|date| date.raw.clone()))
    }));
    let march = list(
        &life,
        InvoicesQuery {
            from: Some("2026-03-01".to_owned()),
            to: Some("2026-03-31".to_owned()),
            ..everything()
        },
    );
    assert_eq!(march.total, 334);
    let bad = life.run(life.console.invoices(InvoicesQuery {
        from: Some("2026-02-30".to_owned()),
        ..everything()
    }));
    assert_eq!(bad.unwrap_err().code, "input.day");
}

#[test]
fn overdue_follows_the_clock_and_not_the_reading() {
    let world = World::new();
    let life = with_invoices(&world, 0);
    world.faults([page(1, 1, &[invoice(1, "unpaid", "1.00")])]);
    refresh(&life).unwrap();
    assert_eq!(row(&life, "100001").condition, InvoiceCondition::Unpaid);
    world.pass(Duration::from_secs(10 * 86_400));
    assert_eq!(row(&life, "100001").condition, InvoiceCondition::Overdue);
    assert_eq!(list(&life, everything()).overdue, 1);
}

#[test]
fn the_credit_has_a_history_of_its_changes() {
    let world = World::new();
    let life = with_invoices(&world, 0);
    for credit in ["100.00", "100.00", "90.10"] {
        world.funds(credit, kh_simulator::Card::None);
        world.pass(Duration::from_secs(60));
        life.run(life.console.refresh_credit()).unwrap();
    }
    let history = life.run(life.console.credit_history()).unwrap();
    let newest = &history.steps[0];
    assert_eq!(newest.amount.value, "90.10");
    assert_eq!(newest.change.as_ref().unwrap().value, "-9.90");
    assert_eq!(history.steps[1].amount.value, "100.00");
    assert!(history.steps[1].to > history.steps[1].from, "seen twice");
}
