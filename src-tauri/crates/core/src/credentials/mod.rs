//! Access data under audit: one deliberate look, on record and sealed before
//! the request leaves; its values stay in the host, are given out one at a
//! time, and are wiped when the look ends.

mod kept;
mod look;
mod plan;
mod show;

pub(crate) use kept::Looks;
pub(crate) use look::{cancel, look};
pub(crate) use plan::plan;
pub(crate) use show::{clear_clipboard, copy, end, end_all, reveal};

use crate::setup::ClipboardError;

/// Fewest characters of a reason: enough to mean something later.
pub(crate) const REASON_AT_LEAST: usize = 8;

/// Why access data was not read, shown or copied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LookTrouble {
    /// The key has no `read:credentials` (contract 9).
    #[error("the key may not read access data")]
    MissingScope,
    /// The reason is too short.
    #[error("the reason is too short")]
    ReasonTooShort,
    /// No entry, no look.
    #[error("the look could not be recorded: {code}")]
    NotRecorded {
        /// The code of the reason.
        code: String,
    },
    /// The provider answered, and that could not be put on record here.
    #[error("the answer could not be recorded: {code}")]
    AnswerNotRecorded {
        /// The code of the reason.
        code: String,
    },
    /// The look has ended, and its values are gone.
    #[error("the look is not open")]
    NotOpen,
    /// The look has no such field.
    #[error("there is no such field")]
    NoSuchField,
    /// The clipboard said no.
    #[error(transparent)]
    Clipboard(#[from] ClipboardError),
}

impl LookTrouble {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::MissingScope => "credentials.missing_scope",
            Self::ReasonTooShort => "credentials.reason_too_short",
            Self::NotRecorded { .. } => "credentials.not_recorded",
            Self::AnswerNotRecorded { .. } => "credentials.answer_not_recorded",
            Self::NotOpen => "credentials.not_open",
            Self::NoSuchField => "credentials.no_such_field",
            Self::Clipboard(_) => "clipboard.failed",
        }
    }

    /// Facts for the window.
    pub(crate) fn facts(&self) -> Option<(&'static str, String)> {
        match self {
            Self::ReasonTooShort => Some(("at_least", REASON_AT_LEAST.to_string())),
            Self::NotRecorded { code } | Self::AnswerNotRecorded { code } => {
                Some(("why", code.clone()))
            }
            Self::Clipboard(error) => Some(("detail", error.detail.clone())),
            Self::MissingScope | Self::NotOpen | Self::NoSuchField => None,
        }
    }
}
