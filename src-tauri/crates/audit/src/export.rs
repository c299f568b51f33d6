//! The chain as a file: JSON Lines. The first line says what the file holds,
//! the last one seals it; each between is an entry with its own seal.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{ChainId, ChainKey, EntryRef, Head, Mac};

/// Stands before the digest of a file in its seal.
const DOMAIN: &[u8] = b"kernelhost reseller console, audit export, form 1";

/// The form of the file.
const FORM: u32 = 1;

/// The first line: what the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The form of the file.
    pub kernelhost_audit: u32,
    /// When it was made.
    pub made_at: String,
    /// The version of the program that made it.
    pub program: String,
    /// How many entries follow.
    pub entries: u64,
    /// The head before the first of them; none if that is number 1.
    pub before: Option<String>,
    /// The head that was sealed in the keychain when it was made.
    pub sealed: Option<String>,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealLine {
    /// How many entries the file has.
    pub(crate) sealed_entries: u64,
    /// The head of the last of them.
    pub(crate) head: Option<String>,
    /// SHA-256 of every byte before this line.
    pub(crate) sha256: String,
    /// Names the key of the next field.
    pub(crate) key: Option<String>,
    /// The seal over that digest; none where there was no key.
    pub(crate) mac: Option<String>,
}

/// An entry as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryLine {
    pub(crate) seq: u64,
    pub(crate) at: String,
    pub(crate) act: String,
    pub(crate) outcome: String,
    pub(crate) code: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) target_name: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) money: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) chain: String,
    pub(crate) mac: String,
}

/// Writes such a file.
pub struct Writer<W> {
    to: W,
    digest: Sha256,
    entries: u64,
    last: Option<Head>,
}

impl Header {
    /// For a file with this many entries.
    #[must_use]
    pub fn new(
        made_at: Timestamp,
        program: &str,
        entries: u64,
        before: Option<Head>,
        sealed: Option<Head>,
    ) -> Self {
        Self {
            kernelhost_audit: FORM,
            made_at: made_at.to_string(),
            program: program.to_owned(),
            entries,
            before: before.map(|head| head.to_string()),
            sealed: sealed.map(|head| head.to_string()),
        }
    }

    /// Whether this program reads the form.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.kernelhost_audit == FORM
    }
}

impl EntryLine {
    pub(crate) fn of(entry: &EntryRef<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            seq: entry.seq,
            at: spelled(entry.at),
            act: entry.act.to_owned(),
            outcome: entry.outcome.to_owned(),
            code: owned(entry.code),
            target: owned(entry.target),
            target_name: owned(entry.target_name),
            reason: owned(entry.reason),
            money: owned(entry.money),
            profile: owned(entry.profile),
            key: owned(entry.key),
            request_id: owned(entry.request_id),
            idempotency_key: owned(entry.idempotency_key),
            chain: entry.chain.to_string(),
            mac: entry.mac.to_string(),
        }
    }

    /// The entry of a line, if its times and seals are ones.
    pub(crate) fn entry(&self) -> Option<EntryRef<'_>> {
        let at = match self.at.parse::<i64>() {
            Ok(number) => number,
            Err(_) => self.at.parse::<Timestamp>().ok()?.as_microsecond(),
        };
        // A time has many spellings; only ours is as it was written.
        if spelled(at) != self.at {
            return None;
        }
        Some(EntryRef {
            seq: self.seq,
            chain: ChainId::parse(&self.chain)?,
            at,
            profile: self.profile.as_deref(),
            key: self.key.as_deref(),
            act: &self.act,
            target: self.target.as_deref(),
            target_name: self.target_name.as_deref(),
            reason: self.reason.as_deref(),
            money: self.money.as_deref(),
            request_id: self.request_id.as_deref(),
            idempotency_key: self.idempotency_key.as_deref(),
            outcome: &self.outcome,
            code: self.code.as_deref(),
            mac: Mac::parse(&self.mac)?,
        })
    }
}

impl<W: Write> Writer<W> {
    /// Begins the file with its header.
    ///
    /// # Errors
    /// As writing does.
    pub fn begin(to: W, header: &Header) -> io::Result<Self> {
        let mut writer = Self {
            to,
            digest: Sha256::new(),
            entries: 0,
            last: None,
        };
        writer.line(header)?;
        Ok(writer)
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// As writing does.
    pub fn entry(&mut self, entry: &EntryRef<'_>) -> io::Result<()> {
        self.entries += 1;
        self.last = Some(Head::of(entry));
        self.line(&EntryLine::of(entry))
    }

    /// Ends the file with its seal and gives back what it was written to.
    ///
    /// # Errors
    /// As writing does.
    pub fn end(mut self, key: Option<&ChainKey>) -> io::Result<W> {
        let digest: [u8; 32] = self.digest.clone().finalize().into();
        let seal = SealLine {
            sealed_entries: self.entries,
            head: self.last.map(|head| head.to_string()),
            sha256: hex::encode(digest),
            key: key.map(|key| hex::encode(key.fingerprint())),
            mac: key.map(|key| seal(key, &digest).to_string()),
        };
        self.line(&seal)?;
        Ok(self.to)
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        self.digest.update(text.as_bytes());
        self.to.write_all(text.as_bytes())
    }
}

/// A time as text. One that is none (somebody wrote into the journal) keeps
/// its number.
fn spelled(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |at| at.to_string())
}

/// The seal over the digest of a file.
pub(crate) fn seal(key: &ChainKey, digest: &[u8; 32]) -> Mac {
    key.over(&[DOMAIN, digest])
}
