//! Prices (contract 13, rule 6): a map from cycle to amount, a list, either of
//! them under a currency first, or one flat price; with setup fees.

use kh_model::{Amount, BillingCycle, Currency};

use super::json::same_name;
use super::money::{self, Money, Unit};
use super::setup_fee::{SETUP, beside, common, fee, is_setup};
use super::{Json, Object, scalar};

/// Where prices are. The first that says something counts.
const PRICES: &[&str] = &["pricing", "prices", "price"];
/// The amount within an entry of a list of prices.
const ENTRY_AMOUNT: &[&str] = &["price", "amount", "value"];
/// The cycle of a flat price or of an entry.
const CYCLE: &[&str] = &["billing_cycle", "cycle", "period"];
/// Keys beside the cycles that are no cycles.
const NO_CYCLES: &[&str] = &[
    "prefix",
    "suffix",
    "symbol",
    "currency",
    "currency_code",
    "currency_id",
    "code",
    "id",
    "formatted",
    "tax",
    "tax_rate",
    "vat",
    "minimum_term",
    "discount",
    "setup_fee",
    "setup",
];

/// One price of a product or of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// How often it is paid. `Other("")` where a flat price names no cycle;
    /// such a price can be shown but not ordered.
    pub cycle: BillingCycle,
    /// The currency, if stated.
    pub currency: Option<Currency>,
    /// The amount per cycle; none where the cycle is not offered.
    pub amount: Option<Amount>,
    /// What is paid once on top; none where nothing is stated.
    pub setup_fee: Option<Amount>,
    /// What stood in the place of the amount, if it is no amount.
    pub unread: Option<String>,
}

impl Price {
    /// Whether this cycle can be ordered for an amount we know.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.amount.is_some() && !self.cycle.as_str().is_empty()
    }
}

/// What holds for all prices of one thing unless they say otherwise.
#[derive(Clone)]
pub(super) struct Around<'a> {
    pub(super) currency: Option<Currency>,
    cycle: Option<BillingCycle>,
    pub(super) setup: Option<(&'a Json, Unit)>,
    pub(super) unit: Unit,
}

/// All prices of a product or a choice, in the order they came.
pub(crate) fn read(object: &Object, currency: Option<&Currency>) -> Vec<Price> {
    let around = Around {
        currency: scalar::currency(object).or_else(|| currency.cloned()),
        cycle: scalar::cycle(object, CYCLE),
        setup: money::field(object, SETUP),
        unit: Unit::Whole,
    };
    match money::field(object, PRICES) {
        Some((value, unit)) => value_prices(value, &Around { unit, ..around }),
        None => cycle_map(object, &around, Strangers::Ignored),
    }
}

fn value_prices(value: &Json, around: &Around<'_>) -> Vec<Price> {
    match value {
        Json::List(entries) => entries
            .iter()
            .filter_map(Json::as_object)
            .flat_map(|entry| entry_prices(entry, around))
            .collect(),
        Json::Object(object) => object_prices(object, around),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {
            if value.is_blank() && around.cycle.is_none() {
                return Vec::new();
            }
            let cycle = around.cycle.clone().unwrap_or_else(unnamed);
            vec![price(cycle, value, around, None)]
        }
    }
}

fn unnamed() -> BillingCycle {
    BillingCycle::Other(String::new())
}

fn object_prices(object: &Object, around: &Around<'_>) -> Vec<Price> {
    let keyed: Vec<_> = object
        .iter()
        .filter_map(|(key, value)| Some((currency_key(key, value)?, value)))
        .collect();
    if !keyed.is_empty() {
        return keyed
            .into_iter()
            .flat_map(|(currency, value)| {
                let currency = Some(currency);
                value_prices(
                    value,
                    &Around {
                        currency,
                        ..around.clone()
                    },
                )
            })
            .collect();
    }
    let names_its_cycle = scalar::word(object, CYCLE).is_some();
    if names_its_cycle || money::is_amount(object) {
        return entry_prices(object, around);
    }
    let around = Around {
        currency: scalar::currency(object).or_else(|| around.currency.clone()),
        ..around.clone()
    };
    cycle_map(object, &around, Strangers::Read)
}

/// A key such as `EUR`. In lower case only where the value must be a map, so
/// that no word of three letters is taken for a currency.
fn currency_key(key: &str, value: &Json) -> Option<Currency> {
    let code = Currency::new(key).ok()?;
    let listed = ["eur", "usd", "gbp", "chf"].contains(&key) && value.as_object().is_some();
    (key == code.as_str() || listed).then_some(code)
}

