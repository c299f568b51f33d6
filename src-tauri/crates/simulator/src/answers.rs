//! The resources as the API answers them, in the names of contract 13, before
//! a preset gives them another form.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::money;
use crate::world::{
    Account, ApiKey, ConfigOption, Invoice, OptionKind, Order, Power, Price, Product, Service,
};

/// ISO 8601 to the second, in UTC.
pub(crate) fn time(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}

fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).date().to_string()
}

/// An account and the key that asked.
pub(crate) fn me(account: &Account, key: &ApiKey) -> Value {
    json!({
        "account": {"id": account.id, "email": account.email, "currency": account.currency},
        "key": {
            "id": key.id,
            "label": key.label,
            "scopes": key.scopes,
            "ip_whitelist": key.networks(),
            "rate_limit": {
                "per_minute": key.limits.per_minute,
                "burst": key.limits.burst,
                "per_day": key.limits.per_day,
            },
            "created_at": time(key.created_at),
            "last_used_at": key.last_used_at.map(time),
        },
    })
}

fn pricing(prices: &[Price]) -> Value {
    let by_cycle: Map<String, Value> = prices
        .iter()
        .map(|price| {
            let amount: Option<Decimal> = price.amount;
            (
                price.cycle.as_str().to_owned(),
                json!(amount.map(money::text)),
            )
        })
        .collect();
    Value::Object(by_cycle)
}

/// A product as it is listed.
pub(crate) fn product(product: &Product) -> Value {
    json!({
        "id": product.id,
        "name": product.name,
        "group": product.family.label(),
        "description": product.description,
        "currency": product.currency,
        "pricing": pricing(&product.prices),
        "setup_fee": money::text(product.setup_fee),
        "in_stock": product.in_stock,
    })
}

/// A product with its options.
pub(crate) fn product_with_options(one: &Product) -> Value {
    let mut answer = product(one);
    if let Value::Object(fields) = &mut answer {
        let options = one.options.iter().map(config_option).collect::<Vec<_>>();
        fields.insert("config_options".to_owned(), Value::Array(options));
    }
    answer
}

fn config_option(option: &ConfigOption) -> Value {
    let choices = option
        .choices
        .iter()
        .map(|choice| {
            json!({"id": choice.id, "name": choice.name, "pricing": pricing(&choice.prices)})
        })
        .collect::<Vec<_>>();
    let kind = match option.kind {
        OptionKind::Select => "select",
        OptionKind::Radio => "radio",
        OptionKind::YesNo => "yesno",
        OptionKind::Quantity { .. } => "quantity",
    };
    let mut answer = json!({
        "id": option.id,
        "name": option.name,
        "type": kind,
        "required": option.required,
        "options": choices,
    });
    if let (OptionKind::Quantity { min, max }, Value::Object(fields)) = (option.kind, &mut answer) {
        fields.insert("min".to_owned(), json!(min));
        fields.insert("max".to_owned(), json!(max));
    }
    answer
}

/// An order with the services it led to.
pub(crate) fn order(order: &Order, service_ids: &[u64]) -> Value {
    let options: Value = serde_json::from_str(&order.options).unwrap_or_default();
    json!({
        "id": order.id,
        "status": order.status.as_str(),
        "product_id": order.product_id,
        "billing_cycle": order.cycle.as_str(),
        "total": money::text(order.total),
        "currency": order.currency,
        "invoice_id": order.invoice_id,
        "service_ids": service_ids,
        "hostname": order.hostname,
        "config_options": options,
        "created_at": time(order.created_at),
        "expires_at": order.expires_at.map(time),
        "paid_at": order.paid_at.map(time),
    })
}

/// A service.
pub(crate) fn service(service: &Service) -> Value {
    json!({
        "id": service.id,
        "order_id": service.order_id,
        "product_id": service.product_id,
        "name": service.name,
        "hostname": service.hostname,
        "status": service.status.as_str(),
        "power_status": service.power.map(Power::as_str),
        "ip": service.ip,
        "ips": [service.ip],
        "billing_cycle": service.cycle.as_str(),
        "recurring_amount": money::text(service.recurring),
        "currency": service.currency,
        "next_due_date": service.next_due.map(day),
        "created_at": time(service.created_at),
    })
}

/// The access data of a service.
pub(crate) fn credentials(service: &Service, password: &str) -> Value {
    json!({
        "service_id": service.id,
        "hostname": service.hostname,
        "ip": service.ip,
        "port": 22,
        "username": service.username,
        "password": password,
    })
}

/// An invoice.
pub(crate) fn invoice(invoice: &Invoice) -> Value {
    json!({
        "id": invoice.id,
        "order_id": invoice.order_id,
        "number": invoice.number,
        "status": invoice.status.as_str(),
        "date": day(invoice.date),
        "due_date": day(invoice.due_date),
        "paid_at": invoice.paid_at.map(time),
        "subtotal": money::text(invoice.subtotal),
        "tax": money::text(invoice.tax),
        "credit": money::text(invoice.credit),
        "total": money::text(invoice.total),
        "balance": money::text(invoice.balance),
        "currency": invoice.currency,
    })
}
