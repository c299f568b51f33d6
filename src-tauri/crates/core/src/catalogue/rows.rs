//! Products as rows of the catalogue: prices in every cycle, comparable by
//! month, by core and by gigabyte.

use kh_api::answers::{Price, Product};
use kh_model::{Amount, BillingCycle};
use rust_decimal::Decimal;

use super::specs::{self, Specs};
use crate::orders::price::{per_month, rounded};
use crate::view::{PriceView, ProductRow, StockView};

/// Most characters of the first line of a text.
const LONGEST_SUMMARY: usize = 200;

/// Cycles from the shortest; those of unknown length last, by their word.
pub(crate) fn cycles(products: &[Product]) -> Vec<BillingCycle> {
    let mut cycles: Vec<BillingCycle> = products
        .iter()
        .flat_map(|product| product.prices.iter())
        .filter(|price| price.is_offered() && !price.cycle.as_str().is_empty())
        .map(|price| price.cycle.clone())
        .collect();
    cycles.sort_by_key(place);
    cycles.dedup();
    cycles
}

fn place(cycle: &BillingCycle) -> (u32, String) {
    (
        cycle.months().unwrap_or(u32::MAX),
        cycle.as_str().to_owned(),
    )
}

/// One product, with what the list is sorted by.
pub(crate) struct Row {
    /// As the window sees it.
    pub(crate) view: ProductRow,
    /// Price in the chosen cycle.
    pub(crate) price: Option<Amount>,
    /// Figures of the text.
    pub(crate) specs: Specs,
    /// Price per core and month.
    pub(crate) per_core: Option<Amount>,
    /// Price per GB of RAM and month.
    pub(crate) per_ram: Option<Amount>,
}

/// A product in the light of one cycle.
pub(crate) fn row(product: &Product, cycles: &[BillingCycle], by: &BillingCycle) -> Row {
    let name = product
        .name
        .clone()
        .unwrap_or_else(|| product.id.as_str().to_owned());
    let text = product.description.clone().unwrap_or_default();
    let specs = specs::read(&name, &text);
    let price = product.price(by).and_then(|price| price.amount.clone());
    let monthly = price.as_ref().and_then(|price| per_month(price, by));
    let per_core = shared_by(monthly.as_ref(), specs.cores);
    let per_ram = shared_by(monthly.as_ref(), specs.ram_gb);
    let view = ProductRow {
        id: product.id.as_str().to_owned(),
        name,
        family: product.group.clone().unwrap_or_default(),
        summary: summary(&text),
        specs: specs.view.clone(),
        prices: cycles
            .iter()
            .map(|cycle| price_view(product.price(cycle), cycle))
            .collect(),
        per_core: per_core.as_ref().map(Into::into),
        per_ram: per_ram.as_ref().map(Into::into),
        stock: stock(product),
    };
    Row {
        view,
        price,
        specs,
        per_core,
        per_ram,
    }
}

fn shared_by(monthly: Option<&Amount>, count: Option<Decimal>) -> Option<Amount> {
    let (monthly, count) = (monthly?, count?);
    Some(rounded(monthly.value.checked_div(count)?, monthly))
}

/// A price as the window sees it; a missing one is a cycle that is not offered.
pub(crate) fn price_view(price: Option<&Price>, cycle: &BillingCycle) -> PriceView {
    let amount = price.and_then(|price| price.amount.as_ref());
    let setup = price.and_then(|price| price.setup_fee.as_ref());
    PriceView {
        cycle: cycle.as_str().to_owned(),
        months: cycle.months(),
        amount: amount.map(Into::into),
        setup: setup.filter(|fee| !fee.value.is_zero()).map(Into::into),
        per_month: amount
            .and_then(|amount| per_month(amount, cycle))
            .map(Into::into),
    }
}

/// Whether the answer said that the product can be had.
pub(crate) fn stock(product: &Product) -> StockView {
    match product.in_stock {
        Some(true) => StockView::InStock,
        Some(false) => StockView::OutOfStock,
        None => StockView::NotStated,
    }
}

fn summary(text: &str) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    if line.chars().count() <= LONGEST_SUMMARY {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST_SUMMARY - 1).collect();
    format!("{}…", cut.trim_end())
}
