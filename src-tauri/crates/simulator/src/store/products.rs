//! Rows of the catalogue.

use rusqlite::{Connection, params};

use super::{json, run};
use crate::world::Product;

/// The whole catalogue by number.
pub(crate) fn all(db: &Connection) -> Result<Vec<Product>, rusqlite::Error> {
    db.prepare_cached("SELECT product FROM products ORDER BY id")?
        .query_map([], |row| json(row, 0))?
        .collect()
}

/// Adds a product or replaces it.
pub(crate) fn put(db: &Connection, product: &Product) -> Result<(), rusqlite::Error> {
    let text = serde_json::to_string(product)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    run(
        db,
        "INSERT INTO products VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET product = excluded.product",
        params![product.id as i64, text],
    )
    .map(|_| ())
}
