//! The exported file: every byte of it counts.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use kh_audit::{
    Anchor, Authenticity, BadLineKind, Checked, Entry, Head, Header, VerdictKind, Writer, check,
};

use crate::log::{key, log};

fn file(entries: &[Entry], before: Option<Head>, anchor: &Anchor) -> Vec<u8> {
    let count = entries.len() as u64;
    let header = Header::new(
        Timestamp::UNIX_EPOCH,
        "0.1.0",
        count,
        before,
        Some(anchor.head),
    );
    let mut writer = Writer::begin(Vec::new(), &header).unwrap();
    for entry in entries {
        writer.entry(&entry.as_ref()).unwrap();
    }
    writer.end(Some(&anchor.key)).unwrap()
}

fn checked(file: &[u8], anchor: Option<&Anchor>) -> Checked {
    check(file, anchor).unwrap()
}

#[test]
fn a_file_checks_on_the_computer_that_made_it_and_elsewhere_as_far_as_it_can() {
    let (log, anchor) = log(&key(1), 100);
    let file = file(&log, None, &anchor);
    let here = checked(&file, Some(&anchor));
    assert_eq!((here.bad, here.authenticity), (None, Authenticity::Proven));
    assert_eq!(here.verdict.kind(), VerdictKind::Whole);
    let elsewhere = checked(&file, None);
    assert_eq!(
        (elsewhere.bad, elsewhere.authenticity),
        (None, Authenticity::NotCheckable)
    );
    assert_eq!(elsewhere.verdict.kind(), VerdictKind::NoKey);
}

#[test]
fn a_file_of_a_period_checks_from_the_head_before_it() {
    let (log, anchor) = log(&key(1), 100);
    let before = Head::of(&log[39].as_ref());
    let file = file(&log[40..], Some(before), &anchor);
    let found = checked(&file, Some(&anchor));
    assert_eq!((found.bad, found.verdict.entries), (None, 60));
}

#[test]
fn every_byte_of_a_file_that_is_flipped_is_found_with_and_without_the_key() {
    let (log, anchor) = log(&key(1), 60);
    let whole = file(&log, None, &anchor);
    let lines: Vec<RangeInclusive<usize>> = lines(&whole);
    let mut flips = 0_u64;
    for (number, line) in lines.iter().enumerate() {
        for at in line.clone() {
            let mut changed = whole.clone();
            changed[at] ^= 1 << ((number + at) % 8);
            let in_seal = number + 1 == lines.len();
            for anchor in [Some(&anchor), None] {
                // Whether a seal is the right one only its key can tell.
                if in_seal && anchor.is_none() {
                    continue;
                }
                let found = checked(&changed, anchor);
                let bad = found.bad.unwrap_or_else(|| panic!("byte {at}"));
                // Without the key the digest at the end tells, not the line.
                if anchor.is_some() && !in_seal {
                    let line = number as u64 + 1;
                    assert!(bad.line == line || number == 0, "byte {at}: {bad:?}");
                }
            }
            flips += 1;
        }
    }
    println!("R17: {flips} bytes of an exported file flipped, {flips} found");
}

fn lines(file: &[u8]) -> Vec<RangeInclusive<usize>> {
    let mut from = 0;
    let ends = file.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    ends.map(|(end, _)| {
        let line = from..=end;
        from = end + 1;
        line
    })
    .collect()
}

#[test]
fn a_file_that_was_cut_lengthened_or_put_together_anew_is_found() {
    let (log, anchor) = log(&key(1), 60);
    let whole = file(&log, None, &anchor);
    // Every length that may matter: about the ends of lines, and some between.
    let near = |length: usize| {
        lines(&whole)
            .iter()
            .any(|line| line.end().abs_diff(length) < 3)
    };
    for length in (0..whole.len()).filter(|length| length % 97 == 0 || near(*length)) {
        let bad = checked(&whole[..length], None).bad;
        assert!(bad.is_some(), "{length} bytes");
    }
    let longer = [whole.as_slice(), b"\n"].concat();
    assert_eq!(
        checked(&longer, None).bad.unwrap().kind,
        BadLineKind::AfterSeal
    );
    // Shorter, with a digest that fits: only the keychain can tell.
    let shorter = {
        let mut forger = anchor.clone();
        forger.key = key(9);
        file(&log[..50], None, &forger)
    };
    assert_eq!(
        checked(&shorter, None).authenticity,
        Authenticity::NotCheckable
    );
    assert!(checked(&shorter, Some(&anchor)).bad.is_some());
}

#[test]
fn an_older_file_stays_good_when_the_keychain_has_moved_on() {
    let (log, anchor) = log(&key(1), 100);
    let mut then = anchor.clone();
    then.head = Head::of(&log[49].as_ref());
    let old = file(&log[..50], None, &then);
    assert_eq!(checked(&old, Some(&anchor)).bad, None);
}
