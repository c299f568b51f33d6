//! Orders.

use jiff::Timestamp;
use kh_model::BillingCycle;
use rust_decimal::Decimal;

use super::Tenant;

/// One order of one product.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// Number of the order.
    pub(crate) id: u64,
    /// Whose order it is.
    pub(crate) tenant: Tenant,
    /// Where it stands.
    pub(crate) status: OrderStatus,
    /// What was ordered.
    pub(crate) product_id: u64,
    /// How it is paid.
    pub(crate) cycle: BillingCycle,
    /// The first payment, with setup fee and tax.
    pub(crate) total: Decimal,
    /// What recurs.
    pub(crate) recurring: Decimal,
    /// Three letters.
    pub(crate) currency: String,
    /// Its invoice.
    pub(crate) invoice_id: u64,
    /// The host name that was asked for.
    pub(crate) hostname: Option<String>,
    /// The options as they were sent, JSON text.
    pub(crate) options: String,
    /// When it was placed.
    pub(crate) created_at: Timestamp,
    /// When it will be cancelled unless it is paid.
    pub(crate) expires_at: Option<Timestamp>,
    /// When it was paid.
    pub(crate) paid_at: Option<Timestamp>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderStatus {
    /// Not paid; kept for 24 hours (contract 8).
    PendingPayment,
    /// Paid, being set up.
    Paid,
    /// Set up.
    Active,
    /// Given up.
    Cancelled,
}

impl OrderStatus {
    /// The word on the wire and in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::PendingPayment => "pending_payment",
            Self::Paid => "paid",
            Self::Active => "active",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word of [`OrderStatus::as_str`].
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [
            Self::PendingPayment,
            Self::Paid,
            Self::Active,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|status| status.as_str() == word)
    }
}
