//! An entry as it stands in the chain: every value as the text that is sealed.

use kh_model::RequestId;

use crate::{ChainId, Draft, Mac};

/// An entry that was written. Its words are kept as they are stored, so that a
/// chain of a newer program can still be checked and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1 without a gap.
    pub seq: u64,
    /// The section of the chain it belongs to.
    pub chain: ChainId,
    /// Microseconds since 1970 in UTC.
    pub at: i64,
    /// The profile, if any.
    pub profile: Option<String>,
    /// The key id, if any.
    pub key: Option<String>,
    /// The word of the act.
    pub act: String,
    /// The id of what it was done to.
    pub target: Option<String>,
    /// What people call that.
    pub target_name: Option<String>,
    /// Why, or what changed.
    pub reason: Option<String>,
    /// The money, as `9.90 EUR`.
    pub money: Option<String>,
    /// The provider's handle of its answer.
    pub request_id: Option<String>,
    /// The name of the intent at the provider.
    pub idempotency_key: Option<String>,
    /// The word of the outcome.
    pub outcome: String,
    /// The stable code of a refusal or failure.
    pub code: Option<String>,
    /// The seal over this entry and the seal before it.
    pub mac: Mac,
}

/// An entry where it lies: nothing is copied to check it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in Entry")]
pub struct EntryRef<'a> {
    pub seq: u64,
    pub chain: ChainId,
    pub at: i64,
    pub profile: Option<&'a str>,
    pub key: Option<&'a str>,
    pub act: &'a str,
    pub target: Option<&'a str>,
    pub target_name: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub money: Option<&'a str>,
    pub request_id: Option<&'a str>,
    pub idempotency_key: Option<&'a str>,
    pub outcome: &'a str,
    pub code: Option<&'a str>,
    pub mac: Mac,
}

impl Entry {
    /// The entry a draft becomes at its place; its seal is still to be made.
    #[must_use]
    pub fn of(draft: &Draft, seq: u64, chain: ChainId) -> Self {
        Self {
            seq,
            chain,
            at: draft.at.as_microsecond(),
            profile: draft.profile.as_ref().map(ToString::to_string),
            key: draft.key.as_ref().map(ToString::to_string),
            act: draft.act.word().to_owned(),
            target: draft.target.as_deref().map(cut),
            target_name: draft.target_name.as_deref().map(cut),
            reason: draft.reason.as_deref().map(cut),
            money: draft.money.as_ref().map(ToString::to_string),
            request_id: draft.request_id.as_ref().map(RequestId::as_str).map(cut),
            idempotency_key: draft.idempotency_key.as_ref().map(ToString::to_string),
            outcome: draft.outcome.word().to_owned(),
            code: draft.code.as_deref().map(cut),
            mac: Mac::ZERO,
        }
    }

    /// The same, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> EntryRef<'_> {
        EntryRef {
            seq: self.seq,
            chain: self.chain,
            at: self.at,
            profile: self.profile.as_deref(),
            key: self.key.as_deref(),
            act: &self.act,
            target: self.target.as_deref(),
            target_name: self.target_name.as_deref(),
            reason: self.reason.as_deref(),
            money: self.money.as_deref(),
            request_id: self.request_id.as_deref(),
            idempotency_key: self.idempotency_key.as_deref(),
            outcome: &self.outcome,
            code: self.code.as_deref(),
            mac: self.mac,
        }
    }
}

/// The text, up to the longest that is kept.
fn cut(text: &str) -> String {
    if text.len() <= Draft::LONGEST_TEXT {
        return text.to_owned();
    }
    let most = Draft::LONGEST_TEXT - '…'.len_utf8();
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
    format!("{}…", &text[..end.unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{Act, Outcome};

    #[test]
    fn a_text_without_end_is_cut_at_a_letter() {
        let mut draft = Draft::new(Timestamp::UNIX_EPOCH, Act::Order, Outcome::Refused);
        draft.reason = Some("ä".repeat(5_000));
        let entry = Entry::of(&draft, 1, ChainId::from_bytes([0; 16]));
        let kept = entry.reason.unwrap();
        assert!(kept.len() <= Draft::LONGEST_TEXT);
        assert!(kept.ends_with("ä…"));
    }
}
