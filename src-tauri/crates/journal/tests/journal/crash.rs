//! What was written survives the end of the program, however it ends.

use std::fs;
use std::path::Path;
use std::process::Command;

use kh_journal::{IntentState, Journal, OrderChange, Settlement};
use kh_model::KeyId;

use crate::fixture::{answered, at, fact, id, intent, order, profile};

/// Tells this program to write into the journal named here and then to die.
const VICTIM: &str = "KH_JOURNAL_VICTIM";

fn write_and_settle(journal: &Journal, name: &str) {
    let new = intent(name, 0);
    journal
        .write_intent(&new, Some(&order()), &[fact("sent", 0)])
        .unwrap();
    let settlement = Settlement {
        state: IntentState::Settled,
        outcome: "accepted".to_owned(),
        at: at(2),
        attempt_end: Some((1, answered(201, 2))),
        order: Some(OrderChange::at(at(2))),
        evidence: vec![fact("accepted", 2)],
        audit: None,
    };
    journal.settle(&id(name), &settlement).unwrap();
}

fn key() -> KeyId {
    KeyId::new(format!("kh_live_{}", "C".repeat(32))).unwrap()
}

#[test]
fn a_program_that_dies_at_once_has_lost_nothing() {
    if let Some(path) = std::env::var_os(VICTIM) {
        let journal = Journal::open(Path::new(&path)).unwrap();
        journal.save_profile(&profile()).unwrap();
        write_and_settle(&journal, "settled");
        let open = intent("open", 5);
        journal.write_intent(&open, Some(&order()), &[]).unwrap();
        journal
            .end_attempt(&id("open"), 1, &answered(500, 7))
            .unwrap();
        journal
            .update_key_use(&key(), &mut |_| "1".to_owned())
            .unwrap();
        std::process::abort();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let died = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::a_program_that_dies_at_once_has_lost_nothing",
        ])
        .env(VICTIM, &path)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(!died.status.success());

    let journal = Journal::open(&path).unwrap();
    let open = journal.open_intents().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].body, intent("open", 5).body);
    assert_eq!(open[0].attempts[0].end, Some(answered(500, 7)));
    let settled = journal.order_of_intent(&id("settled")).unwrap().unwrap();
    assert_eq!(journal.evidence(settled.no).unwrap().len(), 2);
    assert_eq!(journal.key_use(&key()).unwrap().as_deref(), Some("1"));
}

#[test]
fn the_files_as_they_lie_on_the_disk_at_any_moment_are_a_whole_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path).unwrap();
    journal.save_profile(&profile()).unwrap();
    for turn in 0..5 {
        write_and_settle(&journal, &format!("turn-{turn}"));
        if turn == 2 {
            journal.checkpoint().unwrap();
        }
        // Without its -shm file, as after a power cut.
        let found = folder.path().join(format!("found-{turn}.db"));
        fs::copy(&path, &found).unwrap();
        let wal = |path: &Path| path.with_extension("db-wal");
        fs::copy(wal(&path), wal(&found)).unwrap();
        let copy = Journal::open(&found).unwrap();
        for earlier in 0..=turn {
            let name = id(&format!("turn-{earlier}"));
            let back = copy.intent(&name).unwrap().unwrap();
            assert_eq!(back.state, IntentState::Settled);
        }
    }
}

#[test]
fn a_torn_end_of_the_write_ahead_file_costs_only_the_torn_commit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path).unwrap();
    journal.save_profile(&profile()).unwrap();
    write_and_settle(&journal, "whole");
    let wal = path.with_extension("db-wal");
    let before = fs::metadata(&wal).unwrap().len();
    journal
        .write_intent(&intent("torn", 9), Some(&order()), &[])
        .unwrap();
    let after = fs::metadata(&wal).unwrap().len();
    assert!(after > before);

    for cut in (before..after).step_by(997) {
        let found = folder.path().join(format!("cut-{cut}.db"));
        fs::copy(&path, &found).unwrap();
        let bytes = fs::read(&wal).unwrap();
        let keep = usize::try_from(cut).unwrap();
        fs::write(found.with_extension("db-wal"), &bytes[..keep]).unwrap();
        let copy = Journal::open(&found).unwrap();
        assert!(copy.intent(&id("whole")).unwrap().is_some());
        assert_eq!(copy.intent(&id("torn")).unwrap(), None);
    }
}
