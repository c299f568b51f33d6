//! The payment rescue desk: orders that exist and are not paid, ranked by
//! deadline against the credit.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{CreditView, Money, OrderRow};

/// The page of the customer portal that a refused payment leads to; a part of
/// those the window can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PortalPageName {
    /// Adding credit.
    AddCredit,
    /// Stored cards.
    Cards,
    /// Open invoices.
    Invoices,
    /// Start page of the customer area.
    Home,
}

/// One unpaid order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RescueRow {
    /// The order.
    pub order: OrderRow,
    /// The provider's reason, as it came.
    pub reason: Option<String>,
    /// When the provider cancels it: 24 hours after it was made, unless stated.
    #[ts(type = "string")]
    pub cancelled_at: Timestamp,
    /// The same at the latest.
    #[ts(type = "string")]
    pub cancelled_by: Timestamp,
    /// What it costs.
    pub amount: Money,
    /// What the credit, as last read, lacks for this order alone; none where
    /// nothing is lacking or the credit is not known in its currency.
    pub shortfall_alone: Option<Money>,
    /// The page of the portal that helps.
    pub portal: PortalPageName,
    /// Whether its status can be asked for.
    pub can_check: bool,
    /// Whether its day is over, though nobody saw it cancelled.
    pub expired: bool,
    /// When the provider was last asked for it.
    #[ts(type = "string | null")]
    pub last_checked_at: Option<Timestamp>,
}

/// What one amount of new credit would save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TopUpStep {
    /// How much to add; zero where the credit is enough already.
    pub top_up: Money,
    /// Numbers of the orders that can be paid then, by deadline; each step has
    /// all of the step before.
    #[ts(type = "number[]")]
    pub saves: Vec<i64>,
}

/// The rescue desk of one profile. Made without network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RescueView {
    /// Unpaid orders, the one that is cancelled first on top.
    pub orders: Vec<RescueRow>,
    /// Credit as last read.
    pub credit: Option<CreditView>,
    /// What to add to save how many, one after the other; per currency.
    pub steps: Vec<TopUpStep>,
    /// Orders in no step: their currency is not the credit's, or no credit is
    /// known.
    #[ts(type = "number[]")]
    pub unpriced: Vec<i64>,
}
