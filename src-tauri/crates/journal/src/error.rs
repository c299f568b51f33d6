//! Why the journal did not do what it was asked, sorted by what can be done.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::codec::BadColumn;

/// The one error of this crate. The order is that of the remedies: wait, make
/// room, change a permission, look at the file, correct the call.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another connection holds the file; trying again may work.
    #[error("the journal is in use by another program")]
    Busy,
    /// The disk, or the room allowed for the file, is used up. Nothing was written.
    #[error("there is no room left to write the journal")]
    Full,
    /// The file or its folder may not be written.
    #[error("the journal cannot be written: {detail}")]
    ReadOnly {
        /// What said so.
        detail: String,
    },
    /// The disk or the file system failed, or the file cannot be reached.
    #[error("the journal cannot be reached: {detail}")]
    Io {
        /// What the system said.
        detail: String,
    },
    /// The file is not a sound journal. It was left as it is; see
    /// [`crate::Journal::keep_aside`].
    #[error("the journal file {} is damaged: {detail}", path.display())]
    Broken {
        /// The file; empty if the damage showed itself during later work.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// A newer version of this program wrote the file.
    #[error("the journal has schema {found}, this program knows up to {known}")]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The file is a database of another program.
    #[error("{} belongs to another program", path.display())]
    Foreign {
        /// The file, which was not touched.
        path: PathBuf,
    },
    /// An intent with this id or this idempotency key is already written.
    #[error("this intent is already in the journal")]
    DuplicateIntent,
    /// The intent has its outcome already; an outcome is written once.
    #[error("this intent is already settled")]
    AlreadySettled,
    /// The audit chain has no key yet, so nothing that goes on record is written.
    #[error("the audit chain is not ready")]
    NotArmed,
    /// The row that was to be changed does not exist.
    #[error("the journal has no such {what}")]
    NotFound {
        /// The kind of row.
        what: &'static str,
    },
    /// A rule of the schema refuses the row, for example an unknown profile.
    #[error("the journal refuses this row: {detail}")]
    Refused {
        /// The rule.
        detail: String,
    },
    /// A stored value cannot be read back as what it should be.
    #[error("a stored value cannot be read: {detail}")]
    Unreadable {
        /// The column and the reason.
        detail: String,
    },
    /// A mistake in this crate.
    #[error("the journal made a mistake: {detail}")]
    Internal {
        /// What SQLite said.
        detail: String,
    },
}

impl JournalError {
    /// A stable word for the window, the log and support.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy => "journal_busy",
            Self::Full => "journal_full",
            Self::ReadOnly { .. } => "journal_read_only",
            Self::Io { .. } => "journal_io",
            Self::Broken { .. } => "journal_broken",
            Self::Newer { .. } => "journal_newer",
            Self::Foreign { .. } => "journal_foreign",
            Self::DuplicateIntent => "journal_duplicate_intent",
            Self::AlreadySettled => "journal_already_settled",
            Self::NotArmed => "journal_not_armed",
            Self::NotFound { .. } => "journal_not_found",
            Self::Refused { .. } => "journal_refused",
            Self::Unreadable { .. } => "journal_unreadable",
            Self::Internal { .. } => "journal_internal",
        }
    }

    pub(crate) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly {
                detail: error.to_string(),
            },
            _ => Self::Io {
                detail: error.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        if let rusqlite::Error::FromSqlConversionFailure(_, _, cause) = &error
            && cause.is::<BadColumn>()
        {
            return Self::Unreadable {
                detail: cause.to_string(),
            };
        }
        // The list of SQLite grows; what is not known here is a mistake here.
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { detail },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Broken {
                path: PathBuf::new(),
                detail,
            },
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::FileLockingProtocolFailed
                | ErrorCode::OutOfMemory,
            ) => Self::Io { detail },
            Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig) => Self::Refused { detail },
            _ => Self::Internal { detail },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(code: i32) -> JournalError {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into()
    }

    #[test]
    fn every_trouble_of_the_disk_has_its_own_code() {
        let codes = [
            (rusqlite::ffi::SQLITE_BUSY, "journal_busy"),
            (rusqlite::ffi::SQLITE_LOCKED, "journal_busy"),
            (rusqlite::ffi::SQLITE_FULL, "journal_full"),
            (rusqlite::ffi::SQLITE_READONLY, "journal_read_only"),
            (rusqlite::ffi::SQLITE_IOERR_FSYNC, "journal_io"),
            (rusqlite::ffi::SQLITE_CANTOPEN, "journal_io"),
            (rusqlite::ffi::SQLITE_CORRUPT, "journal_broken"),
            (rusqlite::ffi::SQLITE_NOTADB, "journal_broken"),
            (rusqlite::ffi::SQLITE_CONSTRAINT, "journal_refused"),
            (rusqlite::ffi::SQLITE_MISUSE, "journal_internal"),
        ];
        for (number, code) in codes {
            assert_eq!(sqlite(number).code(), code);
        }
    }
}
