//! The overview: does anything need me, what is true, how old is that.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{CreditView, Money, OrderRow};

/// Why something needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AttentionKind {
    /// An order was sent and never answered.
    OrderUnknown,
    /// An order waits for payment.
    OrderUnpaid,
    /// An order cannot be settled by the program any more.
    OrderNeedsPerson,
}

/// One thing that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Why.
    pub kind: AttentionKind,
    /// The order it is about.
    pub order: OrderRow,
    /// The provider's reason, for an unpaid order.
    pub reason: Option<String>,
}

/// The overview of one profile. Made without network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverviewView {
    /// What needs a person, nearest deadline first.
    pub attention: Vec<AttentionView>,
    /// Credit as last read.
    pub credit: Option<CreditView>,
    /// Newest orders, at most eight.
    pub recent: Vec<OrderRow>,
    /// How many orders there are.
    pub orders: u32,
    /// Sum of the amounts due now of orders accepted in the last 30 days, by
    /// currency.
    pub spent_30_days: Vec<Money>,
    /// Products in the kept catalogue.
    pub products: u32,
    /// When the catalogue was read.
    #[ts(type = "string | null")]
    pub catalogue_at: Option<Timestamp>,
}
