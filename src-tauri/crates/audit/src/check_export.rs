//! Checking an exported file: line by line, strictly. A line that is not
//! spelled exactly as this program spells it counts as changed.

use std::io::{self, BufRead};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::export::{EntryLine, SealLine, seal};
use crate::{Anchor, Fault, FaultKind, Head, Header, Verdict, Verifier};

/// What a check of a file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the file says of itself, if its first line can be read.
    pub header: Option<Header>,
    /// The first bad line.
    pub bad: Option<BadLine>,
    /// The verdict over the entries up to there.
    pub verdict: Verdict,
    /// Whether the file is known to come from this console.
    pub authenticity: Authenticity,
}

/// A line that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub kind: BadLineKind,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLineKind {
    /// It is not a line this program writes.
    NotOurs,
    /// The entry in it is bad.
    Entry(Fault),
    /// The seal of the file does not fit the lines before it.
    Seal,
    /// The file ends before its seal.
    CutOff,
    /// There is something after the seal.
    AfterSeal,
    /// The file is of a form this program does not know.
    Form,
}

/// Whether the key of this computer's keychain made the seal of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authenticity {
    /// It did.
    Proven,
    /// It cannot be said: the key is not here, or the file was made without.
    NotCheckable,
}

/// Checks a file with the anchor of this computer's keychain, if there is one.
///
/// # Errors
/// Where the file cannot be read. What is wrong with its content is no error.
pub fn check(file: impl BufRead, anchor: Option<&Anchor>) -> io::Result<Checked> {
    Checking::new(anchor).run(file)
}

struct Checking<'a> {
    anchor: Option<&'a Anchor>,
    header: Option<Header>,
    verifier: Verifier,
    digest: Sha256,
    entries: u64,
    last: Option<Head>,
    /// The first bad entry so far and the line it showed itself in.
    fault: Option<(Fault, u64)>,
    sealed: bool,
    proven: bool,
}

impl<'a> Checking<'a> {
    fn new(anchor: Option<&'a Anchor>) -> Self {
        Self {
            anchor,
            header: None,
            verifier: Verifier::new([], None),
            digest: Sha256::new(),
            entries: 0,
            last: None,
            fault: None,
            sealed: false,
            proven: false,
        }
    }

    fn run(mut self, mut file: impl BufRead) -> io::Result<Checked> {
        let mut text = Vec::new();
        let mut line = 0;
        let mut stopped = None;
        while stopped.is_none() {
            text.clear();
            if file.read_until(b'\n', &mut text)? == 0 {
                break;
            }
            line += 1;
            let kind = self.line(line, &text);
            stopped = kind.map(|kind| BadLine { line, kind });
        }
        if stopped.is_none() && !self.sealed {
            let (line, kind) = (line + 1, BadLineKind::CutOff);
            stopped = Some(BadLine { line, kind });
        }
        Ok(self.checked(line, stopped))
    }

    /// The verdict. A chain that was put right by a person has no fault any
    /// more when it ends, so faults count only here.
    fn checked(self, lines: u64, stopped: Option<BadLine>) -> Checked {
        let verdict = self.verifier.end();
        let entry = verdict.fault.map(|fault| {
            let line = match self.fault {
                Some((seen, line)) if seen == fault => line,
                _ => lines,
            };
            let kind = BadLineKind::Entry(fault);
            BadLine { line, kind }
        });
        // A file that stops short was not heard to its end: what its entries
        // say of the seal is then not theirs.
        let entry = entry.filter(|entry| stopped.is_none_or(|stop| entry.line < stop.line));
        Checked {
            header: self.header,
            bad: entry.or(stopped),
            verdict,
            authenticity: if self.proven {
                Authenticity::Proven
            } else {
                Authenticity::NotCheckable
            },
        }
    }

    fn line(&mut self, number: u64, text: &[u8]) -> Option<BadLineKind> {
        if self.sealed {
            return Some(BadLineKind::AfterSeal);
        }
        if self.header.is_none() {
            return self.first(text);
        }
        let Some(line) = read::<EntryLine>(text) else {
            return match read::<SealLine>(text) {
                Some(line) => self.seal(&line),
                None => Some(BadLineKind::NotOurs),
            };
        };
        let Some(entry) = line.entry() else {
            return Some(BadLineKind::NotOurs);
        };
        self.digest.update(text);
        self.entries += 1;
        self.last = Some(Head::of(&entry));
        self.verifier.feed(&entry);
        let fault = self.verifier.fault();
        if fault != self.fault.map(|(fault, _)| fault) {
            self.fault = fault.map(|fault| (fault, number));
        }
        // The keychain may have sealed more than it had when the file was made.
        let sealed = self.anchor.map(|anchor| anchor.head);
        let contradicts = sealed.filter(|head| head.seq == entry.seq && Some(*head) != self.last);
        contradicts.map(|head| {
            let kind = FaultKind::RolledBack;
            BadLineKind::Entry(Fault {
                seq: head.seq,
                kind,
            })
        })
    }

    fn first(&mut self, text: &[u8]) -> Option<BadLineKind> {
        let Some(header) = read::<Header>(text) else {
            return Some(BadLineKind::NotOurs);
        };
        if !header.is_known() {
            self.header = Some(header);
            return Some(BadLineKind::Form);
        }
        let head = |text: &Option<String>| text.as_deref().map(Head::parse);
        let (before, sealed) = (head(&header.before), head(&header.sealed));
        if before == Some(None) || sealed == Some(None) {
            return Some(BadLineKind::NotOurs);
        }
        self.digest.update(text);
        // The keychain of today may know more than the file; the head it had
        // when the file was made is in the header, under the seal of the file.
        let keys = self.anchor.into_iter().flat_map(Anchor::keys);
        self.verifier = Verifier::after(before.flatten(), keys, sealed.flatten());
        self.header = Some(header);
        None
    }

    fn seal(&mut self, line: &SealLine) -> Option<BadLineKind> {
        let digest: [u8; 32] = self.digest.clone().finalize().into();
        let declared = self.header.as_ref().map(|header| header.entries);
        let fits = line.sha256 == hex::encode(digest)
            && line.sealed_entries == self.entries
            && declared == Some(self.entries)
            && line.head == self.last.map(|head| head.to_string())
            && line.key.is_some() == line.mac.is_some();
        if !fits {
            return Some(BadLineKind::Seal);
        }
        self.sealed = true;
        let mut keys = self.anchor.into_iter().flat_map(Anchor::keys);
        let key = keys.find(|key| line.key == Some(hex::encode(key.fingerprint())));
        if let (Some(key), Some(mac)) = (key, &line.mac) {
            if seal(key, &digest).to_string() != *mac {
                return Some(BadLineKind::Seal);
            }
            self.proven = true;
        } else if line.key.is_some() && self.verifier.has_checked() {
            // The entries are under our keys, and the file is not.
            return Some(BadLineKind::Seal);
        }
        None
    }
}

/// Reads a line, and only if it is spelled as this program spells it.
fn read<T: DeserializeOwned + Serialize>(text: &[u8]) -> Option<T> {
    let line = text.strip_suffix(b"\n")?;
    let value: T = serde_json::from_slice(line).ok()?;
    let spelled = serde_json::to_vec(&value).ok()?;
    (spelled == line).then_some(value)
}
