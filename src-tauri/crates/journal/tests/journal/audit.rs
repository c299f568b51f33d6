//! The chain in the journal: written with the deed, by several programs, and
//! not to be rewritten by honest code.

use std::sync::Arc;

use kh_audit::{
    Act, Anchor, Begins, ChainKey, Draft, Head, Outcome, Pen, VerdictKind, Verifier, Why,
};
use kh_journal::{AuditFilter, IntentState, Journal, JournalError, SettingOf, Settlement};
use rusqlite::Connection;

use crate::fixture::{at, id, intent, journal, order, profile};

fn key(byte: u8) -> ChainKey {
    ChainKey::from_bytes([byte; 32].into())
}

fn arm(journal: &Journal, pen: Pen) {
    journal.arm_audit(pen, Arc::new(|_| ()));
}

fn armed(journal: &Journal) {
    arm(
        journal,
        Pen::beginning(key(1), [0; 8], Begins::because(Why::First)),
    );
}

fn draft(act: Act) -> Draft {
    Draft::new(at(1), act, Outcome::Begun)
}

fn verdict(journal: &Journal, sealed: Option<Head>) -> kh_audit::Verdict {
    let mut verifier = Verifier::new(&[key(1)], sealed);
    journal
        .audit_chunk(0, u32::MAX, &mut |entry| verifier.feed(entry))
        .unwrap();
    verifier.end()
}

fn count(journal: &Journal) -> u64 {
    let page = journal.audit_page(&AuditFilter::default(), 0, 1).unwrap();
    page.all
}

#[test]
fn an_intent_and_its_entry_are_written_together_or_not_at_all() {
    let journal = journal();
    let mut new = intent("a", 0);
    new.audit = Some(draft(Act::Order));
    // Without a pen nothing that has to go on record is written.
    let error = journal.write_intent(&new, Some(&order()), &[]).unwrap_err();
    assert_eq!(error.code(), "journal_not_armed");
    assert_eq!(journal.intent(&id("a")).unwrap(), None);
    armed(&journal);
    let written = journal.write_intent(&new, Some(&order()), &[]).unwrap();
    assert_eq!(written.audit, Some(2));
    // What is refused leaves no entry, and the next one its number.
    journal.write_intent(&new, Some(&order()), &[]).unwrap_err();
    let settlement = Settlement {
        state: IntentState::Settled,
        outcome: "accepted".to_owned(),
        at: at(2),
        attempt_end: None,
        order: None,
        evidence: vec![],
        audit: Some(draft(Act::Order)),
    };
    journal.settle(&id("a"), &settlement).unwrap();
    journal.settle(&id("a"), &settlement).unwrap_err();
    assert_eq!(count(&journal), 3);
    let whole = verdict(&journal, journal.audit_head().unwrap());
    assert_eq!(whole.kind(), VerdictKind::Whole);
}

#[test]
fn two_programs_write_one_chain() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let programs = [Journal::open(&path).unwrap(), Journal::open(&path).unwrap()];
    armed(&programs[0]);
    arm(&programs[1], Pen::going_on(key(1), [1; 8]));
    for turn in 0..20 {
        let program = &programs[turn % 2];
        program.record(&draft(Act::SettingsChanged)).unwrap();
    }
    assert_eq!(count(&programs[0]), 21);
    let whole = verdict(&programs[1], programs[0].audit_head().unwrap());
    assert_eq!(whole.kind(), VerdictKind::Whole);
}

