//! The payment rescue desk: each refused payment keeps its order for a day, and
//! whoever can pay it learns of it in time, once.

use std::future::ready;
use std::time::Duration;

use jiff::SignedDuration;
use kh_core::Habits;
use kh_core::view::{ActivityQuery, EventRow, OrderProgress, PortalPageName, RescueView};
use kh_simulator::{Card, Fault, FaultKind};
use kh_tests::{Life, World};
use serde_json::json;

const HOUR: Duration = Duration::from_secs(3_600);

fn desk(life: &Life) -> RescueView {
    life.run(life.console.rescue()).unwrap()
}

fn reminders(life: &Life) -> Vec<EventRow> {
    let rows = life.run(life.console.activity(everything())).unwrap().rows;
    let reminders = rows
        .into_iter()
        .filter(|row| row.kind == "payment_reminder");
    reminders.collect()
}

fn left(rows: &[EventRow]) -> Vec<&str> {
    rows.iter().map(|row| row.facts["left"].as_str()).collect()
}

#[test]
fn each_reason_leads_to_its_page_with_the_exact_shortfall_and_is_paid_there() {
    for (card, known, page) in [
        (Card::None, true, PortalPageName::AddCredit),
        (Card::Declined, true, PortalPageName::Cards),
        (Card::Expired, true, PortalPageName::Cards),
        (Card::Ok, false, PortalPageName::Home),
    ] {
        let world = World::new();
        world.funds("4.00", card);
        let life = world.live_connected();
        world.operator(
            "POST",
            "account",
            &json!({"account": 1, "client_known": known}),
        );
        let no = life.order().unwrap().row.no;
        let shown = desk(&life);
        let row = shown.orders.first().unwrap();
        assert_eq!((row.order.no, row.portal), (no, page));
        assert_eq!(row.shortfall_alone.as_ref().unwrap().value, "5.90");
        assert_eq!(row.amount.value, "9.90");
        assert!(row.can_check && !row.expired);
        let lives = row.cancelled_at.duration_since(row.order.created_at);
        assert_eq!(lives, SignedDuration::from_hours(24));
        assert_eq!(shown.steps.len(), 1);
        assert_eq!(shown.steps[0].top_up.value, "5.90");
        assert_eq!(shown.steps[0].saves, [no]);

        world.pass(HOUR);
        world.operator("POST", "portal", &json!({"account": 1}));
        let seen = life.run(life.console.check_order(no)).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Paid);
        assert!(desk(&life).orders.is_empty());
    }
}

#[test]
fn several_unpaid_orders_are_ranked_by_what_ends_first() {
    let world = World::new();
    world.funds("4.00", Card::None);
    let life = world.live_connected();
    let mut nos = Vec::new();
    for _ in 0..3 {
        nos.push(life.order().unwrap().row.no);
        world.pass(HOUR);
    }
    let shown = desk(&life);
    let order: Vec<i64> = shown.orders.iter().map(|row| row.order.no).collect();
    assert_eq!(order, nos);
    let steps: Vec<(&str, usize)> = shown
        .steps
        .iter()
        .map(|step| (step.top_up.value.as_str(), step.saves.len()))
        .collect();
    assert_eq!(steps, [("5.90", 1), ("15.80", 2), ("25.70", 3)]);
}

/// Waits until so many reminders were written.
fn reminded(life: &Life, times: usize) {
    life.until(|console| async move {
        let rows = console.activity(everything()).await.unwrap().rows;
        let reminders = rows.iter().filter(|row| row.kind == "payment_reminder");
        reminders.count() == times
    });
}

fn everything() -> ActivityQuery {
    ActivityQuery {
        group: None,
        unread_only: false,
        needs_you_only: false,
        search: String::new(),
        offset: 0,
        limit: 100,
    }
}

/// A run that watches, with an order that nobody pays.
fn watching() -> (World, Life, i64) {
    let world = World::new();
    world.funds("0", Card::None);
    // Ordered in a run that does not watch: a watcher moves the time meanwhile.
    let life = world.live_connected();
    let no = life.order().unwrap().row.no;
    life.crash();
    let life = world.live_with(Habits::default());
    (world, life, no)
}

