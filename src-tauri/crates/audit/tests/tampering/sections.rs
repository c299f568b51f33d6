//! Sections: breaks stay to be seen, a person can go on, and an older section
//! cannot be sealed anew with the key of the newest.

use kh_audit::{Begins, Entry, Fault, FaultKind, Head, Mac, Pen, Sealer, VerdictKind, Why};

use crate::log::{anchor, key, log, verdict, write};

fn head(log: &[Entry]) -> Head {
    Head::of(&log.last().unwrap().as_ref())
}

/// A log that lived in memory for a while, between two sealed sections.
fn with_a_session_between() -> (Vec<Entry>, kh_audit::Anchor) {
    let (mut log, _) = log(&key(1), 100);
    let mut memory = Pen::beginning(key(2), [2; 8], Begins::because(Why::Unsealed));
    write(&mut memory, &mut log, 100..120);
    let mut again = Pen::going_on(key(1), [3; 8]);
    write(&mut again, &mut log, 120..140);
    let anchor = anchor(&key(1), &log);
    (log, anchor)
}

#[test]
fn what_was_written_without_a_keychain_is_counted_and_not_called_broken() {
    let (log, mut anchor) = with_a_session_between();
    let found = verdict(&anchor, &log);
    assert_eq!(found.kind(), VerdictKind::Partly);
    assert_eq!(found.not_checkable, 21);
    // With its key taken along it can be checked like the rest.
    anchor.adopt(&key(2));
    assert_eq!(verdict(&anchor, &log).kind(), VerdictKind::Whole);
}

#[test]
fn an_older_section_cannot_be_sealed_anew_with_the_key_of_the_newest() {
    let (log, mut anchor) = with_a_session_between();
    anchor.adopt(&key(2));
    for key in [key(1), key(2)] {
        for edited in 1..log.len() {
            let mut forged = log.clone();
            forged[edited].reason = Some("as if".to_owned());
            // Everything of that section from the edit on is sealed anew.
            let section = forged[edited].chain;
            let mut sealer = Sealer::new(&key, &section);
            for at in edited..forged.len() {
                if forged[at].chain != section {
                    break;
                }
                let first = forged[at - 1].chain != section;
                let before = if first { Mac::ZERO } else { forged[at - 1].mac };
                forged[at].mac = sealer.seal(&before, &forged[at].as_ref());
            }
            let fault = verdict(&anchor, &forged).fault;
            assert!(fault.is_some(), "entry {}", log[edited].seq);
        }
    }
}

#[test]
fn a_break_is_seen_until_a_person_begins_anew_and_then_it_is_behind() {
    let (full, sealed) = log(&key(1), 60);
    // Put back to what it was at entry 50; the program notices and goes on.
    let mut log = full[..50].to_vec();
    let begins = Begins {
        sealed: Some(sealed.head),
        ..Begins::because(Why::Broken)
    };
    let mut pen = Pen::beginning(key(1), [4; 8], begins);
    write(&mut pen, &mut log, 50..60);
    let cut_off = Fault {
        seq: 51,
        kind: FaultKind::CutOff,
    };
    assert_eq!(verdict(&sealed, &log).fault, Some(cut_off));
    assert_eq!(log[50].seq, 61);

    let begins = Begins {
        sealed: Some(sealed.head),
        bad: Some(cut_off),
        reason: Some("restored from a backup".to_owned()),
        ..Begins::because(Why::Renewed)
    };
    let mut pen = Pen::beginning(key(1), [5; 8], begins);
    write(&mut pen, &mut log, 60..70);
    let now = anchor(&key(1), &log);
    let found = verdict(&now, &log);
    assert_eq!(found.kind(), VerdictKind::Whole);
    assert_eq!(found.behind, Some((cut_off, 72)));

    // What is changed afterwards in the part before is a break of its own.
    let mut changed = log.clone();
    changed[20].code = Some("no".to_owned());
    assert_eq!(verdict(&now, &changed).fault.unwrap().seq, 21);
    // And so is the removal of what the person's entry stands on.
    let mut cut = log.clone();
    cut.remove(60);
    assert!(verdict(&now, &cut).fault.is_some());
}

#[test]
fn nobody_without_the_key_can_put_a_break_behind() {
    let (mut log, sealed) = log(&key(1), 60);
    log[30].money = Some("0.01 EUR".to_owned());
    let bad = verdict(&sealed, &log).fault;
    assert_eq!(bad.unwrap().seq, 31);
    let begins = Begins {
        bad,
        ..Begins::because(Why::Renewed)
    };
    let mut pen = Pen::beginning(key(9), [6; 8], begins);
    let new = pen.write(Some(head(&log)), &crate::log::draft(1));
    log.extend(new);
    assert_eq!(verdict(&sealed, &log).fault.unwrap().seq, 31);
}

#[test]
fn entries_after_the_last_seal_are_counted() {
    let (mut log, sealed) = log(&key(1), 60);
    let mut pen = Pen::going_on(key(1), [0; 8]);
    write(&mut pen, &mut log, 60..63);
    let found = verdict(&sealed, &log);
    assert_eq!(
        (found.kind(), found.after_seal),
        (VerdictKind::Whole, Some(3))
    );
}
