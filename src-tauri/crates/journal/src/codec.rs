//! Columns to values and back: times as integer microseconds, money as text
//! with its currency, words as words.

use std::fmt;

use jiff::Timestamp;
use kh_model::{Amount, BadAmount, Currency};
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A stored value is not what its column promises.
#[derive(Debug)]
pub(crate) struct BadColumn {
    column: &'static str,
    reason: String,
}

impl fmt::Display for BadColumn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.column, self.reason)
    }
}

impl std::error::Error for BadColumn {}

pub(crate) fn bad(column: &'static str, reason: impl fmt::Display) -> rusqlite::Error {
    let cause = BadColumn {
        column,
        reason: reason.to_string(),
    };
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(cause))
}

/// Microseconds since 1970. What is finer is cut.
pub(crate) fn micros(time: Timestamp) -> i64 {
    time.as_microsecond()
}

pub(crate) fn time(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Timestamp> {
    Timestamp::from_microsecond(row.get(column)?).map_err(|error| bad(column, error))
}

pub(crate) fn maybe_time(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<Timestamp>> {
    row.get::<_, Option<i64>>(column)?
        .map(|value| Timestamp::from_microsecond(value).map_err(|error| bad(column, error)))
        .transpose()
}

/// Reads a text column through the constructor of its type.
pub(crate) fn text<T, E: fmt::Display>(
    row: &Row<'_>,
    column: &'static str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).map_err(|error| bad(column, error))
}

/// As [`text`], for a column that may be empty.
pub(crate) fn maybe_text<T, E: fmt::Display>(
    row: &Row<'_>,
    column: &'static str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| read(&text).map_err(|error| bad(column, error)))
        .transpose()
}

/// Reads one of our own words.
pub(crate) fn word<T>(
    row: &Row<'_>,
    column: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    text(row, column, |text| {
        read(text).ok_or_else(|| format!("unknown word {text}"))
    })
}

pub(crate) fn json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<T> {
    text(row, column, |text| serde_json::from_str(text))
}

pub(crate) fn maybe_json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<T>> {
    maybe_text(row, column, |text| serde_json::from_str(text))
}

/// The JSON text of a small value of ours.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, crate::JournalError> {
    serde_json::to_string(value).map_err(|error| crate::JournalError::Internal {
        detail: error.to_string(),
    })
}

/// `9.90 EUR`, or `9.90` where the currency is not known.
pub(crate) fn amount_text(amount: &Amount) -> String {
    amount.to_string()
}

/// Reads [`amount_text`].
pub(crate) fn read_amount(text: &str) -> Result<Amount, BadAmount> {
    match text.split_once(' ') {
        Some((value, currency)) => Amount::parse(value, Some(Currency::new(currency)?)),
        None => Amount::parse(text, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    proptest! {
        #[test]
        fn money_comes_back_as_it_went(number: i64, scale in 0_u32..12, stated: bool) {
            let currency = stated.then(|| Currency::new("CHF").unwrap());
            let amount = Amount::new(Decimal::new(number, scale), currency);
            prop_assert_eq!(read_amount(&amount_text(&amount)).unwrap(), amount);
        }
    }

    #[test]
    fn what_is_no_amount_is_not_read_as_one() {
        assert!(read_amount("").is_err());
        assert!(read_amount("9,90 EUR").is_err());
        assert!(read_amount("9.90 EURO").is_err());
    }
}
