//! Invoices, their PDFs, and the history of the credit.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Direction, Money, StatedTimeView, SyncView};

/// State of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InvoiceCondition {
    /// Not issued.
    Draft,
    /// Open, not yet due.
    Unpaid,
    /// Open, and its due date has passed.
    Overdue,
    /// Settled.
    Paid,
    /// Void.
    Cancelled,
    /// Paid back.
    Refunded,
    /// With a collector.
    Collections,
    /// A word that is not known, or none.
    Unknown,
}

/// Which invoices are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InvoicesFilter {
    /// All.
    #[default]
    All,
    /// Open ones, overdue ones included.
    Open,
    /// Overdue ones.
    Overdue,
    /// Paid ones.
    Paid,
    /// Everything else: drafts, cancelled, refunded, unknown.
    Other,
}

/// The column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InvoicesSort {
    /// Its date.
    #[default]
    Date,
    /// Its number.
    Number,
    /// Its due date.
    Due,
    /// Its total.
    Total,
    /// Its state.
    Condition,
}

/// A page of invoices. Nothing is asked of the provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InvoicesQuery {
    /// Which.
    pub filter: InvoicesFilter,
    /// First day of the period, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day of the period.
    pub to: Option<String>,
    /// Words that must occur in number, id or amounts.
    pub search: String,
    /// Sorted by.
    pub sort: InvoicesSort,
    /// Up or down.
    pub direction: Direction,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// How the PDF of an invoice stands on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PdfView {
    /// Not fetched.
    None,
    /// Being fetched.
    Fetching {
        /// Bytes so far.
        bytes: u32,
        /// Bytes in all, if stated.
        total: Option<u32>,
    },
    /// In the archive.
    Saved {
        /// Its size.
        bytes: u32,
        /// When it was fetched.
        #[ts(type = "string")]
        at: Timestamp,
        /// Its name in the archive.
        file_name: String,
    },
    /// It was in the archive and is not there any more.
    Gone,
    /// It is not the file any more that was saved.
    Changed,
    /// The last try failed.
    Failed {
        /// Stable code.
        code: String,
    },
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceRow {
    /// The provider's id.
    pub id: String,
    /// Its number; the id where none was given.
    pub number: String,
    /// State.
    pub condition: InvoiceCondition,
    /// The provider's word for it.
    pub status_raw: Option<String>,
    /// Its date.
    pub date: Option<StatedTimeView>,
    /// Due.
    pub due: Option<StatedTimeView>,
    /// Paid.
    pub paid: Option<StatedTimeView>,
    /// Net.
    pub net: Option<Money>,
    /// Tax.
    pub tax: Option<Money>,
    /// Paid from credit.
    pub credit: Option<Money>,
    /// Total.
    pub total: Option<Money>,
    /// Still open.
    pub open: Option<Money>,
    /// Its PDF.
    pub pdf: PdfView,
    /// When these facts were read.
    #[ts(type = "string")]
    pub seen_at: Timestamp,
    /// Since when it is not visible to this key; never means deleted.
    #[ts(type = "string | null")]
    pub missing_since: Option<Timestamp>,
    /// The order in the journal it belongs to.
    #[ts(type = "number | null")]
    pub order_no: Option<i64>,
}

/// Sums of all matching invoices in one currency; cancelled and refunded ones
/// are left out and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceSums {
    /// Three letters, or none where not stated.
    pub currency: Option<String>,
    /// Invoices counted.
    pub count: u32,
    /// Left out.
    pub left_out: u32,
    /// Net, where every invoice states it.
    pub net: Option<Money>,
    /// Tax, where every invoice states it.
    pub tax: Option<Money>,
    /// Total.
    pub total: Money,
    /// Still open.
    pub open: Money,
}

/// A page of invoices with totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvoicesView {
    /// All kept invoices.
    pub all: u32,
    /// Open ones.
    pub open: u32,
    /// Overdue ones.
    pub overdue: u32,
    /// Those that match.
    pub total: u32,
    /// The page.
    pub rows: Vec<InvoiceRow>,
    /// Sums of all that match, by currency.
    pub sums: Vec<InvoiceSums>,
    /// How the reading of the list stands, and its age.
    pub sync: SyncView,
}

/// One stretch of time over which the credit stayed the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreditStep {
    /// How much.
    pub amount: Money,
    /// Change from the step before; none for the oldest.
    pub change: Option<Money>,
    /// First read.
    #[ts(type = "string")]
    pub from: Timestamp,
    /// Last read.
    #[ts(type = "string")]
    pub to: Timestamp,
    /// Request id.
    pub request_id: Option<String>,
}

/// The history of the credit, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreditHistoryView {
    /// Steps, at most 100.
    pub steps: Vec<CreditStep>,
}
