//! The log that is tampered with.

use jiff::{SignedDuration, Timestamp};
use kh_audit::{
    Act, Anchor, Begins, ChainKey, Draft, Entry, Head, Outcome, Pen, Verdict, Verifier, Why,
};
use kh_model::{Amount, Currency, IdempotencyKey, KeyId, ProfileId, RequestId};

pub(crate) fn key(byte: u8) -> ChainKey {
    ChainKey::from_bytes([byte; 32].into())
}

/// An entry as the console writes them, about two hundred bytes.
pub(crate) fn draft(n: u64) -> Draft {
    let euro = Currency::new("EUR").unwrap();
    Draft {
        at: Timestamp::from_second(1_767_225_600).unwrap()
            + SignedDuration::from_micros(i64::try_from(n).unwrap() * 1_000_003),
        profile: Some(ProfileId::new("prf-01KAT6X9").unwrap()),
        key: Some(KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap()),
        act: Act::ALL[1 + usize::try_from(n).unwrap() % (Act::ALL.len() - 1)],
        target: Some(format!("{}", 1_000 + n)),
        target_name: Some("web-03.bakery-nord.example".to_owned()),
        reason: n
            .is_multiple_of(3)
            .then(|| "Ms Holm, ticket 2291".to_owned()),
        money: n
            .is_multiple_of(2)
            .then(|| Amount::parse("18.90", Some(euro)).unwrap()),
        request_id: Some(RequestId::new(format!("01KAT6X9{n:010}")).unwrap()),
        idempotency_key: Some(IdempotencyKey::new(format!("ord-01KAT6VK-{n}")).unwrap()),
        outcome: Outcome::Done,
        code: None,
    }
}

/// Writes on after `entries`.
pub(crate) fn write(pen: &mut Pen, entries: &mut Vec<Entry>, drafts: std::ops::Range<u64>) {
    for n in drafts {
        let last = entries.last().map(|entry| Head::of(&entry.as_ref()));
        let new = pen.write(last, &draft(n));
        pen.written(&new);
        entries.extend(new);
    }
}

/// A log of this many entries under a key, and the anchor of its end.
pub(crate) fn log(of: &ChainKey, entries: u64) -> (Vec<Entry>, Anchor) {
    let mut pen = Pen::beginning(of.clone(), [7; 8], Begins::because(Why::First));
    let mut log = Vec::new();
    write(&mut pen, &mut log, 0..entries - 1);
    let anchor = anchor(of, &log);
    (log, anchor)
}

pub(crate) fn anchor(of: &ChainKey, log: &[Entry]) -> Anchor {
    Anchor {
        head: Head::of(&log.last().unwrap().as_ref()),
        key: of.clone(),
        earlier: vec![],
    }
}

pub(crate) fn verdict(anchor: &Anchor, log: &[Entry]) -> Verdict {
    let mut verifier = Verifier::under(anchor);
    for entry in log {
        verifier.feed(&entry.as_ref());
    }
    verifier.end()
}
