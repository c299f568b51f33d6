//! Tests of the price: sums are exact, and a missing price leaves them open.

use kh_api::answers::{Choice, ConfigOption, Price, Product};
use kh_model::{Amount, BillingCycle, Currency, ProductId};

use super::price::{Quote, per_month, quote};
use crate::view::{ChosenOption, LineKind};

fn euro(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
}

fn price(cycle: &str, amount: Option<&str>, setup: Option<&str>) -> Price {
    Price {
        cycle: BillingCycle::read(cycle),
        currency: Some(Currency::new("EUR").unwrap()),
        amount: amount.map(euro),
        setup_fee: setup.map(euro),
        unread: None,
    }
}

fn option(id: &str, kind: &str, choices: &[(&str, &str)]) -> ConfigOption {
    let choice = |(id, amount): &(&str, &str)| Choice {
        id: (*id).to_owned(),
        name: Some(format!("choice {id}")),
        prices: vec![price("monthly", Some(amount), None)],
    };
    ConfigOption {
        id: id.to_owned(),
        name: Some(format!("option {id}")),
        kind: Some(kind.to_owned()),
        required: Some(false),
        min: None,
        max: None,
        choices: choices.iter().map(choice).collect(),
    }
}

fn product() -> Product {
    Product {
        id: ProductId::new("42").unwrap(),
        name: Some("Machine".to_owned()),
        group: None,
        description: None,
        currency: Some(Currency::new("EUR").unwrap()),
        prices: vec![
            price("monthly", Some("9.90"), Some("5.00")),
            price("quarterly", Some("29.70"), Some("0.00")),
            price("annually", None, None),
            price("onetime", Some("99.00"), None),
        ],
        in_stock: Some(true),
        options: vec![
            option("7", "select", &[("71", "0.00"), ("72", "2.50")]),
            option("8", "yesno", &[("81", "1.10")]),
            option("9", "quantity", &[("91", "0.35")]),
        ],
    }
}

fn chosen(pairs: &[(&str, &str)]) -> Vec<ChosenOption> {
    let one = |(id, value): &(&str, &str)| ChosenOption {
        option_id: (*id).to_owned(),
        value: (*value).to_owned(),
    };
    pairs.iter().map(one).collect()
}

fn of(cycle: &str, pairs: &[(&str, &str)]) -> Quote {
    quote(&product(), &BillingCycle::read(cycle), &chosen(pairs))
}

#[test]
fn product_options_and_set_up_add_up_to_the_cent() {
    let quote = of("monthly", &[("7", "72"), ("8", "1"), ("9", "3")]);
    assert_eq!(quote.recurring, Some(euro("14.55")));
    assert_eq!(quote.now, Some(euro("19.55")));
    let kinds: Vec<LineKind> = quote.lines.iter().map(|line| line.kind).collect();
    use LineKind::{Option, Product, Setup};
    assert_eq!(kinds, [Product, Option, Option, Option, Setup]);
    assert_eq!(quote.lines[3].label, "option 9: 3");
}

#[test]
fn a_switch_that_is_off_and_a_quantity_of_none_cost_nothing() {
    let quote = of("monthly", &[("8", "0"), ("9", "0")]);
    assert_eq!(quote.recurring, Some(euro("9.90")));
    assert_eq!(quote.lines.len(), 2);
}

#[test]
fn a_missing_price_anywhere_leaves_the_sums_open() {
    assert_eq!(of("annually", &[]).now, None);
    assert_eq!(of("weekly", &[]).now, None);
    assert_eq!(of("monthly", &[("7", "79")]).now, None);
    // The choice has a price by the month only.
    assert_eq!(of("quarterly", &[("7", "72")]).now, None);
}

#[test]
fn a_single_payment_does_not_come_again() {
    let quote = of("onetime", &[]);
    assert_eq!(quote.now, Some(euro("99.00")));
    assert_eq!(
        (quote.recurring, quote.every_months, quote.per_month),
        (None, None, None)
    );
}

#[test]
fn a_month_of_a_longer_cycle_is_rounded_half_up() {
    assert_eq!(of("quarterly", &[]).per_month, Some(euro("9.90")));
    let by_year = |text| per_month(&euro(text), &BillingCycle::Annually).unwrap();
    assert_eq!(by_year("100.00"), euro("8.33"));
    assert_eq!(by_year("0.06"), euro("0.01"));
}
