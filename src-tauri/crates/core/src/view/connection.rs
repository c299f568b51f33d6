//! The connection of the active profile: state, quota, clock, credit.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{ErrorView, LastCheckView, Money};

/// State of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionState {
    /// No profile is active, or none has been asked yet.
    Idle,
    /// A first answer is awaited.
    Connecting,
    /// The last call was answered.
    Connected,
    /// The last call reached nobody.
    Offline,
    /// The secret was for one session, or the keychain does not give it out.
    NeedsSecret,
    /// The provider refused the key.
    Refused,
    /// Two refusals in ten minutes: nothing is signed until then without a
    /// deliberate click.
    HeldBack,
}

/// What is left of the calls of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotaView {
    /// Calls left today.
    pub left: u32,
    /// Calls a day (5,000 unless the key says otherwise).
    pub per_day: u32,
    /// How many of them are kept for what a person clicks.
    pub reserve: u32,
    /// When the count starts again.
    #[ts(type = "string")]
    pub resets_at: Timestamp,
}

/// Refused signatures of this machine within ten minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthFailuresView {
    /// How many; the provider locks the key at five.
    pub count: u32,
    /// When the oldest of them stops counting.
    #[ts(type = "string | null")]
    pub clears_at: Option<Timestamp>,
}

/// The account's credit and its age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreditView {
    /// How much.
    pub amount: Money,
    /// When it was read.
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// Everything the frame shows about the connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Which profile.
    pub profile_id: Option<String>,
    /// State.
    pub state: ConnectionState,
    /// Time of the last answer.
    #[ts(type = "string | null")]
    pub last_answer_at: Option<Timestamp>,
    /// The last successful check and the next planned one.
    pub last_check: LastCheckView,
    /// Why the state is not `connected`.
    pub error: Option<ErrorView>,
    /// Calls left.
    pub quota: Option<QuotaView>,
    /// Refused signatures.
    pub auth_failures: AuthFailuresView,
    /// Seconds this computer's clock is ahead (+) or behind (-).
    #[ts(type = "number | null")]
    pub clock_ahead_seconds: Option<i64>,
    /// Credit, if the key may read it and it was read.
    pub credit: Option<CreditView>,
}
