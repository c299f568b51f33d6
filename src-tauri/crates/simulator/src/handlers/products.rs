//! The catalogue.

use crate::answers;
use crate::problem::Problem;
use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};

/// `GET /v1/products`
pub(super) fn list(turn: &Turn<'_>) -> Answer {
    let items = turn.catalogue.iter().map(answers::product).collect();
    Answer::list(Kind::Products, items, None)
}

/// `GET /v1/products/{id}`
pub(super) fn one(turn: &Turn<'_>, id: u64) -> Result<Answer, Stop> {
    let product = turn.product(id).ok_or_else(Problem::not_found)?;
    let body = answers::product_with_options(product);
    Ok(Answer::one(200, Kind::Product, body))
}
