//! The order file: a draft of one person that another one sends, with a body
//! and an idempotency key that never change.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{ChangeView, Money, ReviewView};

/// The file that a review comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileOriginView {
    /// When the draft was saved, in the provider's time.
    #[ts(type = "string")]
    pub drafted_at: Timestamp,
    /// The profile it was drafted in, as it is called there.
    pub drafted_by: String,
    /// Until when it may be sent, by whichever computer.
    #[ts(type = "string")]
    pub expires_at: Timestamp,
    /// Groups of letters to compare with the person who drafted it.
    pub fingerprint: String,
    /// Due now when it was drafted.
    pub drafted_now: Option<Money>,
}

/// A file that was just saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFileSavedView {
    /// Where it is.
    pub path: String,
    /// Groups of letters to compare with the person who sends it.
    pub fingerprint: String,
    /// Until when it may be sent.
    #[ts(type = "string")]
    pub expires_at: Timestamp,
    /// The only key that may send it.
    pub sender_key: String,
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderFileView {
    /// Groups of letters to compare with the person who drafted it.
    pub fingerprint: String,
    /// When the draft was saved, in the provider's time.
    #[ts(type = "string")]
    pub drafted_at: Timestamp,
    /// The profile it was drafted in, as it is called there.
    pub drafted_by: String,
    /// Until when it may be sent.
    #[ts(type = "string")]
    pub expires_at: Timestamp,
    /// The only key that may send it.
    pub sender_key: String,
    /// Due now when it was drafted.
    pub drafted_now: Option<Money>,
    /// Due at each renewal when it was drafted.
    pub drafted_recurring: Option<Money>,
    /// The review of it; none where its order is known here.
    pub review: Option<ReviewView>,
    /// The order that this computer made of it already.
    #[ts(type = "number | null")]
    pub known_order: Option<i64>,
    /// What differs between the draft and now.
    pub changes: Vec<ChangeView>,
}
