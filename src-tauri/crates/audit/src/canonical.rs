//! The bytes of an entry that are sealed: one form for each entry, and no two
//! entries with the same.
//!
//! Form 1: the byte 1; the number, eight bytes, big end first; the time in
//! microseconds, eight bytes, signed, big end first; then profile, key, act,
//! target, name, reason, money, request id, idempotency key, outcome and code
//! in this order, each as a byte 0 if it is not there, else a byte 1, the
//! length as four bytes, big end first, and the text in UTF-8.

use crate::EntryRef;

/// The form; a change of anything here is a new one.
const FORM: u8 = 1;

/// Appends the bytes of an entry. The seal and the section are not part of
/// them: the section stands in the domain, the seal is made over them.
pub fn write(entry: &EntryRef<'_>, to: &mut Vec<u8>) {
    to.push(FORM);
    to.extend_from_slice(&entry.seq.to_be_bytes());
    to.extend_from_slice(&entry.at.to_be_bytes());
    for text in [
        entry.profile,
        entry.key,
        Some(entry.act),
        entry.target,
        entry.target_name,
        entry.reason,
        entry.money,
        entry.request_id,
        entry.idempotency_key,
        Some(entry.outcome),
        entry.code,
    ] {
        match text {
            None => to.push(0),
            Some(text) => {
                to.push(1);
                // No text of an entry is near four gigabytes: SQLite takes one.
                let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
                to.extend_from_slice(&length.to_be_bytes());
                to.extend_from_slice(text.as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChainId, Mac};

    fn entry<'a>(target: Option<&'a str>, name: Option<&'a str>) -> EntryRef<'a> {
        EntryRef {
            seq: 258,
            chain: ChainId::from_bytes([0; 16]),
            at: -1,
            profile: None,
            key: None,
            act: "a",
            target,
            target_name: name,
            reason: None,
            money: None,
            request_id: None,
            idempotency_key: None,
            outcome: "done",
            code: None,
            mac: Mac::ZERO,
        }
    }

    fn bytes(entry: &EntryRef<'_>) -> Vec<u8> {
        let mut to = Vec::new();
        write(entry, &mut to);
        to
    }

    #[test]
    fn the_bytes_are_those_of_the_description() {
        let expected = [
            "01",
            "0000000000000102",
            "ffffffffffffffff",
            "00",
            "00",
            "010000000161",
            "0100000002c3a4",
            "00",
            "00",
            "00",
            "00",
            "00",
            "0100000004646f6e65",
            "00",
        ];
        let made = bytes(&entry(Some("ä"), None));
        assert_eq!(hex::encode(made), expected.concat());
    }

    #[test]
    fn a_text_moved_to_the_next_field_an_empty_one_and_none_are_three_things() {
        let forms = [
            bytes(&entry(Some("ab"), None)),
            bytes(&entry(None, Some("ab"))),
            bytes(&entry(Some("a"), Some("b"))),
            bytes(&entry(Some("ab"), Some(""))),
            bytes(&entry(Some(""), Some("ab"))),
        ];
        for (at, one) in forms.iter().enumerate() {
            assert!(forms[at + 1..].iter().all(|other| other != one));
        }
    }
}
