//! What is to happen to a disk, and what happened on it.

/// Which file of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The database.
    Main,
    /// Its write-ahead file.
    Wal,
    /// A rollback journal, or another file beside it.
    Other,
}

impl FileKind {
    pub(crate) fn of(name: &[u8]) -> Self {
        if name.ends_with(b"-wal") {
            Self::Wal
        } else if name.ends_with(b"-journal") {
            Self::Other
        } else {
            Self::Main
        }
    }
}

/// A step changes what a disk holds, or what it has promised to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// A file is opened, and made if it is not there.
    Open,
    /// Bytes are written.
    Write,
    /// A file gets another length.
    Truncate,
    /// A file is flushed.
    Sync,
    /// A name is removed.
    Delete,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1 since the disk was mounted.
    pub n: u64,
    /// On which file.
    pub file: FileKind,
    /// What.
    pub op: Op,
    /// Where a write begins, or the new length; 0 otherwise.
    pub offset: u64,
    /// How many bytes were written; 0 otherwise.
    pub len: usize,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The device fails. A write leaves half of its bytes, a sync forgets what
    /// it was to flush.
    IoErr,
    /// There is no room: writes leave half of their bytes, syncs fail.
    Full,
    /// The file system takes no changes any more.
    ReadOnly,
    /// Another program holds the file: it strikes requests for locks that only
    /// one can have.
    Busy,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Times {
    /// The one call.
    Once,
    /// That call and every later one that this trouble can strike.
    ForGood,
}

/// What is to happen. Numbers count from 1 since the disk was mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The program ends instead of this step: nothing of it is done.
    StopBefore(u64),
    /// The program ends with this step: it is done, and nobody hears of it.
    StopAfter(u64),
    /// The program ends at the next flush of a write-ahead file from now on.
    StopAtSync {
        /// Instead of it; otherwise with it.
        before: bool,
    },
    /// The first step from this number on that the trouble can strike fails.
    FailStep {
        /// The number of the step.
        at: u64,
        /// How.
        trouble: Trouble,
        /// How often.
        times: Times,
    },
    /// The same over all calls: reads, sizes and locks too.
    FailCall {
        /// The number of the call.
        at: u64,
        /// How.
        trouble: Trouble,
        /// How often.
        times: Times,
    },
}
