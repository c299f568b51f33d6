//! The catalogue, searched, filtered, sorted and cut into pages.

use std::cmp::Ordering;

use kh_api::answers::Product;
use kh_model::{Amount, BillingCycle};
use rust_decimal::Decimal;

use super::rows::{self, Row};
use crate::error::FormError;
use crate::view::{CatalogueQuery, CatalogueSort, FamilyCount, ProductRow, StockView};

/// The longest page that is given.
const LONGEST_PAGE: u32 = 100;

/// What a query found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) total: u32,
    pub(crate) families: Vec<FamilyCount>,
    pub(crate) cycles: Vec<String>,
    pub(crate) rows: Vec<ProductRow>,
}

/// Answers a query over these products.
pub(crate) fn find(products: &[Product], query: &CatalogueQuery) -> Result<Found, FormError> {
    let most = most(query)?;
    let by = BillingCycle::read(&query.cycle);
    let cycles = rows::cycles(products);
    let words: Vec<String> = query
        .search
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let matching: Vec<Row> = products
        .iter()
        .filter(|product| has_words(product, &words))
        .map(|product| rows::row(product, &cycles, &by))
        .filter(|row| !query.available_only || row.view.stock != StockView::OutOfStock)
        .filter(|row| {
            most.is_none_or(|most| row.price.as_ref().is_some_and(|price| price.value <= most))
        })
        .collect();
    let families = families(products, &matching);
    let mut rows: Vec<Row> = matching
        .into_iter()
        .filter(|row| {
            query
                .family
                .as_ref()
                .is_none_or(|family| row.view.family == *family)
        })
        .collect();
    rows.sort_by(|one, two| in_order(one, two, query.sort, query.descending, &families));
    let limit = query.limit.min(LONGEST_PAGE);
    Ok(Found {
        total: count(rows.len()),
        cycles: cycles
            .iter()
            .map(|cycle| cycle.as_str().to_owned())
            .collect(),
        rows: rows
            .into_iter()
            .skip(usize::try_from(query.offset).unwrap_or(usize::MAX))
            .take(usize::try_from(limit).unwrap_or_default())
            .map(|row| row.view)
            .collect(),
        families,
    })
}

fn most(query: &CatalogueQuery) -> Result<Option<Decimal>, FormError> {
    let text = query
        .max_price
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    text.map(|text| Amount::parse(text, None).map(|amount| amount.value))
        .transpose()
        .map_err(|_| FormError::Amount)
}

/// Every word must occur somewhere in what the provider says of the product.
fn has_words(product: &Product, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let parts = [&product.name, &product.group, &product.description];
    let mut text = product.id.as_str().to_lowercase();
    for part in parts.into_iter().flatten() {
        text.push('\n');
        text.push_str(&part.to_lowercase());
    }
    words.iter().all(|word| text.contains(word))
}

/// All families in the order in which the provider lists them, with how many
/// of each match.
fn families(products: &[Product], matching: &[Row]) -> Vec<FamilyCount> {
    let mut families: Vec<FamilyCount> = Vec::new();
    for product in products {
        let name = product.group.clone().unwrap_or_default();
        if !families.iter().any(|family| family.name == name) {
            let count = count(
                matching
                    .iter()
                    .filter(|row| row.view.family == name)
                    .count(),
            );
            families.push(FamilyCount { name, count });
        }
    }
    families
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is not known comes last, in both directions; equals stay in the order
/// of family, price and name.
fn in_order(
    one: &Row,
    two: &Row,
    sort: CatalogueSort,
    descending: bool,
    families: &[FamilyCount],
) -> Ordering {
    let family = |row: &Row| {
        families
            .iter()
            .position(|family| family.name == row.view.family)
    };
    let turn = |order: Ordering| if descending { order.reverse() } else { order };
    let first = match sort {
        CatalogueSort::Family => turn(family(one).cmp(&family(two))),
        CatalogueSort::Name => turn(one.view.name.cmp(&two.view.name)),
        CatalogueSort::Price => known_first(value(&one.price), value(&two.price), turn),
        CatalogueSort::PerCore => known_first(value(&one.per_core), value(&two.per_core), turn),
        CatalogueSort::PerRam => known_first(value(&one.per_ram), value(&two.per_ram), turn),
        CatalogueSort::Cores => known_first(one.specs.cores, two.specs.cores, turn),
        CatalogueSort::Ram => known_first(one.specs.ram_gb, two.specs.ram_gb, turn),
    };
    let same = |order: Ordering| order;
    first
        .then_with(|| family(one).cmp(&family(two)))
        .then_with(|| known_first(value(&one.price), value(&two.price), same))
        .then_with(|| one.view.name.cmp(&two.view.name))
        .then_with(|| one.view.id.cmp(&two.view.id))
}

fn value(amount: &Option<Amount>) -> Option<Decimal> {
    amount.as_ref().map(|amount| amount.value)
}

fn known_first(
    one: Option<Decimal>,
    two: Option<Decimal>,
    turn: impl Fn(Ordering) -> Ordering,
) -> Ordering {
    match (one, two) {
        (Some(one), Some(two)) => turn(one.cmp(&two)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
