//! `GET /v1/products` and `GET /v1/products/{id}`: the catalogue.

use kh_model::{BillingCycle, Currency, ProductId};

use super::config_option::{self, ConfigOption};
use super::page::{Listed, read_one};
use super::{Price, RawAnswer, ReadAnswer};
use crate::wire::envelope::Named;
use crate::wire::{Object, Unreadable, prices, scalar};

const ID: &[&str] = &["id", "pid", "product_id"];
const NAME: &[&str] = &["name", "title"];
const GROUP: &[&str] = &["group", "group_name", "family", "category"];
const DESCRIPTION: &[&str] = &["description"];
const IN_STOCK: &[&str] = &["in_stock", "available"];
const OUT_OF_STOCK: &[&str] = &["out_of_stock", "sold_out"];
/// Whether the number left counts at all.
const STOCK_CONTROL: &[&str] = &["stock_control"];
const QUANTITY: &[&str] = &["quantity_available", "stock_level", "stock"];

/// A product of the provider's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: Option<String>,
    /// The family it is listed in.
    pub group: Option<String>,
    /// Its description; may hold markup, which is text to us.
    pub description: Option<String>,
    /// The currency of its prices, if it has one and states it.
    pub currency: Option<Currency>,
    /// Its prices in the order they came, cycles not offered among them.
    pub prices: Vec<Price>,
    /// Whether it can be had now.
    pub in_stock: Option<bool>,
    /// What can be chosen; stated by the single product only (contract 2).
    pub options: Vec<ConfigOption>,
}

impl Product {
    /// The price of a cycle in the product's currency, or the only one there
    /// is; none where several currencies leave it open.
    #[must_use]
    pub fn price(&self, cycle: &BillingCycle) -> Option<&Price> {
        let mut of_cycle = self.prices.iter().filter(|price| price.cycle == *cycle);
        if self.currency.is_some() {
            let own = of_cycle
                .clone()
                .find(|price| price.currency == self.currency);
            if own.is_some() {
                return own;
            }
        }
        let first = of_cycle.next()?;
        of_cycle.next().is_none().then_some(first)
    }
}

impl ReadAnswer for Product {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        read_one(raw)
    }
}

impl Listed for Product {
    const NAMED: Named = Named {
        one: "product",
        many: "products",
        id: ID,
    };

    fn from_object(object: &Object) -> Result<Self, Unreadable> {
        let id = scalar::id(object, ID).ok_or(Unreadable::Without {
            of: "product",
            part: "id",
        })?;
        let stated = scalar::currency(object);
        let prices = prices::read(object, None);
        let currency = stated.or_else(|| common_currency(&prices));
        Ok(Self {
            id,
            name: scalar::word(object, NAME),
            group: group(object),
            description: scalar::word(object, DESCRIPTION),
            in_stock: in_stock(object),
            options: config_option::read(object, currency.as_ref()),
            currency,
            prices,
        })
    }
}

/// The group by name, or the name of a group that is an object.
fn group(object: &Object) -> Option<String> {
    let inner = || scalar::word(object.find(GROUP)?.as_object()?, NAME);
    scalar::word(object, GROUP).or_else(inner)
}

fn common_currency(prices: &[Price]) -> Option<Currency> {
    let first = prices.first()?.currency.clone()?;
    let common = prices
        .iter()
        .all(|price| price.currency.as_ref() == Some(&first));
    common.then_some(first)
}

