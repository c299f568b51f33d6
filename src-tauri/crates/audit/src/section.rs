//! Sections: where one begins, why, and what it says of what was there before.

use std::fmt;

use jiff::Timestamp;

use crate::{Act, ChainId, Draft, EntryRef, Fault, FaultKind, Mac, Outcome};

/// The end of a chain at some moment: its last entry and the seal of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the entry.
    pub seq: u64,
    /// Its section.
    pub chain: ChainId,
    /// Its seal.
    pub mac: Mac,
}

/// Stands before a head that was sealed and not found.
const SEALED: &str = "sealed ";

/// Stands before number and kind of a first bad entry.
const BAD: &str = "bad ";

/// Why a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// There was nothing before.
    First,
    /// The keychain cannot be reached: this section's key lives in memory and
    /// is gone with the program.
    Unsealed,
    /// The keychain can be reached again after an unsealed section.
    Continued,
    /// What was found is not what was sealed. The break stays until a person
    /// begins a new section.
    Broken,
    /// A person began a new section.
    Renewed,
}

/// How a section begins: the first entry of it, read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// Why.
    pub why: Why,
    /// The head that the keychain had sealed, where it was not found.
    pub sealed: Option<Head>,
    /// The head that was found, where there was one.
    pub found: Option<Head>,
    /// The first bad entry that a person puts behind them with this.
    pub bad: Option<Fault>,
}

impl Head {
    /// The head a chain has once this is its last entry.
    #[must_use]
    pub fn of(entry: &EntryRef<'_>) -> Self {
        Self {
            seq: entry.seq,
            chain: entry.chain,
            mac: entry.mac,
        }
    }

    /// Reads number, section and seal, as they are written in the entry that
    /// begins the next section.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, rest) = text.split_once(' ')?;
        let (chain, mac) = rest.split_once(' ')?;
        let head = Self {
            seq: seq.parse().ok()?,
            chain: ChainId::parse(chain)?,
            mac: Mac::parse(mac)?,
        };
        (head.to_string() == text).then_some(head)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.seq, self.chain, self.mac)
    }
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::First,
        Self::Unsealed,
        Self::Continued,
        Self::Broken,
        Self::Renewed,
    ];

    /// The word in the entry.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Unsealed => "unsealed",
            Self::Continued => "continued",
            Self::Broken => "broken",
            Self::Renewed => "renewed",
        }
    }

    /// The reason of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.word() == word)
    }
}

impl Beginning {
    /// The entry that says it: the head that was found as its target; as the
    /// name of that, what is amiss with it.
    #[must_use]
    pub fn draft(&self, at: Timestamp, reason: Option<String>) -> Draft {
        let mut draft = Draft::new(at, Act::ChainBegun, Outcome::Done);
        draft.target = self.found.map(|head| head.to_string());
        draft.target_name = self.amiss();
        draft.code = Some(self.why.word().to_owned());
        draft.reason = reason;
        draft
    }

    /// Reads such an entry; none if it is not one.
    #[must_use]
    pub fn read(entry: &EntryRef<'_>) -> Option<Self> {
        if entry.act != Act::ChainBegun.word() {
            return None;
        }
        let mut said = Self {
            why: Why::parse(entry.code?)?,
            sealed: None,
            found: None,
            bad: None,
        };
        if let Some(found) = entry.target {
            said.found = Some(Head::parse(found)?);
        }
        for part in entry
            .target_name
            .into_iter()
            .flat_map(|all| all.split("; "))
        {
            if let Some(sealed) = part.strip_prefix(SEALED) {
                said.sealed = Some(Head::parse(sealed)?);
            } else {
                let (seq, kind) = part.strip_prefix(BAD)?.split_once(' ')?;
                said.bad = Some(Fault {
                    seq: seq.parse().ok()?,
                    kind: FaultKind::parse(kind)?,
                });
            }
        }
        Some(said)
    }

    fn amiss(&self) -> Option<String> {
        let sealed = self.sealed.map(|head| format!("{SEALED}{head}"));
        let bad = self
            .bad
            .map(|fault| format!("{BAD}{} {}", fault.seq, fault.kind.word()));
        let parts: Vec<String> = sealed.into_iter().chain(bad).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// The number of the entry that says it: after all that is on the disk and
    /// after all that was sealed, so that no number ever means two entries.
    #[must_use]
    pub fn seq(&self) -> u64 {
        let last = |head: Option<Head>| head.map_or(0, |head| head.seq);
        last(self.found).max(last(self.sealed)).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Entry;

    fn head(seq: u64) -> Head {
        Head {
            seq,
            chain: ChainId::from_bytes([0xab; 16]),
            mac: Mac::from_bytes([9; 32]),
        }
    }

    #[test]
    fn a_beginning_comes_back_from_its_entry() {
        for why in Why::ALL {
            let beginning = Beginning {
                why,
                sealed: Some(head(60)),
                found: Some(head(50)),
                bad: Some(Fault {
                    seq: 51,
                    kind: FaultKind::CutOff,
                }),
            };
            let draft = beginning.draft(Timestamp::UNIX_EPOCH, None);
            let entry = Entry::of(&draft, 61, head(1).chain);
            assert_eq!(Beginning::read(&entry.as_ref()), Some(beginning));
            assert_eq!(beginning.seq(), 61);
        }
    }

    #[test]
    fn a_head_has_one_spelling() {
        let text = head(7).to_string();
        assert_eq!(Head::parse(&text), Some(head(7)));
        for wrong in [format!("0{text}"), format!("{text} "), text.to_uppercase()] {
            assert_eq!(Head::parse(&wrong), None, "{wrong}");
        }
    }
}
