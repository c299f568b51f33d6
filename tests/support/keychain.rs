//! The keychain of this computer in tests: it outlives the lives of the
//! console, and does what a test tells it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use kh_model::ProfileId;
use kh_secrets::{Secret, SecretError, SecretStore, SessionMemory, StoreState};

type Hook = Box<dyn FnMut() + Send>;

/// A keychain in memory.
#[derive(Default)]
pub struct MemoryKeychain {
    secrets: SessionMemory,
    trouble: Mutex<Option<SecretError>>,
    saves: Mutex<Option<Hook>>,
}

impl MemoryKeychain {
    /// From now on every call ends like this; with none it works again.
    pub fn set_trouble(&self, trouble: Option<SecretError>) {
        *lock(&self.trouble) = trouble;
    }

    /// Does something whenever a secret was saved.
    pub fn on_save(&self, hook: Option<Hook>) {
        *lock(&self.saves) = hook;
    }

    /// What it holds for the audit chain.
    #[must_use]
    pub fn anchor(&self) -> Option<Vec<u8>> {
        let item = ProfileId::new("(audit chain)").unwrap();
        let held = self.secrets.load(&item).ok()?;
        Some(held.expose().to_vec())
    }

    /// Puts back what it held for the audit chain, or removes it.
    pub fn set_anchor(&self, held: Option<Vec<u8>>) {
        let item = ProfileId::new("(audit chain)").unwrap();
        match held {
            Some(held) => self
                .secrets
                .save(&item, &Secret::new(held).unwrap())
                .unwrap(),
            None => self.secrets.forget(&item).unwrap(),
        }
    }

    fn answer(&self) -> Result<(), SecretError> {
        lock(&self.trouble).clone().map_or(Ok(()), Err)
    }
}

impl SecretStore for MemoryKeychain {
    fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError> {
        self.answer()?;
        self.secrets.save(profile, secret)?;
        if let Some(hook) = lock(&self.saves).as_mut() {
            hook();
        }
        Ok(())
    }

    fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
        self.answer()?;
        self.secrets.load(profile)
    }

    fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
        self.answer()?;
        self.secrets.forget(profile)
    }

    fn state(&self) -> StoreState {
        StoreState {
            name: "keychain of the tests",
            lasts: true,
            trouble: lock(&self.trouble).clone(),
        }
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
