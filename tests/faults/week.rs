//! A week in which nobody looks, and what is told of it afterwards.

use std::future::ready;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_api::{ActionBody, Asker, NoAttemptLog, PreparedPost};
use kh_core::Habits;
use kh_core::view::{ActivityQuery, ActivityView, DigestLine, EventRow, OrderProgress, PlaceView};
use kh_model::{IdempotencyKey, ServiceId};
use kh_simulator::Card;
use kh_tests::{Life, World};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

/// A run that connects by itself and watches.
fn start(world: &World) -> Life {
    world.live_with(Habits::default())
}

/// Lets the console live until this moment; its own sleep moves the clock.
fn live_until(life: &Life, world: &World, end: Timestamp) {
    life.until(|_| ready(world.now() >= end));
}

fn look(life: &Life, looks: bool) {
    life.run(life.console.window_state(looks, looks)).unwrap();
}

fn activity(life: &Life) -> ActivityView {
    let query = ActivityQuery {
        group: None,
        unread_only: false,
        needs_you_only: false,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    life.run(life.console.activity(query)).unwrap()
}

fn of_kind(view: &ActivityView, kind: &str) -> Vec<EventRow> {
    let rows = view.rows.iter().filter(|row| row.kind == kind);
    rows.cloned().collect()
}

fn lines(lines: &[DigestLine]) -> Vec<(&str, u32, bool)> {
    lines
        .iter()
        .map(|line| (line.kind.as_str(), line.count, line.needs_you))
        .collect()
}

/// Places the documented order and waits until it is set up.
fn order(life: &Life) {
    let no = life.order().unwrap().row.no;
    life.until(|console| async move {
        console.order(no).await.unwrap().row.progress == OrderProgress::Provisioned
    });
}

/// Waits for the first whole look at the account.
fn first_look(life: &Life) {
    life.until(|console| async move {
        let query = ActivityQuery {
            group: None,
            unread_only: false,
            needs_you_only: false,
            search: String::new(),
            offset: 0,
            limit: 100,
        };
        let rows = console.activity(query).await.unwrap().rows;
        rows.iter().any(|row| row.kind == "first_look")
    });
}

/// Two services, bought on the first of January; the credit covers no renewal.
fn a_small_account(world: &World) -> Life {
    world.funds("25.00", Card::None);
    let life = start(world);
    life.connect(world, kh_simulator::FULL_ACCESS);
    first_look(&life);
    look(&life, true);
    order(&life);
    order(&life);
    life
}

#[test]
fn a_week_of_absence_is_told_in_a_digest_with_what_needs_a_person_first() {
    let world = World::new();
    let bought = world.now();
    a_small_account(&world).crash();
    // The program is started again on the 29th; the person looks, then leaves.
    world.clock.advance(DAY * 28);
    let life = start(&world);
    look(&life, true);
    live_until(&life, &world, world.now() + HOUR);
    life.run(life.console.dismiss_digest()).unwrap();
    let left = world.now();
    look(&life, false);
    let calls_before = world.wire.seen().len();
    let told_before = world.announcements.shown().len();
    // On the first of February both renewals find no credit; on the fourth
    // both services are held back.
    // The computer sleeps most of the time, as computers do.
    let midnight = |days: u32| bought + DAY * days;
    let mut slept = SignedDuration::ZERO;
    for (awake_from, awake_until) in [
        (midnight(30) + HOUR * 20, midnight(31) + HOUR * 6),
        (midnight(33) + HOUR * 20, midnight(34) + HOUR * 2),
        (midnight(34) + HOUR * 22, midnight(35) + HOUR * 2),
    ] {
        let nap = awake_from.duration_since(world.now());
        slept += nap;
        world.clock.advance(Duration::try_from(nap).unwrap());
        live_until(&life, &world, awake_until);
    }
    let calls = world.wire.seen().len() - calls_before;
    assert!(calls <= 1_750, "{calls} calls in less than a day");
    look(&life, true);
    let view = activity(&life);
    let digest = view.digest.clone();
    let digest = digest.expect("there is no digest");
    let not_watching = SignedDuration::from_secs(digest.not_watching_seconds);
    let an_hour = SignedDuration::from_hours(1);
    assert!(
        not_watching >= slept && not_watching <= slept + an_hour,
        "{not_watching:?}"
    );
    // The provider tells its time in whole seconds.
    let second = Duration::from_secs(1);
    assert!(digest.from + second >= left && digest.to >= midnight(35));
    assert_eq!(
        lines(&digest.lines),
        [
            ("service_failed", 2, true),
            ("invoice_overdue", 2, true),
            ("service_changed", 2, false),
            ("invoice_created", 2, false),
        ]
    );
    let sum = digest.lines[3].amount.clone().unwrap();
    assert_eq!(
        (sum.value.as_str(), sum.currency.as_deref()),
        ("19.80", Some("EUR"))
    );
    assert_eq!(digest.lines[0].place, PlaceView::Activity);
    // Each look was so near that the span holds the day and little else.
    let first_of_february = (bought + DAY * 31).as_second() / 86_400 * 86_400;
    for row in of_kind(&view, "invoice_created").iter().take(2) {
        assert!(row.from.as_second() <= first_of_february);
        assert!(row.to.as_second() >= first_of_february);
        assert!(row.to.duration_since(row.from) <= SignedDuration::from_mins(45));
        assert_eq!(row.source, "invoices_compared");
        assert!(row.request_id.is_some());
    }
    the_desktop_was_told_in_groups_without_names(&world, told_before);
    life.run(life.console.dismiss_digest()).unwrap();
    assert_eq!(activity(&life).digest, None);
    life.crash();
    assert_eq!(activity(&start(&world)).digest, None);
}

fn the_desktop_was_told_in_groups_without_names(world: &World, before: usize) {
    let shown = world.announcements.shown().split_off(before);
    let last = |word: &str| {
        let found = shown.iter().rfind(|one| one.group.contains(word));
        found.unwrap_or_else(|| panic!("nothing of {word}")).clone()
    };
    assert_eq!(
        last("service_failed").title,
        "2 services were suspended or ended (simulator)"
    );
    assert_eq!(
        last("invoice_overdue").title,
        "2 invoices are overdue (simulator)"
    );
    for one in &shown {
        let text = format!("{} {}", one.title, one.body);
        assert!(
            !text.contains("sandbox") && !text.contains("9.90"),
            "{text}"
        );
    }
}

/// Another program with the same key stops a service.
fn stop_elsewhere(world: &World, service: &str) {
    let client = world.client(kh_simulator::FULL_ACCESS);
    let key = IdempotencyKey::new("from-elsewhere").unwrap();
    let service = ServiceId::new(service).unwrap();
    let body = ActionBody {
        action: "stop".to_owned(),
        extra: Vec::new(),
    };
    let stop = PreparedPost::action(&service, &body, key).unwrap();
    let elsewhere = world.live();
    let done = elsewhere.run(client.act(Asker::Person, &stop, &NoAttemptLog));
    done.unwrap();
}

#[test]
fn a_gap_in_watching_is_an_event_and_what_it_hid_is_dated_by_it() {
    let world = World::new();
    let life = a_small_account(&world);
    live_until(&life, &world, world.now() + HOUR);
    look(&life, false);
    life.crash();
    let told_before = world.announcements.shown().len();
    let closed = world.now();
    world
        .clock
        .advance(Duration::from_secs(12 * 3_600 + 39 * 60));
    // Somebody stops a service in the portal meanwhile.
    stop_elsewhere(&world, "1001");
    world.pass(Duration::from_secs(60));
    let started = world.now();
    let life = start(&world);
    look(&life, true);
    live_until(&life, &world, started + HOUR * 2);
    let view = activity(&life);
    let gaps = of_kind(&view, "watching_again");
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].source, "startup");
    // The provider tells its time in whole seconds, so that what is known of it
    // is a second off to either side, at both ends of a question.
    let off = Duration::from_secs(2);
    assert!(gaps[0].from <= closed + off, "{} {closed}", gaps[0].from);
    assert!(gaps[0].to + off >= started, "{} {started}", gaps[0].to);
    let stopped = of_kind(&view, "service_changed");
    let stopped = stopped
        .iter()
        .find(|row| row.facts["fact"] == "power")
        .unwrap();
    assert!(stopped.from <= closed + off && stopped.to >= closed + HOUR * 12);
    let digest = view.digest.unwrap();
    assert!(digest.not_watching_seconds >= 12 * 3_600);
    assert!(
        digest
            .lines
            .iter()
            .any(|line| line.kind == "service_changed")
    );
    // It happened before this run: that is for the digest, not for the desktop.
    assert_eq!(world.announcements.shown().len(), told_before);
}
