//! What each endpoint does, once the caller is known and may do it. One file
//! per resource.

mod account;
mod billing;
mod orders;
mod products;
mod services;
mod webhook;

use serde_json::{Map, Value};

use crate::SimulatorError;
use crate::call::Call;
use crate::problem::{FieldError, Problem};
use crate::router::{Route, plain_path};
use crate::shapes::{self, PageAsk, PageInfo};
use crate::turn::{Answer, Stop, Turn};
use crate::world::ApiKey;

/// Does what the call asks for.
pub(crate) fn handle(
    turn: &mut Turn<'_>,
    key: &ApiKey,
    route: Route,
    call: &Call,
) -> Result<Answer, Stop> {
    match route {
        Route::Health => Ok(health()),
        Route::Me => account::me(turn, key),
        Route::Products => Ok(products::list(turn)),
        Route::Product(id) => products::one(turn, id),
        Route::PlaceOrder => orders::place(turn, key, &call.body),
        Route::Order(id) => orders::one(turn, key, id),
        Route::Services => services::list(turn, key, call),
        Route::Service(id) => services::one(turn, key, id),
        Route::Credentials(id) => services::credentials(turn, key, id),
        Route::Act(id) => services::act(turn, key, id, &call.body),
        Route::Balance => account::balance(turn, key),
        Route::Invoices => billing::list(turn, key, call),
        Route::InvoicePdf(id) => billing::pdf(turn, key, id),
        Route::Webhook => webhook::show(key),
        Route::SetWebhook => webhook::set(turn, key, &call.body),
    }
}

/// Places an order for the founding of a world.
///
/// # Errors
/// [`SimulatorError`] if the world is broken; an order that is refused is only
/// left out.
pub(crate) fn place_order(
    turn: &mut Turn<'_>,
    key: &ApiKey,
    body: &[u8],
) -> Result<(), SimulatorError> {
    match orders::place(turn, key, body) {
        Ok(_) | Err(Stop::Refused(_)) => Ok(()),
        Err(Stop::Broken(error)) => Err(error),
    }
}

/// Buys as `POST /v1/orders` does, for an owner who does not use this API.
pub(crate) fn buy(turn: &mut Turn<'_>, key: &ApiKey, body: &[u8]) -> Result<(), Stop> {
    orders::place(turn, key, body).map(|_answer| ())
}

/// The only answer that needs no key.
pub(crate) fn health() -> Answer {
    let body = serde_json::json!({"status": "ok"});
    Answer::one(200, shapes::Kind::Health, body)
}

/// The body as a JSON object.
fn object(body: &[u8]) -> Result<Map<String, Value>, Stop> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) | Err(_) => Err(invalid("body", "is not a JSON object")),
    }
}

fn invalid(field: &str, message: &str) -> Stop {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}

/// The page that a list call asks for.
fn page_ask(turn: &Turn<'_>, call: &Call) -> Result<PageAsk, Stop> {
    shapes::page_ask(turn.shape, &call.query())
        .map_err(|complaint| invalid(&complaint.field, &complaint.message))
}

fn page_info(ask: PageAsk, total: u64, call: &Call) -> PageInfo {
    PageInfo {
        ask,
        total,
        path: plain_path(call).to_owned(),
        query: call.query(),
    }
}
