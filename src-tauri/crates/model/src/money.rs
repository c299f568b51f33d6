//! Money: a decimal and, where the provider names it, a currency.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A currency by its code of three letters, for example `EUR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

/// A text is not an amount or not a currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    /// The number cannot be read as a decimal.
    #[error("not a decimal amount: {0}")]
    Number(String),
    /// The currency is not three letters.
    #[error("not a currency code of three letters: {0}")]
    Currency(String),
    /// Two amounts of different currencies met in one sum.
    #[error("amounts in {0} and {1} cannot be added")]
    Mixed(String, String),
    /// The sum leaves the range of decimals.
    #[error("the amount is too large")]
    TooLarge,
}

impl Currency {
    /// Takes a code of three letters in any case.
    ///
    /// # Errors
    /// [`BadAmount::Currency`] for anything else.
    pub fn new(code: impl AsRef<str>) -> Result<Self, BadAmount> {
        let code = code.as_ref().trim();
        if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self(code.to_ascii_uppercase()))
        } else {
            Err(BadAmount::Currency(code.to_owned()))
        }
    }

    /// The code, in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Currency {
    type Error = BadAmount;
    fn try_from(code: String) -> Result<Self, BadAmount> {
        Self::new(code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// An amount of money. A currency that was not stated stays unknown; it is
/// never taken to be euro (contract 13, rule 5).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// The number, with the decimals it was stated with, at least two.
    #[serde(with = "decimal_text")]
    pub value: Decimal,
    /// The currency, if stated.
    pub currency: Option<Currency>,
}

impl Amount {
    /// An amount of the given currency, shown with at least two decimals.
    #[must_use]
    pub fn new(value: Decimal, currency: Option<Currency>) -> Self {
        let mut value = value.normalize();
        if value.scale() < 2 {
            value.rescale(2);
        }
        Self { value, currency }
    }

    /// Nothing, in the given currency.
    #[must_use]
    pub fn zero(currency: Option<Currency>) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// Reads a plain decimal such as `9.90` or `-3`.
    ///
    /// # Errors
    /// [`BadAmount::Number`] if it is not one.
    pub fn parse(text: &str, currency: Option<Currency>) -> Result<Self, BadAmount> {
        let value =
            Decimal::from_str(text.trim()).map_err(|_| BadAmount::Number(text.to_owned()))?;
        Ok(Self::new(value, currency))
    }

    /// The sum. An unknown currency joins a known one.
    ///
    /// # Errors
    /// [`BadAmount::Mixed`] for two different currencies, [`BadAmount::TooLarge`]
    /// if the sum cannot be held.
    pub fn plus(&self, other: &Self) -> Result<Self, BadAmount> {
        let currency = self.common_currency(other)?;
        let sum = self
            .value
            .checked_add(other.value)
            .ok_or(BadAmount::TooLarge)?;
        Ok(Self::new(sum, currency))
    }

    /// The difference, under the rules of [`Amount::plus`].
    ///
    /// # Errors
    /// As [`Amount::plus`].
    pub fn minus(&self, other: &Self) -> Result<Self, BadAmount> {
        let negated = Self {
            value: -other.value,
            currency: other.currency.clone(),
        };
        self.plus(&negated)
    }

    fn common_currency(&self, other: &Self) -> Result<Option<Currency>, BadAmount> {
        match (&self.currency, &other.currency) {
            (Some(one), Some(two)) if one != two => {
                Err(BadAmount::Mixed(one.to_string(), two.to_string()))
            }
            (Some(one), _) => Ok(Some(one.clone())),
            (None, other) => Ok(other.clone()),
        }
    }
}

impl fmt::Display for Amount {
    /// For records and messages of the host; the window formats by locale.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.currency {
            Some(currency) => write!(out, "{} {currency}", self.value),
            None => write!(out, "{}", self.value),
        }
    }
}

mod decimal_text {
    use std::str::FromStr;

    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(from)?;
        Decimal::from_str(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(text: &str) -> Amount {
        Amount::parse(text, Some(Currency::new("eur").unwrap())).unwrap()
    }

    #[test]
    fn an_amount_shows_at_least_two_decimals_and_loses_none() {
        assert_eq!(euro("9.9").value.to_string(), "9.90");
        assert_eq!(euro("9").value.to_string(), "9.00");
        assert_eq!(euro("0.125").value.to_string(), "0.125");
        assert_eq!(euro("-0").value.to_string(), "0.00");
    }

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        assert_eq!(euro("0.1").plus(&euro("0.2")).unwrap(), euro("0.30"));
        assert_eq!(euro("18.90").minus(&euro("20.90")).unwrap(), euro("-2.00"));
    }

    #[test]
    fn different_currencies_do_not_add_up() {
        let dollars = Amount::parse("1", Some(Currency::new("USD").unwrap())).unwrap();
        assert!(matches!(
            euro("1").plus(&dollars),
            Err(BadAmount::Mixed(..))
        ));
        let unknown = Amount::parse("1", None).unwrap();
        assert_eq!(euro("1").plus(&unknown).unwrap(), euro("2"));
    }

    #[test]
    fn on_the_wire_to_the_window_the_number_is_text() {
        let json = serde_json::to_string(&euro("1234.5")).unwrap();
        assert_eq!(json, r#"{"value":"1234.50","currency":"EUR"}"#);
        assert_eq!(
            serde_json::from_str::<Amount>(&json).unwrap(),
            euro("1234.5")
        );
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_text() {
        assert_eq!(
            Amount::parse("9,90", None),
            Err(BadAmount::Number("9,90".to_owned()))
        );
        assert_eq!(
            Amount::parse("", None),
            Err(BadAmount::Number(String::new()))
        );
        assert!(matches!(Currency::new("EURO"), Err(BadAmount::Currency(_))));
    }
}
