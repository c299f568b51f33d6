//! What a start finds and does.

use kh_core::Habits;
use kh_core::view::{ConnectionState, OrderProgress};
use kh_simulator::FaultKind;
use kh_tests::{Ledger, World};

#[test]
fn a_start_settles_a_lost_order_with_the_identical_request() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    life.crash();
    world.faults([]);
    let life = world.live();
    let seen = life.see(no);
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    let kinds: Vec<&str> = seen
        .timeline
        .iter()
        .map(|line| line.kind.as_str())
        .filter(|kind| *kind != "sent_again")
        .collect();
    assert_eq!(
        kinds,
        [
            "reviewed",
            "intent_written",
            "no_answer",
            "repeated",
            "accepted"
        ]
    );
    let repeated = seen.timeline.iter().find(|line| line.kind == "repeated");
    assert_eq!(repeated.unwrap().facts["by"], "start");
    let sent = world.wire.orders();
    assert!(sent.iter().all(|one| one.body == sent[0].body));
    let nonces: std::collections::HashSet<_> = sent
        .iter()
        .map(|one| one.header("kh-nonce").map(str::to_owned))
        .collect();
    assert_eq!(nonces.len(), sent.len());
    assert_eq!(seen.attempts.len(), sent.len());
    life.crash();
    assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN);
}

#[test]
fn a_start_without_a_line_leaves_it_unknown_and_a_connection_settles_it() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    life.crash();
    world.faults([]);
    world.wire.set_offline(true);
    let life = world.live();
    assert_eq!(life.see(no).row.progress, OrderProgress::Unknown);
    world.wire.set_offline(false);
    life.run(life.console.check_connection()).unwrap();
    life.until(|console| async move {
        console.order(no).await.unwrap().row.progress == OrderProgress::Paid
    });
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_secret_that_is_gone_loses_no_order() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    let start = life.run(life.console.start_view()).unwrap();
    let profile = kh_model::ProfileId::new(start.active.unwrap()).unwrap();
    life.crash();
    world.faults([]);
    kh_secrets::SecretStore::forget(&*world.keychain, &profile).unwrap();
    let life = world.live();
    assert_eq!(life.see(no).row.progress, OrderProgress::Unknown);
    let line = life.run(life.console.connection()).unwrap();
    assert_eq!(line.state, ConnectionState::NeedsSecret);
    let secret = world.key(kh_simulator::FULL_ACCESS).secret;
    let view = life
        .run(life.console.enter_secret(
            profile.as_str().to_owned(),
            secret,
            kh_core::view::SecretHome::Session,
        ))
        .unwrap();
    assert_eq!(view.error, None);
    life.until(|console| async move {
        console.order(no).await.unwrap().row.progress == OrderProgress::Paid
    });
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_start_connects_the_active_profile_with_one_signed_question() {
    let world = World::new();
    world.live_connected().crash();
    world.wire.forget();
    let life = world.live_with(Habits {
        watches: false,
        ..Habits::default()
    });
    life.until(|console| async move {
        console.connection().await.unwrap().state == ConnectionState::Connected
    });
    let asked = world.wire.seen();
    assert_eq!(
        asked
            .iter()
            .filter(|one| one.path.ends_with("/v1/me"))
            .count(),
        1
    );
    assert!(asked[0].path.ends_with("/v1/health") && asked[0].header("kh-key").is_none());
}
