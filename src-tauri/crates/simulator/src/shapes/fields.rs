//! What the forms have in common: which fields are money or times, in which
//! order cycles stand, and how a tree of fields is walked.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Kind;

/// Whether a field holds an amount as text.
pub(super) fn is_money(name: &str) -> bool {
    matches!(
        name,
        "total" | "subtotal" | "tax" | "credit" | "balance" | "recurring_amount" | "setup_fee"
    )
}

/// Whether a field holds a point in time, ISO 8601 or null.
pub(super) fn is_instant(name: &str) -> bool {
    name.ends_with("_at")
}

/// Whether a field holds a day, or null.
pub(super) fn is_day(name: &str) -> bool {
    matches!(name, "date" | "due_date" | "next_due_date")
}

/// Whether a subtree is the customer's own and not ours to change: an order
/// repeats the options as they were sent.
pub(super) fn is_foreign(kind: Kind, name: &str) -> bool {
    kind == Kind::Order && name == "config_options"
}

const CYCLES: [&str; 6] = [
    "monthly",
    "quarterly",
    "semiannually",
    "annually",
    "biennially",
    "triennially",
];

/// The entries of a price map, shortest cycle first, other words last.
pub(super) fn by_cycle(pricing: &Value) -> Vec<(&str, &Value)> {
    let Value::Object(pricing) = pricing else {
        return Vec::new();
    };
    let mut entries: Vec<(&str, &Value)> = pricing
        .iter()
        .map(|(cycle, amount)| (cycle.as_str(), amount))
        .collect();
    entries.sort_by_key(|(cycle, _)| {
        let place = CYCLES.iter().position(|known| known == cycle);
        place.unwrap_or(CYCLES.len())
    });
    entries
}

/// The same tree with every field of every object put through `change`, which
/// gives the fields to put in its place and goes deeper itself where it wants.
pub(super) fn each_field(
    tree: Value,
    change: &dyn Fn(String, Value) -> Vec<(String, Value)>,
) -> Value {
    match tree {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .flat_map(|(name, value)| change(name, value))
                .collect::<Map<String, Value>>(),
        ),
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| each_field(item, change))
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => tree,
    }
}

/// An object of these fields. Unlike the `json!` macro it moves its values; an
/// answer may be a list of a hundred services.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let owned = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(owned.collect())
}

/// Reads a point in time; none where there is none.
pub(super) fn instant(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cycles_stand_from_short_to_long_with_unknown_words_last() {
        let pricing =
            json!({"annually": null, "onetime": "1.00", "monthly": "9.90", "quarterly": "29.70"});
        let order: Vec<&str> = by_cycle(&pricing)
            .into_iter()
            .map(|(cycle, _)| cycle)
            .collect();
        assert_eq!(order, ["monthly", "quarterly", "annually", "onetime"]);
    }

    #[test]
    fn a_walk_reaches_objects_inside_lists() {
        let twice = |name: String, value: Value| vec![(format!("{name}{name}"), value)];
        assert_eq!(
            each_field(json!([{"a": 1}, [{"b": 2}], 3]), &twice),
            json!([{"aa": 1}, [{"bb": 2}], 3])
        );
    }
}
