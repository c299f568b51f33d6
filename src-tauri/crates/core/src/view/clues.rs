//! What speaks for and against an order whose answer never came, the two
//! bodies of a conflict, and what a person decided.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CreditView, Money, StatedTimeView};

/// What the clues together say. It is a hint for a person; the program decides
/// nothing by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CluesVerdict {
    /// Services, invoices and credit were read since, and show no trace of it.
    NothingSeen,
    /// A service or an invoice appeared that fits and belongs to no other order.
    ProbablyBought,
    /// Some speak for it, some against it.
    Contradictory,
    /// What was read since shows no trace of it, and not everything was read.
    PartlySeen,
    /// Services, invoices or credit were not read since it was sent, or so soon
    /// after that what was bought may not show yet.
    TooEarly,
}

/// A service that appeared since the order was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClueService {
    /// Its id.
    pub id: String,
    /// What it is called here.
    pub name: String,
    /// Its product, as stated.
    pub product: Option<String>,
    /// The look before, which did not show it; none where there was none.
    #[ts(type = "string | null")]
    pub first_seen_from: Option<Timestamp>,
    /// The look that showed it first.
    #[ts(type = "string")]
    pub first_seen_to: Timestamp,
    /// Whether it has the same product or host name, and no other order of this
    /// journal claims it.
    pub matches: bool,
    /// Whether another order of this journal made it.
    pub claimed: bool,
    /// The provider's order id it names.
    pub order_id: Option<String>,
}

/// An invoice that was issued since the order was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClueInvoice {
    /// Its id.
    pub id: String,
    /// Its number; its id where it has none.
    pub number: String,
    /// Its total.
    pub total: Option<Money>,
    /// Its date, as stated.
    pub date: Option<StatedTimeView>,
    /// Whether it is over the same amount, and no other order claims it.
    pub matches: bool,
}

/// What speaks for and against an order whose answer never came; from the
/// journal alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CluesView {
    /// Credit as last read before it was sent.
    pub credit_before: Option<CreditView>,
    /// Credit as first read after the last attempt.
    pub credit_after: Option<CreditView>,
    /// What it changed by; negative where it fell.
    pub credit_change: Option<Money>,
    /// The part of the change that other known orders explain; negative where
    /// they cost something.
    pub explained: Option<Money>,
    /// Services that appeared since, those that fit first.
    pub services: Vec<ClueService>,
    /// Invoices issued since, those that fit first.
    pub invoices: Vec<ClueInvoice>,
    /// When the services were last read whole.
    #[ts(type = "string | null")]
    pub services_read_at: Option<Timestamp>,
    /// When the invoices were last read whole.
    #[ts(type = "string | null")]
    pub invoices_read_at: Option<Timestamp>,
    /// When the credit was last read.
    #[ts(type = "string | null")]
    pub credit_read_at: Option<Timestamp>,
    /// What they together say.
    pub verdict: CluesVerdict,
}

/// What a 409 means (contract 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ConflictKind {
    /// Its words say that the first request still runs.
    StillRunning,
    /// It says that the key is known with another body.
    Mismatch,
}

/// A 409 with both bodies: what was sent, and what the journal holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// What it means.
    pub kind: ConflictKind,
    /// SHA-256 of the body that was sent, hex.
    pub sent_sha256: String,
    /// Its length in bytes.
    pub sent_bytes: u32,
    /// SHA-256 of the body in the journal, hex.
    pub journal_sha256: String,
    /// Its length in bytes.
    pub journal_bytes: u32,
    /// The body that was sent.
    pub sent_body: String,
    /// The body in the journal.
    pub journal_body: String,
    /// Whether both are the same, byte for byte.
    pub same: bool,
    /// When the answer came.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Its request id.
    pub request_id: Option<String>,
}

/// What a person says became of an order that needed one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionRequest {
    /// Whether it was bought.
    pub bought: bool,
    /// The service it made, if one was found.
    pub service_id: Option<String>,
    /// How the person knows, in own words; 1 to 500 characters.
    pub reason: String,
}

/// What a person said became of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// Whether it was bought.
    pub bought: bool,
    /// The service it made, if one was named.
    pub service_id: Option<String>,
    /// How the person knew.
    pub reason: String,
    /// When it was said.
    #[ts(type = "string")]
    pub at: Timestamp,
}
