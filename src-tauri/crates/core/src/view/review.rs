//! An order before it is sent: the draft, and what it will cost.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CapView, CreditView, ErrorView, FileOriginView, Money, ProductView, TwinView};

/// A chosen value of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChosenOption {
    /// The option's id.
    pub option_id: String,
    /// Id of the choice, or the number or text entered.
    pub value: String,
}

/// What a person wants to order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderDraft {
    /// The product.
    pub product_id: String,
    /// The cycle's word as the product lists it.
    pub cycle: String,
    /// Host name to send; none sends no such field.
    pub hostname: Option<String>,
    /// Options; an empty list sends no such field.
    pub options: Vec<ChosenOption>,
    /// For whom, in the reseller's words. Never sent.
    pub customer: Option<String>,
}

/// What a line of the price stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LineKind {
    /// The product itself.
    Product,
    /// An option.
    Option,
    /// The set-up fee.
    Setup,
}

/// A line of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// What it stands for.
    pub kind: LineKind,
    /// The provider's name of it.
    pub label: String,
    /// How much; none where the provider states no price.
    pub amount: Option<Money>,
}

/// How the order will probably be paid (contract 8: credit first, then the
/// stored card; whether there is one is not told).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PaymentForecast {
    /// The credit covers it.
    Credit,
    /// The credit does not cover it; a stored card is tried, else refused.
    CardOrRefused,
    /// Nothing to pay.
    Free,
    /// Credit or price is not known.
    NotKnown,
}

/// What was checked before the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckKind {
    /// The product was read again just now. Facts: `at`.
    ProductReRead,
    /// The cycle is offered. Facts: `cycle`.
    CycleOffered,
    /// It can be had. Facts: `stock`.
    Stock,
    /// Required options are set. Facts: `missing`.
    Options,
    /// The host name has a valid form. Facts: `hostname`.
    Hostname,
    /// The key has `write:orders`. Facts: `scope`.
    KeyMayOrder,
    /// The credit covers it. Facts: `missing`.
    CreditCovers,
    /// Calls are left today. Facts: `left`.
    CallsLeft,
    /// No earlier order like it has to be seen first. Facts: `order_no`,
    /// `state`.
    NoOpenTwin,
    /// No order file of this product was saved here that can still be sent.
    /// Shown only where there is one. Facts: `until`.
    SavedFile,
    /// No cap of the profile is passed, or a person lifted it. Facts: `over`,
    /// and `currency` where a cap cannot be compared with the price.
    Caps,
    /// The profile is not switched to read-only.
    Writable,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    /// Good.
    Pass,
    /// Worth knowing; the order can be sent.
    Warn,
    /// The order can be sent once the person has said so.
    Ask,
    /// The order cannot be sent.
    Fail,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// What was checked.
    pub kind: CheckKind,
    /// How it ended.
    pub state: CheckState,
    /// Facts for the words.
    pub facts: BTreeMap<String, String>,
}

/// What differs from what the person saw before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChangedPart {
    /// The amount due now.
    AmountNow,
    /// The recurring amount.
    Recurring,
    /// The product's name.
    Name,
    /// Whether it can be had.
    Stock,
    /// An option or one of its choices is gone or renamed.
    Option,
}

/// One difference, both sides as text or amount text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// What.
    pub part: ChangedPart,
    /// Then.
    pub before: String,
    /// Now.
    pub after: String,
}

/// An order ready to be sent, or the reasons why it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// Names this review when it is sent. A review is sent at most once.
    pub review_id: String,
    /// Which profile it was made in.
    pub profile_id: String,
    /// The draft as it will be sent.
    pub draft: OrderDraft,
    /// The product as just read.
    pub product: ProductView,
    /// Lines of the price.
    pub lines: Vec<LineView>,
    /// Due now; none where a price is missing.
    pub now: Option<Money>,
    /// Due at each renewal.
    pub recurring: Option<Money>,
    /// Months between renewals.
    pub every_months: Option<u32>,
    /// Recurring amount by month, for comparing.
    pub per_month: Option<Money>,
    /// Credit as last read.
    pub credit_before: Option<CreditView>,
    /// Credit less the amount due now.
    pub credit_after: Option<Money>,
    /// How it will probably be paid.
    pub payment: PaymentForecast,
    /// Earlier orders like it that a person has to see, the most pressing
    /// first, at most five.
    pub twins: Vec<TwinView>,
    /// The caps that are set.
    pub caps: Vec<CapView>,
    /// The order file it comes from, if it does.
    pub file: Option<FileOriginView>,
    /// What was checked.
    pub checks: Vec<CheckView>,
    /// What changed since the review before this one; not empty means the
    /// person must look again.
    pub changes: Vec<ChangeView>,
    /// The idempotency key this order will have.
    pub idempotency_key: String,
    /// Whether it can be sent.
    pub can_order: bool,
    /// Why the product could not be read again, if so.
    pub error: Option<ErrorView>,
    /// When this review was made.
    #[ts(type = "string")]
    pub made_at: Timestamp,
}
