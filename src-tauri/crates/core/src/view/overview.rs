//! The overview: does anything need me, what is true, how old is that.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{
    ActionKind, CreditView, DigestView, EventRow, FindingView, Money, OrderRow, PlaceView,
    ServiceCondition, StatedTimeView,
};

/// Why something needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AttentionKind {
    /// An order was sent and never answered.
    OrderUnknown,
    /// An order waits for payment.
    OrderUnpaid,
    /// An order cannot be settled by the program any more.
    OrderNeedsPerson,
    /// An action on a service was sent and never answered.
    ActionUnknown,
    /// An action cannot be settled by the program any more.
    ActionNeedsPerson,
    /// Invoices are open and their day is over.
    InvoicesOverdue,
    /// Invoices are open and not due yet.
    InvoicesUnpaid,
    /// Journal, services, invoices and credit do not agree.
    Finding,
    /// Something happened that asks for a person: see the event.
    Event,
}

/// An action that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionAction {
    /// Which; none where a newer program wrote it.
    pub kind: Option<ActionKind>,
    /// What the service was called when it was confirmed.
    pub service_name: String,
    /// For whom, in the reseller's words.
    pub customer: Option<String>,
}

/// Open invoices that need a person, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionInvoices {
    /// How many.
    pub count: u32,
    /// The number of the one that is due first.
    pub number: String,
    /// When that is due.
    pub due: Option<StatedTimeView>,
    /// What is open, by currency.
    pub open: Vec<Money>,
}

/// What does not agree, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionFindings {
    /// How many.
    pub count: u32,
    /// The newest of them.
    pub first: FindingView,
}

/// One thing that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Why.
    pub kind: AttentionKind,
    /// Where it leads.
    pub place: PlaceView,
    /// Until when something can be done about it, if there is such a time.
    #[ts(type = "string | null")]
    pub deadline: Option<Timestamp>,
    /// The order it is about.
    pub order: Option<OrderRow>,
    /// The provider's reason, for an unpaid order.
    pub reason: Option<String>,
    /// The action it is about.
    pub action: Option<AttentionAction>,
    /// The invoices it is about.
    pub invoices: Option<AttentionInvoices>,
    /// The event it is about.
    pub event: Option<EventRow>,
    /// The findings it is about.
    pub findings: Option<AttentionFindings>,
}

/// How many services are in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConditionCount {
    /// The condition.
    pub condition: ServiceCondition,
    /// How many.
    pub count: u32,
}

/// The services in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServicesNow {
    /// Those that are not over.
    pub current: u32,
    /// By condition; what is over or does not occur is left out.
    pub conditions: Vec<ConditionCount>,
    /// When the list was last read as a whole.
    #[ts(type = "string | null")]
    pub whole_at: Option<Timestamp>,
}

/// Services that renew on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewalDay {
    /// The day as the provider states it, `YYYY-MM-DD`.
    pub day: String,
    /// How many renew.
    pub count: u32,
    /// Names, at most three.
    pub names: Vec<String>,
    /// Customers, at most three, without repetition.
    pub customers: Vec<String>,
    /// What they cost, by currency.
    pub amounts: Vec<Money>,
    /// How many of them state no price.
    pub unpriced: u32,
    /// What of the credit is left after that day, as last read; none where the
    /// credit is not known, a price is missing, or a currency differs.
    pub credit_after: Option<Money>,
}

/// What renews within the next seven days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewalsView {
    /// How many services.
    pub count: u32,
    /// What they cost, by currency.
    pub sums: Vec<Money>,
    /// How many state no price and are in no sum.
    pub unpriced: u32,
    /// By day, earliest first.
    pub days: Vec<RenewalDay>,
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
    /// Services in numbers.
    pub services: ServicesNow,
    /// What renews soon.
    pub renewals: RenewalsView,
    /// Newest events, at most six.
    pub events: Vec<EventRow>,
    /// Events nobody has read.
    pub unread: u32,
    /// What happened while the person was away; none after it was dismissed.
    pub digest: Option<DigestView>,
}
