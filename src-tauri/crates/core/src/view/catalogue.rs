//! The catalogue: products, their prices by cycle, their options.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorView, Money};

/// What the catalogue is sorted by. Groups by family stay together unless a
/// search or another sort than `family` is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CatalogueSort {
    /// Family, then price.
    #[default]
    Family,
    /// Name.
    Name,
    /// Price of the chosen cycle.
    Price,
    /// Price per core and month.
    PerCore,
    /// Price per GB of RAM and month.
    PerRam,
    /// Cores.
    Cores,
    /// RAM.
    Ram,
}

/// Which part of the catalogue is wanted.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CatalogueQuery {
    /// Words that must all occur in name, family, text or id.
    pub search: String,
    /// One family by its name; none for all.
    pub family: Option<String>,
    /// The cycle prices are compared by, for example `monthly`.
    pub cycle: String,
    /// Highest price of that cycle, as decimal text.
    pub max_price: Option<String>,
    /// Only products that are not out of stock.
    pub available_only: bool,
    /// Order of rows.
    pub sort: CatalogueSort,
    /// Reverse order.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted, at most 100.
    pub limit: u32,
}

/// A family and how many products of it match the rest of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FamilyCount {
    /// The provider's name for it.
    pub name: String,
    /// Matching products.
    pub count: u32,
}

/// What the product text says about the machine. Read from words, so it may be
/// missing; the text itself is beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpecsView {
    /// For example `6 vCPU`.
    pub cpu: Option<String>,
    /// For example `16 GB`.
    pub ram: Option<String>,
    /// For example `160 GB NVMe`.
    pub disk: Option<String>,
}

/// Whether the product can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StockView {
    /// The answer said yes.
    InStock,
    /// The answer said no.
    OutOfStock,
    /// The answer did not say.
    NotStated,
}

/// The price for one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceView {
    /// The cycle's word.
    pub cycle: String,
    /// Months of the cycle, where known.
    pub months: Option<u32>,
    /// Price; none means not offered.
    pub amount: Option<Money>,
    /// Set-up fee, if stated and not zero.
    pub setup: Option<Money>,
    /// Price by month, rounded to cents, for comparing.
    pub per_month: Option<Money>,
}

/// One row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProductRow {
    /// The provider's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Family; empty where not stated.
    pub family: String,
    /// First line of the provider's text, at most 200 characters.
    pub summary: String,
    /// Figures read from the text.
    pub specs: SpecsView,
    /// Prices of all cycles that any product has.
    pub prices: Vec<PriceView>,
    /// Price per core and month.
    pub per_core: Option<Money>,
    /// Price per GB of RAM and month.
    pub per_ram: Option<Money>,
    /// Whether it can be had.
    pub stock: StockView,
}

/// A page of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueView {
    /// When the provider was last asked; none means never.
    #[ts(type = "string | null")]
    pub read_at: Option<Timestamp>,
    /// Whether a read is under way.
    pub reading: bool,
    /// Why the last read failed, if it did; rows are then of `read_at`.
    pub error: Option<ErrorView>,
    /// All products, before any filter.
    pub all: u32,
    /// Products that match.
    pub total: u32,
    /// Families with their matching products.
    pub families: Vec<FamilyCount>,
    /// Cycles that any product has, shortest first.
    pub cycles: Vec<String>,
    /// The page.
    pub rows: Vec<ProductRow>,
}

/// Kind of a configuration option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OptionKind {
    /// One of the choices.
    Choice,
    /// On or off.
    Switch,
    /// A number.
    Quantity,
    /// Free text.
    Text,
}

/// One choice of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView {
    /// The provider's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Extra price by cycle.
    pub prices: Vec<PriceView>,
}

/// A configuration option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OptionView {
    /// The provider's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether the provider wants it.
    pub required: bool,
    /// What is entered.
    pub kind: OptionKind,
    /// The choices; for a switch or quantity the price of one.
    pub choices: Vec<ChoiceView>,
}

/// A product with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProductView {
    /// Its row.
    pub row: ProductRow,
    /// The provider's text, plain.
    pub description: String,
    /// Options.
    pub options: Vec<OptionView>,
    /// When this was read.
    #[ts(type = "string")]
    pub read_at: Timestamp,
    /// Whether it was read just now (`true`) or is the kept copy.
    pub fresh: bool,
    /// Why it is not fresh.
    pub error: Option<ErrorView>,
    /// The provider's answer, untouched.
    pub original: String,
    /// Its request id.
    pub request_id: Option<String>,
}
