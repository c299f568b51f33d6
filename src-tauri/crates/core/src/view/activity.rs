//! Events made from differences, the digest, and native notifications.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Money, PlaceView};

/// Groups of events, for the filter and the notification switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EventGroup {
    /// Orders.
    Orders,
    /// Services.
    Services,
    /// Invoices.
    Invoices,
    /// Credit.
    Credit,
    /// The key and the webhook.
    Key,
    /// Watching itself: gaps, starts.
    Watching,
}

/// A page of events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityQuery {
    /// Only this group.
    pub group: Option<EventGroup>,
    /// Only unread ones.
    pub unread_only: bool,
    /// Only those that need a person.
    pub needs_you_only: bool,
    /// Words that must occur in name, id, request id or facts.
    pub search: String,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EventRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What happened, a stable word such as `service_provisioned`; key of the
    /// words.
    pub kind: String,
    /// Its group.
    pub group: EventGroup,
    /// Where it leads.
    pub place: PlaceView,
    /// What the thing is called here.
    pub name: Option<String>,
    /// Earliest time it can have happened: the look before.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Latest time: the look that showed it.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// Facts for the words.
    pub facts: BTreeMap<String, String>,
    /// Amount it is about.
    pub amount: Option<Money>,
    /// How it is known; key of the words.
    pub source: String,
    /// Request id.
    pub request_id: Option<String>,
    /// Not read yet.
    pub unread: bool,
    /// A person has to do something.
    pub needs_you: bool,
}

/// How often something happened while the person was away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DigestLine {
    /// What.
    pub kind: String,
    /// How often.
    pub count: u32,
    /// Names, at most three.
    pub names: Vec<String>,
    /// Sum of the amounts, where there is one currency.
    pub amount: Option<Money>,
    /// Whether one of them needs a person.
    pub needs_you: bool,
    /// Where it leads.
    pub place: PlaceView,
}

/// While you were away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DigestView {
    /// When the window was last looked at.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Until when this is.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// Seconds of it in which nothing was watched because the program was
    /// closed or had no line.
    #[ts(type = "number")]
    pub not_watching_seconds: i64,
    /// What happened; those that need a person first.
    pub lines: Vec<DigestLine>,
}

/// A page of events with counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityView {
    /// All events of the profile.
    pub all: u32,
    /// Unread ones.
    pub unread: u32,
    /// Those that need a person.
    pub needs_you: u32,
    /// Those that match.
    pub total: u32,
    /// The page, newest first.
    pub rows: Vec<EventRow>,
    /// What happened while the person was away; none after it was dismissed.
    pub digest: Option<DigestView>,
}

/// When the provider was last asked with success, and when it will be again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastCheckView {
    /// Last successful check; none if there was none.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// The next one, if one is planned.
    #[ts(type = "string | null")]
    pub next: Option<Timestamp>,
    /// When its age becomes too high: then it is shown in red.
    #[ts(type = "string | null")]
    pub late_at: Option<Timestamp>,
}

/// Whether events of a group become native notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotifyGroup {
    /// The group.
    pub group: EventGroup,
    /// Whether they do.
    pub on: bool,
}

/// Settings of native notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotifySettings {
    /// Whether there are any at all.
    pub on: bool,
    /// Per group.
    pub groups: Vec<NotifyGroup>,
    /// Whether names of services and customers may be in them.
    pub names: bool,
    /// Whether amounts may be in them.
    pub amounts: bool,
    /// Credit below which there is an event, as decimal text in the account's
    /// currency; none for never.
    pub low_credit: Option<String>,
}

/// What became of the test notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotifyTestView {
    /// Whether the system took it.
    pub taken: bool,
    /// The system's name for what shows notifications, if it says.
    pub server: Option<String>,
    /// Whether a click can open the item here.
    pub clickable: bool,
    /// What the system said, if it did not take it.
    pub detail: Option<String>,
}
