//! Money (contract 13, rule 5): text or number, decimal point or comma, with
//! or without a currency, in whole or in minor units. Always exact: a text
//! that could mean two amounts is not read at all.

use kh_model::{Amount, Currency};
use rust_decimal::Decimal;

use super::digits::{number, written};
use super::scalar::{self, CURRENCY};
use super::{Json, Object};

/// How the number in `{"amount":…,"currency":…}` is named.
const AMOUNT: &[&str] = &["amount", "value", "price"];

/// Currencies of ISO 4217 whose smallest unit is the whole.
const WITHOUT_MINOR: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
];

/// Currencies of ISO 4217 with a thousandth as their smallest unit.
const WITH_THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Whole units, euro.
    Whole,
    /// Hundredths, as a name ending in `_cents` says.
    Cents,
    /// The smallest unit of the currency, as a name ending in `_minor` says; a
    /// hundredth where the currency is unknown.
    Minor,
}

impl Unit {
    /// The other units and how a field name says so.
    pub(crate) const SUFFIXES: [(&'static str, Self); 2] =
        [("_cents", Self::Cents), ("_minor", Self::Minor)];

    fn decimals(self, currency: Option<&Currency>) -> u32 {
        let listed = |list: &[&str]| currency.is_some_and(|code| list.contains(&code.as_str()));
        match self {
            Self::Whole => 0,
            Self::Cents => 2,
            Self::Minor if listed(&WITHOUT_MINOR) => 0,
            Self::Minor if listed(&WITH_THOUSANDTHS) => 3,
            Self::Minor => 2,
        }
    }
}

/// What stands where an amount may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Money {
    /// An amount.
    Amount(Amount),
    /// `null` or a blank text.
    Blank,
    /// Something else, as text.
    Unread(String),
}

/// The amount under one of these names, or under one with `_cents` or `_minor`
/// behind it. `currency` is that of the whole thing; the amount's own goes first.
pub(crate) fn amount(
    object: &Object,
    names: &[&str],
    currency: Option<&Currency>,
) -> Option<Amount> {
    let (value, unit) = field(object, names)?;
    match read(value, unit, currency) {
        Money::Amount(amount) => Some(amount),
        Money::Blank | Money::Unread(_) => None,
    }
}

/// The value under one of these names and the unit its name tells.
pub(crate) fn field<'a>(object: &'a Object, names: &[&str]) -> Option<(&'a Json, Unit)> {
    let whole = object.find(names).map(|value| (value, Unit::Whole));
    if whole.is_some_and(|(value, _)| !value.is_blank()) {
        return whole;
    }
    let other = Unit::SUFFIXES.iter().find_map(|(suffix, unit)| {
        let named = |name: &&str| object.find(&[format!("{name}{suffix}").as_str()]);
        names.iter().find_map(named).map(|value| (value, *unit))
    });
    other.or(whole)
}

/// Reads one value.
pub(crate) fn read(json: &Json, unit: Unit, currency: Option<&Currency>) -> Money {
    let plain = |digits: Option<Decimal>, own: Option<Currency>, raw: &str| {
        let currency = own.or_else(|| currency.cloned());
        match digits.and_then(|value| in_whole_units(value, unit.decimals(currency.as_ref()))) {
            Some(value) => Money::Amount(Amount::new(value, currency)),
            None => Money::Unread(raw.to_owned()),
        }
    };
    match json {
        Json::Null => Money::Blank,
        Json::Text(text) if text.trim().is_empty() => Money::Blank,
        Json::Number(text) => plain(number(text), None, text),
        Json::Text(text) => match written(text) {
            Some((value, own)) => plain(Some(value), own, text),
            None => Money::Unread(text.clone()),
        },
        Json::Object(object) => {
            let own = scalar::currency(object)
                .or_else(|| Currency::new(scalar::word(object, &["code"])?).ok());
            match field(object, AMOUNT) {
                // Only one level: an amount within an amount is no amount.
                Some((Json::Object(_) | Json::List(_), _)) | None => {
                    Money::Unread("{…}".to_owned())
                }
                Some((value, inner)) => {
                    let unit = if inner == Unit::Whole { unit } else { inner };
                    read(value, unit, own.as_ref().or(currency))
                }
            }
        }
        Json::Bool(flag) => Money::Unread(flag.to_string()),
        Json::List(_) => Money::Unread("[…]".to_owned()),
    }
}

/// Whether an object is an amount with its currency and nothing else of note.
pub(crate) fn is_amount(object: &Object) -> bool {
    field(object, AMOUNT).is_some_and(|(value, _)| value.as_word().is_some() || value.is_blank())
        && object.find(CURRENCY).or(object.get("code")).is_some()
}

fn in_whole_units(value: Decimal, decimals: u32) -> Option<Decimal> {
    let mut value = value;
    value.set_scale(value.scale().checked_add(decimals)?).ok()?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(json: &str) -> Money {
        read(&Json::parse(json.as_bytes()).unwrap(), Unit::Whole, None)
    }

    fn shown(json: &str) -> String {
        match reading(json) {
            Money::Amount(amount) => amount.to_string(),
            Money::Blank => "blank".to_owned(),
            Money::Unread(raw) => format!("unread {raw}"),
        }
    }

    fn field_shown(json: &str) -> Option<String> {
        let json = Json::parse(json.as_bytes()).unwrap();
        let object = json.as_object().unwrap();
        amount(object, &["total"], scalar::currency(object).as_ref())
            .map(|amount| amount.to_string())
    }

    #[test]
    fn an_object_states_amount_and_currency_together() {
        for (form, amount) in [
            (r#"{"amount":"9.90","currency":"EUR"}"#, "9.90 EUR"),
            (r#"{"value":9.9,"currency":{"code":"usd"}}"#, "9.90 USD"),
            (r#"{"amount_cents":990,"currency":"EUR"}"#, "9.90 EUR"),
            (r#"{"amount_minor":"990","currency":"JPY"}"#, "990.00 JPY"),
            (r#"{"amount_minor":9900,"currency":"KWD"}"#, "9.90 KWD"),
            (r#"{"amount":null,"currency":"EUR"}"#, "blank"),
            (r#"{"currency":"EUR"}"#, "unread {…}"),
            (r#"{"amount":{"amount":{"amount":1}}}"#, "unread {…}"),
        ] {
            assert_eq!(shown(form), amount, "{form}");
        }
    }

    #[test]
    fn a_field_may_say_minor_units_by_its_name() {
        for (form, amount) in [
            (r#"{"total":"9.90","currency":"EUR"}"#, Some("9.90 EUR")),
            (r#"{"total_cents":990,"currency":"EUR"}"#, Some("9.90 EUR")),
            (r#"{"totalCents":990}"#, Some("9.90")),
            (
                r#"{"total_minor":990,"currency":"JPY"}"#,
                Some("990.00 JPY"),
            ),
            (r#"{"total_minor":990}"#, Some("9.90")),
            (
                r#"{"total_cents":9007199254740993}"#,
                Some("90071992547409.93"),
            ),
            (r#"{"total":null,"total_cents":5}"#, Some("0.05")),
            (r#"{"total":"-1.00"}"#, Some("-1.00")),
            (r#"{"total":"9.90 USD","currency":"EUR"}"#, Some("9.90 USD")),
            (r#"{"total":""}"#, None),
            ("{}", None),
        ] {
            assert_eq!(field_shown(form).as_deref(), amount, "{form}");
        }
    }
}