/// The program is closed for a while, and started again.
fn away(world: &World, life: Life, time: Duration) -> Life {
    life.crash();
    world.clock.advance(time);
    world.live_with(Habits::default())
}

fn live_for(world: &World, life: &Life, time: Duration) {
    let end = world.now() + time;
    life.until(|_| ready(world.now() >= end));
}

/// The same in a world whose time only a test moves.
fn standing() -> (World, Life, i64) {
    let world = World::standing();
    world.funds("0", Card::None);
    let life = world.live_with(Habits::default());
    life.connect(&world, kh_simulator::FULL_ACCESS);
    let no = life.order().unwrap().row.no;
    (world, life, no)
}

#[test]
fn each_reminder_comes_once_at_its_time() {
    let (world, life, _no) = standing();
    let ends = desk(&life).orders[0].cancelled_at;
    for (times, minutes) in [(1, 720_i64), (2, 120), (3, 30)] {
        let due = ends - SignedDuration::from_mins(minutes);
        let wait = due.duration_since(world.now()) + SignedDuration::from_secs(1);
        world.pass(Duration::try_from(wait).unwrap());
        reminded(&life, times);
        let newest = reminders(&life).remove(0);
        assert_eq!(newest.facts["left"], minutes.to_string());
        assert!(newest.to.duration_since(due).abs() < SignedDuration::from_secs(10));
    }
    // The desktop hears of each, too.
    world.pass(Duration::from_secs(120));
    life.until(|_| {
        let told = world.announcements.shown();
        let told = told
            .iter()
            .filter(|one| one.title.starts_with("The time to pay"));
        ready(told.count() == 3)
    });
}

#[test]
fn a_profile_that_nobody_signs_for_in_this_run_is_reminded_too() {
    let (world, life, _no) = standing();
    life.crash();
    let life = world.live_with(Habits {
        connects_at_start: false,
        ..Habits::default()
    });
    life.connect(&world, kh_simulator::SECOND_ACCOUNT);
    world.pass(HOUR * 12 + Duration::from_secs(60));
    life.until(|_| {
        let told = world.announcements.shown();
        ready(
            told.iter()
                .any(|one| one.title.starts_with("The time to pay")),
        )
    });
}

#[test]
fn whoever_slept_hears_only_the_newest_and_a_restart_repeats_none() {
    let (world, life, _no) = standing();
    life.crash();
    // The computer is off for 22 and a half hours.
    world.clock.advance(HOUR * 22 + HOUR / 2);
    let life = world.live_with(Habits::default());
    reminded(&life, 1);
    assert_eq!(left(&reminders(&life)), ["120"]);
    life.crash();
    let life = world.live_with(Habits::default());
    world.pass(HOUR + Duration::from_secs(60));
    reminded(&life, 2);
    assert_eq!(left(&reminders(&life)), ["30", "120"]);
}

#[test]
fn an_unpaid_order_past_its_day_is_asked_once_more_and_then_shown_as_that() {
    let (world, life, no) = watching();
    // The provider never says that it cancelled it.
    world.faults([Fault {
        on: "GET /v1/orders/{id}".to_owned(),
        kind: FaultKind::Replace {
            status: 200,
            content_type: "application/json".to_owned(),
            body: r#"{"id":5001,"status":"pending_payment"}"#.to_owned(),
            after_commit: false,
        },
        skip: 0,
        times: u32::MAX,
    }]);
    let asked = || {
        let seen = world.wire.seen();
        let of_order = seen.iter().filter(|one| one.path.contains("/v1/orders/"));
        of_order.count()
    };
    let life = away(&world, life, HOUR * 24 - HOUR / 10);
    live_for(&world, &life, HOUR);
    let row = desk(&life).orders.first().cloned().unwrap();
    assert!(row.expired && row.order.no == no);
    assert!(row.last_checked_at.unwrap() > row.cancelled_at);
    let found = life.run(life.console.reconciliation()).unwrap();
    let ids: Vec<&str> = found.findings.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, [format!("unpaid-{no}")]);
    let before = asked();
    live_for(&world, &life, HOUR * 3);
    let more = asked() - before;
    assert!((1..=6).contains(&more), "{more} questions in three hours");
}
