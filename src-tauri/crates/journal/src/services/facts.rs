//! What is known of a service.

use jiff::Timestamp;
use kh_model::{
    Amount, BillingCycle, OrderId, PowerState, ProductId, RequestId, ServiceId, ServiceState,
    Stated,
};

use super::{OwnWords, ServiceCondition};

/// A time as the provider stated it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedMoment {
    /// The words as they came.
    pub raw: String,
    /// How exact they are.
    pub precision: MomentPrecision,
    /// The instant; for a day or a time whose zone is not stated, the same day
    /// and time in UTC, which is good for sorting and nothing else.
    pub sorts_at: Option<Timestamp>,
}

/// How exact a stated time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MomentPrecision {
    /// An instant.
    Instant,
    /// A day, in an unknown zone.
    Day,
    /// A day and a time of day, in an unknown zone.
    Local,
    /// Nothing that can be read; only the words.
    Unknown,
}

impl MomentPrecision {
    const ALL: [Self; 4] = [Self::Instant, Self::Day, Self::Local, Self::Unknown];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Day => "day",
            Self::Local => "local",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// The facts of a service, as the provider states them (contract 13). `None`
/// is what was not stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFacts {
    /// Its id.
    pub id: ServiceId,
    /// The order it came from.
    pub order_id: Option<OrderId>,
    /// Its product.
    pub product_id: Option<ProductId>,
    /// The name of its product, or its own.
    pub name: Option<String>,
    /// Its host name.
    pub hostname: Option<String>,
    /// What kind of thing it is, in a word of the core; empty if not known.
    pub family: String,
    /// The state of the contract.
    pub status: Option<Stated<ServiceState>>,
    /// Whether the machine runs.
    pub power: Option<Stated<PowerState>>,
    /// Its main address.
    pub ip: Option<String>,
    /// All its addresses.
    pub ips: Vec<String>,
    /// How often it is paid.
    pub cycle: Option<BillingCycle>,
    /// What is paid each time.
    pub recurring: Option<Amount>,
    /// When it is paid next.
    pub next_due: Option<StatedMoment>,
    /// When it was made.
    pub created_at: Option<StatedMoment>,
}

impl ServiceFacts {
    /// State and power in one word.
    #[must_use]
    pub fn condition(&self) -> ServiceCondition {
        ServiceCondition::of(
            self.status.as_ref().map(|status| status.kind),
            self.power.as_ref().map(|power| power.kind),
        )
    }
}

/// A service as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptService {
    /// As it was last seen.
    pub facts: ServiceFacts,
    /// The reseller's own words.
    pub own: OwnWords,
    /// When it was first seen here.
    pub first_seen_at: Timestamp,
    /// When its facts were last read.
    pub seen_at: Timestamp,
    /// When its facts were last found to be other than before.
    pub changed_at: Timestamp,
    /// Since when it is not visible to this key. Never means deleted.
    pub missing_since: Option<Timestamp>,
    /// The provider's handle of the answer the facts are from.
    pub request_id: Option<RequestId>,
}

impl KeptService {
    /// What it is called here: own name, else host name, else the provider's
    /// name, else the id.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        shown_name(&self.facts, &self.own)
    }
}

pub(super) fn shown_name<'a>(facts: &'a ServiceFacts, own: &'a OwnWords) -> &'a str {
    own.name
        .as_deref()
        .or(facts.hostname.as_deref())
        .or(facts.name.as_deref())
        .unwrap_or_else(|| facts.id.as_str())
}

/// What the provider said of one service, fit to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceOriginal {
    /// The provider's text without every field that may hold a secret.
    pub text: String,
    /// The names of the fields that were left out.
    pub withheld: Vec<String>,
}

/// A kept original with its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOriginal {
    /// The text and what was left out of it.
    pub original: ServiceOriginal,
    /// When it was read.
    pub read_at: Timestamp,
    /// The provider's handle of the answer.
    pub request_id: Option<RequestId>,
}
