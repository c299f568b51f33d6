//! A place where secrets are kept, whichever it is.

use kh_model::ProfileId;

use crate::{Secret, SecretError};

/// Keeps one secret for each profile. Calls may take as long as a person needs
/// to answer a question of the system; [`crate::Bounded`] limits that.
pub trait SecretStore: Send + Sync {
    /// Keeps the secret in place of an earlier one, and makes sure that it can
    /// be read again.
    ///
    /// # Errors
    /// Any [`SecretError`] but `Missing`; then nothing may be relied on.
    fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError>;

    /// Gives the secret.
    ///
    /// # Errors
    /// [`SecretError::Missing`] if there is none; else any.
    fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError>;

    /// Forgets the secret. That there is none is no error.
    ///
    /// # Errors
    /// Any [`SecretError`] but `Missing`.
    fn forget(&self, profile: &ProfileId) -> Result<(), SecretError>;

    /// Looks whether the place can be used now.
    fn state(&self) -> StoreState;
}

/// What can be said of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreState {
    /// Its name on this system, for people.
    pub name: &'static str,
    /// Whether secrets are still there after the program ended.
    pub lasts: bool,
    /// Why it cannot be used, if it cannot.
    pub trouble: Option<SecretError>,
}

impl StoreState {
    /// Whether a secret can be kept there now.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.trouble.is_none()
    }
}
