//! Money on the bridge: the number as text, so that no float is ever made.

use kh_model::Amount;
use serde::Serialize;
use ts_rs::TS;

/// An amount. `value` is a plain decimal with at least two places, for example
/// `"1234.50"`; `currency` is missing where the provider did not state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// Decimal text with `.`; the window formats it by locale.
    pub value: String,
    /// Three letters, or `null` where not stated.
    pub currency: Option<String>,
}

impl From<&Amount> for Money {
    fn from(amount: &Amount) -> Self {
        Self {
            value: amount.value.to_string(),
            currency: amount
                .currency
                .as_ref()
                .map(|code| code.as_str().to_owned()),
        }
    }
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self::from(&amount)
    }
}
