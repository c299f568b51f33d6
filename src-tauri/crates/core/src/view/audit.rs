//! The audit chain: what was done, refused and cancelled on this computer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Money;

/// Groups of acts, for the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AuditGroup {
    /// Orders.
    Orders,
    /// Actions on services.
    Actions,
    /// Looks at access data.
    Credentials,
    /// Keys and profiles.
    Keys,
    /// Settings and webhooks.
    Settings,
    /// Exports, invoices saved.
    Documents,
    /// The chain itself.
    Chain,
}

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AuditOutcome {
    /// Written before it was tried.
    Begun,
    /// Done.
    Done,
    /// Refused, here or by the provider.
    Refused,
    /// Given up by the person before anything was sent.
    Cancelled,
    /// No answer.
    Unknown,
    /// It failed; nothing was done.
    Failed,
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditQuery {
    /// Only this group.
    pub group: Option<AuditGroup>,
    /// Only refused, cancelled and failed ones.
    pub stopped_only: bool,
    /// Words that must occur in act, target, reason, request id or
    /// idempotency key.
    pub search: String,
    /// Not before.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// Before.
    #[ts(type = "string | null")]
    pub until: Option<Timestamp>,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// One entry as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditRow {
    /// Its number, from 1 without gaps.
    #[ts(type = "number")]
    pub seq: i64,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// What, a stable word; key of the words.
    pub act: String,
    /// On what: an id.
    pub target: Option<String>,
    /// What that was called.
    pub target_name: Option<String>,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// Request id at the provider.
    pub request_id: Option<String>,
    /// The first eight hex digits of its seal.
    pub seal: String,
}

/// One entry, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntryView {
    /// Its row.
    pub row: AuditRow,
    /// Profile id.
    pub profile_id: Option<String>,
    /// What the profile is called, if it still exists.
    pub profile: Option<String>,
    /// Key id.
    pub key_id: Option<String>,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// Money it was about.
    pub money: Option<Money>,
    /// Idempotency key.
    pub idempotency_key: Option<String>,
    /// Stable code, where it failed.
    pub code: Option<String>,
    /// Its seal, hex.
    pub mac: String,
    /// The seal before it; none for the first.
    pub mac_before: Option<String>,
    /// The seal after it; none for the last.
    pub mac_after: Option<String>,
}

/// What a check of the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VerdictState {
    /// Every entry is as it was written, none is missing.
    Whole,
    /// Something was changed, moved or taken away.
    Broken,
    /// As far as the key is known all is whole; part of it cannot be checked.
    Partly,
    /// It cannot be checked: the keychain does not give the key.
    NoKey,
    /// Not checked yet.
    NotChecked,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerdictView {
    /// What was found.
    pub state: VerdictState,
    /// Entries looked at.
    pub entries: u32,
    /// When the first of them was written.
    #[ts(type = "string | null")]
    pub from: Option<Timestamp>,
    /// When the last of them was written.
    #[ts(type = "string | null")]
    pub to: Option<Timestamp>,
    /// The first bad entry.
    #[ts(type = "number | null")]
    pub first_bad: Option<i64>,
    /// What is wrong with it: `altered`, `missing`, `moved`, `cut_off`,
    /// `rolled_back`, `foreign`; key of the words.
    pub why: Option<String>,
    /// Entries written after the last seal in the keychain.
    pub after_seal: u32,
    /// Entries whose key was kept for one session only.
    pub not_checkable: u32,
    /// When it was checked.
    #[ts(type = "string | null")]
    pub checked_at: Option<Timestamp>,
    /// How long that took, in milliseconds.
    pub took_ms: u32,
}

/// A page of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditView {
    /// Entries in all.
    pub all: u32,
    /// Refused, cancelled and failed ones.
    pub stopped: u32,
    /// Entries that match.
    pub total: u32,
    /// The page, newest first.
    pub rows: Vec<AuditRow>,
    /// The last check in this run of the program.
    pub verdict: VerdictView,
    /// Whether head and count are in the keychain.
    pub sealed: bool,
    /// Stable code, where they are not.
    pub trouble: Option<String>,
}