#[test]
fn the_bell_rings_for_what_was_committed_and_for_nothing_else() {
    let journal = journal();
    let (tell, heard) = std::sync::mpsc::channel();
    let pen = Pen::beginning(key(1), [0; 8], Begins::because(Why::First));
    let tell = std::sync::Mutex::new(tell);
    journal.arm_audit(
        pen,
        Arc::new(move |seq| {
            tell.lock().unwrap().send(seq).unwrap();
        }),
    );
    journal.record(&draft(Act::Order)).unwrap();
    let mut new = intent("a", 0);
    new.audit = Some(draft(Act::Order));
    journal.write_intent(&new, Some(&order()), &[]).unwrap();
    journal.write_intent(&new, Some(&order()), &[]).unwrap_err();
    journal.save_profile(&profile()).unwrap();
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn rows_are_never_changed_deleted_or_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path).unwrap();
    armed(&journal);
    for _ in 0..3 {
        journal.record(&draft(Act::Order)).unwrap();
    }
    let raw = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE audit SET reason = 'as if' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 4",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "INSERT OR REPLACE INTO audit SELECT 2, chain, at, profile_id, key_id, act, target,
            target_name, 'as if', money, request_id, idempotency_key, outcome, code, mac
            FROM audit WHERE seq = 2",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    // Who takes the triggers away is found.
    raw.execute_batch(
        "DROP TRIGGER audit_never_changes; UPDATE audit SET reason = 'as if' WHERE seq = 2",
    )
    .unwrap();
    let broken = verdict(&journal, journal.audit_head().unwrap());
    assert_eq!(broken.fault.unwrap().seq, 2);
}

#[test]
fn a_start_sees_whether_the_sealed_head_is_there_and_what_follows_it_checks() {
    let journal = journal();
    armed(&journal);
    let sealed = journal.record(&draft(Act::Order)).unwrap();
    let anchor = Anchor {
        head: sealed,
        key: key(1),
        earlier: vec![],
    };
    let after = journal.record(&draft(Act::Order)).unwrap();
    let disk = journal.audit_on_disk(Some(&anchor)).unwrap();
    assert_eq!((disk.at_seal, disk.last), (Some(sealed), Some(after)));
    assert!(disk.tail_is_sound && disk.ever_sealed);
    assert_eq!(journal.audit_since(&anchor).unwrap(), Some(after));
    let other = Anchor {
        head: Head { seq: 99, ..sealed },
        ..anchor
    };
    assert_eq!(journal.audit_on_disk(Some(&other)).unwrap().at_seal, None);
    assert_eq!(journal.audit_since(&other).unwrap(), None);
}

#[test]
fn a_page_is_filtered_and_searched() {
    let journal = journal();
    armed(&journal);
    for (act, outcome, reason) in [
        (Act::Order, Outcome::Done, "100% sure"),
        (Act::ServiceTerminate, Outcome::Cancelled, "thought better"),
        (Act::CredentialsRead, Outcome::Refused, "ticket_2291"),
    ] {
        let mut draft = Draft::new(at(1), act, outcome);
        draft.reason = Some(reason.to_owned());
        journal.record(&draft).unwrap();
    }
    let found = |filter: &AuditFilter| {
        let page = journal.audit_page(filter, 0, 100).unwrap();
        assert_eq!(page.total, page.entries.len() as u64);
        page.entries
            .iter()
            .map(|entry| entry.seq)
            .collect::<Vec<_>>()
    };
    let text = |text: &str| AuditFilter {
        text: Some(text.to_owned()),
        ..AuditFilter::default()
    };
    assert_eq!(found(&AuditFilter::default()), [4, 3, 2, 1]);
    // What a person types is text, not a pattern.
    assert_eq!(found(&text("100%")), [2]);
    assert_eq!(found(&text("%")), [2]);
    assert_eq!(found(&text("ticket_2291 credentials")), [4]);
    assert_eq!(found(&text("ticket 2291 x")), [0; 0]);
    let stopped = AuditFilter {
        stopped_only: true,
        ..AuditFilter::default()
    };
    assert_eq!(found(&stopped), [4, 3]);
}

#[test]
fn a_setting_whose_entry_cannot_be_written_is_not_kept() {
    let journal = journal();
    let entry = draft(Act::SettingsChanged);
    let theme = (SettingOf::Console, "theme", Some("dark"));
    let unwritten = journal.set_settings(&[theme], Some(&entry));
    assert!(matches!(unwritten, Err(JournalError::NotArmed)));
    assert_eq!(journal.setting(SettingOf::Console, "theme").unwrap(), None);
    armed(&journal);
    journal.set_settings(&[theme], Some(&entry)).unwrap();
    let kept = journal.setting(SettingOf::Console, "theme").unwrap();
    assert_eq!(kept.as_deref(), Some("dark"));
    let last = journal.audit_head().unwrap().unwrap();
    let last = journal.audit_entry(last.seq).unwrap().unwrap().entry;
    assert_eq!(last.act, "settings.changed");
}
