//! The catalogue: read from the provider, kept in the journal with its date and
//! untouched, answered from memory.

pub(crate) mod options;
mod pages;
pub(crate) mod product;
mod query;
#[cfg(test)]
mod query_tests;
pub(crate) mod rows;
mod specs;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_api::answers::{Product, RawAnswer, ReadAnswer};
use kh_api::{Answer, Asker};
use kh_journal::Original;
use kh_model::{ProductId, ProfileId};

use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::profiles;
use crate::view::{CatalogueQuery, CatalogueView, ErrorView, Topic};

/// The catalogue of one profile, as the owner keeps it.
#[derive(Default)]
pub(crate) struct Shelf {
    /// The products and when they were read; none before the first look.
    kept: Option<Arc<Kept>>,
    /// Whether a read is under way.
    reading: bool,
    /// Why the last read failed.
    error: Option<ErrorView>,
}

/// The products of one reading.
struct Kept {
    products: Vec<Product>,
    /// None: never read.
    read_at: Option<Timestamp>,
}

/// A page of the active profile's catalogue, without a call.
pub(crate) async fn view(desk: &Desk, query: CatalogueQuery) -> Result<CatalogueView, CoreError> {
    let profile = profiles::active(desk).await?;
    let kept = kept(desk, &profile.id).await?;
    let id = profile.id.clone();
    let (reading, error) = desk
        .owner
        .ask(move |state| {
            let shelf = state.shelf(&id);
            (shelf.reading, shelf.error.clone())
        })
        .await?;
    let found = query::find(&kept.products, &query)?;
    Ok(CatalogueView {
        read_at: kept.read_at,
        reading,
        error,
        all: u32::try_from(kept.products.len()).unwrap_or(u32::MAX),
        total: found.total,
        families: found.families,
        cycles: found.cycles,
        rows: found.rows,
    })
}

/// Reads the catalogue because a person asked for it.
pub(crate) async fn refresh(desk: &Desk) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?;
    read(desk, &profile.id, Asker::Person).await
}

/// Reads the catalogue of a profile, unless that is under way already.
pub(crate) async fn read(desk: &Desk, id: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    let own = id.clone();
    let begun = desk
        .owner
        .ask(move |state| !std::mem::replace(&mut state.shelf(&own).reading, true))
        .await?;
    if !begun {
        return Ok(());
    }
    desk.notify(Topic::Catalogue, Some(id));
    let done = ask(desk, id, asker).await;
    let error = done
        .as_ref()
        .err()
        .map(|error| edge::view(error, Stake::Nothing, None));
    let fresh = done.as_ref().ok().cloned();
    let own = id.clone();
    desk.owner
        .ask(move |state| {
            let shelf = state.shelf(&own);
            shelf.reading = false;
            shelf.error = error;
            // What was read before stays where this read failed.
            shelf.kept = fresh.or_else(|| shelf.kept.take());
        })
        .await?;
    desk.notify(Topic::Catalogue, Some(id));
    done.map(|_| ())
}

async fn ask(desk: &Desk, id: &ProfileId, asker: Asker) -> Result<Arc<Kept>, CoreError> {
    let (products, original) = pages::ask(desk, id, asker).await?;
    let read_at = Some(original.read_at);
    let own = id.clone();
    desk.store
        .run(move |journal| journal.put_product_list(&own, &original))
        .await?;
    Ok(Arc::new(Kept { read_at, products }))
}

/// An answer as the journal keeps it.
pub(crate) fn to_keep<T>(answer: &Answer<T>) -> Original {
    Original {
        bytes: answer.original.body.clone(),
        read_at: answer.at,
        request_id: answer.request_id.clone(),
    }
}

/// Whether the kept catalogue is older than this, or there is none.
pub(crate) async fn is_older_than(desk: &Desk, id: &ProfileId, age: SignedDuration) -> bool {
    let now = desk.now(id).await;
    match kept(desk, id).await {
        Ok(kept) => kept.read_at.is_none_or(|at| now.duration_since(at) > age),
        Err(_) => false,
    }
}

/// How many products are kept, and since when.
pub(crate) async fn size(
    desk: &Desk,
    id: &ProfileId,
) -> Result<(u32, Option<Timestamp>), CoreError> {
    let kept = kept(desk, id).await?;
    Ok((
        u32::try_from(kept.products.len()).unwrap_or(u32::MAX),
        kept.read_at,
    ))
}

/// The groups of the kept products, by product.
pub(crate) async fn groups(
    desk: &Desk,
    id: &ProfileId,
) -> Result<HashMap<ProductId, String>, CoreError> {
    let kept = kept(desk, id).await?;
    let group = |product: &Product| Some((product.id.clone(), product.group.clone()?));
    Ok(kept.products.iter().filter_map(group).collect())
}

/// A product of the kept list.
pub(crate) async fn listed(
    desk: &Desk,
    id: &ProfileId,
    product: &str,
) -> Result<Option<Product>, CoreError> {
    let kept = kept(desk, id).await?;
    Ok(kept
        .products
        .iter()
        .find(|one| one.id.as_str() == product)
        .cloned())
}

/// All cycles of the kept list.
pub(crate) async fn cycles(
    desk: &Desk,
    id: &ProfileId,
) -> Result<Vec<kh_model::BillingCycle>, CoreError> {
    Ok(rows::cycles(&kept(desk, id).await?.products))
}

/// The products in memory; from the journal at the first look.
async fn kept(desk: &Desk, id: &ProfileId) -> Result<Arc<Kept>, CoreError> {
    let own = id.clone();
    let known = desk
        .owner
        .ask(move |state| state.shelf(&own).kept.clone())
        .await?;
    if let Some(kept) = known {
        return Ok(kept);
    }
    let own = id.clone();
    let original = desk
        .store
        .run(move |journal| journal.product_list(&own))
        .await?;
    let kept = Arc::new(match original {
        None => Kept {
            products: Vec::new(),
            read_at: None,
        },
        Some(original) => Kept {
            read_at: Some(original.read_at),
            products: pages::read_kept(&original),
        },
    });
    let (own, known) = (id.clone(), Arc::clone(&kept));
    desk.owner
        .ask(move |state| {
            // A read that ended meanwhile is newer.
            state.shelf(&own).kept.get_or_insert(known).clone()
        })
        .await
}

/// Reads a kept answer again. None where this version cannot read it.
pub(crate) fn read_kept<T: ReadAnswer>(original: &Original) -> Option<T> {
    let raw = RawAnswer {
        status: 200,
        headers: &[],
        body: &original.bytes,
    };
    T::read_answer(&raw).ok()
}
