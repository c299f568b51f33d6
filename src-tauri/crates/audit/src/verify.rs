//! Checking: entries are fed in their order, and the first that is not as it
//! was written is named.

use std::fmt;

use crate::{Anchor, Beginning, ChainId, ChainKey, EntryRef, Head, Mac, Sealer, Why};

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// It is not what was sealed.
    Altered,
    /// It should be here and is not.
    Missing,
    /// It is not in its place, or it is here twice.
    Moved,
    /// It and all after it are gone, though the keychain knows of them.
    CutOff,
    /// From here on it is not what the keychain sealed: an older or another
    /// chain was put in its place.
    RolledBack,
    /// It does not belong to a section that was begun.
    Foreign,
}

/// The first bad entry of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Its number.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Entries looked at.
    pub entries: u64,
    /// The first bad entry that no person has put behind them.
    pub fault: Option<Fault>,
    /// The first bad entry before the last section that a person began, and
    /// the number of the entry that says so.
    pub behind: Option<(Fault, u64)>,
    /// Entries that checked under a key.
    pub checked: u64,
    /// Entries whose key is not there: it lived in memory only, or the
    /// keychain no longer has it.
    pub not_checkable: u64,
    /// Entries after the sealed head, or none where no seal is known.
    pub after_seal: Option<u64>,
    /// The last entry.
    pub last: Option<Head>,
}

/// The state of a chain in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerdictKind {
    /// Every entry is as it was written, and none is missing.
    Whole,
    /// Something was changed, moved or taken away.
    Broken,
    /// What can be checked is whole; part of it cannot be checked.
    Partly,
    /// Nothing can be checked: the key is not there.
    NoKey,
}

/// Checks a chain, entry by entry. Nothing is allocated for an entry.
#[derive(Debug, Clone)]
pub struct Verifier {
    keys: Vec<(ChainKey, [u8; 8])>,
    sealed: Option<Head>,
    section: Option<Section>,
    last: Option<Head>,
    verdict: Verdict,
    /// The first entry without a key, since something was checked.
    first_unchecked: Option<u64>,
    seal_seen: bool,
}

#[derive(Debug, Clone)]
struct Section {
    chain: ChainId,
    /// None where its key is not there.
    sealer: Option<Sealer>,
}

impl FaultKind {
    /// A stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Moved => "moved",
            Self::CutOff => "cut_off",
            Self::RolledBack => "rolled_back",
            Self::Foreign => "foreign",
        }
    }
}

impl FaultKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Altered,
        Self::Missing,
        Self::Moved,
        Self::CutOff,
        Self::RolledBack,
        Self::Foreign,
    ];

    /// The kind of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Altered => "was changed",
            Self::Missing => "is missing",
            Self::Moved => "is not in its place",
            Self::CutOff => "and all after it are gone",
            Self::RolledBack => "is not the one that was sealed",
            Self::Foreign => "belongs to no section that was begun",
        })
    }
}

impl Verdict {
    /// The state in one word.
    #[must_use]
    pub fn kind(&self) -> VerdictKind {
        if self.fault.is_some() {
            VerdictKind::Broken
        } else if self.not_checkable == 0 {
            VerdictKind::Whole
        } else if self.checked == 0 {
            VerdictKind::NoKey
        } else {
            VerdictKind::Partly
        }
    }
}

