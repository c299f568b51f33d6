//! Why a secret was not kept or not given.

/// The one error of this crate, sorted by what can be done: unlock or start
/// the keychain, ask again, type the secret again. It never holds a secret,
/// and never the original error of a keychain, which may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// This computer has no keychain, or it cannot be reached now.
    #[error("no keychain can be reached: {detail}")]
    NoService {
        /// What the system said.
        detail: String,
    },
    /// The keychain is locked, and nobody unlocked it.
    #[error("the keychain is locked")]
    Locked,
    /// No answer within the limit; a question to the person may still be open.
    /// A secret that was to be saved may yet be saved when it is answered.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// The person, or a rule of the system, said no.
    #[error("the keychain refused access")]
    Denied,
    /// The keychain has no secret for this profile.
    #[error("the keychain has no secret for this profile")]
    Missing,
    /// What the keychain gave is not what was saved.
    #[error("the keychain did not keep the secret: {detail}")]
    Corrupt {
        /// In what way, without its content.
        detail: String,
    },
    /// Longer than a keychain takes.
    #[error("the secret is longer than keychains take")]
    TooLarge,
    /// No bytes at all.
    #[error("the secret is empty")]
    Empty,
    /// Something else went wrong in the keychain.
    #[error("the keychain failed: {detail}")]
    Failed {
        /// What the system said.
        detail: String,
    },
}

impl SecretError {
    /// A stable word for the window, the log and support.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoService { .. } => "keychain_no_service",
            Self::Locked => "keychain_locked",
            Self::TimedOut => "keychain_timed_out",
            Self::Denied => "keychain_denied",
            Self::Missing => "keychain_missing",
            Self::Corrupt { .. } => "keychain_corrupt",
            Self::TooLarge => "secret_too_large",
            Self::Empty => "secret_empty",
            Self::Failed { .. } => "keychain_failed",
        }
    }
}
