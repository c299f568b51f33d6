//! The facts of an event: short texts under names that never change meaning.

use std::collections::BTreeMap;

use kh_model::Amount;

/// The names. The window has words for each.
pub(crate) mod name {
    /// What the thing is called here.
    pub(crate) const NAME: &str = "name";
    /// Which fact of it changed.
    pub(crate) const FACT: &str = "fact";
    /// What it was.
    pub(crate) const OLD: &str = "old";
    /// What it is.
    pub(crate) const NEW: &str = "new";
    /// The money it is about, as `9.90 EUR`.
    pub(crate) const AMOUNT: &str = "amount";
    /// The customer it is for.
    pub(crate) const CUSTOMER: &str = "customer";
    /// The name of the product.
    pub(crate) const PRODUCT: &str = "product";
    /// The provider's word for the state.
    pub(crate) const STATUS: &str = "status";
    /// When something ends or is due, as stated.
    pub(crate) const DUE: &str = "due";
    /// The line the person drew.
    pub(crate) const LINE: &str = "line";
    /// What was won, separated by blanks.
    pub(crate) const GAINED: &str = "gained";
    /// What was lost, separated by blanks.
    pub(crate) const LOST: &str = "lost";
    /// Why, in the provider's word.
    pub(crate) const REASON: &str = "reason";
    /// How many minutes are left.
    pub(crate) const LEFT: &str = "left";
    /// How many.
    pub(crate) const COUNT: &str = "count";
    /// How long, in seconds.
    pub(crate) const SECONDS: &str = "seconds";
}

/// The longest text that is kept: the provider may send names of any length.
const LONGEST: usize = 200;

/// The facts of one event.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts(BTreeMap<String, String>);

impl Facts {
    pub(super) fn of(name: &str, text: impl AsRef<str>) -> Self {
        Self::default().with(name, text)
    }

    pub(super) fn with(mut self, name: &str, text: impl AsRef<str>) -> Self {
        self.0.insert(name.to_owned(), short(text.as_ref()));
        self
    }

    pub(super) fn maybe(self, name: &str, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.with(name, text),
            None => self,
        }
    }

    pub(super) fn amount(self, amount: Option<&Amount>) -> Self {
        self.maybe(name::AMOUNT, amount.map(ToString::to_string))
    }

    pub(super) fn whole(self) -> BTreeMap<String, String> {
        self.0
    }
}

fn short(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
