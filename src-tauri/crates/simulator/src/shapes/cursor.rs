//! The form with cursors: `has_more`, `next_cursor` and a `Link` header; one
//! thing stands under its own name; amounts carry their currency.

use serde_json::{Value, json};

use super::fields::{by_cycle, is_foreign, is_money, object};
use super::{Kind, PageInfo, Shaped};

/// The answer in this form, with its `Link` header where there is more.
pub(super) fn apply(kind: Kind, answer: Value, page: Option<&PageInfo>) -> Shaped {
    if kind == Kind::Health {
        return Shaped::body(answer);
    }
    let answer = tree(kind, answer, &Value::Null);
    let body = match (kind, kind.item_name(), page) {
        (Kind::Me, _, _) | (_, Some(_), None) => object([("data", answer)]),
        (_, None, _) => object([(kind.name(), answer)]),
        (_, Some(_), Some(page)) => return listed(answer, page),
    };
    Shaped::body(body)
}

fn listed(answer: Value, page: &PageInfo) -> Shaped {
    let cursor = page.next_cursor();
    let link = cursor.as_deref().map(|cursor| {
        let target = page.link_to(cursor);
        ("Link".to_owned(), format!("<{target}>; rel=\"next\""))
    });
    Shaped {
        body: object([
            ("data", answer),
            ("has_more", json!(cursor.is_some())),
            ("next_cursor", json!(cursor)),
        ]),
        headers: link.into_iter().collect(),
    }
}

/// Walks down with the currency of the nearest object that names one.
fn tree(kind: Kind, value: Value, above: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let currency = fields.get("currency").unwrap_or(above).clone();
            let fields = fields.into_iter().map(|(name, value)| {
                let value = field(kind, &name, value, &currency);
                (name, value)
            });
            Value::Object(fields.collect())
        }
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| tree(kind, item, above))
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn field(kind: Kind, name: &str, value: Value, currency: &Value) -> Value {
    match value {
        value if is_foreign(kind, name) => value,
        value if is_money(name) => priced(&value, currency),
        Value::String(word) if name == "status" => json!(word.replace('_', " ")),
        value if name == "pricing" => by_cycle(&value)
            .into_iter()
            .map(|(cycle, amount)| json!({"cycle": cycle, "price": priced(amount, currency)}))
            .collect(),
        value => tree(kind, value, currency),
    }
}

/// The amount beside its currency; null where there is none.
fn priced(amount: &Value, currency: &Value) -> Value {
    if amount.is_null() {
        return Value::Null;
    }
    json!({"amount": amount, "currency": currency})
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn euro(amount: &str) -> Value {
        json!({"amount": amount, "currency": "EUR"})
    }

    #[test]
    fn one_thing_stands_under_its_own_name() {
        let order = apply(Kind::Order, samples::order(), None).body;
        assert_eq!(order["order"]["id"], json!(5001));
        let hook = apply(Kind::Webhook, json!({"url": null}), None).body;
        assert_eq!(hook, json!({"webhook": {"url": null}}));
        let me = apply(Kind::Me, samples::me(), None).body;
        assert_eq!(me["data"]["account"]["currency"], json!("EUR"));
    }

    #[test]
    fn a_list_with_more_has_a_cursor_and_a_link_that_carries_it() {
        let page = samples::page(0, 2, 3);
        let list = json!([samples::service(), samples::service()]);
        let shaped = apply(Kind::Services, list, Some(&page));
        assert_eq!(shaped.body["has_more"], json!(true));
        let cursor = shaped.body["next_cursor"].as_str().unwrap();
        let link = format!("</v1/services?cursor={cursor}>; rel=\"next\"");
        assert_eq!(shaped.headers, [("Link".to_owned(), link)]);
    }

    #[test]
    fn the_last_page_has_neither() {
        let page = samples::page(2, 2, 3);
        let shaped = apply(Kind::Services, json!([samples::service()]), Some(&page));
        assert_eq!(shaped.body["has_more"], json!(false));
        assert_eq!(shaped.body["next_cursor"], Value::Null);
        assert_eq!(shaped.headers, []);
    }

    #[test]
    fn amounts_carry_the_currency_of_the_thing_they_belong_to() {
        let product = apply(Kind::Product, samples::product(), None).body;
        let product = &product["product"];
        assert_eq!(product["setup_fee"], euro("0.00"));
        assert_eq!(
            product["pricing"],
            json!([
                {"cycle": "monthly", "price": euro("9.90")},
                {"cycle": "quarterly", "price": euro("29.70")},
                {"cycle": "annually", "price": null},
            ])
        );
        let choice = &product["config_options"][0]["options"][1];
        assert_eq!(choice["pricing"][0]["price"], euro("12.90"));
        let balance = apply(Kind::Balance, samples::balance(), None).body;
        assert_eq!(balance["balance"]["balance"], euro("120.50"));
    }

    #[test]
    fn states_are_words_with_spaces_and_what_was_sent_is_not_touched() {
        let mut order = samples::order();
        order["status"] = json!("pending_payment");
        let shaped = apply(Kind::Order, order, None).body;
        assert_eq!(shaped["order"]["status"], json!("pending payment"));
        let sent = &shaped["order"]["config_options"];
        assert_eq!(*sent, json!({"7": 71, "backup": true, "total": "1.00"}));
    }
}
