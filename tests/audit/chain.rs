//! What goes on record, and what is found when the journal is tampered with.

use std::fs;

use kh_core::view::{AuditQuery, SettingsView, Theme, VerdictState};
use kh_simulator::{FULL_ACCESS, FaultKind};
use kh_tests::{Life, World, disagreements};

use crate::steps::{acts, assert_whole, chain, look, verify, with_service};

#[test]
fn every_attempt_is_on_record_refused_ones_too() {
    let (world, life, service) = with_service();
    let settings = SettingsView {
        theme: Theme::Dark,
        ..SettingsView::default()
    };
    life.run(life.console.save_settings(settings)).unwrap();
    let seen = look(&life, &service).unwrap();
    life.run(life.console.reveal_field(seen.look, 4)).unwrap();
    world.funds("0", kh_simulator::Card::None);
    let review = life.review();
    // The service was ordered the same way: another one beside it is wanted.
    let beside = Life::seen(&review);
    let refused = life.run(life.console.place_order(review.review_id, beside));
    assert!(refused.is_ok(), "it was sent, and refused there");
    let on_record = acts(&life);
    for expected in [
        "chain.begun Done",
        "profile.connected Done",
        "order.place Begun",
        "order.place Done",
        "settings.changed Done",
        "credentials.read Begun",
        "credentials.read Done",
        "credentials.revealed Done",
        "order.place Refused",
    ] {
        assert!(
            on_record.iter().any(|act| act == expected),
            "{expected}: {on_record:#?}"
        );
    }
    assert_whole(&life);
    assert_eq!(
        disagreements(&world.simulator, &world.journal(), &[]),
        [""; 0]
    );
}

#[test]
fn the_logs_agree_request_by_request_when_answers_are_lost_and_repeated() {
    let world = World::new();
    let life = world.live_connected();
    for kind in [
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
        FaultKind::RateLimited { retry_after: None },
    ] {
        world.orders_fail(kind, 1);
        let placed = life.order().unwrap();
        assert_eq!(placed.error, None);
        world.faults([]);
    }
    assert_whole(&life);
    assert_eq!(
        disagreements(&world.simulator, &world.journal(), &[]),
        [""; 0]
    );
}

#[test]
fn a_chain_goes_on_over_lives_and_stays_whole() {
    let world = World::new();
    for turn in 0..3 {
        let life = world.live();
        if turn == 0 {
            life.connect(&world, FULL_ACCESS);
        }
        life.order().unwrap();
        assert_whole(&life);
        life.crash();
    }
    let life = world.live();
    let begun = acts(&life);
    let sections = begun.iter().filter(|act| act.starts_with("chain.begun"));
    assert_eq!(sections.count(), 1, "{begun:#?}");
}

#[test]
fn a_changed_entry_is_named_and_stays_until_a_person_begins_anew() {
    let (world, life, service) = with_service();
    look(&life, &service).unwrap();
    let rows = chain(&life).rows;
    let read = rows
        .iter()
        .find(|row| row.act == "credentials.read")
        .unwrap();
    let bad = read.seq - i64::from(read.outcome == kh_core::view::AuditOutcome::Done);
    life.run(life.console.shutdown());
    life.crash();
    // The reason of both entries, changed on the disk.
    let path = world.journal_path();
    let mut bytes = fs::read(&path).unwrap();
    let reason = b"ticket 2291";
    let places: Vec<usize> = (0..bytes.len() - reason.len())
        .filter(|at| bytes[*at..].starts_with(reason))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at + 7] = b'9';
    }
    fs::write(&path, bytes).unwrap();

    let life = world.live();
    let verdict = verify(&life);
    assert_eq!(verdict.state, VerdictState::Broken);
    assert_eq!(verdict.first_bad, Some(bad));
    assert_eq!(verdict.why.as_deref(), Some("altered"));
    let reason = "seen by me, restored from the export".to_owned();
    let after = life.run(life.console.begin_audit_section(reason)).unwrap();
    assert_eq!(after.state, VerdictState::Whole, "{after:?}");
    assert!(
        acts(&life)
            .iter()
            .filter(|act| act.starts_with("chain.begun"))
            .count()
            == 2
    );
}

#[test]
fn a_journal_put_back_to_an_older_state_is_found_and_no_look_is_taken_on_it() {
    let (world, life, service) = with_service();
    life.run(life.console.shutdown());
    life.crash();
    let path = world.journal_path();
    let old = fs::read(&path).unwrap();
    let life = world.live();
    let entries = chain(&life).all;
    look(&life, &service).unwrap();
    life.run(life.console.shutdown());
    life.crash();
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(path.with_file_name(format!("journal.db{suffix}")));
    }
    fs::write(&path, old).unwrap();

    let life = world.live();
    let verdict = verify(&life);
    assert_eq!(verdict.state, VerdictState::Broken);
    assert_eq!(verdict.first_bad, Some(i64::from(entries) + 1));
    let refused = look(&life, &service).unwrap_err();
    assert_eq!(refused.code, "audit.broken");
    // An order is not held up, and the break stays to be seen, also after it
    // and after another start.
    life.order().unwrap();
    assert_eq!(verify(&life).first_bad, Some(i64::from(entries) + 1));
    life.crash();
    let life = world.live();
    let verdict = verify(&life);
    assert_eq!(
        verdict.first_bad,
        Some(i64::from(entries) + 1),
        "{verdict:?}"
    );
    assert_eq!(verdict.why.as_deref(), Some("cut_off"));
    let reason = "restored from the backup of Monday".to_owned();
    let after = life.run(life.console.begin_audit_section(reason)).unwrap();
    assert_eq!(after.state, VerdictState::Whole, "{after:?}");
    look(&life, &service).unwrap();
}

#[test]
fn an_export_is_an_entry_and_checks_here_and_nowhere_else() {
    let (world, life, service) = with_service();
    look(&life, &service).unwrap();
    let query = AuditQuery {
        group: None,
        stopped_only: false,
        search: String::new(),
        since: None,
        until: None,
        offset: 0,
        limit: 100,
    };
    let entries = chain(&life).all;
    let export = life.run(life.console.export_audit(query.clone())).unwrap();
    assert_eq!(export.rows, entries);
    assert_eq!(acts(&life).last().unwrap(), "chain.exported Done");
    let path = std::path::PathBuf::from(&export.path);
    let here = life
        .run(kh_core::check_audit_file(&path, world.keychain.clone()))
        .unwrap();
    assert_eq!(here.checked.bad, None);
    assert_eq!(here.checked.verdict.entries, u64::from(entries));
    assert_eq!(here.checked.authenticity, kh_core::Authenticity::Proven);
    let elsewhere = std::sync::Arc::new(kh_secrets::SessionMemory::new());
    let there = life
        .run(kh_core::check_audit_file(&path, elsewhere))
        .unwrap();
    assert_eq!(there.checked.bad, None);
    assert_eq!(
        there.checked.authenticity,
        kh_core::Authenticity::NotCheckable
    );
    // Another one of that day has another name, on the disk and on record.
    let second = life.run(life.console.export_audit(query)).unwrap();
    assert_ne!(second.file_name, export.file_name);
    let rows = chain(&life).rows;
    assert_eq!(
        rows[0].target_name.as_deref(),
        Some(second.file_name.as_str())
    );
}
