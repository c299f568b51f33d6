//! Where the secrets of keys live: the keychain of this computer, the memory of
//! this session, or the simulator in this program. Never a file.

use std::sync::Arc;

use kh_journal::SecretHome;
use kh_model::ProfileId;
use kh_secrets::{Bounded, Secret, SecretError, SecretStore, SessionMemory, StoreState};

/// The homes of secrets.
pub(crate) struct Homes {
    keychain: Bounded,
    session: Bounded,
}

impl Homes {
    /// Homes over the keychain of this computer.
    pub(crate) fn new(keychain: Arc<dyn SecretStore>) -> Self {
        Self {
            keychain: Bounded::new(keychain),
            session: Bounded::new(Arc::new(SessionMemory::new())),
        }
    }

    /// Writes a secret to its home and reads it back.
    pub(crate) async fn keep(
        &self,
        home: SecretHome,
        profile: &ProfileId,
        secret: Arc<Secret>,
    ) -> Result<(), SecretError> {
        match home {
            SecretHome::Keychain => self.keychain.save(profile, secret).await,
            SecretHome::Session => self.session.save(profile, secret).await,
            SecretHome::Simulator => Ok(()),
        }
    }

    /// Reads a secret from its home.
    pub(crate) async fn load(
        &self,
        home: SecretHome,
        profile: &ProfileId,
    ) -> Result<Secret, SecretError> {
        match home {
            SecretHome::Keychain => self.keychain.load(profile).await,
            SecretHome::Session | SecretHome::Simulator => self.session.load(profile).await,
        }
    }

    /// Removes a secret from where it is. A secret that is not there is as good
    /// as removed.
    pub(crate) async fn forget(
        &self,
        home: SecretHome,
        profile: &ProfileId,
    ) -> Result<(), SecretError> {
        let forgotten = match home {
            SecretHome::Keychain => self.keychain.forget(profile).await,
            SecretHome::Session => self.session.forget(profile).await,
            SecretHome::Simulator => Ok(()),
        };
        match forgotten {
            Err(SecretError::Missing) => Ok(()),
            other => other,
        }
    }

    /// Whether the keychain of this computer can be used, asked just now.
    pub(crate) async fn keychain_state(&self) -> StoreState {
        self.keychain.state().await
    }
}
