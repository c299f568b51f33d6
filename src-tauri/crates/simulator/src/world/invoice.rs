//! Invoices.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a customer owes or has paid for one order.
#[derive(Debug, Clone)]
pub(crate) struct Invoice {
    /// Number in the store, used in the API.
    pub(crate) id: u64,
    /// Whose invoice it is.
    pub(crate) account_id: u64,
    /// What it is for.
    pub(crate) order_id: u64,
    /// The number people see, such as `KH-2026-0001`.
    pub(crate) number: String,
    /// Where it stands.
    pub(crate) status: InvoiceStatus,
    /// When it was issued.
    pub(crate) date: Timestamp,
    /// When it should be paid.
    pub(crate) due_date: Timestamp,
    /// When it was paid.
    pub(crate) paid_at: Option<Timestamp>,
    /// The total without tax.
    pub(crate) subtotal: Decimal,
    /// The tax that is contained in the total.
    pub(crate) tax: Decimal,
    /// What was paid from credit.
    pub(crate) credit: Decimal,
    /// The total with tax.
    pub(crate) total: Decimal,
    /// What is still open.
    pub(crate) balance: Decimal,
    /// Three letters.
    pub(crate) currency: String,
    /// What is charged.
    pub(crate) lines: Vec<InvoiceLine>,
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InvoiceLine {
    /// What for.
    pub(crate) text: String,
    /// How much, with tax.
    pub(crate) amount: Decimal,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InvoiceStatus {
    /// Open.
    Unpaid,
    /// Settled.
    Paid,
    /// Void.
    Cancelled,
}

impl InvoiceStatus {
    /// The word on the wire and in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word of [`InvoiceStatus::as_str`].
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Unpaid, Self::Paid, Self::Cancelled]
            .into_iter()
            .find(|status| status.as_str() == word)
    }
}