fn in_stock(object: &Object) -> Option<bool> {
    let stated = scalar::flag(object, IN_STOCK)
        .or_else(|| scalar::flag(object, OUT_OF_STOCK).map(|out| !out));
    if stated.is_some() {
        return stated;
    }
    if scalar::flag(object, STOCK_CONTROL) == Some(false) {
        return Some(true);
    }
    scalar::count(object, QUANTITY).map(|left| left > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Page;
    use crate::answers::testing::read;

    #[test]
    fn the_assumed_form_is_read_whole() {
        let page: Page<Product> = read(
            r#"{"data":[{"id":42,"name":"KVM M","group":"KVM rootserver","description":"2 cores",
                "currency":"EUR","pricing":{"monthly":"9.90","quarterly":"29.70","annually":null},
                "setup_fee":"0.00","in_stock":true}]}"#,
        )
        .unwrap();
        let product = &page.items[0];
        assert_eq!(product.id.as_str(), "42");
        assert_eq!(product.name.as_deref(), Some("KVM M"));
        assert_eq!(product.group.as_deref(), Some("KVM rootserver"));
        assert_eq!(product.description.as_deref(), Some("2 cores"));
        assert_eq!(product.in_stock, Some(true));
        let monthly = product.price(&BillingCycle::Monthly).unwrap();
        assert_eq!(monthly.amount.as_ref().unwrap().to_string(), "9.90 EUR");
        assert_eq!(monthly.setup_fee.as_ref().unwrap().to_string(), "0.00 EUR");
        let annually = product.price(&BillingCycle::Annually).unwrap();
        assert!(!annually.is_offered());
        assert!(product.price(&BillingCycle::Biennially).is_none());
    }

    #[test]
    fn the_form_of_the_billing_system_is_read_too() {
        let product: Product = read(
            r#"{"result":"success","totalresults":1,"products":{"product":[{"pid":"42",
                "name":"KVM M","groupname":"KVM","stockcontrol":"1","stocklevel":"0",
                "pricing":{"EUR":{"prefix":"€","suffix":"","msetupfee":"5.00","monthly":"9.90",
                "quarterly":"-1.00"}},
                "configoptions":{"configoption":[{"id":7,"name":"OS","type":"1",
                "options":{"option":[{"id":71,"name":"Debian 12",
                "pricing":{"EUR":{"monthly":"0.00"}}}]}}]}}]}}"#,
        )
        .unwrap();
        assert_eq!(product.id.as_str(), "42");
        assert_eq!(product.group.as_deref(), Some("KVM"));
        assert_eq!(product.in_stock, Some(false));
        assert_eq!(product.currency.as_ref().unwrap().as_str(), "EUR");
        let monthly = product.price(&BillingCycle::Monthly).unwrap();
        assert_eq!(monthly.setup_fee.as_ref().unwrap().to_string(), "5.00 EUR");
        assert!(
            !product
                .price(&BillingCycle::Quarterly)
                .unwrap()
                .is_offered()
        );
        assert_eq!(product.options[0].choices[0].id, "71");
    }

    #[test]
    fn stock_is_stated_in_several_ways_or_unknown() {
        for (fields, in_stock) in [
            (r#""in_stock":1"#, Some(true)),
            (r#""in_stock":"no""#, Some(false)),
            (r#""out_of_stock":true"#, Some(false)),
            (r#""quantity_available":0"#, Some(false)),
            (r#""quantity_available":"3""#, Some(true)),
            (r#""stock_control":false,"stock_level":0"#, Some(true)),
            (r#""in_stock":null"#, None),
            (r#""stock":-1"#, None),
        ] {
            let product: Product = read(&format!(r#"{{"id":1,{fields}}}"#)).unwrap();
            assert_eq!(product.in_stock, in_stock, "{fields}");
        }
    }

    #[test]
    fn the_price_in_the_products_own_currency_goes_first_and_none_is_guessed() {
        let two = r#""pricing":{"USD":{"monthly":"10"},"EUR":{"monthly":"9"}}"#;
        let open: Product = read(&format!(r#"{{"id":1,{two}}}"#)).unwrap();
        assert_eq!(open.price(&BillingCycle::Monthly), None);
        let own: Product = read(&format!(r#"{{"id":1,"currency":"EUR",{two}}}"#)).unwrap();
        let price = own.price(&BillingCycle::Monthly).unwrap();
        assert_eq!(price.amount.as_ref().unwrap().to_string(), "9.00 EUR");
        let unstated: Product = read(r#"{"id":1,"pricing":{"monthly":"9"}}"#).unwrap();
        assert_eq!(unstated.currency, None);
    }

    #[test]
    fn without_an_id_it_is_no_product() {
        assert_eq!(
            read::<Product>(r#"{"data":{"name":"KVM M"}}"#),
            Err(Unreadable::Without {
                of: "product",
                part: "id"
            })
        );
    }

    #[test]
    fn a_name_of_any_length_and_kind_is_kept_as_it_came() {
        let name = format!("\u{202e}{}\n", "ä".repeat(10_000));
        let body = serde_json::json!({"id": 1, "name": name}).to_string();
        let product: Product = read(&body).unwrap();
        assert_eq!(product.name, Some(name));
    }
}
