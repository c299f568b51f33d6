//! A look at access data. The window gets names; a secret value crosses the
//! bridge only for one field at a time, after its own deliberate click.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// What a look would mean, shown before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LookPlanView {
    /// Of which service.
    pub service_id: String,
    /// What that is called here.
    pub service_name: String,
    /// For whom.
    pub customer: Option<String>,
    /// Why it cannot be done: scope missing, audit chain not ready, no line.
    pub blocked: Option<ErrorView>,
    /// The last look from this computer, and why.
    pub last: Option<LastLookView>,
    /// Fewest characters of a reason.
    pub reason_at_least: u32,
}

/// An earlier look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastLookView {
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Why.
    pub reason: Option<String>,
}

/// Asks for a look.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LookRequest {
    /// Of which service.
    pub service_id: String,
    /// Why; kept in the audit chain, never sent.
    pub reason: String,
}

/// One field of the access data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LookField {
    /// Its place, for `reveal_field` and `copy_field`.
    pub index: u32,
    /// Its name as the provider gave it.
    pub name: String,
    /// Whether it is treated as secret; unknown fields are.
    pub secret: bool,
    /// Its value, only where it is not secret.
    pub value: Option<String>,
}

/// An open look. The values stay in the host until it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LookView {
    /// Names the look.
    pub look: String,
    /// Of which service.
    pub service_id: String,
    /// What that is called here.
    pub service_name: String,
    /// Its fields.
    pub fields: Vec<LookField>,
    /// Request id at the provider.
    pub request_id: Option<String>,
    /// When it was read.
    #[ts(type = "string")]
    pub read_at: Timestamp,
    /// When it ends by itself.
    #[ts(type = "string")]
    pub ends_at: Timestamp,
}

/// One revealed value. The window shows it until `hide_at` and forgets it.
#[derive(PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevealView {
    /// Which field.
    pub index: u32,
    /// Its value.
    pub value: String,
    /// When it has to be gone from the screen: 30 seconds after the click.
    #[ts(type = "string")]
    pub hide_at: Timestamp,
}

impl std::fmt::Debug for RevealView {
    /// The value stays out of logs.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("RevealView")
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

/// A value is in the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopiedView {
    /// Which field.
    pub index: u32,
    /// When the clipboard is cleared, if it still holds that value.
    #[ts(type = "string")]
    pub clears_at: Timestamp,
}
