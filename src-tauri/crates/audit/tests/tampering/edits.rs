//! Changes of the log itself: bytes, entries, their order, its end.

use kh_audit::{ChainId, Entry, FaultKind, Mac, Sealer, VerdictKind, Verifier};

use crate::log::{anchor, key, log, verdict, write};

/// Every text of an entry as its bytes, and the fixed values as theirs.
fn parts(entry: &Entry) -> Vec<Vec<u8>> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default().into_bytes();
    vec![
        entry.seq.to_be_bytes().to_vec(),
        entry.chain.as_bytes().to_vec(),
        entry.at.to_be_bytes().to_vec(),
        text(&entry.profile),
        text(&entry.key),
        entry.act.clone().into_bytes(),
        text(&entry.target),
        text(&entry.target_name),
        text(&entry.reason),
        text(&entry.money),
        text(&entry.request_id),
        text(&entry.idempotency_key),
        entry.outcome.clone().into_bytes(),
        text(&entry.code),
        entry.mac.as_bytes().to_vec(),
    ]
}

/// The entry with one part replaced. Bytes that are no text any more are read
/// as the journal reads them: as a mark.
fn with(entry: &Entry, part: usize, bytes: &[u8]) -> Entry {
    let mut changed = entry.clone();
    let text = || {
        let text = std::str::from_utf8(bytes).unwrap_or("\u{fffd}");
        Some(text.to_owned())
    };
    match part {
        0 => changed.seq = u64::from_be_bytes(bytes.try_into().unwrap()),
        1 => changed.chain = ChainId::from_bytes(bytes.try_into().unwrap()),
        2 => changed.at = i64::from_be_bytes(bytes.try_into().unwrap()),
        3 => changed.profile = text(),
        4 => changed.key = text(),
        5 => changed.act = text().unwrap(),
        6 => changed.target = text(),
        7 => changed.target_name = text(),
        8 => changed.reason = text(),
        9 => changed.money = text(),
        10 => changed.request_id = text(),
        11 => changed.idempotency_key = text(),
        12 => changed.outcome = text().unwrap(),
        13 => changed.code = text(),
        _ => changed.mac = Mac::from_bytes(bytes.try_into().unwrap()),
    }
    changed
}

#[test]
fn every_byte_that_is_flipped_is_found_at_its_entry() {
    let (log, anchor) = log(&key(1), 1_000);
    let mut flips = 0_u64;
    let mut verifier = Verifier::under(&anchor);
    for (place, entry) in log.iter().enumerate() {
        for (part, bytes) in parts(entry).iter().enumerate() {
            for at in 0..bytes.len() {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << ((place + at) % 8);
                let changed = with(entry, part, &bytes);
                assert_ne!(&changed, entry);
                // The entries before are as they were: the check goes on from there.
                let mut from_here = verifier.clone();
                from_here.feed(&changed.as_ref());
                let fault = from_here.fault().expect("found at once");
                // A number that was changed shows at its place or at the gap.
                let at_place = fault.seq == entry.seq;
                assert!(
                    at_place || part == 0,
                    "{} part {part}: {fault:?}",
                    entry.seq
                );
                flips += 1;
            }
        }
        verifier.feed(&entry.as_ref());
    }
    assert_eq!(verifier.end().kind(), VerdictKind::Whole);
    println!("R17: {flips} bytes flipped one by one, {flips} found");
    assert!(flips > 180_000, "{flips}");
}

