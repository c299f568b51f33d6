//! How values of the world are written into columns and read back.

use std::fmt;

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Error, Row};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

/// A column holds what no version of this program wrote.
#[derive(Debug)]
struct Odd(&'static str);

impl fmt::Display for Odd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the column does not hold {}", self.0)
    }
}

impl std::error::Error for Odd {}

fn odd(column: usize, what: &'static str) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(Odd(what)))
}

/// A time as milliseconds.
pub(crate) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time that may be absent as milliseconds.
pub(crate) fn ms_opt(time: Option<Timestamp>) -> Option<i64> {
    time.map(ms)
}

/// Reads a time.
pub(crate) fn at(row: &Row<'_>, column: usize) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(row.get(column)?).map_err(|_| odd(column, "a time"))
}

/// Reads a time that may be absent.
pub(crate) fn at_opt(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>, Error> {
    row.get::<_, Option<i64>>(column)?
        .map(|ms| Timestamp::from_millisecond(ms).map_err(|_| odd(column, "a time")))
        .transpose()
}

/// Reads an amount.
pub(crate) fn decimal(row: &Row<'_>, column: usize) -> Result<Decimal, Error> {
    row.get_ref(column)?
        .as_str()?
        .parse()
        .map_err(|_| odd(column, "an amount"))
}

/// Reads a count or an id.
pub(crate) fn number(row: &Row<'_>, column: usize) -> Result<u64, Error> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| odd(column, "a number"))
}

/// Reads a word of a closed list.
pub(crate) fn word<T>(
    row: &Row<'_>,
    column: usize,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Error> {
    parse(row.get_ref(column)?.as_str()?).ok_or_else(|| odd(column, "a known word"))
}

/// Reads JSON text.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, Error> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|_| odd(column, "its JSON"))
}
