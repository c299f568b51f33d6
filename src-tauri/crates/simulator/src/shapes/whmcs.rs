//! The form of the billing system that is probably behind the API, as far as
//! contract 14.3 tells: everything beside `"result":"success"`, lists nested
//! twice, prices keyed by currency, `"-1.00"` for what is not sold, ids as
//! text, capitalised states, zero dates, and empty text for everything empty.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::fields::{by_cycle, instant, is_day, is_foreign, is_instant, object};
use super::{Kind, PageInfo};

/// The answer in this form.
pub(super) fn apply(kind: Kind, answer: Value, page: Option<&PageInfo>) -> Value {
    let mut root = Map::from_iter([("result".to_owned(), json!("success"))]);
    match (kind, answer) {
        // A module command tells that it was taken and nothing else.
        (Kind::Action, _) => {}
        (Kind::Health, Value::Object(fields)) => root.extend(fields),
        (_, Value::Array(items)) => {
            let shown = items.len();
            if let Some(page) = page {
                root.insert("totalresults".to_owned(), text(&page.total));
                root.insert("startnumber".to_owned(), text(&page.ask.offset));
                root.insert("numreturned".to_owned(), text(&shown));
            } else {
                root.insert("totalresults".to_owned(), text(&shown));
            }
            let items: Vec<Value> = items.into_iter().map(|item| thing(kind, item)).collect();
            let list = nested(kind.item_name().unwrap_or_default(), items);
            root.insert(kind.name().to_owned(), list);
        }
        (Kind::Product | Kind::Order | Kind::Service, answer) => {
            root.insert(kind.name().to_owned(), thing(kind, answer));
        }
        (_, answer) => {
            if let Value::Object(fields) = thing(kind, answer) {
                root.extend(fields);
            }
        }
    }
    Value::Object(root)
}

/// `{"service":[…]}`, or empty text where there is nothing.
fn nested(name: &str, items: Vec<Value>) -> Value {
    if items.is_empty() {
        return json!("");
    }
    object([(name, Value::Array(items))])
}

fn thing(kind: Kind, answer: Value) -> Value {
    let Value::Object(mut fields) = answer else {
        return answer;
    };
    match kind {
        Kind::Product | Kind::Products => product(fields),
        Kind::Order => {
            let (state, payment) = order_states(&fields);
            let mut order = renamed(kind, fields);
            order.insert("status".to_owned(), json!(state));
            order.insert("paymentstatus".to_owned(), json!(payment));
            order.remove("currency");
            Value::Object(order)
        }
        Kind::Service | Kind::Services => {
            fields.remove("currency");
            Value::Object(renamed(kind, fields))
        }
        Kind::Invoices => {
            // The number is given when the invoice is paid.
            if fields.get("status") != Some(&json!("paid")) {
                fields.insert("number".to_owned(), json!(""));
            }
            Value::Object(renamed(kind, fields))
        }
        Kind::Health
        | Kind::Me
        | Kind::Credentials
        | Kind::Action
        | Kind::Balance
        | Kind::Webhook => Value::Object(renamed(kind, fields)),
    }
}

/// An order is accepted only when it is set up; being paid is said elsewhere.
fn order_states(order: &Map<String, Value>) -> (String, &'static str) {
    match order.get("status").and_then(Value::as_str) {
        Some("pending_payment") => ("Pending".to_owned(), "Unpaid"),
        Some("paid") => ("Pending".to_owned(), "Paid"),
        Some("active") => ("Active".to_owned(), "Paid"),
        Some(other) => (capitalised(other), "Unpaid"),
        None => (String::new(), "Unpaid"),
    }
}

fn product(mut fields: Map<String, Value>) -> Value {
    let currency = match fields.remove("currency") {
        Some(Value::String(code)) => code,
        Some(_) | None => "EUR".to_owned(),
    };
    let setup = fields.remove("setup_fee").unwrap_or(json!("0.00"));
    let stock = match fields.remove("in_stock") {
        Some(Value::Bool(false)) => "0",
        Some(_) | None => "25",
    };
    let prices = fields.remove("pricing").unwrap_or_default();
    let options = fields.remove("config_options");

    let mut shaped = renamed(Kind::Product, fields);
    shaped.insert("quantity_available".to_owned(), json!(stock));
    shaped.insert(
        "pricing".to_owned(),
        pricing(&prices, &currency, Some(&setup)),
    );
    if let Some(Value::Array(options)) = options {
        let options = options
            .into_iter()
            .map(|option| config_option(option, &currency))
            .collect();
        shaped.insert("configoptions".to_owned(), nested("configoption", options));
    }
    Value::Object(shaped)
}