#[test]
fn every_entry_that_is_deleted_doubled_or_swapped_is_found() {
    let (log, anchor) = log(&key(1), 1_000);
    let mut found = 0;
    let mut expect = |changed: &[Entry], what: &str, seq: u64| {
        let verdict = verdict(&anchor, changed);
        let fault = verdict.fault.unwrap_or_else(|| panic!("{what} at {seq}"));
        assert!(fault.seq.abs_diff(seq) <= 1, "{what} at {seq}: {fault:?}");
        found += 1;
    };
    for at in 0..log.len() {
        let seq = log[at].seq;
        let mut deleted = log.clone();
        deleted.remove(at);
        expect(&deleted, "deleted", seq);
        // Taken out, and the numbers drawn together over the gap.
        let mut closed = deleted;
        for (seq, entry) in (1..).zip(&mut closed) {
            entry.seq = seq;
        }
        expect(&closed, "closed up", seq);
        let mut doubled = log.clone();
        doubled.insert(at, log[at].clone());
        expect(&doubled, "doubled", seq);
        if at + 1 < log.len() {
            let mut swapped = log.clone();
            swapped.swap(at, at + 1);
            expect(&swapped, "swapped", seq);
            // Swapped with each other's numbers, as rows of a table would be.
            (swapped[at].seq, swapped[at + 1].seq) = (seq, seq + 1);
            expect(&swapped, "exchanged", seq);
        }
    }
    println!("R17: {found} entries deleted, doubled, swapped: {found} found");
    assert!(found >= 4_000);
}

#[test]
fn every_truncation_and_every_rollback_is_found_and_names_the_first_missing() {
    let (log, anchor) = log(&key(1), 1_000);
    for length in 0..log.len() {
        let fault = verdict(&anchor, &log[..length]).fault.expect("cut off");
        assert_eq!(fault.seq, length as u64 + 1);
        assert_eq!(fault.kind, FaultKind::CutOff);
        // Cut off at the front is no better.
        if length > 0 {
            assert_eq!(verdict(&anchor, &log[length..]).fault.unwrap().seq, 1);
        }
    }
    println!(
        "R17: {} truncations, {} found",
        2 * log.len() - 1,
        2 * log.len() - 1
    );
}

#[test]
fn a_database_put_back_and_written_on_by_somebody_without_the_key_is_found() {
    let (old, sealed) = log(&key(1), 1_000);
    // An attacker's own entries from any point on, under a key of their own:
    // with the section's name kept, with a section of their own, and from the start.
    for point in [1, 2, 500, 990] {
        let mut forged = old[..point].to_vec();
        let section = old[0].chain;
        let mut sealer = Sealer::new(&key(9), &section);
        for entry in &old[point..] {
            let mut entry = entry.clone();
            entry.reason = Some("as if".to_owned());
            let before = forged.last().map_or(Mac::ZERO, |entry| entry.mac);
            entry.mac = sealer.seal(&before, &entry.as_ref());
            forged.push(entry);
        }
        let fault = verdict(&sealed, &forged).fault.unwrap();
        assert_eq!(fault.seq, point as u64 + 1);

        let mut forged = old[..point].to_vec();
        for why in kh_audit::Why::ALL {
            forged.truncate(point);
            let begins = kh_audit::Begins::because(why);
            let mut pen = kh_audit::Pen::beginning(key(9), [1; 8], begins);
            write(&mut pen, &mut forged, 0..1_000 - point as u64 - 1);
            assert_eq!(forged.len(), 1_000);
            let fault = verdict(&sealed, &forged).fault.unwrap();
            assert_eq!(fault.seq, point as u64 + 1, "{why:?}");
        }
    }
    let (whole, _) = log(&key(9), 1_000);
    assert_eq!(verdict(&sealed, &whole).fault.unwrap().seq, 1);
}

#[test]
fn a_chain_sealed_anew_with_the_true_key_does_not_fit_the_keychain() {
    let (old, sealed) = log(&key(1), 1_000);
    let mut forged: Vec<Entry> = Vec::new();
    let mut sealer = Sealer::new(&key(1), &old[0].chain);
    for entry in &old {
        let mut entry = entry.clone();
        if entry.seq == 400 {
            entry.money = Some("0.01 EUR".to_owned());
        }
        let before = forged.last().map_or(Mac::ZERO, |entry| entry.mac);
        entry.mac = sealer.seal(&before, &entry.as_ref());
        forged.push(entry);
    }
    let verdict = verdict(&sealed, &forged);
    assert_eq!(verdict.fault.unwrap().kind, FaultKind::RolledBack);
    // Without what the keychain holds it would pass: that is what it is for.
    assert_eq!(
        crate::log::verdict(&anchor(&key(1), &forged), &forged).kind(),
        VerdictKind::Whole
    );
}
