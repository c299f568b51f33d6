//! Writing: what the next entries of a chain are, given its last one.

use jiff::Timestamp;

use crate::{Beginning, ChainId, ChainKey, Draft, Entry, Fault, Head, Mac, Sealer, Why};

/// Writes entries under one key. It holds no place in the chain: the last
/// entry is read anew for each, because another program may have written it.
#[derive(Debug)]
pub struct Pen {
    key: ChainKey,
    section: ChainId,
    begins: Begins,
    begun: bool,
    ready: Option<(ChainId, Sealer)>,
}

/// The section a pen is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begins {
    /// Why.
    pub why: Why,
    /// What the keychain had sealed, where it was not found.
    pub sealed: Option<Head>,
    /// What a person puts behind them with it.
    pub bad: Option<Fault>,
    /// Why, in the person's words.
    pub reason: Option<String>,
}

impl Begins {
    /// For this reason, with nothing amiss.
    #[must_use]
    pub fn because(why: Why) -> Self {
        Self {
            why,
            sealed: None,
            bad: None,
            reason: None,
        }
    }
}

impl Pen {
    /// Goes on where the chain ends, under its own key.
    #[must_use]
    pub fn going_on(key: ChainKey, chance: [u8; 8]) -> Self {
        Self {
            section: ChainId::new(&key, chance),
            key,
            // Should another program have begun one of its own meanwhile.
            begins: Begins::because(Why::Continued),
            begun: true,
            ready: None,
        }
    }

    /// Begins a new section with its first entry.
    #[must_use]
    pub fn beginning(key: ChainKey, chance: [u8; 8], begins: Begins) -> Self {
        Self {
            section: ChainId::new(&key, chance),
            key,
            begins,
            begun: false,
            ready: None,
        }
    }

    /// The key it writes with.
    #[must_use]
    pub fn key(&self) -> &ChainKey {
        &self.key
    }

    /// Whether the section it was to begin stands, or it was to begin none.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// The entries that put a draft on record after `last`: one, or two where
    /// a section begins. They count only when they are on the disk: say so
    /// with [`Pen::written`].
    pub fn write(&mut self, last: Option<Head>, draft: &Draft) -> Vec<Entry> {
        let mut entries = self.begin(last, draft.at);
        let last = entries.last().map(head).or(last);
        if let Some(last) = last {
            let entry = self.sealed(draft, last.seq.saturating_add(1), last.chain, &last.mac);
            entries.push(entry);
        }
        entries
    }

    /// The entry that begins the section, where it has to begin.
    pub fn begin(&mut self, last: Option<Head>, at: Timestamp) -> Vec<Entry> {
        if let Some(last) = last
            && last.chain.is_of(&self.key)
            && (self.begun || last.chain == self.section)
        {
            return Vec::new();
        }
        let beginning = Beginning {
            why: if last.is_none() && self.begins.why == Why::Continued {
                Why::First
            } else {
                self.begins.why
            },
            sealed: self.begins.sealed,
            found: last,
            bad: self.begins.bad,
        };
        let draft = beginning.draft(at, self.begins.reason.clone());
        vec![self.sealed(&draft, beginning.seq(), self.section, &Mac::ZERO)]
    }

    /// The entries are on the disk.
    pub fn written(&mut self, entries: &[Entry]) {
        self.begun |= entries.iter().any(|entry| entry.chain == self.section);
    }

    fn sealed(&mut self, draft: &Draft, seq: u64, chain: ChainId, before: &Mac) -> Entry {
        let mut entry = Entry::of(draft, seq, chain);
        let sealer = match &mut self.ready {
            Some((ready, sealer)) if *ready == chain => sealer,
            slot => &mut slot.insert((chain, Sealer::new(&self.key, &chain))).1,
        };
        entry.mac = sealer.seal(before, &entry.as_ref());
        entry
    }
}

fn head(entry: &Entry) -> Head {
    Head::of(&entry.as_ref())
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::{Act, Outcome};

    fn key(byte: u8) -> ChainKey {
        ChainKey::from_bytes(Zeroizing::new([byte; 32]))
    }

    fn draft() -> Draft {
        Draft::new(Timestamp::UNIX_EPOCH, Act::Order, Outcome::Begun)
    }

    #[test]
    fn the_first_entry_brings_the_beginning_of_its_section_along() {
        let mut pen = Pen::beginning(key(1), [0; 8], Begins::because(Why::First));
        let first = pen.write(None, &draft());
        assert_eq!(
            first.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
            [1, 2]
        );
        pen.written(&first);
        let next = pen.write(first.last().map(head), &draft());
        assert_eq!(next.len(), 1);
        assert_eq!((next[0].seq, next[0].chain), (3, first[0].chain));
    }

    #[test]
    fn what_was_not_written_is_begun_again() {
        let mut pen = Pen::beginning(key(1), [0; 8], Begins::because(Why::First));
        let lost = pen.write(None, &draft());
        assert_eq!(pen.write(None, &draft()), lost);
    }

    #[test]
    fn after_entries_of_another_key_a_section_of_its_own_begins() {
        let mut other = Pen::beginning(key(2), [0; 8], Begins::because(Why::Unsealed));
        let theirs = other.write(None, &draft());
        let mut pen = Pen::going_on(key(1), [1; 8]);
        let ours = pen.write(theirs.last().map(head), &draft());
        assert_eq!(ours.len(), 2);
        let said = Beginning::read(&ours[0].as_ref()).unwrap();
        assert_eq!(
            (said.why, said.found),
            (Why::Continued, theirs.last().map(head))
        );
    }

    #[test]
    fn after_a_break_no_number_is_used_twice() {
        let mut pen = Pen::beginning(key(1), [0; 8], Begins::because(Why::First));
        let old = pen.write(None, &draft());
        let sealed = Head {
            seq: 60,
            ..head(&old[1])
        };
        let begins = Begins {
            sealed: Some(sealed),
            ..Begins::because(Why::Broken)
        };
        let mut pen = Pen::beginning(key(1), [1; 8], begins);
        let after = pen.write(old.last().map(head), &draft());
        assert_eq!(
            after.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
            [61, 62]
        );
    }
}
