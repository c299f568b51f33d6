//! What a review keeps of the order file it comes from.

use jiff::Timestamp;
use kh_api::PreparedPost;
use kh_journal::Profile;
use kh_model::{Amount, Currency, KeyId};

use super::FileTrouble;
use super::sealed::OrderFile;
use crate::view::FileOriginView;

/// The order file that a review comes from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The exact request of the file.
    pub(crate) prepared: PreparedPost,
    /// When it was drafted: since then some computer may have sent it.
    pub(crate) drafted_at: Timestamp,
    view: FileOriginView,
    sender_key: KeyId,
}

impl Origin {
    /// The origin that a file is, with the request that stands in it.
    pub(super) fn of(file: &OrderFile, prepared: PreparedPost) -> Result<Self, FileTrouble> {
        let contents = file.contents();
        Ok(Self {
            prepared,
            drafted_at: contents.drafted_at,
            view: FileOriginView {
                drafted_at: contents.drafted_at,
                drafted_by: contents.drafted_by.clone(),
                expires_at: contents.expires_at,
                fingerprint: file.fingerprint(),
                drafted_now: amount(contents.amount_now.as_deref())
                    .as_ref()
                    .map(Into::into),
            },
            sender_key: file.sender_key()?,
        })
    }

    /// What the window shows of it.
    pub(crate) fn view(&self) -> FileOriginView {
        self.view.clone()
    }

    /// Until when it may be sent.
    pub(crate) fn expires_at(&self) -> Timestamp {
        self.view.expires_at
    }

    /// Whether this profile may send it at `now`, the provider's time. Asked
    /// again at the click: a file expires while it is looked at.
    pub(crate) fn allow(&self, profile: &Profile, now: Timestamp) -> Result<(), FileTrouble> {
        if profile.key_id != self.sender_key {
            return Err(FileTrouble::OtherKey {
                sender_key: self.sender_key.clone(),
            });
        }
        if now >= self.view.expires_at {
            return Err(FileTrouble::Expired {
                expired_at: self.view.expires_at,
            });
        }
        Ok(())
    }
}

/// An amount as it stands in a file, such as `9.90 EUR`; none where it is none.
pub(super) fn amount(text: Option<&str>) -> Option<Amount> {
    let text = text?;
    match text.split_once(' ') {
        Some((value, currency)) => Amount::parse(value, Some(Currency::new(currency).ok()?)).ok(),
        None => Amount::parse(text, None).ok(),
    }
}
