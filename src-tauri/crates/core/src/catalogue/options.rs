//! Configuration options: what kind they are, whether all that is required is
//! set, and how a chosen value is written into the order.

use kh_api::answers::{ConfigOption, Product};
use serde_json::Value;

use crate::view::{ChosenOption, OptionKind};

/// Most characters of a text that is entered for an option.
const LONGEST_TEXT: usize = 255;

/// What is entered for the option. The provider's word decides, also in the
/// numbered form of the billing system behind it (contract 14.3); without a
/// known word the choices decide.
pub(crate) fn kind(option: &ConfigOption) -> OptionKind {
    let word = option.kind.as_deref().unwrap_or_default().to_lowercase();
    match word.as_str() {
        "select" | "dropdown" | "radio" | "1" | "2" => OptionKind::Choice,
        "yesno" | "yes_no" | "checkbox" | "tickbox" | "switch" | "bool" | "3" => OptionKind::Switch,
        "quantity" | "number" | "4" => OptionKind::Quantity,
        _ if option.choices.is_empty() => OptionKind::Text,
        _ => OptionKind::Choice,
    }
}

/// Whether the value of a switch means on (contract 13, rule 9).
pub(crate) fn is_on(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "1" | "true" | "on" | "yes")
}

/// Names of required options without a value, and of options whose value the
/// product does not offer (any more).
pub(crate) fn missing(product: &Product, chosen: &[ChosenOption]) -> Vec<String> {
    let required = product.options.iter().filter(|option| {
        let set = chosen
            .iter()
            .any(|one| one.option_id == option.id && !one.value.is_empty());
        option.required.unwrap_or(false) && !set
    });
    let mut names: Vec<String> = required.map(name).collect();
    for choice in chosen {
        let option = product
            .options
            .iter()
            .find(|option| option.id == choice.option_id);
        match option {
            None => names.push(choice.option_id.clone()),
            Some(option) if !is_offered(option, &choice.value) => names.push(name(option)),
            Some(_) => {}
        }
    }
    names
}

/// The option's name, or its id where it has none.
pub(crate) fn name(option: &ConfigOption) -> String {
    option.name.clone().unwrap_or_else(|| option.id.clone())
}

fn is_offered(option: &ConfigOption, value: &str) -> bool {
    match kind(option) {
        OptionKind::Choice => option.choices.iter().any(|choice| choice.id == value),
        OptionKind::Switch => value.len() <= LONGEST_TEXT,
        OptionKind::Quantity => value.parse::<u32>().is_ok_and(|count| {
            let count = u64::from(count);
            option.min.is_none_or(|min| count >= min) && option.max.is_none_or(|max| count <= max)
        }),
        OptionKind::Text => value.chars().count() <= LONGEST_TEXT,
    }
}

/// The chosen values as `config_options` of the order's body: by option id, in
/// the order of the product (contract 3).
pub(crate) fn to_send(product: &Product, chosen: &[ChosenOption]) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    for option in &product.options {
        for choice in chosen.iter().filter(|one| one.option_id == option.id) {
            fields.push((option.id.clone(), value_to_send(option, &choice.value)));
        }
    }
    fields
}

fn value_to_send(option: &ConfigOption, value: &str) -> Value {
    match kind(option) {
        OptionKind::Choice | OptionKind::Quantity => number_or_text(value),
        OptionKind::Switch => Value::from(u8::from(is_on(value))),
        OptionKind::Text => Value::from(value),
    }
}

/// An id of digits goes out as a number, as the documented `product_id` does
/// (contract 3); anything else as text.
fn number_or_text(text: &str) -> Value {
    match text.parse::<u64>() {
        Ok(number) if number.to_string() == text => Value::from(number),
        Ok(_) | Err(_) => Value::from(text),
    }
}
