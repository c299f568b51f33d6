//! Orders of the journal: the only list of orders there is (contract 2).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ChosenOption, CluesView, ConflictView, CreditView, DecisionView, ErrorView, LineView, Money,
};

/// How far an order has come. State comes from evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrderProgress {
    /// Written to disk; not a byte was sent.
    Written,
    /// Sent; the answer is awaited right now.
    Sending,
    /// Sent, and no answer came: it may exist.
    Unknown,
    /// Accepted by the provider; payment state not stated.
    Accepted,
    /// Exists at the provider, not paid; cancelled by it after 24 hours.
    Unpaid,
    /// Paid, not yet set up.
    Paid,
    /// Set up.
    Provisioned,
    /// Refused; nothing was bought.
    Refused,
    /// Cancelled by the provider, never seen paid.
    Cancelled,
    /// Cancelled by the provider after it was seen paid; whether the money comes
    /// back is not stated.
    CancelledPaid,
    /// Never sent, by decision.
    NotSent,
    /// Repeating is no longer safe; a person has to look.
    NeedsPerson,
    /// A person looked and said that nothing was bought.
    Closed,
}

/// Which orders are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrdersFilter {
    /// All.
    #[default]
    All,
    /// Those that need a person.
    NeedsYou,
    /// Those on their way.
    Open,
    /// Those that ended.
    Ended,
}

/// A page of orders.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrdersQuery {
    /// Which.
    pub filter: OrdersFilter,
    /// Words that must occur in product, host name, customer, number or ids.
    pub search: String,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// One row of the list of orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    /// Number in the journal, shown as `No. 148`.
    #[ts(type = "number")]
    pub no: i64,
    /// Product name at the time.
    pub product: String,
    /// Product id.
    pub product_id: String,
    /// The cycle's word.
    pub cycle: String,
    /// Host name, if one was sent.
    pub hostname: Option<String>,
    /// For whom, in the reseller's words.
    pub customer: Option<String>,
    /// Due now, at the time.
    pub now: Option<Money>,
    /// How far it has come.
    pub progress: OrderProgress,
    /// The provider's word for its state, as it came.
    pub status_raw: Option<String>,
    /// Whether a person has to do something.
    pub needs_you: bool,
    /// Until when: end of safe repeating, or of the unpaid order.
    #[ts(type = "string | null")]
    pub deadline: Option<Timestamp>,
    /// When the intent was written.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When something last became known.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
}

/// A page of orders with counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrdersView {
    /// All orders of the profile.
    pub all: u32,
    /// Those that need a person.
    pub needs_you: u32,
    /// Those on their way.
    pub open: u32,
    /// Those that ended.
    pub ended: u32,
    /// Orders that match the query.
    pub total: u32,
    /// The page, newest first.
    pub rows: Vec<OrderRow>,
}

/// One wire attempt of the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttemptView {
    /// 1 for the first.
    pub n: u32,
    /// When it began.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// When it ended; none while it runs or if the program ended first.
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    /// HTTP status, if an answer came.
    pub status: Option<u16>,
    /// Stable code, if it failed.
    pub code: Option<String>,
    /// Request id, if an answer came.
    pub request_id: Option<String>,
}

/// One line of an order's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView {
    /// Earliest time it can have happened.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Latest time; the same where it was seen to happen.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// What happened, a stable word such as `intent_written`; key of the words.
    pub kind: String,
    /// Facts for the words.
    pub facts: BTreeMap<String, String>,
    /// Where the knowledge comes from: `this_computer`, `network`, `provider`,
    /// `person`.
    pub source: String,
    /// Request id, if from an answer.
    pub request_id: Option<String>,
}

/// What is known of an unpaid order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnpaidView {
    /// The provider's reason, for example `card_declined`, as it came.
    pub reason: Option<String>,
    /// When the provider cancels it: 24 hours after it was made, unless stated.
    #[ts(type = "string")]
    pub cancelled_at: Timestamp,
    /// The same at the latest: the provider states none, and the order was made
    /// some time between its first attempt and the answer.
    #[ts(type = "string")]
    pub cancelled_by: Timestamp,
    /// What the credit lacked, as last read.
    pub shortfall: Option<Money>,
}

/// An order with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// Its row.
    pub row: OrderRow,
    /// Profile it belongs to.
    pub profile_id: String,
    /// Lines of the price, at the time.
    pub lines: Vec<LineView>,
    /// Due at each renewal, at the time.
    pub recurring: Option<Money>,
    /// Chosen options.
    pub options: Vec<ChosenOption>,
    /// Credit when it was sent.
    pub credit_before: Option<CreditView>,
    /// The idempotency key.
    pub idempotency_key: String,
    /// Method and path.
    pub request: String,
    /// The exact body.
    pub body: String,
    /// SHA-256 of the body, hex.
    pub body_sha256: String,
    /// Attempts.
    pub attempts: Vec<AttemptView>,
    /// What happened, oldest first.
    pub timeline: Vec<EvidenceView>,
    /// Until when repeating the identical request is safe.
    #[ts(type = "string | null")]
    pub safe_until: Option<Timestamp>,
    /// Whether it can be repeated now.
    pub can_repeat: bool,
    /// Whether the console repeats it by itself, too.
    pub repeats_by_itself: bool,
    /// Whether nothing of it is open here, and another computer may have sent
    /// the same order file.
    pub perhaps_elsewhere: bool,
    /// Whether its status can be asked for.
    pub can_check: bool,
    /// Whether only a person can say what became of it.
    pub takes_a_word: bool,
    /// What is known where it is not paid.
    pub unpaid: Option<UnpaidView>,
    /// The last error, where it was refused or is unknown.
    pub error: Option<ErrorView>,
    /// The provider's order id.
    pub order_id: Option<String>,
    /// The invoice's id.
    pub invoice_id: Option<String>,
    /// Ids of the services it made.
    pub service_ids: Vec<String>,
    /// The provider's last answer about it, untouched.
    pub original: Option<String>,
    /// What speaks for and against it, where its outcome is not known.
    pub clues: Option<CluesView>,
    /// The last 409, with both bodies.
    pub conflict: Option<ConflictView>,
    /// What a person said became of it.
    pub decision: Option<DecisionView>,
}
