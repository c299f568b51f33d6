//! Why an order file was not saved or not opened.

use jiff::Timestamp;
use kh_model::KeyId;

/// Why an order file was not saved or not opened. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileTrouble {
    /// Not an order file at all, or cut off.
    #[error("this is not an order file")]
    Unreadable,
    /// Larger than any order file.
    #[error("this is larger than any order file")]
    TooLarge,
    /// Made by a newer version of this program.
    #[error("a newer version wrote this file")]
    NewerVersion,
    /// What it says and its key do not belong together.
    #[error("the file was altered")]
    Altered,
    /// Its time is over.
    #[error("the file has expired")]
    Expired {
        /// When that was.
        expired_at: Timestamp,
    },
    /// It was drafted in the future, as far as the clocks know.
    #[error("the file was drafted in the future")]
    NotYet {
        /// When.
        drafted_at: Timestamp,
    },
    /// It is for another account.
    #[error("the file is for another account")]
    OtherAccount,
    /// Which account the active profile has was never read.
    #[error("the account of this profile is not known")]
    AccountUnknown,
    /// It is for the provider and this profile is a simulator, or the other way.
    #[error("the file is for another place")]
    OtherPlace,
    /// Another key may send it.
    #[error("the file is for another key")]
    OtherKey {
        /// The one that may.
        sender_key: KeyId,
    },
    /// What it sends is not what this program would send for it now.
    #[error("the request of the file does not fit the product any more")]
    NoLongerFits,
    /// Valid for no hour, or for too many.
    #[error("the hours are out of range")]
    Hours,
    /// What comes from a file is sent or left alone: a second file of it would
    /// be a second order.
    #[error("this order comes from a file already")]
    FromFile,
}

impl FileTrouble {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "order_file.unreadable",
            Self::TooLarge => "order_file.too_large",
            Self::NewerVersion => "order_file.newer_version",
            Self::Altered => "order_file.altered",
            Self::Expired { .. } => "order_file.expired",
            Self::NotYet { .. } => "order_file.not_yet",
            Self::OtherAccount => "order_file.other_account",
            Self::AccountUnknown => "order_file.account_unknown",
            Self::OtherPlace => "order_file.other_place",
            Self::OtherKey { .. } => "order_file.other_key",
            Self::NoLongerFits => "order_file.no_longer_fits",
            Self::Hours => "order_file.hours",
            Self::FromFile => "order_file.from_file",
        }
    }

    /// Facts for the window.
    pub(crate) fn facts(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Expired { expired_at } => Some(("expired_at", expired_at.to_string())),
            Self::NotYet { drafted_at } => Some(("drafted_at", drafted_at.to_string())),
            Self::OtherKey { sender_key } => Some(("sender_key", sender_key.to_string())),
            Self::Unreadable
            | Self::TooLarge
            | Self::NewerVersion
            | Self::Altered
            | Self::OtherAccount
            | Self::AccountUnknown
            | Self::OtherPlace
            | Self::NoLongerFits
            | Self::Hours
            | Self::FromFile => None,
        }
    }
}