fn config_option(option: Value, currency: &str) -> Value {
    let Value::Object(mut fields) = option else {
        return option;
    };
    let kind = match fields.remove("type").as_ref().and_then(Value::as_str) {
        Some("radio") => "2",
        Some("yesno") => "3",
        Some("quantity") => "4",
        Some(_) | None => "1",
    };
    let choices = match fields.remove("options") {
        Some(Value::Array(choices)) => choices,
        Some(_) | None => Vec::new(),
    };
    let choices = choices
        .into_iter()
        .map(|choice| match choice {
            Value::Object(mut fields) => {
                let prices = fields.remove("pricing").unwrap_or_default();
                let mut choice = renamed(Kind::Product, fields);
                choice.insert("pricing".to_owned(), pricing(&prices, currency, None));
                Value::Object(choice)
            }
            other => other,
        })
        .collect();
    let mut shaped = renamed(Kind::Product, fields);
    shaped.insert("type".to_owned(), json!(kind));
    shaped.insert("options".to_owned(), nested("option", choices));
    Value::Object(shaped)
}

/// Every cycle is listed, each with its setup fee; `"-1.00"` is not sold.
fn pricing(prices: &Value, currency: &str, setup: Option<&Value>) -> Value {
    let mut listed = Map::new();
    for (cycle, fee) in [
        ("monthly", "msetupfee"),
        ("quarterly", "qsetupfee"),
        ("semiannually", "ssetupfee"),
        ("annually", "asetupfee"),
        ("biennially", "bsetupfee"),
        ("triennially", "tsetupfee"),
    ] {
        listed.insert(cycle.to_owned(), json!("-1.00"));
        if let Some(setup) = setup {
            listed.insert(fee.to_owned(), setup.clone());
        }
    }
    for (cycle, amount) in by_cycle(prices) {
        if !amount.is_null() {
            listed.insert(cycle.to_owned(), amount.clone());
        }
    }
    object([(currency, Value::Object(listed))])
}

/// The fields under the names of this form, with its values.
fn renamed(kind: Kind, fields: Map<String, Value>) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, value)| {
            let value = value_of(kind, &name, value);
            (name_of(&name).to_owned(), value)
        })
        .collect()
}

fn name_of(name: &str) -> &str {
    match name {
        "hostname" => "domain",
        "ip" => "dedicatedip",
        "ips" => "assignedips",
        "next_due_date" => "nextduedate",
        "recurring_amount" => "recurringamount",
        "service_ids" => "serviceids",
        "number" => "invoicenum",
        other => other,
    }
}

fn value_of(kind: Kind, name: &str, value: Value) -> Value {
    if is_instant(name) {
        let at = instant(&value).map(|at| at.to_zoned(TimeZone::UTC));
        let shown = at.map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string());
        return json!(shown.as_deref().unwrap_or("0000-00-00 00:00:00"));
    }
    if is_day(name) {
        let day = value.as_str().and_then(|text| text.get(..10));
        return json!(day.unwrap_or("0000-00-00"));
    }
    match value {
        Value::Null => json!(""),
        Value::Bool(on) => json!(if on { "1" } else { "0" }),
        // The same id is text in its own answer and a number in others.
        Value::Number(_) if name.ends_with("_id") => value,
        Value::Number(number) => text(&number),
        Value::String(word) if name == "status" => json!(capitalised(&word)),
        Value::String(cycle) if name == "billing_cycle" => json!(cycle_word(&cycle)),
        Value::String(_) => value,
        Value::Array(items) if items.is_empty() => json!(""),
        Value::Array(items) if name == "service_ids" => joined(&items, ","),
        Value::Array(items) if name == "ips" => joined(&items, "\n"),
        Value::Array(_) => value,
        Value::Object(fields) if fields.is_empty() => json!(""),
        Value::Object(fields) if is_foreign(kind, name) => Value::Object(fields),
        Value::Object(fields) => Value::Object(renamed(kind, fields)),
    }
}

fn joined(items: &[Value], between: &str) -> Value {
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            item.as_str()
                .map_or_else(|| item.to_string(), str::to_owned)
        })
        .collect();
    json!(texts.join(between))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn cycle_word(cycle: &str) -> String {
    match cycle {
        "semiannually" => "Semi-Annually".to_owned(),
        "onetime" => "One Time".to_owned(),
        other => capitalised(other),
    }
}

fn text(number: &impl ToString) -> Value {
    Value::String(number.to_string())
}

#[cfg(test)]
mod tests;
