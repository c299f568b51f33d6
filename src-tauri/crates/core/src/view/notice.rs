//! Tells the window that something it may show has changed.

use serde::Serialize;
use ts_rs::TS;

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// Profiles, or which one is active.
    Profiles,
    /// State, quota or clock of the connection.
    Connection,
    /// The credit.
    Credit,
    /// The catalogue.
    Catalogue,
    /// Orders; `order_no` names one if only one changed.
    Orders,
    /// Settings of the console.
    Settings,
}

/// A change. The window asks again for what it shows of this topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What has changed.
    pub topic: Topic,
    /// In which profile, if in one.
    pub profile_id: Option<String>,
    /// Which order, if it was one.
    #[ts(type = "number | null")]
    pub order_no: Option<i64>,
}

impl Topic {
    /// Every topic, for telling the window to look at all of them.
    pub const ALL: [Self; 6] = [
        Self::Profiles,
        Self::Connection,
        Self::Credit,
        Self::Catalogue,
        Self::Orders,
        Self::Settings,
    ];
}
