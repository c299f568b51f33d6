//! The keychain against a real Secret Service, and against what can be in its
//! place: nothing, silence, a lock.
//!
//! Each test has a bus and a home of its own. What the code under test reads of
//! its surroundings are environment variables, so each test starts this program
//! again with those of its bus: see [`surroundings`].
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod surroundings;

use std::sync::Arc;
use std::time::Duration;

use kh_model::ProfileId;
use kh_secrets::{Bounded, OsKeychain, Secret, SecretError, SecretStore};
use surroundings::{Bus, Silence, inside};

fn profile(name: &str) -> ProfileId {
    ProfileId::new(name).unwrap()
}

fn secret(bytes: &[u8]) -> Secret {
    Secret::new(bytes.to_vec()).unwrap()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(work)
}

#[test]
fn a_secret_is_saved_read_back_replaced_and_forgotten() {
    const TEST: &str = "a_secret_is_saved_read_back_replaced_and_forgotten";
    let Some(_) = inside() else {
        let bus = Bus::start();
        let _keyring = bus.unlocked_keyring();
        return bus.run(TEST, "all");
    };
    let keychain = OsKeychain::new();
    let state = keychain.state();
    assert!(state.is_usable(), "{state:?}");
    assert_eq!((state.name, state.lasts), ("Secret Service", true));

    let (one, two) = (profile("one"), profile("two"));
    assert_eq!(keychain.load(&one).unwrap_err(), SecretError::Missing);
    let odd = [b"\xff\x00 text \n".as_slice(), "Größe".as_bytes()].concat();
    keychain.save(&one, &secret(&odd)).unwrap();
    keychain.save(&two, &secret(b"other")).unwrap();
    assert_eq!(keychain.load(&one).unwrap().expose(), odd);
    keychain.save(&one, &secret(b"new")).unwrap();
    assert_eq!(keychain.load(&one).unwrap().expose(), b"new");
    let longest = vec![b'x'; Secret::LONGEST];
    keychain.save(&one, &secret(&longest)).unwrap();
    assert_eq!(keychain.load(&one).unwrap().expose(), longest);
    keychain.forget(&one).unwrap();
    keychain.forget(&one).unwrap();
    assert_eq!(keychain.load(&one).unwrap_err(), SecretError::Missing);
    assert_eq!(keychain.load(&two).unwrap().expose(), b"other");
}

#[test]
fn a_secret_is_there_after_a_restart_of_everything() {
    const TEST: &str = "a_secret_is_there_after_a_restart_of_everything";
    match inside().as_deref() {
        None => {
            let bus = Bus::start();
            let keyring = bus.unlocked_keyring();
            bus.run(TEST, "save");
            drop(keyring);
            let _keyring = bus.unlocked_keyring();
            bus.run(TEST, "load");
        }
        Some("save") => OsKeychain::new()
            .save(&profile("main"), &secret(b"kept"))
            .unwrap(),
        Some(_) => {
            let kept = OsKeychain::new().load(&profile("main")).unwrap();
            assert_eq!(kept.expose(), b"kept");
        }
    }
}

#[test]
fn no_bus_at_all_is_said_at_once() {
    const TEST: &str = "no_bus_at_all_is_said_at_once";
    let Some(_) = inside() else {
        return Bus::nowhere().run(TEST, "all");
    };
    expect_no_service();
}

#[test]
fn a_bus_without_a_keychain_is_said_at_once() {
    const TEST: &str = "a_bus_without_a_keychain_is_said_at_once";
    let Some(_) = inside() else {
        return Bus::start().run(TEST, "all");
    };
    expect_no_service();
}

fn expect_no_service() {
    let keychain = OsKeychain::new();
    let main = profile("main");
    let trouble = keychain.state().trouble.unwrap();
    assert_eq!(trouble.code(), "keychain_no_service");
    for error in [
        keychain.save(&main, &secret(b"text")).unwrap_err(),
        keychain.load(&main).unwrap_err(),
        keychain.forget(&main).unwrap_err(),
    ] {
        assert_eq!(error, trouble);
    }
}

#[test]
fn a_keychain_that_comes_later_is_found_without_a_restart() {
    const TEST: &str = "a_keychain_that_comes_later_is_found_without_a_restart";
    let Some(_) = inside() else {
        return Bus::nowhere().run(TEST, "all");
    };
    let keychain = OsKeychain::new();
    assert!(!keychain.state().is_usable());
    let bus = Bus::start_where_this_program_looks();
    assert!(!keychain.state().is_usable());
    let _keyring = bus.unlocked_keyring();
    assert!(keychain.state().is_usable());
    keychain.save(&profile("main"), &secret(b"text")).unwrap();
}

#[test]
fn a_locked_keychain_gives_nothing_and_says_why() {
    const TEST: &str = "a_locked_keychain_gives_nothing_and_says_why";
    match inside().as_deref() {
        None => {
            let bus = Bus::start();
            let keyring = bus.unlocked_keyring();
            bus.run(TEST, "save");
            drop(keyring);
            let _keyring = bus.locked_keyring();
            bus.run(TEST, "load");
        }
        Some("save") => OsKeychain::new()
            .save(&profile("main"), &secret(b"kept"))
            .unwrap(),
        Some(_) => {
            // Nobody is there to be asked, so there is nobody to unlock it.
            let bounded = Bounded::with_limit(Arc::new(OsKeychain::new()), LONG);
            let error = block_on(bounded.load(&profile("main"))).unwrap_err();
            let expected = [SecretError::Locked, SecretError::Denied];
            assert!(expected.contains(&error), "{error:?}");
            let other = Arc::new(secret(b"other"));
            let error = block_on(bounded.save(&profile("other"), other)).unwrap_err();
            assert!(expected.contains(&error), "{error:?}");
        }
    }
}

#[test]
fn a_silent_keychain_is_given_up_after_the_limit() {
    const TEST: &str = "a_silent_keychain_is_given_up_after_the_limit";
    let Some(_) = inside() else {
        let bus = Bus::start();
        let _silence = Silence::on(&bus);
        return bus.run(TEST, "all");
    };
    let bounded = Bounded::with_limit(Arc::new(OsKeychain::new()), SHORT);
    let main = profile("main");
    block_on(async {
        assert_eq!(
            bounded.load(&main).await.unwrap_err(),
            SecretError::TimedOut
        );
        let saved = bounded.save(&main, Arc::new(secret(b"text"))).await;
        assert_eq!(saved, Err(SecretError::TimedOut));
        let state = bounded.state().await;
        assert_eq!(state.trouble, Some(SecretError::TimedOut));
    });
}

#[test]
fn a_keychain_that_dies_in_the_middle_of_a_call_ends_the_call() {
    const TEST: &str = "a_keychain_that_dies_in_the_middle_of_a_call_ends_the_call";
    let Some(_) = inside() else {
        let bus = Bus::start();
        let _dies = Silence::on(&bus).until_it_is_asked();
        return bus.run(TEST, "all");
    };
    let bounded = Bounded::with_limit(Arc::new(OsKeychain::new()), LONG);
    let error = block_on(bounded.load(&profile("main"))).unwrap_err();
    assert_eq!(error.code(), "keychain_no_service");
}

/// Long enough for whoever answers, on a busy computer too.
const LONG: Duration = Duration::from_secs(30);

/// Short enough to wait for.
const SHORT: Duration = Duration::from_millis(200);
