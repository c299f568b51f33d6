//! What differs between the offer a person looked at and the offer as it is
//! now. Any difference sends the person back to the review.

use kh_api::answers::Product;
use kh_model::Amount;

use crate::catalogue::{options, rows};
use crate::orders::price::Quote;
use crate::view::{ChangeView, ChangedPart, ChosenOption, StockView};

/// The parts of an offer that a person decides by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    name: String,
    stock: StockView,
    now: Option<Amount>,
    recurring: Option<Amount>,
    /// Per chosen option: its name and the name of the choice.
    options: Vec<String>,
}

impl Offer {
    /// The offer that product and price make for these options.
    pub(crate) fn of(product: &Product, quote: &Quote, chosen: &[ChosenOption]) -> Self {
        Self {
            name: product.name.clone().unwrap_or_default(),
            stock: rows::stock(product),
            now: quote.now.clone(),
            recurring: quote.recurring.clone(),
            options: chosen
                .iter()
                .map(|one| option_words(product, one))
                .collect(),
        }
    }

    /// Every difference, in the order of importance.
    pub(crate) fn changes_to(&self, now: &Self) -> Vec<ChangeView> {
        let mut changes = Vec::new();
        let mut compare = |part: ChangedPart, before: String, after: String| {
            if before != after {
                changes.push(ChangeView {
                    part,
                    before,
                    after,
                });
            }
        };
        compare(
            ChangedPart::AmountNow,
            text(self.now.as_ref()),
            text(now.now.as_ref()),
        );
        compare(
            ChangedPart::Recurring,
            text(self.recurring.as_ref()),
            text(now.recurring.as_ref()),
        );
        compare(ChangedPart::Name, self.name.clone(), now.name.clone());
        compare(
            ChangedPart::Stock,
            stock_word(self.stock),
            stock_word(now.stock),
        );
        for (before, after) in self.options.iter().zip(&now.options) {
            compare(ChangedPart::Option, before.clone(), after.clone());
        }
        changes
    }
}

fn text(amount: Option<&Amount>) -> String {
    amount.map(ToString::to_string).unwrap_or_default()
}

/// The words of [`StockView`] as the window gets them.
pub(crate) fn stock_word(stock: StockView) -> String {
    match stock {
        StockView::InStock => "inStock",
        StockView::OutOfStock => "outOfStock",
        StockView::NotStated => "notStated",
    }
    .to_owned()
}

/// `Operating system: Debian 12`; empty where the product has it no more.
fn option_words(product: &Product, chosen: &ChosenOption) -> String {
    let Some(option) = product
        .options
        .iter()
        .find(|option| option.id == chosen.option_id)
    else {
        return String::new();
    };
    let choice = option
        .choices
        .iter()
        .find(|choice| choice.id == chosen.value);
    let choice = choice
        .and_then(|choice| choice.name.as_deref())
        .unwrap_or(&chosen.value);
    format!("{}: {choice}", options::name(option))
}
