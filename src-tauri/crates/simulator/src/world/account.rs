//! A customer of the simulated provider.

use rust_decimal::Decimal;

/// The account a query is about. Every query for something that belongs to a
/// customer asks for one, so that a foreign id cannot be found (contract 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tenant(pub(crate) u64);

/// A customer with credit and perhaps a card (contract 8).
#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// Number of the account.
    pub(crate) id: u64,
    /// Where mails go.
    pub(crate) email: String,
    /// Name on invoices.
    pub(crate) name: String,
    /// Three letters.
    pub(crate) currency: String,
    /// Prepaid credit, never below zero.
    pub(crate) credit: Decimal,
    /// The stored card.
    pub(crate) card: Card,
    /// Whether billing still finds this customer; if not, orders are answered
    /// with the 402 reason `client_not_found`.
    pub(crate) client_known: bool,
    /// Whether each reading of access data sends a mail (contract 9).
    pub(crate) mail_on_credentials: bool,
}

/// What happens when the stored card is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// There is no card.
    None,
    /// Every charge succeeds.
    Ok,
    /// The bank refuses.
    Declined,
    /// The card is too old.
    Expired,
}

impl Card {
    /// The word of the control plane and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ok => "ok",
            Self::Declined => "declined",
            Self::Expired => "expired",
        }
    }

    /// Reads the word of [`Card::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Ok, Self::Declined, Self::Expired]
            .into_iter()
            .find(|card| card.as_str() == word)
    }
}
