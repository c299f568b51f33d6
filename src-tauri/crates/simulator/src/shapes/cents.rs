//! The form of payment services: amounts are whole cents under `*_cents`, times
//! are Unix seconds, one thing stands under `result`, many under `items`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::fields::{by_cycle, each_field, instant, is_foreign, is_instant, is_money, object};
use super::{Kind, PageInfo};

/// The answer in this form.
pub(super) fn apply(kind: Kind, answer: Value, page: Option<&PageInfo>) -> Value {
    if kind == Kind::Health {
        return answer;
    }
    let answer = fields(kind, answer);
    match (kind.item_name(), page) {
        (None, _) => object([("result", answer)]),
        (Some(_), None) => object([("items", answer)]),
        (Some(_), Some(page)) => {
            let pagination = json!({
                "current_page": page.number(),
                "limit": page.ask.limit,
                "total_count": page.total,
                "last_page": page.pages(),
            });
            object([("items", answer), ("pagination", pagination)])
        }
    }
}

fn fields(kind: Kind, tree: Value) -> Value {
    each_field(tree, &|name, value| vec![field(kind, name, value)])
}

fn field(kind: Kind, name: String, value: Value) -> (String, Value) {
    if is_foreign(kind, &name) {
        (name, value)
    } else if is_money(&name) {
        (format!("{name}_cents"), cents(&value))
    } else if is_instant(&name) {
        let seconds = instant(&value).map(|at| at.as_second());
        (name, json!(seconds))
    } else if name == "pricing" {
        let list: Vec<Value> = by_cycle(&value)
            .into_iter()
            .map(|(cycle, amount)| json!({"billing_cycle": cycle, "amount_cents": cents(amount)}))
            .collect();
        (name, json!(list))
    } else {
        (name, fields(kind, value))
    }
}

/// Whole cents; null where there is no amount.
fn cents(value: &Value) -> Value {
    let amount = value.as_str().and_then(|text| text.parse::<Decimal>().ok());
    let cents = amount.and_then(|amount| (amount * Decimal::ONE_HUNDRED).to_i64());
    json!(cents)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn amounts_are_whole_cents_under_a_name_that_says_so() {
        let balance = apply(Kind::Balance, samples::balance(), None);
        assert_eq!(
            balance,
            json!({"result": {"balance_cents": 12050, "currency": "EUR"}})
        );
        let order = apply(Kind::Order, samples::order(), None);
        assert_eq!(order["result"]["total_cents"], json!(990));
        assert_eq!(order["result"].get("total"), None);
    }

    #[test]
    fn prices_are_a_list_and_what_is_not_offered_is_null() {
        let product = apply(Kind::Product, samples::product(), None);
        assert_eq!(
            product["result"]["pricing"],
            json!([
                {"billing_cycle": "monthly", "amount_cents": 990},
                {"billing_cycle": "quarterly", "amount_cents": 2970},
                {"billing_cycle": "annually", "amount_cents": null},
            ])
        );
    }

    #[test]
    fn times_are_unix_seconds_and_days_stay_days() {
        let service = apply(Kind::Service, samples::service(), None);
        assert_eq!(service["result"]["created_at"], json!(1_767_225_600));
        assert_eq!(service["result"]["next_due_date"], json!("2026-02-01"));
        let order = apply(Kind::Order, samples::order(), None);
        assert_eq!(order["result"]["expires_at"], Value::Null);
    }

    #[test]
    fn a_list_stands_under_items_with_its_pages_beside() {
        let page = samples::page(50, 25, 60);
        let shaped = apply(Kind::Invoices, json!([samples::invoice()]), Some(&page));
        assert_eq!(shaped["items"][0]["balance_cents"], json!(0));
        assert_eq!(
            shaped["pagination"],
            json!({"current_page": 3, "limit": 25, "total_count": 60, "last_page": 3})
        );
        assert_eq!(apply(Kind::Products, json!([]), None), json!({"items": []}));
    }

    #[test]
    fn what_the_customer_sent_with_an_order_is_not_touched() {
        let order = apply(Kind::Order, samples::order(), None);
        let sent = &order["result"]["config_options"];
        assert_eq!(*sent, json!({"7": 71, "backup": true, "total": "1.00"}));
    }
}
