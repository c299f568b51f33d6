//! The lock after failed authentications (contract 11).

use crate::support::{Shown, World};

fn fail(world: &World) -> Shown {
    world.owner().with_secret("a guess").get("/v1/me")
}

#[test]
fn five_failures_within_ten_minutes_lock_the_key_for_fifteen() {
    let world = World::bare();
    for _ in 0..4 {
        assert_eq!(fail(&world).reason().1, "signature_mismatch");
        assert_eq!(world.owner().get("/v1/me").status(), 200);
    }
    assert_eq!(fail(&world).reason().1, "signature_mismatch");
    assert_eq!(
        world.owner().get("/v1/me").reason().1,
        "unknown_or_locked_key"
    );
    world.wait(15 * 60 - 1);
    assert_eq!(
        world.owner().get("/v1/me").reason().1,
        "unknown_or_locked_key"
    );
    world.wait(1);
    assert_eq!(world.owner().get("/v1/me").status(), 200);
}

#[test]
fn the_owner_gets_one_mail_about_the_lock_and_the_log_an_entry() {
    let world = World::bare();
    for _ in 0..8 {
        fail(&world);
    }
    let mails = world.mails("key_locked");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].recipient.ends_with(".example"));
    assert!(mails[0].body.contains(&world.owner().key.key));
    assert_eq!(world.audit("key.locked").len(), 1);
}

#[test]
fn failures_further_apart_than_ten_minutes_do_not_add_up() {
    let world = World::bare();
    for _ in 0..4 {
        fail(&world);
    }
    world.wait(601);
    fail(&world);
    assert_eq!(world.owner().get("/v1/me").status(), 200);
}

#[test]
fn after_the_lock_the_count_begins_again() {
    let world = World::bare();
    for _ in 0..5 {
        fail(&world);
    }
    world.wait(15 * 60);
    for _ in 0..4 {
        assert_eq!(fail(&world).reason().1, "signature_mismatch");
    }
    assert_eq!(world.owner().get("/v1/me").status(), 200);
}

#[test]
fn the_lock_of_one_key_leaves_the_others_alone() {
    let world = World::bare();
    for _ in 0..5 {
        fail(&world);
    }
    assert_eq!(world.caller("read-only").get("/v1/me").status(), 200);
    assert_eq!(world.caller("second account").get("/v1/me").status(), 200);
}

#[test]
fn every_reason_counts_when_it_names_the_key() {
    let world = World::bare();
    let owner = world.owner();
    let nonce = world.nonce();
    let mut without = owner.signed("GET", "/v1/me", "");
    without.headers.retain(|(name, _)| name != "KH-Nonce");
    let late = owner.signed_at("GET", "/v1/me", "", world.now() - 301, &nonce);
    let twice = owner.signed("GET", "/v1/me", "");
    for call in [without, late, twice.clone(), twice.clone(), twice] {
        world.send(call);
    }
    fail(&world);
    assert_eq!(
        world.owner().get("/v1/me").reason().1,
        "unknown_or_locked_key"
    );
}
