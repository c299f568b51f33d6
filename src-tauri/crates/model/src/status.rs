//! What the provider says about an order, a service or an invoice.

use serde::{Deserialize, Serialize};

/// A word of the provider beside our reading of it. The word is what is shown
/// when the reading is "unknown"; it is never guessed (contract 13, rule 8).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stated<K> {
    /// The word as it came.
    pub raw: String,
    /// Our reading of it.
    pub kind: K,
}

/// A closed list of states that can be read from a word.
pub trait StatedWord: Sized {
    /// Reads a word that is already lower case with `_` for spaces and dashes.
    fn read_plain(word: &str) -> Self;
}

impl<K: StatedWord> Stated<K> {
    /// Keeps the word and reads it.
    #[must_use]
    pub fn read(raw: &str) -> Self {
        let plain = raw.trim().to_lowercase().replace([' ', '-'], "_");
        Self {
            raw: raw.to_owned(),
            kind: K::read_plain(&plain),
        }
    }
}

/// The state of an order at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Not paid; cancelled by the provider after 24 hours (contract 4).
    PendingPayment,
    /// Paid, not yet set up.
    Paid,
    /// Being set up.
    Provisioning,
    /// Paid and set up.
    Active,
    /// Cancelled.
    Cancelled,
    /// Held back by the provider as suspicious.
    Fraud,
    /// A word we do not know.
    Unknown,
}

impl StatedWord for OrderState {
    fn read_plain(word: &str) -> Self {
        match word {
            "pending_payment" | "pending" | "unpaid" | "payment_pending" => Self::PendingPayment,
            "paid" | "accepted" => Self::Paid,
            "provisioning" | "processing" | "setting_up" => Self::Provisioning,
            "active" | "completed" | "complete" | "done" => Self::Active,
            "cancelled" | "canceled" => Self::Cancelled,
            "fraud" => Self::Fraud,
            _ => Self::Unknown,
        }
    }
}

/// The contract state of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// Ordered, not set up.
    Pending,
    /// Usable.
    Active,
    /// Held back; data is kept.
    Suspended,
    /// Ended.
    Terminated,
    /// Cancelled before or at the end of its term.
    Cancelled,
    /// Held back by the provider as suspicious.
    Fraud,
    /// A word we do not know.
    Unknown,
}

impl StatedWord for ServiceState {
    fn read_plain(word: &str) -> Self {
        match word {
            "pending" | "provisioning" | "setting_up" => Self::Pending,
            "active" => Self::Active,
            "suspended" => Self::Suspended,
            "terminated" => Self::Terminated,
            "cancelled" | "canceled" => Self::Cancelled,
            "fraud" => Self::Fraud,
            _ => Self::Unknown,
        }
    }
}

/// Whether the machine of a service runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerState {
    /// On.
    Running,
    /// Off.
    Stopped,
    /// Between two states.
    Changing,
    /// A word we do not know.
    Unknown,
}

impl StatedWord for PowerState {
    fn read_plain(word: &str) -> Self {
        match word {
            "running" | "on" | "online" | "started" => Self::Running,
            "stopped" | "off" | "offline" | "halted" => Self::Stopped,
            "starting" | "stopping" | "rebooting" | "reinstalling" | "installing" => Self::Changing,
            _ => Self::Unknown,
        }
    }
}

/// The state of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    /// Not issued.
    Draft,
    /// Open.
    Unpaid,
    /// Settled.
    Paid,
    /// Void.
    Cancelled,
    /// Paid back.
    Refunded,
    /// With a collector.
    Collections,
    /// A word we do not know.
    Unknown,
}

impl StatedWord for InvoiceState {
    fn read_plain(word: &str) -> Self {
        match word {
            "draft" => Self::Draft,
            "unpaid" | "open" | "overdue" => Self::Unpaid,
            "paid" => Self::Paid,
            "cancelled" | "canceled" | "void" => Self::Cancelled,
            "refunded" => Self::Refunded,
            "collections" => Self::Collections,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assumed_spellings_of_pending_payment_are_one_state() {
        for word in [
            "pending payment",
            "pending_payment",
            "Pending Payment",
            "pending",
        ] {
            assert_eq!(
                Stated::<OrderState>::read(word).kind,
                OrderState::PendingPayment
            );
        }
    }

    #[test]
    fn an_unknown_word_is_kept_and_not_guessed() {
        let stated = Stated::<ServiceState>::read("On Hold (2)");
        assert_eq!(stated.kind, ServiceState::Unknown);
        assert_eq!(stated.raw, "On Hold (2)");
    }
}
