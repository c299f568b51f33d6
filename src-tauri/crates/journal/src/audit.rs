//! The chain of what was done: entries are written here, in the commit of the
//! deed they tell of.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use kh_audit::{Anchor, Beginning, Draft, Entry, Head, Mac, OnDisk, Pen, Sealer, Verifier, Why};
use rusqlite::{Connection, named_params};

use crate::store::first;
use crate::{Journal, JournalError, audit_rows};

/// Told the number of the newest entry after each commit that wrote one.
pub type AuditBell = Arc<dyn Fn(u64) + Send + Sync>;

/// The pen of this journal, once it is armed.
#[derive(Default)]
pub(crate) struct Armed(Mutex<Option<Writing>>);

struct Writing {
    pen: Pen,
    bell: AuditBell,
    /// Written in the transaction that runs, and not yet committed.
    pending: Vec<Entry>,
}

impl Armed {
    /// Forgets what a transaction before wrote and did not commit.
    pub(crate) fn clear(&self) {
        if let Some(writing) = self.lock().as_mut() {
            writing.pending.clear();
        }
    }

    /// What was written is on the disk. Gives the bell to ring, and for which
    /// entry.
    pub(crate) fn written(&self) -> Option<(AuditBell, u64)> {
        let mut armed = self.lock();
        let writing = armed.as_mut()?;
        let seq = writing.pending.last()?.seq;
        writing.pen.written(&writing.pending);
        writing.pending.clear();
        Some((Arc::clone(&writing.bell), seq))
    }

    fn write(
        &self,
        write: &Connection,
        make: impl FnOnce(&mut Pen, Option<Head>) -> Vec<Entry>,
    ) -> Result<Option<Head>, JournalError> {
        // Read under the write lock: another program may have written since.
        let last = last(write)?;
        let mut armed = self.lock();
        let writing = armed.as_mut().ok_or(JournalError::NotArmed)?;
        let entries = make(&mut writing.pen, last);
        audit_rows::insert(write, &entries)?;
        let head = entries.last().map(|entry| Head::of(&entry.as_ref()));
        writing.pending.extend(entries);
        Ok(head)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Writing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Armed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Armed(..)")
    }
}

impl Journal {
    /// Gives the journal the pen it writes the chain with; an earlier one is
    /// put away. Without a pen nothing that has to go on record is written.
    pub fn arm_audit(&self, pen: Pen, bell: AuditBell) {
        *self.armed.lock() = Some(Writing {
            pen,
            bell,
            pending: Vec::new(),
        });
    }

    /// Writes an entry. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`JournalError::NotArmed`]; else as for every write.
    pub fn record(&self, draft: &Draft) -> Result<Head, JournalError> {
        let head =
            self.durable(|write| self.armed.write(write, |pen, last| pen.write(last, draft)))?;
        head.ok_or(JournalError::NotArmed)
    }

    /// Begins the section the pen is to begin, without a further entry. None
    /// if there was nothing to begin.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub fn begin_audit_section(&self, at: Timestamp) -> Result<Option<Head>, JournalError> {
        self.durable(|write| self.armed.write(write, |pen, last| pen.begin(last, at)))
    }

    /// The last entry.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_head(&self) -> Result<Option<Head>, JournalError> {
        self.read(|moment| last(moment))
    }

    /// What a start has to know of the chain to put it together with what the
    /// keychain says.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_on_disk(&self, anchor: Option<&Anchor>) -> Result<OnDisk, JournalError> {
        self.read(|moment| {
            let begun = first(
                moment,
                "SELECT * FROM audit WHERE act = 'chain.begun' ORDER BY seq DESC LIMIT 1",
                [],
                audit_rows::entry,
            )?;
            let ever_sealed = first(
                moment,
                "SELECT 1 FROM audit WHERE act = 'chain.begun'
                    AND code IN ('first', 'continued', 'renewed') LIMIT 1",
                [],
                |_| Ok(()),
            )?;
            let at_seal = match anchor {
                Some(anchor) => head_at(moment, anchor.head.seq)?,
                None => None,
            };
            let last = last(moment)?;
            let begun = begun.filter(|begun| last.is_some_and(|last| last.chain == begun.chain));
            let beginning = begun
                .as_ref()
                .and_then(|begun| Beginning::read(&begun.as_ref()));
            let broken = beginning.is_some_and(|beginning| beginning.why == Why::Broken);
            let tail_is_sound = match (anchor, &begun) {
                (None, _) => false,
                (Some(anchor), Some(begun)) if broken => section_is_sound(moment, anchor, begun)?,
                (Some(anchor), _) => is_sound(moment, anchor, anchor.head)?,
            };
            Ok(OnDisk {
                last,
                at_seal,
                beginning,
                ever_sealed: ever_sealed.is_some(),
                tail_is_sound,
            })
        })
    }

    /// Whether a sealed head is still on the disk, and all after it checks.
    /// Gives the last entry then: the head that may be sealed next.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_since(&self, anchor: &Anchor) -> Result<Option<Head>, JournalError> {
        self.read(|moment| {
            let sealed = anchor.head;
            if sealed.seq > 0 && head_at(moment, sealed.seq)? != Some(sealed) {
                return Ok(None);
            }
            if !is_sound(moment, anchor, sealed)? {
                return Ok(None);
            }
            last(moment)
        })
    }
}

/// Writes an entry inside somebody's transaction, if there is one to write.
/// Gives its number.
pub(crate) fn append_maybe(
    journal: &Journal,
    write: &Connection,
    draft: Option<&Draft>,
) -> Result<Option<u64>, JournalError> {
    let Some(draft) = draft else {
        return Ok(None);
    };
    let head = journal
        .armed
        .write(write, |pen, last| pen.write(last, draft))?;
    Ok(head.map(|head| head.seq))
}

fn last(moment: &Connection) -> Result<Option<Head>, JournalError> {
    let sql = "SELECT seq, chain, mac FROM audit ORDER BY seq DESC LIMIT 1";
    first(moment, sql, [], audit_rows::head)
}

fn head_at(moment: &Connection, seq: u64) -> Result<Option<Head>, JournalError> {
    let sql = "SELECT seq, chain, mac FROM audit WHERE seq = :seq";
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    first(moment, sql, named_params! { ":seq": seq }, audit_rows::head)
}

/// Whether everything after a head checks. A section of another key, begun in
/// memory, is passed over.
fn is_sound(moment: &Connection, anchor: &Anchor, after: Head) -> Result<bool, JournalError> {
    let mut verifier = Verifier::after(Some(after), anchor.keys(), None);
    audit_rows::each_after(moment, after.seq, None, &mut |entry| verifier.feed(entry))?;
    Ok(verifier.fault().is_none())
}

/// Whether a section checks on its own, whatever was before it.
fn section_is_sound(
    moment: &Connection,
    anchor: &Anchor,
    begun: &Entry,
) -> Result<bool, JournalError> {
    let Some(key) = anchor.keys().find(|key| begun.chain.is_of(key)) else {
        return Ok(false);
    };
    let seal = Sealer::new(key, &begun.chain).seal(&Mac::ZERO, &begun.as_ref());
    let head = Head::of(&begun.as_ref());
    Ok(seal == begun.mac && is_sound(moment, anchor, head)?)
}
