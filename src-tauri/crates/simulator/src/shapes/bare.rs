//! The form without any form: the root is the thing itself, amounts are JSON
//! numbers, booleans are 1 and 0, and a product has one flat price.

use serde_json::{Number, Value, json};

use super::Kind;
use super::fields::{by_cycle, each_field, is_foreign, is_money};

/// The answer without an envelope.
pub(super) fn apply(kind: Kind, answer: Value) -> Value {
    each_field(answer, &|name, value| field(kind, name, value))
}

fn field(kind: Kind, name: String, value: Value) -> Vec<(String, Value)> {
    if is_foreign(kind, &name) {
        return vec![(name, value)];
    }
    if name == "pricing" {
        return flat_price(&value);
    }
    let value = match value {
        Value::String(text) if is_money(&name) => number(&text),
        Value::Bool(on) => json!(u8::from(on)),
        Value::Object(_) | Value::Array(_) => apply(kind, value),
        Value::Null | Value::Number(_) | Value::String(_) => value,
    };
    vec![(name, value)]
}

/// The first cycle that is offered stands for all.
fn flat_price(pricing: &Value) -> Vec<(String, Value)> {
    let offered = by_cycle(pricing)
        .into_iter()
        .find_map(|(cycle, amount)| Some((cycle, amount.as_str()?)));
    let (cycle, amount) = match offered {
        Some((cycle, amount)) => (json!(cycle), number(amount)),
        None => (Value::Null, Value::Null),
    };
    vec![
        ("price".to_owned(), amount),
        ("billing_cycle".to_owned(), cycle),
    ]
}

fn number(text: &str) -> Value {
    match text.parse::<Number>() {
        Ok(number) => Value::Number(number),
        Err(_) => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_root_is_the_list_or_the_object_itself() {
        let list = apply(Kind::Services, json!([samples::service()]));
        assert_eq!(list[0]["id"], json!(1001));
        assert_eq!(apply(Kind::Services, json!([])), json!([]));
        let order = apply(Kind::Order, samples::order());
        assert_eq!(order["id"], json!(5001));
        assert_eq!(
            apply(Kind::Webhook, json!({"url": null})),
            json!({"url": null})
        );
    }

    #[test]
    fn amounts_are_numbers_and_booleans_are_one_and_zero() {
        let service = apply(Kind::Service, samples::service());
        assert_eq!(service["recurring_amount"].to_string(), "9.9");
        let balance = apply(Kind::Balance, samples::balance());
        assert_eq!(balance["balance"].to_string(), "120.5");
        let product = apply(Kind::Product, samples::product());
        assert_eq!(product["in_stock"], json!(1));
        assert_eq!(product["config_options"][0]["required"], json!(0));
    }

    #[test]
    fn a_product_has_the_flat_price_of_its_first_offered_cycle() {
        let product = apply(Kind::Product, samples::product());
        assert_eq!(product["price"].to_string(), "9.9");
        assert_eq!(product["billing_cycle"], json!("monthly"));
        assert_eq!(product.get("pricing"), None);
        let choice = &product["config_options"][0]["options"][1];
        assert_eq!(choice["price"].to_string(), "12.9");

        let yearly = apply(
            Kind::Product,
            json!({"pricing": {"monthly": null, "annually": "42.12"}}),
        );
        assert_eq!(yearly, json!({"price": 42.12, "billing_cycle": "annually"}));
        let none = apply(Kind::Product, json!({"pricing": {"monthly": null}}));
        assert_eq!(none, json!({"price": null, "billing_cycle": null}));
    }

    #[test]
    fn what_the_customer_sent_with_an_order_is_not_touched() {
        let order = apply(Kind::Order, samples::order());
        assert_eq!(
            order["config_options"],
            json!({"7": 71, "backup": true, "total": "1.00"})
        );
    }
}
