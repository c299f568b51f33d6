//! Watching what is on its way and what rests, without anybody asking.

use std::future::ready;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_core::Habits;
use kh_core::view::{ActivityQuery, EventGroup, OrderProgress};
use kh_simulator::{Card, Fault, FaultKind, Rules};
use kh_tests::{Life, World};

/// Calls a day that background work may spend.
const BACKGROUND: usize = 4_000;

/// A run that watches, connected with the full key.
fn watching(world: &World) -> Life {
    let life = world.live_with(Habits {
        connects_at_start: false,
        ..Habits::default()
    });
    life.connect(world, kh_simulator::FULL_ACCESS);
    life
}

fn until(life: &Life, no: i64, wanted: OrderProgress) {
    life.until(|console| async move { console.order(no).await.unwrap().row.progress == wanted });
}

fn asked_for_orders(world: &World) -> usize {
    let seen = world.wire.seen();
    let is_order = |path: &str| path.contains("/v1/orders/");
    seen.iter().filter(|one| is_order(&one.path)).count()
}

#[test]
fn an_order_is_watched_until_it_is_set_up_and_then_left_alone() {
    let world = World::new();
    let life = watching(&world);
    let no = life.order().unwrap().row.no;
    until(&life, no, OrderProgress::Provisioned);
    let seen = life.see(no);
    assert_eq!(seen.timeline.last().unwrap().kind, "provisioned");
    let asked = asked_for_orders(&world);
    assert!((1..=15).contains(&asked), "{asked} questions in 20 seconds");
    let later = world.now() + Duration::from_secs(3_600);
    life.until(|_| ready(world.now() >= later));
    assert_eq!(asked_for_orders(&world), asked);
}

#[test]
fn whoever_waits_an_hour_learns_of_the_end_within_two_minutes() {
    let world = World::new();
    world.rules(Rules {
        provisioning: Duration::from_secs(3_700),
        ..Rules::default()
    });
    let life = watching(&world);
    let no = life.order().unwrap().row.no;
    let ready_at = life.see(no).row.created_at + Duration::from_secs(3_700);
    until(&life, no, OrderProgress::Provisioned);
    let last = life.see(no).timeline.pop().unwrap();
    let delay = last.to.duration_since(ready_at);
    assert!(delay <= SignedDuration::from_secs(120), "{delay:?}");
    assert!(last.from <= ready_at && last.to >= ready_at);
}

#[test]
fn an_unpaid_order_is_watched_within_the_budget_until_its_day_is_over() {
    let world = World::new();
    world.funds("0", Card::None);
    let life = watching(&world);
    let no = life.order().unwrap().row.no;
    until(&life, no, OrderProgress::Cancelled);
    let asked = asked_for_orders(&world);
    assert!(
        asked <= 24 * 3_600 / 100,
        "{asked} questions in a day for one order"
    );
    let all = world.wire.seen().len();
    assert!(all <= BACKGROUND, "{all} calls in a day");
    let age = world.now().duration_since(life.see(no).row.created_at);
    assert!(age.as_hours() >= 24 && age.as_hours() < 25);
}

#[test]
fn the_last_check_has_a_time_a_next_one_and_a_moment_from_which_it_is_late() {
    let world = World::new();
    let life = watching(&world);
    let soon = world.now() + Duration::from_secs(1_200);
    life.until(|_| ready(world.now() >= soon));
    let check = life.run(life.console.connection()).unwrap().last_check;
    let at: Timestamp = check.at.unwrap();
    let late = check.late_at.unwrap().duration_since(at);
    assert!(world.now().duration_since(at) <= SignedDuration::from_secs(300));
    // Twice the two minutes of the services are less than the least there is.
    assert_eq!(late, SignedDuration::from_mins(10));
    assert!(check.next.is_some());
}

#[test]
fn while_the_line_is_down_only_the_line_is_tried_and_afterwards_the_gap_is_told() {
    let world = World::new();
    let life = watching(&world);
    let soon = world.now() + Duration::from_secs(1_200);
    life.until(|_| ready(world.now() >= soon));
    world.wire.set_offline(true);
    let down = world.now();
    let before = world.wire.seen().len();
    life.until(|_| ready(world.now() >= down + Duration::from_secs(7_200)));
    let tried = world.wire.seen().split_off(before);
    assert!(tried.len() <= 150, "{} tries in two hours", tried.len());
    world.wire.set_offline(false);
    life.until(|console| async move {
        let query = ActivityQuery {
            group: Some(EventGroup::Watching),
            unread_only: false,
            needs_you_only: false,
            search: String::new(),
            offset: 0,
            limit: 10,
        };
        let rows = console.activity(query).await.unwrap().rows;
        rows.iter().any(|row| {
            let gap = row.to.duration_since(row.from);
            row.source == "line_back" && gap >= SignedDuration::from_mins(118)
        })
    });
}

#[test]
fn answers_that_say_nothing_are_no_successful_check() {
    for kind in [
        FaultKind::Error {
            status: 500,
            after_commit: false,
        },
        FaultKind::Html {
            status: 502,
            after_commit: false,
        },
    ] {
        let world = World::new();
        let life = watching(&world);
        let soon = world.now() + Duration::from_secs(1_200);
        life.until(|_| ready(world.now() >= soon));
        world.faults([Fault {
            on: "*".to_owned(),
            kind: kind.clone(),
            skip: 0,
            times: u32::MAX,
        }]);
        let broken = world.now();
        life.until(|_| ready(world.now() >= broken + Duration::from_secs(3_600)));
        let seen = life.run(life.console.connection()).unwrap();
        let check = seen.last_check;
        // A look that was on its way may have ended just then.
        let last = check.at.unwrap().duration_since(broken);
        assert!(last < SignedDuration::from_secs(10), "{kind:?}: {check:?}");
        assert!(check.late_at.unwrap() < world.now(), "{kind:?}");
        assert!(seen.last_answer_at > check.at, "{kind:?}");
    }
}

#[test]
fn what_is_repeated_while_the_console_runs_says_so() {
    let world = World::new();
    let life = watching(&world);
    world.orders_fail(kh_simulator::FaultKind::DropAfterCommit, 3);
    let seen = life.order().unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert!(seen.repeats_by_itself);
    until(&life, seen.row.no, OrderProgress::Provisioned);
    let seen = life.see(seen.row.no);
    let lines = seen.timeline.iter().filter(|line| line.kind == "repeated");
    let by: Vec<&str> = lines.map(|line| line.facts["by"].as_str()).collect();
    assert_eq!(by, ["watch"]);
    assert_eq!(world.orders_there().len(), 1);
}
