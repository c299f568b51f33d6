//! Where the secrets of keys live: the keychain of this computer, the memory of
//! this session, or the simulator in this program. Never a file.

use std::sync::Arc;

use kh_journal::SecretHome;
use kh_model::ProfileId;
use kh_secrets::{Bounded, Secret, SecretError, SecretStore, SessionMemory, StoreState};

use crate::threads::Threads;

/// The homes of secrets.
pub(crate) struct Homes {
    keychain: Bounded,
    session: Bounded,
}

impl Homes {
    /// Homes over the keychain of this computer.
    pub(crate) fn new(keychain: Arc<dyn SecretStore>, threads: Threads) -> Self {
        let bounded = match threads {
            Threads::Own => Bounded::new,
            Threads::Same => Bounded::on_this_thread,
        };
        Self {
            keychain: bounded(keychain),
            session: bounded(Arc::new(SessionMemory::new())),
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

    /// The item of the audit chain, which holds its key and its head.
    ///
    /// # Errors
    /// [`SecretError::Missing`] only where a keychain that lasts has none.
    pub(crate) async fn load_anchor(&self) -> Result<Secret, SecretError> {
        match self.keychain.load(&anchor_item()?).await {
            Err(SecretError::Missing) => {}
            other => return other,
        }
        // A key that is forgotten with the program would turn every entry
        // into a break at the next start.
        let state = self.keychain.state().await;
        match state.trouble {
            Some(trouble) => Err(trouble),
            None if state.lasts => Err(SecretError::Missing),
            None => Err(SecretError::NoService {
                detail: "nothing here lasts longer than the program".to_owned(),
            }),
        }
    }

    /// Keeps the item of the audit chain.
    pub(crate) async fn keep_anchor(&self, item: Arc<Secret>) -> Result<(), SecretError> {
        self.keychain.save(&anchor_item()?, item).await
    }

    /// Whether the keychain of this computer can be used, asked just now.
    pub(crate) async fn keychain_state(&self) -> StoreState {
        self.keychain.state().await
    }
}

/// The name of the item. No profile has it: theirs are made up here and have
/// no space.
fn anchor_item() -> Result<ProfileId, SecretError> {
    ProfileId::new("(audit chain)").map_err(|_| SecretError::Empty)
}
