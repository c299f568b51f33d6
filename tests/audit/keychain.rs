//! The chain and a keychain that is locked, absent, emptied or slow.

use kh_core::view::VerdictState;
use kh_secrets::SecretError;
use kh_simulator::FULL_ACCESS;
use kh_tests::World;

use crate::steps::{acts, assert_whole, chain, look, sealed, service, verify, with_service};

fn no_service() -> SecretError {
    SecretError::NoService {
        detail: "none".to_owned(),
    }
}

#[test]
fn a_keychain_that_is_locked_at_first_takes_the_chain_over_when_it_is_unlocked() {
    let (world, life, service) = with_service();
    life.run(life.console.shutdown());
    life.crash();
    world.keychain.set_trouble(Some(SecretError::Locked));
    let life = world.live();
    let settings = kh_core::view::SettingsView {
        zoom: 120,
        ..Default::default()
    };
    life.run(life.console.save_settings(settings)).unwrap();
    assert!(!chain(&life).sealed);
    assert_eq!(look(&life, &service).unwrap_err().code, "audit.not_ready");
    world.keychain.set_trouble(None);
    look(&life, &service).unwrap();
    sealed(&life);
    assert_whole(&life);
    life.crash();
    // The key of the time in between was taken along.
    let life = world.live();
    assert_whole(&life);
}

#[test]
fn without_a_keychain_the_chain_is_kept_and_says_that_it_cannot_be_checked_later() {
    let world = World::standing();
    world.keychain.set_trouble(Some(no_service()));
    let life = world.live();
    let request = kh_core::view::ConnectRequest {
        keep: kh_core::view::SecretHome::Session,
        ..kh_tests::Life::request(&world, FULL_ACCESS)
    };
    let connected = life.run(life.console.connect_profile(request)).unwrap();
    assert_eq!(connected.error, None);
    let service = service(&world, &life);
    // There is nothing to seal it in, so the entry on the disk has to do.
    look(&life, &service).unwrap();
    let view = chain(&life);
    assert_eq!(
        (view.sealed, view.trouble.as_deref()),
        (false, Some("audit.not_ready"))
    );
    assert_whole(&life);
    life.crash();
    let life = world.live();
    let verdict = verify(&life);
    assert_eq!(verdict.state, VerdictState::NoKey);
    assert!(verdict.not_checkable > 0);
}

#[test]
fn an_emptied_keychain_is_a_break_until_a_person_begins_anew() {
    let (world, life, service) = with_service();
    life.run(life.console.shutdown());
    life.crash();
    let held = world.keychain.anchor();
    assert!(held.is_some());
    world.keychain.set_anchor(None);
    let life = world.live();
    assert_eq!(look(&life, &service).unwrap_err().code, "audit.broken");
    let verdict = verify(&life);
    assert_eq!(verdict.state, VerdictState::Broken);
    assert_eq!(
        (verdict.first_bad, verdict.why.as_deref()),
        (Some(1), Some("foreign"))
    );
    assert_eq!(
        world.keychain.anchor(),
        None,
        "nothing is moved on by itself"
    );
    let reason = "the keychain was set up anew".to_owned();
    let after = life.run(life.console.begin_audit_section(reason)).unwrap();
    assert_eq!(after.state, VerdictState::Partly, "{after:?}");
    look(&life, &service).unwrap();
}

#[test]
fn a_program_that_died_before_its_seal_finds_the_entries_after_it_sound() {
    let (world, life, _) = with_service();
    sealed(&life);
    let before = world.keychain.anchor();
    let settings = kh_core::view::SettingsView {
        zoom: 150,
        ..Default::default()
    };
    life.run(life.console.save_settings(settings)).unwrap();
    life.crash();
    world.keychain.set_anchor(before);
    let life = world.live();
    let verdict = verify(&life);
    assert_eq!(verdict.state, VerdictState::Whole);
    assert!(verdict.after_seal >= 1);
    assert!(
        acts(&life)
            .iter()
            .filter(|act| act.starts_with("chain.begun"))
            .count()
            == 1
    );
}
