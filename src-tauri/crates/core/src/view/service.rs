//! Services: the kept copy of what the account has, and the reseller's own
//! words beside it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ActView, ActionKind, ActionView, Direction, ErrorView, Money, StatedTimeView, SyncView,
};

/// What kind of thing a service is, read from its product's group and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// A virtual server.
    Kvm,
    /// A server of its own.
    Dedicated,
    /// Webspace.
    Webspace,
    /// A game server.
    Game,
    /// A VPN.
    Vpn,
    /// Anything else.
    Other,
}

/// State and power in one word, as a row shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ServiceCondition {
    /// Active and running.
    Running,
    /// Active and stopped.
    Stopped,
    /// Active, power not stated or not applicable.
    Active,
    /// Active, between two power states.
    Changing,
    /// Ordered, not set up.
    SettingUp,
    /// Held back; data is kept.
    Suspended,
    /// Ended.
    Terminated,
    /// Cancelled.
    Cancelled,
    /// Held back by the provider as suspicious.
    Fraud,
    /// A word that is not known, or none.
    Unknown,
}

/// Which services are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ServicesFilter {
    /// All but terminated and cancelled ones.
    #[default]
    Current,
    /// Every service ever seen.
    All,
    /// Those that need a look: unknown, missing, fraud, suspended, or with an
    /// action that has no outcome.
    NeedsLook,
    /// Due within seven days.
    DueSoon,
    /// Terminated and cancelled.
    Ended,
}

/// The column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ServicesSort {
    /// The shown name.
    #[default]
    Name,
    /// State.
    Condition,
    /// Product.
    Product,
    /// Customer.
    Customer,
    /// Next due date.
    Due,
    /// Price of a renewal.
    Price,
    /// When it was made.
    Created,
}

/// A page of services. Nothing is asked of the provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicesQuery {
    /// Which.
    pub filter: ServicesFilter,
    /// Only this family.
    pub family: Option<Family>,
    /// Words that must occur, as beginnings, in names, host names, addresses,
    /// ids, product, customer or note.
    pub search: String,
    /// Sorted by.
    pub sort: ServicesSort,
    /// Up or down.
    pub direction: Direction,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRow {
    /// The provider's id.
    pub id: String,
    /// What it is called here: own name, else host name, else the provider's
    /// name, else the id.
    pub name: String,
    /// Its host name.
    pub hostname: Option<String>,
    /// For whom, in the reseller's words.
    pub customer: Option<String>,
    /// Product name.
    pub product: Option<String>,
    /// Product id.
    pub product_id: Option<String>,
    /// What kind of thing it is.
    pub family: Family,
    /// State and power.
    pub condition: ServiceCondition,
    /// The provider's word for the state, as it came.
    pub status_raw: Option<String>,
    /// The provider's word for the power, as it came.
    pub power_raw: Option<String>,
    /// Main address.
    pub ip: Option<String>,
    /// Next due.
    pub due: Option<StatedTimeView>,
    /// Price of a renewal.
    pub price: Option<Money>,
    /// The cycle's word.
    pub cycle: Option<String>,
    /// When these facts were read.
    #[ts(type = "string")]
    pub seen_at: Timestamp,
    /// Since when it is not visible to this key; never means deleted.
    #[ts(type = "string | null")]
    pub missing_since: Option<Timestamp>,
    /// An action of ours on its way or without an outcome.
    pub acting: Option<ActionKind>,
    /// Whether that action has no outcome.
    pub unknown: bool,
}

/// How many there are of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FamilyServices {
    /// The family.
    pub family: Family,
    /// How many, terminated and cancelled ones left out.
    pub count: u32,
}

/// A page of services with counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServicesView {
    /// Ever seen.
    pub all: u32,
    /// Current ones.
    pub current: u32,
    /// Those that need a look.
    pub needs_look: u32,
    /// Due within seven days.
    pub due_soon: u32,
    /// Ended ones.
    pub ended: u32,
    /// Families that occur.
    pub families: Vec<FamilyServices>,
    /// Services that match the query.
    pub total: u32,
    /// The page.
    pub rows: Vec<ServiceRow>,
    /// How the reading of the list stands, and its age.
    pub sync: SyncView,
}

/// Which services an export takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicesSelection {
    /// Those that match this (offset and limit do not count)...
    pub query: ServicesQuery,
    /// ...or, where given, only these.
    pub ids: Option<Vec<String>>,
}

/// The reseller's own words about a service. Never sent to the provider.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnWords {
    /// What it is called here, at most 100 characters.
    pub name: Option<String>,
    /// For whom, at most 100 characters.
    pub customer: Option<String>,
    /// A note, at most 2,000 characters.
    pub note: Option<String>,
}

/// One line of a service's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineView {
    /// Earliest time it can have happened.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Latest time; the same where it was seen to happen.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// What happened: the kind of an event, of an order's evidence, or of an
    /// audit entry; key of the words.
    pub kind: String,
    /// Facts for the words.
    pub facts: BTreeMap<String, String>,
    /// Where the knowledge comes from; key of the words.
    pub source: String,
    /// Request id.
    pub request_id: Option<String>,
}

/// One service with everything known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceView {
    /// Its row.
    pub row: ServiceRow,
    /// All addresses.
    pub ips: Vec<String>,
    /// When it was made.
    pub created: Option<StatedTimeView>,
    /// The provider's order id.
    pub order_id: Option<String>,
    /// The order in the journal, if it was bought here.
    #[ts(type = "number | null")]
    pub order_no: Option<i64>,
    /// When this computer first saw it.
    #[ts(type = "string")]
    pub first_seen_at: Timestamp,
    /// Request id of the answer the facts are from.
    pub request_id: Option<String>,
    /// Own words.
    pub own: OwnWords,
    /// All seven actions and whether each can be asked for now.
    pub acts: Vec<ActView>,
    /// The newest action that is on its way or has no outcome.
    pub action: Option<ActionView>,
    /// Whether the key may read access data; none where the scopes are not
    /// known.
    pub may_look: Option<bool>,
    /// What happened, newest first, at most 50 lines.
    pub timeline: Vec<TimelineView>,
    /// Lines in all.
    pub timeline_total: u32,
    /// The provider's own text about it, without what may be secret.
    pub original: Option<String>,
    /// Names of fields that are left out of `original`.
    pub withheld: Vec<String>,
    /// Why the facts could not be read again just now.
    pub error: Option<ErrorView>,
}
