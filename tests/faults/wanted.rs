//! What a person did here is not told to them; what the provider does to the
//! same service is.

use std::future::ready;
use std::time::Duration;

use kh_api::{ActionBody, Asker, NoAttemptLog, PreparedPost};
use kh_core::Habits;
use kh_core::view::{ActionKind, ActivityQuery, EventGroup, EventRow};
use kh_model::{IdempotencyKey, ServiceId};
use kh_tests::{Life, World};

const MINUTE: Duration = Duration::from_secs(60);

/// A run that watches an account with one running service.
fn watching(world: &World) -> (Life, String) {
    let life = world.live_with(Habits::default());
    life.connect(world, kh_simulator::FULL_ACCESS);
    life.run(life.console.window_state(true, true)).unwrap();
    let service = life.a_running_service(world);
    let soon = world.now() + MINUTE * 5;
    life.until(|_| ready(world.now() >= soon));
    (life, service)
}

/// The provider, or somebody else, acts on a service.
fn done_elsewhere(world: &World, service: &str, action: &str) {
    let client = world.client(kh_simulator::FULL_ACCESS);
    let key = IdempotencyKey::new(format!("elsewhere-{action}")).unwrap();
    let body = ActionBody {
        action: action.to_owned(),
        extra: Vec::new(),
    };
    let service = ServiceId::new(service).unwrap();
    let post = PreparedPost::action(&service, &body, key).unwrap();
    let elsewhere = world.live();
    let done = elsewhere.run(client.act(Asker::Person, &post, &NoAttemptLog));
    done.unwrap();
}

fn failed(rows: Vec<EventRow>) -> Option<EventRow> {
    rows.into_iter().find(|row| row.kind == "service_failed")
}

fn query() -> ActivityQuery {
    ActivityQuery {
        group: Some(EventGroup::Services),
        unread_only: false,
        needs_you_only: false,
        search: String::new(),
        offset: 0,
        limit: 100,
    }
}

/// Waits until the suspension was seen; gives its row a minute later.
fn the_suspension(life: &Life, world: &World) -> EventRow {
    life.until(
        |console| async move { failed(console.activity(query()).await.unwrap().rows).is_some() },
    );
    let later = world.now() + MINUTE;
    life.until(|_| ready(world.now() >= later));
    failed(life.run(life.console.activity(query())).unwrap().rows).unwrap()
}

fn told_of_it(world: &World) -> bool {
    let shown = world.announcements.shown();
    shown.iter().any(|one| one.group.contains("service_failed"))
}

#[test]
fn a_reboot_does_not_silence_that_the_provider_suspends_the_server_minutes_later() {
    let world = World::new();
    let (life, service) = watching(&world);
    life.act(&service, ActionKind::Reboot).unwrap();
    let later = world.now() + MINUTE * 6;
    life.until(|_| ready(world.now() >= later));
    done_elsewhere(&world, &service, "suspend");
    let row = the_suspension(&life, &world);
    assert!(row.needs_you, "{row:?}");
    assert!(told_of_it(&world));
}

#[test]
fn a_suspension_that_was_wanted_is_not_told_and_needs_nobody() {
    let world = World::new();
    let (life, service) = watching(&world);
    life.act(&service, ActionKind::Suspend).unwrap();
    let row = the_suspension(&life, &world);
    assert!(!row.needs_you, "{row:?}");
    assert!(!told_of_it(&world));
}
