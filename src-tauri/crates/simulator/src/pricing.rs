//! What an order costs: the product, its options and its set-up fee.

use kh_model::BillingCycle;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::problem::FieldError;
use crate::world::{ConfigOption, InvoiceLine, OptionKind, Product};

/// The price of an order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// What is paid now.
    pub(crate) total: Decimal,
    /// What is paid again with each cycle.
    pub(crate) recurring: Decimal,
    /// What it consists of.
    pub(crate) lines: Vec<InvoiceLine>,
}

/// Prices a product in a cycle with the options as sent, or says all that is
/// wrong with them.
pub(crate) fn quote(
    product: &Product,
    cycle: &BillingCycle,
    chosen: &Map<String, Value>,
) -> Result<Quote, Vec<FieldError>> {
    let mut errors = Vec::new();
    if !product.in_stock {
        errors.push(FieldError::new("product_id", "is out of stock"));
    }
    let base = product.price(cycle);
    if base.is_none() {
        errors.push(FieldError::new(
            "billing_cycle",
            "is not offered for this product",
        ));
    }
    for id in chosen.keys() {
        if !product
            .options
            .iter()
            .any(|option| option.id.to_string() == *id)
        {
            errors.push(FieldError::new(
                format!("config_options.{id}"),
                "is no option of this product",
            ));
        }
    }
    let mut recurring = base.unwrap_or_default();
    let mut lines = vec![InvoiceLine {
        text: format!("{} ({cycle})", product.name),
        amount: recurring,
    }];
    for option in &product.options {
        match add(option, cycle, chosen.get(&option.id.to_string())) {
            Ok(Some(line)) => {
                recurring += line.amount;
                lines.push(line);
            }
            Ok(None) => {}
            Err(message) => errors.push(FieldError::new(
                format!("config_options.{}", option.id),
                message,
            )),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if !product.setup_fee.is_zero() {
        lines.push(InvoiceLine {
            text: "Set-up".to_owned(),
            amount: product.setup_fee,
        });
    }
    Ok(Quote {
        total: recurring + product.setup_fee,
        recurring,
        lines,
    })
}

/// The line an option adds; none where it was left alone.
fn add(
    option: &ConfigOption,
    cycle: &BillingCycle,
    chosen: Option<&Value>,
) -> Result<Option<InvoiceLine>, String> {
    let Some(chosen) = chosen.filter(|value| !value.is_null()) else {
        return if option.required {
            Err(format!("is required ({})", option.name))
        } else {
            Ok(None)
        };
    };
    match option.kind {
        OptionKind::Select | OptionKind::Radio => {
            let choice = read_count(chosen)
                .and_then(|id| option.choices.iter().find(|choice| choice.id == id))
                .ok_or("is none of the choices")?;
            Ok(Some(InvoiceLine {
                text: format!("{}: {}", option.name, choice.name),
                amount: choice.price(cycle),
            }))
        }
        OptionKind::YesNo => {
            let wanted = read_yes_no(chosen).ok_or("is neither true nor false")?;
            let price = option.choices.first().map(|choice| choice.price(cycle));
            Ok(wanted.then(|| InvoiceLine {
                text: option.name.clone(),
                amount: price.unwrap_or_default(),
            }))
        }
        OptionKind::Quantity { min, max } => {
            let count = read_count(chosen)
                .filter(|count| (u64::from(min)..=u64::from(max)).contains(count))
                .ok_or_else(|| format!("is no number from {min} to {max}"))?;
            let unit = option.choices.first().map(|choice| choice.price(cycle));
            Ok((count > 0).then(|| InvoiceLine {
                text: format!("{}: {count}", option.name),
                amount: unit.unwrap_or_default() * Decimal::from(count),
            }))
        }
    }
}

fn read_count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn read_yes_no(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(answer) => Some(*answer),
        Value::Number(number) => match number.as_u64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => match text.as_str() {
            "1" | "true" | "yes" | "on" => Some(true),
            "0" | "false" | "no" | "off" | "" => Some(false),
            _ => None,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
