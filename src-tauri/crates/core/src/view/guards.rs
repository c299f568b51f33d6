//! What stands between a person and an order that was not meant: earlier orders
//! like it, the most that may be spent, and the switch that lets nothing out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Money, OrderProgress};

/// Why an earlier order has to be seen before another one like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TwinReason {
    /// Its outcome is not known.
    Open,
    /// It waits for its payment.
    Unpaid,
    /// The same was ordered within the chosen time.
    Recent,
}

/// An earlier order of this profile like the one under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TwinView {
    /// Its number in the journal.
    #[ts(type = "number")]
    pub no: i64,
    /// Product name at the time.
    pub product: String,
    /// Host name, if one was sent.
    pub hostname: Option<String>,
    /// For whom, in the reseller's words.
    pub customer: Option<String>,
    /// Due now, at the time.
    pub now: Option<Money>,
    /// How far it has come.
    pub progress: OrderProgress,
    /// When it was ordered.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// Until when something can be done about it: the end of safe repeating, or
    /// of the unpaid order.
    #[ts(type = "string | null")]
    pub deadline: Option<Timestamp>,
    /// Why it has to be seen.
    pub why: TwinReason,
    /// Whether it keeps the button dead: it sent the very same bytes, and its
    /// outcome is not known. Such a one cannot be acknowledged.
    pub blocks: bool,
}

/// What a cap is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CapKind {
    /// One order.
    Order,
    /// All orders of 24 hours in a row.
    Day,
    /// All orders of 30 days in a row.
    Month,
}

/// A cap, and what an order makes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CapView {
    /// What it is for.
    pub kind: CapKind,
    /// The most that may be spent.
    pub limit: Money,
    /// What was spent without this order.
    pub spent: Money,
    /// What will have been spent with it.
    pub after: Money,
    /// Whether that is beyond the cap, or cannot be compared with it.
    pub over: bool,
    /// Whether a person lifted it for this one order.
    pub lifted: bool,
}

/// The guards of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GuardsView {
    /// Whose they are.
    pub profile_id: String,
    /// What that profile is called; typed to loosen a guard.
    pub profile_label: String,
    /// Whether nothing that changes something at the provider leaves.
    pub read_only: bool,
    /// For how long the same order is shown before it is placed again; 0 to
    /// 720 hours.
    pub twin_hours: u32,
    /// The most one order may cost.
    pub per_order: Option<Money>,
    /// The most the orders of 24 hours may cost.
    pub per_day: Option<Money>,
    /// The most the orders of 30 days may cost.
    pub per_month: Option<Money>,
    /// What the orders of the last 24 hours did or may still cost, by currency.
    pub spent_day: Vec<Money>,
    /// What those of the last 30 days did or may still cost, by currency.
    pub spent_month: Vec<Money>,
}

/// Guards of the active profile as a person wants them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GuardsEdit {
    /// Whether nothing that changes something at the provider may leave.
    pub read_only: bool,
    /// 0 to 720.
    pub twin_hours: u32,
    /// For example `50.00 EUR`; none for no cap.
    pub per_order: Option<String>,
    /// As `per_order`.
    pub per_day: Option<String>,
    /// As `per_order`.
    pub per_month: Option<String>,
    /// The name of the profile, where a guard is loosened.
    pub typed: Option<String>,
}