/// One entry of a list, or one flat price as an object; it may hold a map or
/// be keyed by currency itself.
fn entry_prices(entry: &Object, around: &Around<'_>) -> Vec<Price> {
    let around = Around {
        currency: scalar::currency(entry).or_else(|| around.currency.clone()),
        cycle: scalar::cycle(entry, CYCLE).or_else(|| around.cycle.clone()),
        setup: money::field(entry, SETUP).or(around.setup),
        unit: around.unit,
    };
    match money::field(entry, ENTRY_AMOUNT) {
        Some((value, unit)) => {
            let unit = if unit == Unit::Whole {
                around.unit
            } else {
                unit
            };
            let cycle = around.cycle.clone().unwrap_or_else(unnamed);
            vec![price(cycle, value, &Around { unit, ..around }, None)]
        }
        None => cycle_map(entry, &around, Strangers::Ignored),
    }
}

/// What becomes of a key that is no known cycle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strangers {
    /// It is a cycle with a name of its own: this is a map of cycles.
    Read,
    /// It is a field of something else.
    Ignored,
}

fn cycle_map(object: &Object, around: &Around<'_>, strangers: Strangers) -> Vec<Price> {
    let setup = money::field(object, SETUP).or(around.setup);
    let around = Around {
        setup,
        ..around.clone()
    };
    let entry = |(key, value): (&str, &Json)| {
        let (key, unit) = unit_of(key, around.unit);
        let listed = |names: &[&str]| names.iter().any(|name| same_name(key, name));
        let cycle = BillingCycle::read(key);
        let known = !matches!(cycle, BillingCycle::Other(_));
        // `"free": false` is a field of the product and no price.
        if strangers == Strangers::Ignored && matches!(value, Json::Bool(_)) {
            return None;
        }
        if !known && (strangers == Strangers::Ignored || listed(NO_CYCLES) || is_setup(key)) {
            return None;
        }
        let setup = beside(object, &cycle, &around);
        Some(price(
            cycle,
            value,
            &Around {
                unit,
                ..around.clone()
            },
            setup,
        ))
    };
    object.iter().filter_map(entry).collect()
}

pub(super) fn unit_of(key: &str, otherwise: Unit) -> (&str, Unit) {
    Unit::SUFFIXES
        .iter()
        .find_map(|(suffix, unit)| Some((key.strip_suffix(suffix)?, *unit)))
        .unwrap_or((key, otherwise))
}

/// One price. `value` is an amount or an object with one and its setup fee.
fn price(
    cycle: BillingCycle,
    value: &Json,
    around: &Around<'_>,
    setup_beside: Option<Amount>,
) -> Price {
    let own = value.as_object();
    let currency = own
        .and_then(scalar::currency)
        .or_else(|| around.currency.clone());
    let own_setup = own
        .and_then(|object| money::field(object, SETUP))
        .and_then(|(value, unit)| fee(value, unit, around));
    let setup_fee = own_setup
        .or(setup_beside)
        .or_else(|| common(&cycle, around));
    let (amount, unread) = match money::read(value, around.unit, currency.as_ref()) {
        Money::Amount(amount) if not_offered(&amount, around.unit) => (None, None),
        Money::Amount(amount) => (Some(amount), None),
        Money::Blank => (None, None),
        Money::Unread(raw) => (None, Some(raw)),
    };
    Price {
        cycle,
        currency: amount
            .as_ref()
            .and_then(|amount| amount.currency.clone())
            .or(currency),
        amount,
        setup_fee,
        unread,
    }
}

/// Minus one, in whole units or as it stands in minor ones, is how the billing
/// system says that a cycle is not sold.
pub(super) fn not_offered(amount: &Amount, unit: Unit) -> bool {
    let minus = |text: &str| Amount::parse(text, amount.currency.clone()).as_ref() == Ok(amount);
    minus("-1") || (unit != Unit::Whole && minus("-0.01"))
}

/// Prices as text, for the tests of this rule.
#[cfg(test)]
pub(super) mod testing {
    use super::{Json, read};

