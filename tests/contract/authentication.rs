//! Signing and its refusals (contract 1, 7 and 11).

use std::time::Duration;

use jiff::SignedDuration;
use kh_api::{Asker, Endpoint};
use kh_model::SignPath;
use kh_simulator::{IP_BOUND, Rules};
use kh_tests::{Seen, World};

use crate::hand::{Hand, refusal, said};

/// Changes one header of every signed request on its way.
fn set(world: &World, name: &'static str, value: Option<&'static str>) {
    world.wire.alter(move |seen: &mut Seen| {
        if seen.header("kh-key").is_none() {
            return;
        }
        match value {
            None => seen.headers.retain(|(own, _)| own != name),
            Some(value) => {
                for (_, own) in seen.headers.iter_mut().filter(|(own, _)| own == name) {
                    value.clone_into(own);
                }
            }
        }
    });
}

fn me(hand: &Hand) -> (u16, String, String) {
    refusal(hand.wait(hand.client.me(Asker::Person)))
}

#[test]
fn health_needs_no_signature_and_gives_none_away() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let answer = hand.wait(hand.client.health()).unwrap();
    assert!(answer.request_id.is_some());
    let asked = world.wire.seen();
    assert!(
        asked[0]
            .headers
            .iter()
            .all(|(name, _)| !name.starts_with("kh-"))
    );
}

#[test]
fn a_signed_call_is_answered_with_the_account_and_its_key() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let me = hand.wait(hand.client.me(Asker::Person)).unwrap();
    assert_eq!(
        me.view.key.id.as_deref(),
        Some(hand.client.key_id().as_str())
    );
    assert_eq!(me.view.key.scopes.unwrap().len(), 9);
    assert_eq!(me.view.key.rate_limit.per_day, Some(5_000));
    assert!(me.request_id.is_some());
}

#[test]
fn each_of_the_four_headers_is_needed() {
    for name in ["kh-timestamp", "kh-nonce", "kh-signature"] {
        let world = World::new();
        set(&world, name, None);
        assert_eq!(
            me(&Hand::owner(&world)),
            said(401, "auth_failed", "missing_headers"),
            "{name}"
        );
    }
}

#[test]
fn a_header_of_the_wrong_form_has_its_own_reason() {
    for (name, value, reason) in [
        ("kh-key", "kh_live_x", "bad_key"),
        ("kh-timestamp", "yesterday", "bad_timestamp"),
        ("kh-nonce", "short", "bad_nonce"),
        ("kh-signature", "zz", "bad_signature"),
    ] {
        let world = World::new();
        set(&world, name, Some(value));
        assert_eq!(me(&Hand::owner(&world)), said(401, "auth_failed", reason));
    }
}

#[test]
fn whatever_is_changed_after_signing_is_noticed() {
    let changes: [fn(&mut Seen); 3] = [
        |seen| seen.path.push_str("?page=2"),
        |seen| seen.body.push(b' '),
        |seen| {
            for (_, value) in seen
                .headers
                .iter_mut()
                .filter(|(name, _)| name == "kh-nonce")
            {
                *value = "f".repeat(32);
            }
        },
    ];
    for change in changes {
        let world = World::new();
        world.wire.alter(move |seen| {
            if seen.header("kh-key").is_some() {
                change(seen);
            }
        });
        assert_eq!(
            me(&Hand::owner(&world)),
            said(401, "auth_failed", "signature_mismatch")
        );
    }
}

#[test]
fn a_nonce_is_good_for_one_call() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let mut first: Option<Vec<(String, String)>> = None;
    world.wire.alter(move |seen| {
        if seen.header("kh-key").is_some() {
            let kept = first.get_or_insert_with(|| seen.headers.clone());
            seen.headers.clone_from(kept);
        }
    });
    assert!(hand.wait(hand.client.me(Asker::Person)).is_ok());
    assert_eq!(me(&hand), said(401, "auth_failed", "replay_detected"));
}

#[test]
fn an_unknown_key_is_told_as_such() {
    let world = World::new();
    let mut key = world.key(kh_simulator::FULL_ACCESS);
    key.key = format!("kh_live_SIM{}", "Z".repeat(29));
    let hand = Hand::of(world.client_with(&key, SignPath::Short));
    assert_eq!(me(&hand), said(401, "auth_failed", "unknown_or_locked_key"));
}

#[test]
fn a_key_bound_to_addresses_works_from_nowhere_else() {
    let world = World::new();
    assert_eq!(
        me(&Hand::with(&world, IP_BOUND)),
        said(401, "auth_failed", "ip_not_allowed")
    );
}

#[test]
fn the_form_of_the_signed_path_is_as_the_profile_says_and_never_flips() {
    let world = World::new();
    let key = world.key(kh_simulator::FULL_ACCESS);
    let full = Hand::of(world.client_with(&key, SignPath::Full));
    // Without the mount both forms of this address are the same, so the
    // simulator is asked for the full one behind its mount.
    world.rules(Rules {
        sign_path: SignPath::Full,
        ..Rules::default()
    });
    world
        .wire
        .alter(|seen| seen.path = format!("/cp/kh_reseller_api{}", seen.path));
    assert_eq!(me(&full), said(401, "auth_failed", "signature_mismatch"));
    assert_eq!(
        world
            .wire
            .seen()
            .iter()
            .filter(|one| one.header("kh-key").is_some())
            .count(),
        1
    );
    assert!(Endpoint::live().base().ends_with("/cp/kh_reseller_api/v1"));
}

#[test]
fn a_wrong_clock_of_this_computer_costs_no_refusal() {
    for wrong in [-48, -1, 1, 48] {
        let world = World::new();
        world.simulator.advance(wrong * 3_600).unwrap();
        let hand = Hand::owner(&world);
        assert!(
            hand.wait(hand.client.me(Asker::Person)).is_ok(),
            "{wrong} hours"
        );
        assert!(
            world
                .simulator
                .audit()
                .unwrap()
                .iter()
                .all(|entry| !entry.row.contains("auth_failed"))
        );
    }
}

#[test]
fn a_clock_that_jumps_is_learnt_again() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.wait(hand.client.me(Asker::Person)).unwrap();
    for hours in [5, -9, 30] {
        world.clock.shift(SignedDuration::from_hours(hours));
        world.simulator.advance(-hours * 3_600).unwrap();
        assert!(
            hand.wait(hand.client.me(Asker::Person)).is_ok(),
            "{hours} hours"
        );
        world.pass(Duration::from_secs(900));
    }
}

#[test]
fn a_rotated_secret_is_void_at_once() {
    let world = World::new();
    let hand = Hand::owner(&world);
    hand.wait(hand.client.me(Asker::Person)).unwrap();
    let mut key = world.key(kh_simulator::FULL_ACCESS);
    key.secret = world.simulator.rotate(&key.key).unwrap();
    assert_eq!(me(&hand), said(401, "auth_failed", "signature_mismatch"));
    let renewed = Hand::of(world.client_with(&key, SignPath::Short));
    assert!(renewed.wait(renewed.client.me(Asker::Person)).is_ok());
}

#[test]
fn every_answer_carries_a_request_id_of_its_own() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let one = hand
        .wait(hand.client.me(Asker::Person))
        .unwrap()
        .request_id
        .unwrap();
    let two = hand
        .wait(hand.client.balance(Asker::Person))
        .unwrap()
        .request_id
        .unwrap();
    assert_ne!(one, two);
    let refused = hand
        .wait(
            hand.client
                .order(Asker::Person, &kh_model::OrderId::new("9").unwrap()),
        )
        .unwrap_err();
    assert!(refused.request_id().is_some());
}
