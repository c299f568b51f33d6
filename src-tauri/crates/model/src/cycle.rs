//! Billing cycles.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How often a product is paid. Only `monthly` is documented; the other words
/// are those of the billing system that is probably behind the API (contract
/// 3). A word outside the list stays usable as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum BillingCycle {
    /// Every month.
    Monthly,
    /// Every 3 months.
    Quarterly,
    /// Every 6 months.
    Semiannually,
    /// Every 12 months.
    Annually,
    /// Every 24 months.
    Biennially,
    /// Every 36 months.
    Triennially,
    /// Paid once.
    OneTime,
    /// Not paid.
    Free,
    /// A word we do not know, as it came.
    Other(String),
}

impl BillingCycle {
    /// Reads a word by the rule of contract 13, number 6: lower case, without
    /// `-`, `_` and space; `yearly` means `annually`.
    #[must_use]
    pub fn read(word: &str) -> Self {
        let plain: String = word
            .chars()
            .filter(|letter| !matches!(letter, '-' | '_' | ' '))
            .flat_map(char::to_lowercase)
            .collect();
        match plain.as_str() {
            "monthly" | "month" => Self::Monthly,
            "quarterly" => Self::Quarterly,
            "semiannually" | "semiannual" | "halfyearly" => Self::Semiannually,
            "annually" | "annual" | "yearly" => Self::Annually,
            "biennially" | "biennial" => Self::Biennially,
            "triennially" | "triennial" => Self::Triennially,
            "onetime" | "once" => Self::OneTime,
            "free" | "freeaccount" => Self::Free,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The word to send, and to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Semiannually => "semiannually",
            Self::Annually => "annually",
            Self::Biennially => "biennially",
            Self::Triennially => "triennially",
            Self::OneTime => "onetime",
            Self::Free => "free",
            Self::Other(word) => word,
        }
    }

    /// Months between two payments; none where nothing recurs or the word is
    /// unknown.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        match self {
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::Semiannually => Some(6),
            Self::Annually => Some(12),
            Self::Biennially => Some(24),
            Self::Triennially => Some(36),
            Self::OneTime | Self::Free | Self::Other(_) => None,
        }
    }
}

impl From<String> for BillingCycle {
    fn from(word: String) -> Self {
        Self::read(&word)
    }
}

impl From<BillingCycle> for String {
    fn from(cycle: BillingCycle) -> String {
        cycle.as_str().to_owned()
    }
}

impl fmt::Display for BillingCycle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_cycle_are_one_cycle() {
        for word in [
            "semiannually",
            "Semi-Annually",
            "semi_annually",
            "SEMI ANNUALLY",
        ] {
            assert_eq!(BillingCycle::read(word), BillingCycle::Semiannually);
        }
        assert_eq!(BillingCycle::read("yearly"), BillingCycle::Annually);
    }

    #[test]
    fn an_unknown_word_survives_a_round_trip_as_it_came() {
        let json = serde_json::to_string(&BillingCycle::read("Every 5 Weeks")).unwrap();
        assert_eq!(json, "\"Every 5 Weeks\"");
        let back: BillingCycle = serde_json::from_str(&json).unwrap();
        assert_eq!(back, BillingCycle::Other("Every 5 Weeks".to_owned()));
        assert_eq!(back.months(), None);
    }
}
