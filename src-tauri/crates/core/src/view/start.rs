//! What the window needs right after its first paint.

use serde::Serialize;
use ts_rs::TS;

use super::{ProfileView, SettingsView};

/// The answer to the window's first question. Made without network and without
/// the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// Version of the program.
    pub version: String,
    /// All profiles, in the order of their making.
    pub profiles: Vec<ProfileView>,
    /// Id of the active profile; none on a first start.
    pub active: Option<String>,
    /// Settings of the console.
    pub settings: SettingsView,
    /// How the store was found.
    pub store: StoreView,
    /// Where the data is kept on this computer.
    pub data_folder: String,
}

/// How the store was found at start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StoreState {
    /// Usable.
    Good,
    /// It was damaged: the file was put aside and a new one begun.
    Replaced,
    /// It cannot be used; nothing can be ordered. `code` says why.
    Unusable,
}

/// The store and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreView {
    /// How it was found.
    pub state: StoreState,
    /// Stable code where it is not good.
    pub code: Option<String>,
    /// Where the damaged file is kept.
    pub kept_as: Option<String>,
}

/// Whether secrets can be kept on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeychainState {
    /// Found and usable.
    Ready,
    /// Found, but it did not answer in time or is locked.
    Locked,
    /// This computer has none running.
    Missing,
}

/// The keychain of this computer, probed just now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeychainView {
    /// Whether it is usable.
    pub state: KeychainState,
    /// Its name, for example `Secret Service`.
    pub name: String,
    /// Stable code where it is not ready.
    pub code: Option<String>,
}
