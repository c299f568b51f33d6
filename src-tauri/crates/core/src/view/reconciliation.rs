//! What the journal, the services, the invoices and the credit say about one
//! another, and where they do not agree.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::Money;

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FindingKind {
    /// An order was accepted or paid, and no service of it is there.
    OrderWithoutService,
    /// A service is there that no order of this journal made.
    ServiceWithoutOrder,
    /// An invoice names a paid order, or is over an amount, and no service or
    /// order of this journal explains it.
    InvoiceWithoutService,
    /// The credit fell, and no known order, renewal or invoice explains it.
    MoneyWithoutCause,
    /// An order is unpaid, its day is over, and nobody saw it cancelled.
    UnpaidPastItsDay,
}

/// The service a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingService {
    /// Its id.
    pub id: String,
    /// What it is called here.
    pub name: String,
}

/// The invoice a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingInvoice {
    /// Its id.
    pub id: String,
    /// Its number; its id where it has none.
    pub number: String,
}

/// One thing that does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// Its name; the same for the same disagreement, however often it is found.
    pub id: String,
    /// What.
    pub kind: FindingKind,
    /// The money it is about.
    pub money: Option<Money>,
    /// The order it is about.
    #[ts(type = "number | null")]
    pub order: Option<i64>,
    /// The service it is about.
    pub service: Option<FindingService>,
    /// The invoice it is about.
    pub invoice: Option<FindingInvoice>,
    /// Earliest time of what it is about.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Latest time: the look that showed it.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// Facts for the words, what it is based on among them.
    pub facts: BTreeMap<String, String>,
    /// When it was settled; none while it stands.
    #[ts(type = "string | null")]
    pub settled_at: Option<Timestamp>,
    /// Why it is settled, in a person's words; `adopted` for what was there
    /// before this journal, `gone` for what agrees by now.
    pub note: Option<String>,
}

/// What a reconciliation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReconciliationBasis {
    /// When the services were last read whole.
    #[ts(type = "string | null")]
    pub services_at: Option<Timestamp>,
    /// When the invoices were last read whole.
    #[ts(type = "string | null")]
    pub invoices_at: Option<Timestamp>,
    /// When the credit was last read.
    #[ts(type = "string | null")]
    pub credit_at: Option<Timestamp>,
    /// How many orders of the journal were compared.
    pub orders_count: u32,
    /// Whether all three were read, and the lists whole.
    pub complete: bool,
}

/// The reconciliation of one profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReconciliationView {
    /// What stands, newest first.
    pub findings: Vec<FindingView>,
    /// What is settled, latest first, at most 200.
    pub settled: Vec<FindingView>,
    /// What it rests on.
    pub basis: ReconciliationBasis,
    /// When it was made.
    #[ts(type = "string | null")]
    pub made_at: Option<Timestamp>,
    /// How many services were there before this journal knew the account.
    pub adopted: u32,
    /// Whether lists are being read for it.
    pub running: bool,
}
