//! What several views share: stated times, places to go to, how a reading of a
//! list stands, and what an export made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// A time as the provider stated it. It may be a day, or a time whose zone is
/// not stated; then `at` is missing and `raw` is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedTimeView {
    /// As it came.
    pub raw: String,
    /// The instant, where it is one.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// The day as `YYYY-MM-DD`, where one can be read.
    pub day: Option<String>,
}

/// A place of the window that something is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "place",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PlaceView {
    /// The overview.
    Overview,
    /// An order of the journal.
    Order {
        /// Its number.
        #[ts(type = "number")]
        no: i64,
    },
    /// A service.
    Service {
        /// Its id.
        id: String,
    },
    /// An invoice.
    Invoice {
        /// Its id.
        id: String,
    },
    /// The list of what happened.
    Activity,
    /// What does not agree.
    Reconciliation,
    /// The connection and its key.
    Connection,
}

/// How the reading of a whole list stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// Whether it is being read now.
    pub running: bool,
    /// Entries read so far in this reading.
    pub done: u32,
    /// Entries to read, if the provider said so.
    pub total: Option<u32>,
    /// When it waits for calls to be allowed again: until then.
    #[ts(type = "string | null")]
    pub waits_until: Option<Timestamp>,
    /// When the list was last read as a whole; none if never.
    #[ts(type = "string | null")]
    pub whole_at: Option<Timestamp>,
    /// Whether only the first page can be read from this provider.
    pub first_page_only: bool,
    /// Why the last reading broke off.
    pub error: Option<ErrorView>,
}

/// Part of a long piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkView {
    /// Pieces done.
    pub done: u32,
    /// Pieces in all, if known.
    pub total: Option<u32>,
}

/// A file that an export made on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub file_name: String,
    /// Rows or entries in it.
    pub rows: u32,
    /// Its size in bytes.
    pub bytes: u32,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Smallest first.
    #[default]
    Up,
    /// Largest first.
    Down,
}
