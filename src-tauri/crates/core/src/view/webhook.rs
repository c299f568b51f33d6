//! The webhook URL of the key, and the inspector of pasted deliveries.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// A URL that was set before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarlierUrl {
    /// The URL; none where none was set.
    pub url: Option<String>,
    /// When it was replaced from this computer.
    #[ts(type = "string")]
    pub replaced_at: Timestamp,
}

/// The webhook of the active profile's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    /// Whether it was ever read.
    pub known: bool,
    /// The URL that is set; none where none is.
    pub url: Option<String>,
    /// When that was read.
    #[ts(type = "string | null")]
    pub read_at: Option<Timestamp>,
    /// Request id of that reading.
    pub request_id: Option<String>,
    /// Whether the key may read it; none where the scopes are not known.
    pub may_read: Option<bool>,
    /// Whether the key may set it.
    pub may_set: Option<bool>,
    /// URLs that were replaced from here, newest first, at most ten.
    pub earlier: Vec<EarlierUrl>,
    /// Why it could not be read or set just now.
    pub error: Option<ErrorView>,
}

/// A pasted delivery.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InspectRequest {
    /// Headers as pasted.
    pub headers: String,
    /// Body as pasted; every byte counts.
    pub body: String,
    /// The secret that signs deliveries. Not kept.
    pub secret: String,
}

impl std::fmt::Debug for InspectRequest {
    /// The secret stays out of logs.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("InspectRequest").finish_non_exhaustive()
    }
}

/// How a check of a delivery went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InspectState {
    /// In order.
    Pass,
    /// Worth a look.
    Warn,
    /// Not in order.
    Fail,
    /// Not looked at, because an earlier check failed.
    Skipped,
}

/// One check of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectCheck {
    /// Which: `header`, `timestamp`, `age`, `signature`, `body`, `event`; key
    /// of the words.
    pub kind: String,
    /// How it went.
    pub state: InspectState,
    /// Facts for the words.
    pub facts: BTreeMap<String, String>,
}

/// What a pasted delivery is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectView {
    /// Whether it verifies.
    pub verified: bool,
    /// Every check.
    pub checks: Vec<InspectCheck>,
    /// Type of the event, if the body states one.
    pub event_type: Option<String>,
    /// Id of the event.
    pub event_id: Option<String>,
    /// When it says it was made.
    #[ts(type = "string | null")]
    pub created: Option<Timestamp>,
}