    /// Each price as `cycle amount +setup`.
    pub(in crate::wire) fn shown(json: &str) -> Vec<String> {
        let json = Json::parse(json.as_bytes()).unwrap();
        read(json.as_object().unwrap(), None)
            .iter()
            .map(|price| {
                let amount = match (&price.amount, &price.unread) {
                    (Some(amount), _) => amount.to_string(),
                    (None, Some(raw)) => format!("unread {raw}"),
                    (None, None) => "not offered".to_owned(),
                };
                let setup = price.setup_fee.as_ref();
                let setup = setup
                    .map(|fee| format!(" +{}", fee.value))
                    .unwrap_or_default();
                format!("{} {amount}{setup}", price.cycle)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::shown;
    use super::*;

    #[test]
    fn the_same_price_is_read_from_every_form() {
        for form in [
            r#"{"pricing":{"monthly":"9.90"},"currency":"EUR"}"#,
            r#"{"pricing":{"monthly":9.9},"currency":"EUR"}"#,
            r#"{"prices":{"Monthly":"9,90 €"}}"#,
            r#"{"pricing":{"EUR":{"monthly":"9.90","prefix":"€","suffix":" EUR"}}}"#,
            r#"{"pricing":{"eur":{"monthly":"9.90"}}}"#,
            r#"{"pricing":{"monthly":{"amount":"9.90","currency":"EUR"}}}"#,
            r#"{"pricing":{"monthly":{"price":"9.90"}},"currency":"EUR"}"#,
            r#"{"pricing":[{"cycle":"monthly","price":"9.90"}],"currency":"EUR"}"#,
            r#"{"prices":[{"billing_cycle":"Monthly","amount":"9.90","currency":"EUR"}]}"#,
            r#"{"prices":[{"cycle":"monthly","amount":{"amount":"9.90","currency":"EUR"}}]}"#,
            r#"{"prices":{"EUR":[{"cycle":"monthly","amount":"9.90"}]}}"#,
            r#"{"price":"9.90","billing_cycle":"monthly","currency":"EUR"}"#,
            r#"{"price":{"amount":"9.90","currency":"EUR"},"billing_cycle":"monthly"}"#,
            r#"{"price":{"EUR":"9.90"},"billing_cycle":"monthly"}"#,
            r#"{"price":{"cycle":"monthly","amount":"9.90","currency":"EUR"}}"#,
            r#"{"monthly":"9.90","currency":"EUR","name":"KVM M"}"#,
            r#"{"pricing_cents":{"monthly":990},"currency":"EUR"}"#,
            r#"{"pricing":{"monthly_cents":990},"currency":"EUR"}"#,
            r#"{"pricing":{"monthly":{"amount_minor":990,"currency":"EUR"}}}"#,
            r#"{"price_cents":990,"billing_cycle":"monthly","currency":"EUR"}"#,
            r#"{"prices":[{"cycle":"monthly","amount_cents":990}],"currency":"EUR"}"#,
        ] {
            assert_eq!(shown(form), ["monthly 9.90 EUR"], "{form}");
        }
    }

    #[test]
    fn cycles_are_read_in_any_spelling_and_unknown_ones_kept() {
        let form = r#"{"pricing":{"semi_annually":"1","yearly":"2","Every 5 Weeks":"3"}}"#;
        assert_eq!(
            shown(form),
            ["semiannually 1.00", "annually 2.00", "Every 5 Weeks 3.00"]
        );
    }

    #[test]
    fn null_blank_and_minus_one_are_not_offered_and_zero_is_free() {
        let form = r#"{"pricing":{"monthly":null,"quarterly":"","semiannually":-1,
            "annually":"-1.00","biennially":"0.00","triennially":0}}"#;
        assert_eq!(
            shown(form),
            [
                "monthly not offered",
                "quarterly not offered",
                "semiannually not offered",
                "annually not offered",
                "biennially 0.00",
                "triennially 0.00",
            ]
        );
        let minor = r#"{"pricing_cents":{"monthly":-100,"annually":-1,"free":-250}}"#;
        assert_eq!(
            shown(minor),
            ["monthly not offered", "annually not offered", "free -2.50"]
        );
    }

    #[test]
    fn a_flat_price_without_a_cycle_is_shown_and_cannot_be_ordered() {
        let json = Json::parse(br#"{"price":"9.90"}"#).unwrap();
        let prices = read(json.as_object().unwrap(), None);
        assert_eq!(prices.len(), 1);
        assert!(
            prices
                .iter()
                .all(|price| price.amount.is_some() && !price.is_offered())
        );
    }

    #[test]
    fn what_is_no_price_is_kept_as_text_and_not_offered() {
        assert_eq!(
            shown(r#"{"pricing":{"monthly":"on request"}}"#),
            ["monthly unread on request"]
        );
        for none in [
            "{}",
            r#"{"pricing":null}"#,
            r#"{"pricing":""}"#,
            r#"{"pricing":[]}"#,
        ] {
            assert!(shown(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn several_currencies_stay_apart() {
        let form = r#"{"pricing":{"EUR":{"monthly":"9.90"},"USD":{"monthly":"10.90"}}}"#;
        assert_eq!(shown(form), ["monthly 9.90 EUR", "monthly 10.90 USD"]);
    }
}