impl Verifier {
    /// A check of a chain from its first entry, with the keys there are and
    /// the head the keychain sealed.
    #[must_use]
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a ChainKey>, sealed: Option<Head>) -> Self {
        let named = |key: &ChainKey| (key.clone(), key.fingerprint());
        Self {
            keys: keys.into_iter().map(named).collect(),
            sealed,
            section: None,
            last: None,
            verdict: Verdict {
                entries: 0,
                fault: None,
                behind: None,
                checked: 0,
                not_checkable: 0,
                after_seal: None,
                last: None,
            },
            first_unchecked: None,
            seal_seen: sealed.is_some_and(|head| head.seq == 0),
        }
    }

    /// A check of the entries after `last`, which is taken as it is.
    #[must_use]
    pub fn after<'a>(
        last: Option<Head>,
        keys: impl IntoIterator<Item = &'a ChainKey>,
        sealed: Option<Head>,
    ) -> Self {
        let mut verifier = Self::new(keys, sealed);
        if let Some(last) = last.filter(|last| last.seq > 0) {
            verifier.section = Some(verifier.section_of(last.chain));
            verifier.last = Some(last);
            // What was sealed before this stretch is not for it to show.
            verifier.seal_seen |= sealed.is_some_and(|sealed| sealed.seq < last.seq);
            verifier.seal_seen |= sealed == Some(last);
        }
        verifier
    }

    /// A check of everything, with an anchor.
    #[must_use]
    pub fn under(anchor: &Anchor) -> Self {
        Self::new(anchor.keys(), Some(anchor.head))
    }

    /// Takes the next entry.
    pub fn feed(&mut self, entry: &EntryRef<'_>) {
        self.verdict.entries += 1;
        let before = match self.section.as_ref() {
            Some(section) if section.chain == entry.chain && Beginning::read(entry).is_none() => {
                self.place(entry);
                self.last.map_or(Mac::ZERO, |last| last.mac)
            }
            _ => {
                self.begin(entry);
                Mac::ZERO
            }
        };
        self.check(&before, entry);
        self.last = Some(Head::of(entry));
        if let Some(sealed) = self.sealed
            && sealed.seq == entry.seq
        {
            self.at_seal(sealed, entry);
        }
    }

    /// Whether anything was wrong so far that nobody has put behind them.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        self.verdict.fault
    }

    /// Whether any entry checked under a key so far.
    #[must_use]
    pub fn has_checked(&self) -> bool {
        self.verdict.checked > 0
    }

    /// The verdict, once every entry was fed.
    #[must_use]
    pub fn end(mut self) -> Verdict {
        let last = self.last.map_or(0, |last| last.seq);
        if let Some(sealed) = self.sealed {
            if last < sealed.seq {
                // In front of what a section says of a break before it: that
                // section itself may be what is gone.
                self.fault_at(last + 1, FaultKind::CutOff);
            } else if !self.seal_seen {
                self.fault_at(sealed.seq, FaultKind::RolledBack);
            }
            self.verdict.after_seal = Some(last.saturating_sub(sealed.seq));
        }
        self.verdict.last = self.last;
        self.verdict
    }

    /// An entry within its section.
    fn place(&mut self, entry: &EntryRef<'_>) {
        let last = self.last.map_or(0, |last| last.seq);
        let expected = last.saturating_add(1);
        if entry.seq > expected {
            self.fault_at(expected, FaultKind::Missing);
        } else if entry.seq < expected {
            self.fault_at(entry.seq, FaultKind::Moved);
        }
    }

    /// The first entry of a section, or one that should be.
    fn begin(&mut self, entry: &EntryRef<'_>) {
        self.section = Some(self.section_of(entry.chain));
        let Some(said) = Beginning::read(entry) else {
            self.stray(entry);
            return;
        };
        match said.why {
            Why::First | Why::Continued => self.must_have_key(entry),
            Why::Unsealed => {}
            Why::Broken => self.broken(&said),
            Why::Renewed => self.renewed(&said, entry),
        }
        // After that, so that it is not put behind: what follows was changed
        // since this section began.
        self.link(&said, entry);
    }

    /// Whether what was there when the section began is still there.
    fn link(&mut self, said: &Beginning, entry: &EntryRef<'_>) {
        if said.found == self.last {
            if entry.seq != said.seq() {
                self.fault_at(entry.seq, FaultKind::Altered);
            }
            return;
        }
        let last = self.last.map_or(0, |last| last.seq);
        let found = said.found.map_or(0, |found| found.seq);
        if found > last {
            self.fault_at(last + 1, FaultKind::Missing);
        } else if last >= entry.seq {
            self.fault_at(entry.seq, FaultKind::Moved);
        } else if said.found.is_none() {
            self.fault_at(entry.seq, FaultKind::Foreign);
        } else {
            self.fault_at(last, FaultKind::Altered);
        }
    }

    /// Only a section that lived in memory may have a key that is not there.
    fn must_have_key(&mut self, entry: &EntryRef<'_>) {
        let unknown = self
            .section
            .as_ref()
            .is_some_and(|section| section.sealer.is_none());
        if unknown && !self.keys.is_empty() {
            self.fault_at(entry.seq, FaultKind::Foreign);
        }
    }

    /// An entry of another section without a beginning: the beginning is
    /// missing, or the entry comes from elsewhere.
    fn stray(&mut self, entry: &EntryRef<'_>) {
        let expected = self.last.map_or(0, |last| last.seq).saturating_add(1);
        let (seq, kind) = if entry.seq > expected {
            (expected, FaultKind::Missing)
        } else if entry.seq < expected {
            (entry.seq, FaultKind::Moved)
        } else {
            (entry.seq, FaultKind::Foreign)
        };
        self.fault_at(seq, kind);
    }

    /// The program itself found a break when this section began.
    fn broken(&mut self, said: &Beginning) {
        let found = said.found.map_or(0, |found| found.seq);
        match said.sealed {
            Some(sealed) if sealed.seq > found => self.fault_at(found + 1, FaultKind::CutOff),
            Some(sealed) => self.fault_at(sealed.seq.max(1), FaultKind::RolledBack),
            // Without a seal there is nothing to compare with: the entries
            // before count as not checkable.
            None => {}
        }
    }

    /// A person put what was wrong until now behind them. Only an entry that
    /// checks can say that.
    fn renewed(&mut self, said: &Beginning, entry: &EntryRef<'_>) {
        let genuine = self.section.as_mut().is_some_and(|section| {
            section
                .sealer
                .as_mut()
                .is_some_and(|sealer| sealer.seal(&Mac::ZERO, entry) == entry.mac)
        });
        if !genuine {
            self.must_have_key(entry);
            return;
        }
        if said.sealed.is_some() {
            self.broken(said);
        }
        // What was changed since, before what was put behind, stays.
        let seen = |fault: &Fault| said.bad.is_some_and(|bad| bad.seq <= fault.seq);
        if let Some(fault) = self.verdict.fault.take_if(|fault| seen(fault)) {
            self.verdict.behind = Some((fault, entry.seq));
        }
        self.first_unchecked = None;
    }

    fn check(&mut self, before: &Mac, entry: &EntryRef<'_>) {
        let sealer = self
            .section
            .as_mut()
            .and_then(|section| section.sealer.as_mut());
        match sealer {
            None => {
                self.verdict.not_checkable += 1;
                self.first_unchecked.get_or_insert(entry.seq);
            }
            Some(sealer) => {
                if sealer.seal(before, entry) == entry.mac {
                    self.verdict.checked += 1;
                } else {
                    self.fault_at(entry.seq, FaultKind::Altered);
                }
            }
        }
    }

    fn at_seal(&mut self, sealed: Head, entry: &EntryRef<'_>) {
        self.seal_seen = true;
        if Head::of(entry) != sealed {
            // Where entries without a key stand before it, the swap began there.
            let seq = self.first_unchecked.unwrap_or(sealed.seq);
            self.fault_at(seq, FaultKind::RolledBack);
        } else {
            self.first_unchecked = None;
        }
    }

    fn fault_at(&mut self, seq: u64, kind: FaultKind) {
        let fault = Fault { seq, kind };
        match &mut self.verdict.fault {
            Some(known) if known.seq <= seq => {}
            slot => *slot = Some(fault),
        }
    }

    fn section_of(&self, chain: ChainId) -> Section {
        let name = &chain.as_bytes()[..8];
        let key = self.keys.iter().find(|(_, print)| print == name);
        Section {
            chain,
            sealer: key.map(|(key, _)| Sealer::new(key, &chain)),
        }
    }
}
