//! The start of a program: what the keychain says and what lies on the disk,
//! put together. Nothing here ever moves a seal to fit what was found.

use crate::{Anchor, Beginning, Head, Why};

/// What the keychain said when it was asked for the anchor.
#[derive(Debug)]
pub enum Keychain<'a> {
    /// Here it is.
    Has(&'a Anchor),
    /// It can be reached and has none.
    HasNothing,
    /// It cannot be reached, is locked, or is none that lasts.
    Silent,
}

/// What the journal has.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnDisk {
    /// The last entry.
    pub last: Option<Head>,
    /// The entry with the number of the sealed head.
    pub at_seal: Option<Head>,
    /// How the last section begins.
    pub beginning: Option<Beginning>,
    /// Whether any section was ever begun with the keychain.
    pub ever_sealed: bool,
    /// Whether the end checks under the keys of the anchor: all after the
    /// seal, or, where the last section begins with a break, that section.
    pub tail_is_sound: bool,
}

/// How to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The section to begin, or none to go on in the last one.
    pub begin: Option<Why>,
    /// What the keychain sealed, where it is not on the disk.
    pub sealed: Option<Head>,
    /// Which key to write with.
    pub key: KeyOf,
    /// Whether the head may be sealed in the keychain; not while a break waits
    /// for a person, and not where there is no keychain.
    pub may_seal: bool,
}

/// Where the key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOf {
    /// The one in the anchor.
    Anchor,
    /// A new one that goes into the keychain.
    New,
    /// A new one that stays in memory.
    Memory,
}

/// Decides how to go on.
#[must_use]
pub fn open(keychain: &Keychain<'_>, disk: &OnDisk) -> Opening {
    let opening = |begin, key, may_seal| Opening {
        begin,
        sealed: None,
        key,
        may_seal,
    };
    let anchor = match keychain {
        Keychain::Silent => return opening(Some(Why::Unsealed), KeyOf::Memory, false),
        Keychain::HasNothing if disk.last.is_none() => {
            return opening(Some(Why::First), KeyOf::New, true);
        }
        Keychain::HasNothing if !disk.ever_sealed => {
            return opening(Some(Why::Continued), KeyOf::New, true);
        }
        // The keychain was emptied, or the file comes from another computer.
        Keychain::HasNothing => return opening(Some(Why::Broken), KeyOf::Memory, false),
        Keychain::Has(anchor) => anchor,
    };
    let last_is_ours = disk.last.is_some_and(|last| last.chain.is_of(&anchor.key));
    // Number 0 is sealed before the very first entry: a key that is in use is
    // in the keychain.
    let fits = anchor.head.seq == 0 || disk.at_seal == Some(anchor.head);
    let said_before = disk.beginning.is_some_and(|beginning| {
        beginning.why == Why::Broken && (fits || beginning.sealed == Some(anchor.head))
    });
    if said_before && last_is_ours && disk.tail_is_sound {
        return opening(None, KeyOf::Anchor, false);
    }
    if !fits || !disk.tail_is_sound {
        return Opening {
            sealed: (!fits).then_some(anchor.head),
            ..opening(Some(Why::Broken), KeyOf::Anchor, false)
        };
    }
    if last_is_ours {
        opening(None, KeyOf::Anchor, true)
    } else {
        opening(Some(Why::Continued), KeyOf::Anchor, true)
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::{ChainId, ChainKey, Mac};

    fn key(byte: u8) -> ChainKey {
        ChainKey::from_bytes(Zeroizing::new([byte; 32]))
    }

    fn head(seq: u64, of: &ChainKey) -> Head {
        Head {
            seq,
            chain: ChainId::new(of, [0; 8]),
            mac: Mac::from_bytes([5; 32]),
        }
    }

    fn anchor() -> Anchor {
        Anchor {
            head: head(60, &key(1)),
            key: key(1),
            earlier: vec![],
        }
    }

    fn sound(last: Head) -> OnDisk {
        OnDisk {
            last: Some(last),
            at_seal: Some(anchor().head),
            beginning: None,
            ever_sealed: true,
            tail_is_sound: true,
        }
    }

    fn said(opening: Opening) -> (Option<Why>, bool) {
        (opening.begin, opening.may_seal)
    }

    #[test]
    fn a_chain_that_ends_at_its_seal_or_soundly_after_it_goes_on() {
        for last in [60, 63] {
            let disk = sound(head(last, &key(1)));
            assert_eq!(said(open(&Keychain::Has(&anchor()), &disk)), (None, true));
        }
    }

    #[test]
    fn a_chain_without_its_sealed_head_is_broken_and_its_seal_stays() {
        let older = OnDisk {
            last: Some(head(50, &key(1))),
            at_seal: None,
            ..sound(head(50, &key(1)))
        };
        let empty = OnDisk::default();
        let other = OnDisk {
            at_seal: Some(Head {
                mac: Mac::ZERO,
                ..anchor().head
            }),
            ..sound(head(60, &key(1)))
        };
        let unsound = OnDisk {
            tail_is_sound: false,
            ..sound(head(63, &key(1)))
        };
        for disk in [older, empty, other, unsound] {
            let opening = open(&Keychain::Has(&anchor()), &disk);
            assert_eq!(said(opening), (Some(Why::Broken), false), "{disk:?}");
            assert_eq!(opening.key, KeyOf::Anchor);
        }
    }

    #[test]
    fn a_break_that_waits_for_a_person_goes_on_waiting() {
        let mut disk = sound(head(62, &key(1)));
        disk.at_seal = None;
        disk.beginning = Some(Beginning {
            why: Why::Broken,
            sealed: Some(anchor().head),
            found: None,
            bad: None,
        });
        assert_eq!(said(open(&Keychain::Has(&anchor()), &disk)), (None, false));
    }

    #[test]
    fn without_a_keychain_the_key_stays_in_memory_and_with_one_again_a_section_says_so() {
        let opening = open(&Keychain::Silent, &sound(head(60, &key(1))));
        assert_eq!(said(opening), (Some(Why::Unsealed), false));
        assert_eq!(opening.key, KeyOf::Memory);
        let after = sound(head(63, &key(2)));
        let opening = open(&Keychain::Has(&anchor()), &after);
        assert_eq!(said(opening), (Some(Why::Continued), true));
    }

    #[test]
    fn an_emptied_keychain_is_a_break_unless_nothing_was_ever_sealed() {
        let opening = open(&Keychain::HasNothing, &OnDisk::default());
        assert_eq!(said(opening), (Some(Why::First), true));
        let sealed = sound(head(60, &key(1)));
        let opening = open(&Keychain::HasNothing, &sealed);
        assert_eq!(said(opening), (Some(Why::Broken), false));
        let never = OnDisk {
            ever_sealed: false,
            ..sealed
        };
        let opening = open(&Keychain::HasNothing, &never);
        assert_eq!(said(opening), (Some(Why::Continued), true));
    }
}
