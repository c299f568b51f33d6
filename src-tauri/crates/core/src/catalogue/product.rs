//! One product with all that is known of it: read just now, or the kept copy
//! with the reason why.

use jiff::Timestamp;
use kh_api::Asker;
use kh_api::answers::{Choice, ConfigOption, Product};
use kh_journal::Original;
use kh_model::{BillingCycle, ProductId, ProfileId};

use super::{options, rows};
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{ChoiceView, ErrorView, OptionView, ProductView};

/// A product and where the knowledge of it comes from.
pub(crate) struct Known {
    pub(crate) product: Product,
    pub(crate) read_at: Timestamp,
    pub(crate) fresh: bool,
    pub(crate) error: Option<ErrorView>,
    original: String,
    pub(crate) request_id: Option<String>,
}

/// A product of the active profile, read just now where that is possible.
pub(crate) async fn view(desk: &Desk, id: &str) -> Result<ProductView, CoreError> {
    let profile = profiles::active(desk).await?;
    let known = look(desk, &profile.id, id, Stake::Nothing).await?;
    shown(desk, &profile.id, &known, &BillingCycle::Monthly).await
}

/// Reads a product; the kept copy where it cannot be read.
pub(crate) async fn look(
    desk: &Desk,
    profile: &ProfileId,
    id: &str,
    stake: Stake,
) -> Result<Known, CoreError> {
    let product = ProductId::new(id).map_err(|_| FormError::Id)?;
    match read(desk, profile, &product).await {
        Ok(known) => Ok(known),
        Err(error @ CoreError::Call(_)) | Err(error @ CoreError::NeedsSecret) => {
            let error = edge::view(&error, stake, Some(desk.now(profile).await));
            kept(desk, profile, &product, error).await
        }
        Err(other) => Err(other),
    }
}

/// Reads a product just now. The copy is kept.
pub(crate) async fn read(
    desk: &Desk,
    profile: &ProfileId,
    id: &ProductId,
) -> Result<Known, CoreError> {
    let asked = id.clone();
    let answer = desk
        .call(profile, |client| async move {
            client.product(Asker::Person, &asked).await
        })
        .await?;
    let original = super::to_keep(&answer);
    let (own, id) = (profile.clone(), id.clone());
    let text = text_of(&original);
    desk.store
        .run(move |journal| journal.put_product(&own, &id, &original))
        .await?;
    Ok(Known {
        product: answer.view,
        read_at: answer.at,
        fresh: true,
        error: None,
        original: text,
        request_id: answer.request_id.map(String::from),
    })
}

/// The kept copy of a product: its own, else its entry of the list.
async fn kept(
    desk: &Desk,
    profile: &ProfileId,
    id: &ProductId,
    error: ErrorView,
) -> Result<Known, CoreError> {
    let (own, asked) = (profile.clone(), id.clone());
    let copies = desk
        .store
        .run(move |journal| Ok((journal.product(&own, &asked)?, journal.product_list(&own)?)))
        .await?;
    let found = match copies {
        (Some(original), _) => super::read_kept(&original).map(|product| (product, original)),
        (None, Some(list)) => super::listed(desk, profile, id.as_str())
            .await?
            .map(|product| (product, list)),
        (None, None) => None,
    };
    let (product, original) = found.ok_or_else(|| CoreError::NothingKept {
        id: id.as_str().to_owned(),
    })?;
    Ok(Known {
        product,
        read_at: original.read_at,
        fresh: false,
        error: Some(error),
        original: text_of(&original),
        request_id: original.request_id.map(String::from),
    })
}

fn text_of(original: &Original) -> String {
    String::from_utf8_lossy(&original.bytes).into_owned()
}

/// A product as the window sees it, its row in the light of one cycle.
pub(crate) async fn shown(
    desk: &Desk,
    profile: &ProfileId,
    known: &Known,
    by: &BillingCycle,
) -> Result<ProductView, CoreError> {
    let mut cycles = super::cycles(desk, profile).await?;
    for cycle in rows::cycles(std::slice::from_ref(&known.product)) {
        if !cycles.contains(&cycle) {
            cycles.push(cycle);
        }
    }
    let product = &known.product;
    Ok(ProductView {
        row: rows::row(product, &cycles, by).view,
        description: product.description.clone().unwrap_or_default(),
        options: product
            .options
            .iter()
            .map(|option| option_view(option, &cycles))
            .collect(),
        read_at: known.read_at,
        fresh: known.fresh,
        error: known.error.clone(),
        original: known.original.clone(),
        request_id: known.request_id.clone(),
    })
}

fn option_view(option: &ConfigOption, cycles: &[BillingCycle]) -> OptionView {
    OptionView {
        id: option.id.clone(),
        name: options::name(option),
        required: option.required.unwrap_or(false),
        kind: options::kind(option),
        choices: option
            .choices
            .iter()
            .map(|choice| choice_view(choice, cycles))
            .collect(),
    }
}

fn choice_view(choice: &Choice, cycles: &[BillingCycle]) -> ChoiceView {
    let price = |cycle: &BillingCycle| {
        let price = choice.prices.iter().find(|price| price.cycle == *cycle);
        rows::price_view(price, cycle)
    };
    ChoiceView {
        id: choice.id.clone(),
        name: choice.name.clone().unwrap_or_else(|| choice.id.clone()),
        prices: cycles.iter().map(price).collect(),
    }
}
