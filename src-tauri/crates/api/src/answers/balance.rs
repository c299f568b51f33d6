//! `GET /v1/billing/balance`: the credit of the account.

use kh_model::Amount;

use super::{RawAnswer, ReadAnswer};
use crate::wire::envelope::{self, Named};
use crate::wire::money::{self, Money, Unit};
use crate::wire::{Json, Unreadable, scalar};

const NAMED: Named = Named {
    one: "balance",
    many: "balances",
    id: &[],
};
const AMOUNT: &[&str] = &[
    "balance",
    "credit",
    "amount",
    "available",
    "credit_balance",
    "data",
];

/// The credit of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// What is there; may be negative. Its currency may be unknown.
    pub amount: Amount,
}

impl ReadAnswer for Balance {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = raw.json()?;
        let amount = match &json {
            Json::Number(_) | Json::Text(_) => match money::read(&json, Unit::Whole, None) {
                Money::Amount(amount) => Some(amount),
                Money::Blank | Money::Unread(_) => None,
            },
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => {
                let inner = envelope::one(&json, NAMED)?;
                let outer = json.as_object().and_then(scalar::currency);
                let currency = scalar::currency(inner).or(outer);
                money::amount(inner, AMOUNT, currency.as_ref())
            }
        };
        let amount = amount.ok_or(Unreadable::Without {
            of: "balance",
            part: "amount",
        })?;
        Ok(Self { amount })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::read;

    #[test]
    fn the_balance_is_read_from_every_form() {
        for form in [
            r#"{"data":{"balance":"120.50","currency":"EUR"}}"#,
            r#"{"balance":120.5,"currency":"EUR"}"#,
            r#"{"balance":{"amount":"120.50","currency":"EUR"}}"#,
            r#"{"balance":{"amount":"120.50"},"currency":"EUR"}"#,
            r#"{"data":{"credit":"120,50 €"}}"#,
            r#"{"data":{"balance_cents":12050,"currency":"EUR"}}"#,
            r#"{"data":"120.50 EUR"}"#,
            r#"[{"balance":"120.50","currency":"EUR"}]"#,
            r#""120.50 EUR""#,
        ] {
            let balance: Balance = read(form).unwrap();
            assert_eq!(balance.amount.to_string(), "120.50 EUR", "{form}");
        }
    }

    #[test]
    fn debts_are_amounts_and_a_missing_currency_stays_unknown() {
        let balance: Balance = read(r#"{"data":{"balance":"-1.00"}}"#).unwrap();
        assert_eq!(balance.amount.to_string(), "-1.00");
        assert_eq!(balance.amount.currency, None);
    }

    #[test]
    fn without_an_amount_there_is_no_balance() {
        for form in [
            r#"{"data":{"currency":"EUR"}}"#,
            r#"{"balance":null}"#,
            r#"{"balance":"n/a"}"#,
            "true",
            "[]",
            "null",
        ] {
            assert!(read::<Balance>(form).is_err(), "{form}");
        }
    }
}
