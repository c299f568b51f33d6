//! Actions on services: what each costs, the plan before the click, and how it
//! went.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttemptView, ErrorView, EvidenceView, Money, ServiceRow};

/// The seven actions of the API (contract 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ActionKind {
    /// Switches it on.
    Start,
    /// Switches it off.
    Stop,
    /// Switches it off and on.
    Reboot,
    /// Sets it up anew; erases its data.
    Reinstall,
    /// Holds it back.
    Suspend,
    /// Lifts the holding back.
    Unsuspend,
    /// Ends it; erases its data.
    Terminate,
}

/// What pressing a button costs, one part; key of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PriceKind {
    /// No money moves.
    NoMoney,
    /// It goes on being billed; `amount` is the renewal.
    StaysBilled,
    /// Whether it is billed meanwhile is not documented.
    BillingNotDocumented,
    /// Renewals end; a refund is not documented.
    RenewalsEnd,
    /// It is out of reach for a moment.
    ShortOutage,
    /// It is out of reach until it is started or unsuspended.
    OutOfReach,
    /// Everything on it is erased.
    DataErased,
    /// Its addresses go back to the provider.
    AddressesReturned,
    /// There is no undo.
    NoUndo,
    /// Signed calls it takes; `count` says how many.
    Calls,
    /// Entries in the own audit chain; `count`.
    AuditEntry,
}

/// One part of the price of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PricePart {
    /// Which part.
    pub kind: PriceKind,
    /// The amount it is about.
    pub amount: Option<Money>,
    /// How many it is about.
    pub count: Option<u32>,
}

/// Whether an action can be asked for, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActView {
    /// Which.
    pub kind: ActionKind,
    /// Whether its button is alive.
    pub allowed: bool,
    /// Why not, or what is uncertain: stable word, key of the words.
    pub reason: Option<String>,
    /// What it costs.
    pub price: Vec<PricePart>,
    /// Whether it erases or ends something.
    pub danger: bool,
}

/// A fact that differs from what was shown before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FactChange {
    /// Which fact: `condition`, `hostname`, `ip`, `product`, `due`, `price`.
    pub fact: String,
    /// Before.
    pub before: Option<String>,
    /// Now.
    pub now: Option<String>,
}

/// What an action would do, shown before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionPlanView {
    /// Names the plan for `run_action`.
    pub plan: String,
    /// Which action.
    pub kind: ActionKind,
    /// The service with the facts the plan rests on; `seen_at` is their age.
    pub service: ServiceRow,
    /// What it costs.
    pub price: Vec<PricePart>,
    /// What has to be typed exactly; none where a click is enough.
    pub type_this: Option<String>,
    /// Names of further fields that may be given, for `reinstall`.
    pub fields: Vec<String>,
    /// What differs from the facts shown before.
    pub changes: Vec<FactChange>,
    /// Why it cannot be done; then the plan cannot be run.
    pub blocked: Option<ErrorView>,
}

/// The confirmed plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionRequest {
    /// The plan.
    pub plan: String,
    /// What was typed.
    pub typed: Option<String>,
    /// Why, in the person's words; kept in the audit chain.
    pub reason: Option<String>,
    /// Further fields, for `reinstall`; sent as they are.
    pub fields: BTreeMap<String, String>,
}

/// How far an action has come. State comes from evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ActionProgress {
    /// Written to disk; not a byte was sent.
    Written,
    /// Sent; the answer is awaited right now.
    Sending,
    /// Sent, and no answer came: it may have been done.
    Unknown,
    /// Accepted by the provider; the service has not shown it yet.
    Accepted,
    /// Seen in the service's state.
    Done,
    /// Refused; nothing was done.
    Refused,
    /// Never sent.
    NotSent,
    /// Repeating is no longer safe; a person has to look.
    NeedsPerson,
}

/// An action with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Its intent's id.
    pub id: String,
    /// Which.
    pub kind: ActionKind,
    /// On which service.
    pub service_id: String,
    /// What that is called here.
    pub service_name: String,
    /// How far it has come.
    pub progress: ActionProgress,
    /// When its intent was written.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// Until when repeating the identical request is safe.
    #[ts(type = "string | null")]
    pub safe_until: Option<Timestamp>,
    /// Whether it can be repeated now.
    pub can_repeat: bool,
    /// The idempotency key.
    pub idempotency_key: String,
    /// Method and path.
    pub request: String,
    /// The exact body.
    pub body: String,
    /// Attempts.
    pub attempts: Vec<AttemptView>,
    /// What happened, oldest first.
    pub timeline: Vec<EvidenceView>,
    /// The last error.
    pub error: Option<ErrorView>,
}
