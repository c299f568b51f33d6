//! The use of a key is counted in the journal: over restarts, over windows.

use kh_core::view::ConnectionState;
use kh_tests::{Life, World};

/// Refused signatures as the provider counted them.
fn refused_there(world: &World) -> usize {
    let log = world.simulator.audit().unwrap();
    log.iter()
        .filter(|entry| entry.row.contains("auth_failed"))
        .count()
}

fn is_locked(world: &World) -> bool {
    world.state()["keys"]
        .as_array()
        .unwrap()
        .iter()
        .any(|key| !key["locked_until"].is_null())
}

fn left(life: &Life) -> u32 {
    life.run(life.console.connection())
        .unwrap()
        .quota
        .unwrap()
        .left
}

#[test]
fn a_restart_does_not_reset_the_count_of_calls() {
    let world = World::new();
    let life = world.live_connected();
    for _ in 0..10 {
        life.run(life.console.refresh_credit()).unwrap();
    }
    let before = left(&life);
    life.crash();
    let life = world.live();
    life.run(life.console.refresh_credit()).unwrap();
    assert_eq!(left(&life), before - 1);
    assert!(before < 4_990);
}

#[test]
fn two_runs_beside_each_other_count_together() {
    let world = World::new();
    let one = world.live_connected();
    let two = world.live();
    two.run(two.console.refresh_credit()).unwrap();
    let before = left(&two);
    for _ in 0..5 {
        one.run(one.console.refresh_credit()).unwrap();
    }
    assert_eq!(left(&two), before - 5);
}

#[test]
fn refused_signatures_stop_everything_over_restarts_too() {
    let world = World::new();
    world.live_connected().crash();
    let key = world.key(kh_simulator::FULL_ACCESS);
    world.simulator.rotate(&key.key).unwrap();
    for _ in 0..20 {
        let life = world.live();
        let view = life.run(life.console.check_connection()).unwrap();
        assert_ne!(view.state, ConnectionState::Connected);
        life.crash();
        world.pass(std::time::Duration::from_secs(5));
    }
    assert_eq!(refused_there(&world), 2);

    let life = world.live();
    let view = life.run(life.console.check_connection()).unwrap();
    assert_eq!(view.state, ConnectionState::HeldBack);
    assert_eq!(view.auth_failures.count, 2);
    assert!(view.auth_failures.clears_at.is_some());
    // The deliberate click sends one, and only one.
    let _ = life.run(life.console.sign_anyway()).unwrap();
    assert_eq!(refused_there(&world), 3);
    for _ in 0..10 {
        let _ = life.run(life.console.sign_anyway()).unwrap();
    }
    assert!(refused_there(&world) <= 4);
    assert!(!is_locked(&world));
}

#[test]
fn a_new_secret_opens_the_line_again() {
    let world = World::new();
    let life = world.live_connected();
    let key = world.key(kh_simulator::FULL_ACCESS);
    let secret = world.simulator.rotate(&key.key).unwrap();
    let view = life.run(life.console.check_connection()).unwrap();
    // Background reads may have met the void secret before.
    assert!(matches!(
        view.state,
        ConnectionState::Refused | ConnectionState::HeldBack
    ));
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    let view = life
        .run(
            life.console
                .enter_secret(id, secret, kh_core::view::SecretHome::Keychain),
        )
        .unwrap();
    assert_eq!(view.error, None);
    // The provider still counts the refusals before; this console waits a
    // minute longer than its ten.
    world.pass(std::time::Duration::from_secs(700));
    let view = life.run(life.console.connection()).unwrap();
    assert_eq!(view.state, ConnectionState::Connected);
}
