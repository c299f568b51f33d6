//! Tells the window that something it may show has changed.

use serde::Serialize;
use ts_rs::TS;

use super::{PlaceView, WorkView};

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
    /// Services; `id` names one if only one changed, `work` tells how far the
    /// reading of the list has come.
    Services,
    /// Actions on services; `id` names the service.
    Actions,
    /// Invoices; as services.
    Invoices,
    /// What happened, and the time of the last check.
    Activity,
    /// The audit chain; `work` tells how far a check has come.
    Audit,
    /// The webhook of the key.
    Webhook,
    /// What does not agree.
    Reconciliation,
    /// The look `id` at access data has ended.
    LookEnded,
    /// The clipboard held a secret of ours and was cleared.
    ClipboardCleared,
    /// The clipboard holds something else than our secret by now, and was left
    /// alone.
    ClipboardTaken,
    /// The person clicked a notification: `open` says where to go.
    Open,
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
    /// Which thing, if it was one.
    pub id: Option<String>,
    /// How far a long piece of work has come.
    pub work: Option<WorkView>,
    /// Where to go, if a person asked for that outside the window.
    pub open: Option<PlaceView>,
}

impl Notice {
    /// A change of a whole topic.
    #[must_use]
    pub fn of(topic: Topic, profile_id: Option<String>) -> Self {
        Self {
            topic,
            profile_id,
            order_no: None,
            id: None,
            work: None,
            open: None,
        }
    }
}

impl Topic {
    /// Every topic with something to look at again, for telling the window to
    /// look at all of them.
    pub const ALL: [Self; 12] = [
        Self::Profiles,
        Self::Connection,
        Self::Credit,
        Self::Catalogue,
        Self::Orders,
        Self::Settings,
        Self::Services,
        Self::Actions,
        Self::Invoices,
        Self::Activity,
        Self::Audit,
        Self::Webhook,
    ];
}
