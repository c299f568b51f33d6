//! Caps against prices, as pure figures.

#![allow(clippy::unwrap_used)]

use kh_model::{Amount, Currency};

use super::{Cap, Lifted, bare, cap, stops};
use crate::view::CapKind;

fn euro(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
}

fn dollar(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("USD").unwrap())).unwrap()
}

fn day(limit: &str, spent: &[Amount], price: &Amount, lifted: &[Lifted]) -> Cap {
    cap(CapKind::Day, &euro(limit), spent, Some(price), lifted)
}

fn up_to(after: &str) -> [Lifted; 1] {
    [Lifted {
        kind: CapKind::Day,
        limit: euro("100"),
        after: euro(after),
    }]
}

#[test]
fn a_cap_may_be_reached_and_not_passed() {
    let spent = [euro("90.10")];
    assert!(!day("100", &spent, &euro("9.90"), &[]).over);
    let over = day("100", &spent, &euro("9.91"), &[]);
    assert!(stops(&over));
    assert_eq!((over.spent, over.after), (euro("90.10"), euro("100.01")));
}

#[test]
fn what_costs_nothing_now_passes_no_cap() {
    let spent = [euro("500")];
    assert!(!day("100", &spent, &euro("0"), &[]).over);
}

#[test]
fn a_price_in_another_currency_fails_closed() {
    let foreign = day("100", &[], &dollar("1"), &[]);
    assert!(foreign.foreign && stops(&foreign));
    // Its currency is how a person sees why.
    assert_eq!(foreign.after, dollar("1"));
    let lifted = [Lifted {
        after: dollar("1"),
        ..up_to("1")[0].clone()
    }];
    assert!(!stops(&day("100", &[], &dollar("1"), &lifted)));
    assert!(stops(&day("100", &[], &dollar("1.01"), &lifted)));
    assert!(stops(&day("100", &[], &dollar("1"), &up_to("104.90"))));
}

#[test]
fn what_was_spent_in_another_currency_is_not_added() {
    let spent = [dollar("99"), euro("50")];
    let sum = day("100", &spent, &euro("10"), &[]);
    assert_eq!(sum.after, euro("60"));
    assert!(!sum.over);
}

#[test]
fn a_currency_that_is_not_stated_counts_as_that_of_the_cap() {
    let unstated = Amount::parse("60", None).unwrap();
    assert!(day("100", std::slice::from_ref(&unstated), &euro("40.01"), &[]).over);
    assert!(day("50", &[], &unstated, &[]).over);
}

#[test]
fn lifting_holds_up_to_the_figure_that_was_shown_and_for_its_kind_only() {
    let spent = [euro("95")];
    assert!(!stops(&day("100", &spent, &euro("9.90"), &up_to("104.90"))));
    let more = [euro("96")];
    assert!(stops(&day("100", &more, &euro("9.90"), &up_to("104.90"))));
    assert!(stops(&day("99", &spent, &euro("9.90"), &up_to("104.90"))));
    let other = cap(
        CapKind::Month,
        &euro("100"),
        &spent,
        Some(&euro("9.90")),
        &up_to("104.90"),
    );
    assert!(stops(&other));
}

#[test]
fn sums_beyond_any_decimal_fail_closed() {
    let huge = euro("79228162514264337593543950335");
    let spent = [huge.clone(), huge];
    assert!(stops(&day("100", &spent, &euro("1"), &[])));
}

#[test]
fn an_amount_is_compared_without_its_spaces_and_in_any_case() {
    assert_eq!(bare("129.00 EUR"), bare(" 129.00\u{a0}eur"));
    assert_ne!(bare("129.00 EUR"), bare("12.900 EUR"));
}
