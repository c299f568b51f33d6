//! Profiles: which provider account is worked on, and with which key.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// Where a profile's calls go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProfileKind {
    /// The real provider. Orders cost money.
    Live,
    /// A simulator. Nothing is bought.
    Simulator,
}

/// Where the secret of a profile's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretHome {
    /// In the keychain of this computer.
    Keychain,
    /// In memory until the program ends.
    Session,
    /// With the simulator inside this program.
    Simulator,
}

/// Colour by which a profile is known. Olive belongs to simulators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Accent {
    /// Hue 205.
    Petrol,
    /// Hue 255.
    Steel,
    /// Hue 345.
    Plum,
    /// Hue 130.
    Moss,
    /// Hue 50.
    Copper,
    /// Hue 112; simulators only.
    Olive,
}

/// The provider account as the last `GET /v1/me` told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Account id.
    pub id: Option<String>,
    /// Mail address of the owner.
    pub email: Option<String>,
    /// Currency of the account.
    pub currency: Option<String>,
    /// The provider's label of the key.
    pub key_label: Option<String>,
}

/// A scope of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeView {
    /// The provider's word.
    pub word: String,
    /// Whether it writes or reads access data.
    pub dangerous: bool,
}

/// One profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// Id within this console.
    pub id: String,
    /// The user's name for it.
    pub label: String,
    /// Its colour.
    pub accent: Accent,
    /// Live or simulator.
    pub kind: ProfileKind,
    /// Whether it is the simulator inside this program.
    pub built_in: bool,
    /// Where calls go.
    pub base_url: String,
    /// Public id of the key.
    pub key_id: String,
    /// `short` or `full` (contract 1.4).
    pub sign_path: String,
    /// Where the secret is.
    pub secret_home: SecretHome,
    /// The account, once asked.
    pub account: Option<AccountView>,
    /// Scopes, as of `checked_at`.
    pub scopes: Vec<ScopeView>,
    /// When account and scopes were last read.
    #[ts(type = "string | null")]
    pub checked_at: Option<jiff::Timestamp>,
}

/// What a person types to connect a key. It crosses the bridge once, towards
/// the host; the secret never comes back.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectRequest {
    /// The user's name for the profile.
    pub label: String,
    /// Its colour.
    pub accent: Accent,
    /// Public id of the key.
    pub key_id: String,
    /// The secret of the key.
    pub secret: String,
    /// Address of a simulator; none means the provider.
    pub base_url: Option<String>,
    /// `short` or `full`.
    pub sign_path: String,
    /// Keychain or this session only.
    pub keep: SecretHome,
}

impl std::fmt::Debug for ConnectRequest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ConnectRequest")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

/// What can be changed about a profile without a call.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProfileEdit {
    /// Which profile.
    pub id: String,
    /// New name.
    pub label: String,
    /// New colour; ignored for simulators.
    pub accent: Accent,
    /// `short` or `full`.
    pub sign_path: String,
}

/// A step of connecting, in the order they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepKind {
    /// The form of key id and secret, on this computer.
    Form,
    /// Unsigned `GET /v1/health`.
    Reach,
    /// Clock of this computer against the provider's.
    Clock,
    /// The one signed `GET /v1/me`.
    Account,
    /// Secret written to its home and read back.
    Keep,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// Done.
    Done,
    /// Failed; the steps after it were not tried.
    Failed,
    /// Not tried.
    NotTried,
}

/// One step and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectStep {
    /// Which step.
    pub kind: StepKind,
    /// How it ended.
    pub state: StepState,
    /// A figure for it: milliseconds for `reach`, seconds this computer is
    /// ahead (+) or behind (-) for `clock`.
    #[ts(type = "number | null")]
    pub figure: Option<i64>,
}

/// The outcome of connecting: all steps, and either a profile or an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectView {
    /// All five steps in order.
    pub steps: Vec<ConnectStep>,
    /// The new, now active profile.
    pub profile: Option<ProfileView>,
    /// Why there is none.
    pub error: Option<ErrorView>,
}
