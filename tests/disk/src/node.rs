//! One file: what programs see of it, what is safe on the disk, and what was
//! done between the two.

use std::sync::Arc;

use crate::locks::{Locks, Shared};

/// A file, whatever its name is, and whether it still has one.
pub(crate) struct Node {
    /// As the programs see it.
    pub(crate) now: Arc<Vec<u8>>,
    /// As of the last sync.
    pub(crate) durable: Arc<Vec<u8>>,
    /// What was done since, in its order.
    pub(crate) done: Vec<Change>,
    /// The bytes of the writes in `done`, one after another.
    pub(crate) bytes: Vec<u8>,
    pub(crate) locks: Locks,
    pub(crate) shared: Shared,
}

/// One change of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    pub(crate) what: What,
    pub(crate) fate: Fate,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    Write { at: usize, from: usize, len: usize },
    Truncate { to: usize },
}

/// What a power cut does to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Not flushed yet: chance decides.
    Waiting,
    /// Flushed after a sync that had failed: it stays.
    Safe,
    /// A sync failed and forgot it: chance decides, whatever is flushed later.
    Forgotten,
}

impl Node {
    /// A file with this on the disk.
    pub(crate) fn holding(bytes: Arc<Vec<u8>>) -> Self {
        Self {
            now: Arc::clone(&bytes),
            durable: bytes,
            done: Vec::new(),
            bytes: Vec::new(),
            locks: Locks::default(),
            shared: Shared::default(),
        }
    }

    pub(crate) fn write(&mut self, at: usize, bytes: &[u8]) {
        overwrite(Arc::make_mut(&mut self.now), at, bytes);
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.done.push(Change {
            what: What::Write {
                at,
                from,
                len: bytes.len(),
            },
            fate: Fate::Waiting,
        });
    }

    pub(crate) fn truncate(&mut self, to: usize) {
        Arc::make_mut(&mut self.now).resize(to, 0);
        self.done.push(Change {
            what: What::Truncate { to },
            fate: Fate::Waiting,
        });
    }

    /// Everything that was written since the last sync is safe now, but for
    /// what a failed one has forgotten.
    pub(crate) fn sync(&mut self) {
        if self.done.iter().any(|one| one.fate == Fate::Forgotten) {
            // What is safe lies between what is not; the order is kept.
            for one in &mut self.done {
                if one.fate == Fate::Waiting {
                    one.fate = Fate::Safe;
                }
            }
            return;
        }
        if self.done.is_empty() {
            return;
        }
        let durable = Arc::make_mut(&mut self.durable);
        for one in &self.done {
            match one.what {
                What::Write { at, from, len } => {
                    overwrite(durable, at, &self.bytes[from..from + len]);
                }
                What::Truncate { to } => durable.resize(to, 0),
            }
        }
        self.done.clear();
        self.bytes.clear();
    }

    /// What is safe of it.
    pub(crate) fn safe(&self) -> Arc<Vec<u8>> {
        let mut file = Arc::clone(&self.durable);
        for one in self.done.iter().filter(|one| one.fate == Fate::Safe) {
            self.redo(Arc::make_mut(&mut file), one);
        }
        file
    }

    /// Does one of its changes to a copy of it.
    pub(crate) fn redo(&self, file: &mut Vec<u8>, change: &Change) {
        match change.what {
            What::Write { at, from, len } => overwrite(file, at, &self.bytes[from..from + len]),
            What::Truncate { to } => file.resize(to, 0),
        }
    }

    /// A sync that fails.
    pub(crate) fn fail_to_sync(&mut self) {
        for one in &mut self.done {
            if one.fate == Fate::Waiting {
                one.fate = Fate::Forgotten;
            }
        }
    }
}

/// Writes into a file, which grows where it has to; a gap reads as zeros.
pub(crate) fn overwrite(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}
