//! What somebody wants on record, before it has its place in the chain.

use jiff::Timestamp;
use kh_model::{Amount, IdempotencyKey, KeyId, ProfileId, RequestId};

use crate::Act;

/// How an attempt went, as far as was known when the entry was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It is about to be tried; another entry will say how it went.
    Begun,
    /// It was done.
    Done,
    /// The console or the provider said no; nothing was done.
    Refused,
    /// The person thought better of it.
    Cancelled,
    /// No answer: it may have been done or not.
    Unknown,
    /// It went wrong, and is known not to have been done.
    Failed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Begun,
        Self::Done,
        Self::Refused,
        Self::Cancelled,
        Self::Unknown,
        Self::Failed,
    ];

    /// The word in the chain.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }

    /// The outcome of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// One attempt, as it goes on record. Nothing in it may be a secret: what is
/// written here is exported and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it was attempted; kept to the microsecond.
    pub at: Timestamp,
    /// For which profile, if for one.
    pub profile: Option<ProfileId>,
    /// With which key, if with one.
    pub key: Option<KeyId>,
    /// What was attempted.
    pub act: Act,
    /// The id of what it was done to: a service, a product, an order.
    pub target: Option<String>,
    /// What people call that.
    pub target_name: Option<String>,
    /// Why, in the person's words, or what changed.
    pub reason: Option<String>,
    /// The money it moves at most.
    pub money: Option<Amount>,
    /// The provider's handle of its answer.
    pub request_id: Option<RequestId>,
    /// The name of the intent at the provider.
    pub idempotency_key: Option<IdempotencyKey>,
    /// How it went.
    pub outcome: Outcome,
    /// The stable code of a refusal or failure.
    pub code: Option<String>,
}

impl Draft {
    /// The longest text kept of a target, name, reason or code, in bytes. What
    /// is longer is cut, so that no answer of a server fills the chain.
    pub const LONGEST_TEXT: usize = 2_000;

    /// An entry with nothing but its act, outcome and time.
    #[must_use]
    pub fn new(at: Timestamp, act: Act, outcome: Outcome) -> Self {
        Self {
            at,
            profile: None,
            key: None,
            act,
            target: None,
            target_name: None,
            reason: None,
            money: None,
            request_id: None,
            idempotency_key: None,
            outcome,
            code: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_comes_back_from_its_word() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.word()), Some(outcome));
        }
        assert_eq!(Outcome::parse("DONE"), None);
    }
}
