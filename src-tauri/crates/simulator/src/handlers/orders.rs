//! Orders.

use std::time::Duration;

use jiff::tz::TimeZone;
use kh_model::BillingCycle;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::account;
use crate::mail::{self, Mail};
use crate::payments::{self, Unpaid};
use crate::pricing::{self, Quote};
use crate::problem::{Code, FieldError, Problem};
use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};
use crate::webhooks::outbox;
use crate::world::{ApiKey, Invoice, InvoiceStatus, Order, OrderStatus, Product};
use crate::{answers, money, store};

/// How long an unpaid order is kept (contract 8).
const KEPT_UNPAID: Duration = Duration::from_secs(86_400);

/// `GET /v1/orders/{id}`
pub(super) fn one(turn: &Turn<'_>, key: &ApiKey, id: u64) -> Result<Answer, Stop> {
    let order = store::orders::find(turn.db, key.tenant, id)?.ok_or_else(Problem::not_found)?;
    let services = store::services::ids_of_order(turn.db, order.id)?;
    let body = answers::order(&order, &services);
    Ok(Answer::one(200, Kind::Order, body))
}

/// `POST /v1/orders`
pub(super) fn place(turn: &mut Turn<'_>, key: &ApiKey, body: &[u8]) -> Result<Answer, Stop> {
    let wish = read_wish(&super::object(body)?)?;
    let account = account::own(turn, key)?;
    let product = turn
        .product(wish.product_id)
        .ok_or_else(|| super::invalid("product_id", "is not in the catalogue"))?
        .clone();
    let quote = pricing::quote(&product, &wish.cycle, &wish.options).map_err(Problem::invalid)?;
    let (mut order, mut invoice) = write_down(turn, key, &wish, &product, quote)?;
    if let Err(reason) = payments::pay(turn, &account, &mut order, &mut invoice)? {
        return Err(unpaid(turn, &order, reason)?.into());
    }
    let services = store::services::ids_of_order(turn.db, order.id)?;
    let body = answers::order(&order, &services);
    Ok(Answer::one(201, Kind::Order, body))
}

/// What the body asks for.
struct Wish {
    product_id: u64,
    cycle: BillingCycle,
    hostname: Option<String>,
    options: Map<String, Value>,
}

fn read_wish(fields: &Map<String, Value>) -> Result<Wish, Stop> {
    let mut errors = Vec::new();
    let product_id = match fields.get("product_id") {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
    };
    if product_id.is_none() {
        errors.push(FieldError::new("product_id", "is needed, a whole number"));
    }
    let cycle = fields
        .get("billing_cycle")
        .and_then(Value::as_str)
        .filter(|word| !word.is_empty())
        .map(BillingCycle::read);
    if cycle.is_none() {
        errors.push(FieldError::new("billing_cycle", "is needed, a word"));
    }
    let hostname = match fields.get("hostname") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) if is_hostname(name) => Some(name.clone()),
        Some(_) => {
            errors.push(FieldError::new("hostname", "is not a host name"));
            None
        }
    };
    let options = match fields.get("config_options") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(options)) => options.clone(),
        Some(_) => {
            errors.push(FieldError::new("config_options", "is not an object"));
            Map::new()
        }
    };
    match (product_id, cycle) {
        (Some(product_id), Some(cycle)) if errors.is_empty() => Ok(Wish {
            product_id,
            cycle,
            hostname,
            options,
        }),
        _ => Err(Problem::invalid(errors).into()),
    }
}

fn is_hostname(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

/// Writes the order and its invoice down, unpaid.
fn write_down(
    turn: &mut Turn<'_>,
    key: &ApiKey,
    wish: &Wish,
    product: &Product,
    quote: Quote,
) -> Result<(Order, Invoice), Stop> {
    let id = store::orders::next_id(turn.db)?;
    let invoice_id = store::invoices::next_id(turn.db)?;
    let year = turn.now.to_zoned(TimeZone::UTC).year();
    let (subtotal, tax) = money::without_tax(quote.total);
    let until = turn.after(KEPT_UNPAID);
    let order = Order {
        id,
        tenant: key.tenant,
        status: OrderStatus::PendingPayment,
        product_id: product.id,
        cycle: wish.cycle.clone(),
        total: quote.total,
        recurring: quote.recurring,
        currency: product.currency.clone(),
        invoice_id,
        hostname: wish.hostname.clone(),
        options: Value::Object(wish.options.clone()).to_string(),
        created_at: turn.now,
        expires_at: Some(until),
        paid_at: None,
    };
    let invoice = Invoice {
        id: invoice_id,
        account_id: key.tenant.0,
        order_id: id,
        number: format!("KH-{year}-{:04}", invoice_id - 9000),
        status: InvoiceStatus::Unpaid,
        date: turn.now,
        due_date: until,
        paid_at: None,
        subtotal,
        tax,
        credit: Decimal::ZERO,
        total: quote.total,
        balance: quote.total,
        currency: product.currency.clone(),
        lines: quote.lines,
    };
    store::orders::insert(turn.db, &order)?;
    store::invoices::insert(turn.db, &invoice)?;
    outbox::announce(
        turn,
        key.tenant,
        "invoice.created",
        &answers::invoice(&invoice),
    )?;
    Ok((order, invoice))
}

/// The order stays and waits for payment.
fn unpaid(turn: &Turn<'_>, order: &Order, reason: Unpaid) -> Result<Problem, Stop> {
    mail::send(
        turn,
        order.tenant,
        &Mail::OrderUnpaid {
            order_id: order.id,
            reason: reason.as_str(),
            until: order.expires_at.unwrap_or(turn.now),
        },
    )?;
    let named = turn.rules.names_unpaid_order.then_some(order.id);
    let which = named.map_or_else(|| "The order".to_owned(), |id| format!("Order {id}"));
    Ok(Problem {
        reason: Some(reason.as_str()),
        order_id: named,
        ..Problem::new(
            Code::PaymentRequired,
            format!(
                "{} {which} waits 24 hours for payment and is cancelled then.",
                reason.detail(),
            ),
        )
    })
}
