//! What the provider answers, as far as it is understood; one file per
//! resource. No success body is documented (contract 4), so each file begins
//! with the field names it assumes: the default first, which is the assumed
//! form of contract 13, then the names of the billing system that is probably
//! behind it (contract 14.3). The first live answer settles them there.
//!
//! What an answer does not state is `None` or empty, never a guess. Fields that
//! are not read are not lost: the untouched answer is kept beside the view.

mod account;
mod action;
mod balance;
mod config_option;
mod credentials;
mod event;
mod health;
mod invoice;
mod order;
mod page;
mod product;
mod service;
mod service_original;
mod webhook;

pub use account::{KeyFacts, Me, RateLimit};
pub use action::ActionAccepted;
pub use balance::Balance;
pub use config_option::{Choice, ConfigOption};
pub use credentials::{Credentials, SecretField};
pub use event::Event;
pub use health::Health;
pub use invoice::Invoice;
pub use order::{Order, OrderOutcome};
pub use page::Page;
pub use product::Product;
pub use service::Service;
pub use service_original::{FitOriginal, fit_originals};
pub use webhook::Webhook;

pub use crate::wire::{More, NextPage, PageWalk, Price, StatedTime, Step, TimePrecision, WalkEnd};

use crate::wire::{Json, Unreadable};

/// An answer as it came over the wire.
#[derive(Clone, Copy)]
pub struct RawAnswer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order.
    pub headers: &'a [(String, String)],
    /// The body, bounded by the transport.
    pub body: &'a [u8],
}

impl<'a> RawAnswer<'a> {
    /// The values of a header, whatever its case.
    pub fn headers_named(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers_named(name).next()
    }

    /// The body as JSON, whatever the content type says.
    ///
    /// # Errors
    /// As [`Json::parse`].
    pub fn json(&self) -> Result<Json, Unreadable> {
        Json::parse(self.body)
    }

    /// Whether there is nothing in the body (contract 13, rule 11).
    #[must_use]
    pub fn is_bodyless(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }
}

/// Something that can be read from an answer with a success status.
pub trait ReadAnswer: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Unreadable`], without any text of the answer.
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable>;
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{RawAnswer, ReadAnswer};
    use crate::wire::Unreadable;

    /// Reads a body that came with status 200.
    pub(crate) fn read<T: ReadAnswer>(body: &str) -> Result<T, Unreadable> {
        read_with(200, &[], body)
    }

    /// Reads a body that came with a status and headers.
    pub(crate) fn read_with<T: ReadAnswer>(
        status: u16,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<T, Unreadable> {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        T::read_answer(&RawAnswer {
            status,
            headers: &headers,
            body: body.as_bytes(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Runs every reader; none may panic, whatever comes.
    fn read_as_everything(body: &[u8], link: &str) {
        let headers = [("Link".to_owned(), link.to_owned())];
        let raw = RawAnswer {
            status: 200,
            headers: &headers,
            body,
        };
        let _ = Health::read_answer(&raw);
        let _ = Me::read_answer(&raw);
        let _ = Page::<Product>::read_answer(&raw);
        let _ = Product::read_answer(&raw);
        let _ = Order::read_answer(&raw);
        let _ = Page::<Service>::read_answer(&raw);
        let _ = Service::read_answer(&raw);
        let _ = Credentials::read_answer(&raw);
        let _ = ActionAccepted::read_answer(&raw);
        let _ = Balance::read_answer(&raw);
        let _ = Page::<Invoice>::read_answer(&raw);
        let _ = Webhook::read_answer(&raw);
        let _ = crate::problem::Problem::read(&raw);
    }

    /// Keys that some reader looks for, so that random JSON reaches deep.
    const KEYS: &[&str] = &[
        "data",
        "id",
        "meta",
        "page",
        "pages",
        "next",
        "links",
        "pricing",
        "price",
        "monthly",
        "EUR",
        "amount",
        "amount_cents",
        "currency",
        "setup_fee",
        "msetupfee",
        "status",
        "config_options",
        "options",
        "service_ids",
        "services",
        "products",
        "product",
        "account",
        "key",
        "scopes",
        "rate_limit",
        "balance",
        "total",
        "created_at",
        "url",
        "password",
        "in_stock",
        "errors",
        "type",
        "reason",
        "0",
    ];

    fn any_json() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("null".to_owned()),
            any::<bool>().prop_map(|flag| flag.to_string()),
            any::<i128>().prop_map(|number| number.to_string()),
            "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,12})?",
            "[0-9€$.,' EURa-]{0,12}".prop_map(quoted),
            "[0-9T: Z+-]{0,25}".prop_map(quoted),
            any::<String>().prop_map(quoted),
        ];
        leaf.prop_recursive(5, 64, 6, |inner| {
            let key = prop_oneof![
                proptest::sample::select(KEYS).prop_map(str::to_owned),
                any::<String>()
            ];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                proptest::collection::vec((key, inner), 0..6).prop_map(|pairs| {
                    let pairs: Vec<_> = pairs
                        .into_iter()
                        .map(|(key, value)| format!("{}:{value}", quoted(key)))
                        .collect();
                    format!("{{{}}}", pairs.join(","))
                }),
            ]
        })
    }

    fn quoted(text: String) -> String {
        serde_json::Value::String(text).to_string()
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(
            body in proptest::collection::vec(any::<u8>(), 0..300),
            link in any::<String>(),
        ) {
            read_as_everything(&body, &link);
        }

        #[test]
        fn no_json_makes_a_reader_panic(body in any_json()) {
            prop_assert!(Json::parse(body.as_bytes()).is_ok());
            read_as_everything(body.as_bytes(), "");
        }

        #[test]
        fn an_id_of_any_size_survives_exactly(digits in "[1-9][0-9]{0,40}", quotes in any::<bool>()) {
            let id = if quotes { format!("\"{digits}\"") } else { digits.clone() };
            let order: Order = testing::read(&format!(r#"{{"data":{{"id":{id},"service_ids":[{id}]}}}}"#)).unwrap();
            prop_assert_eq!(order.id.as_str(), digits.as_str());
            prop_assert_eq!(order.service_ids[0].as_str(), digits.as_str());
        }

        #[test]
        fn money_of_any_size_survives_exactly(
            whole in "0|[1-9][0-9]{0,20}",
            cents in "[0-9]{2}",
            quotes in any::<bool>(),
        ) {
            let plain = format!("{whole}.{cents}");
            let stated = if quotes { format!("\"{plain}\"") } else { plain.clone() };
            let balance: Balance = testing::read(&format!(r#"{{"data":{{"balance":{stated}}}}}"#)).unwrap();
            prop_assert_eq!(balance.amount.value.to_string(), plain.clone());
            let minor = format!("{whole}{cents}");
            let minor = minor.trim_start_matches('0');
            let minor = if minor.is_empty() { "0" } else { minor };
            let balance: Balance = testing::read(&format!(r#"{{"data":{{"balance_cents":{minor}}}}}"#)).unwrap();
            prop_assert_eq!(balance.amount.value.to_string(), plain);
        }
    }
}
