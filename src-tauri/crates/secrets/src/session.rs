//! Memory as the place: until the program ends.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kh_model::ProfileId;

use crate::{Secret, SecretError, SecretStore, StoreState};

/// Keeps secrets in memory only, for a computer without a keychain and for the
/// keys of a simulator.
#[derive(Debug, Default)]
pub struct SessionMemory {
    secrets: Mutex<HashMap<ProfileId, Secret>>,
}

impl SessionMemory {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn secrets(&self) -> MutexGuard<'_, HashMap<ProfileId, Secret>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for SessionMemory {
    fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError> {
        let kept = Secret::new(secret.expose().to_vec())?;
        self.secrets().insert(profile.clone(), kept);
        Ok(())
    }

    fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
        match self.secrets().get(profile) {
            Some(secret) => Secret::new(secret.expose().to_vec()),
            None => Err(SecretError::Missing),
        }
    }

    fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
        self.secrets().remove(profile);
        Ok(())
    }

    fn state(&self) -> StoreState {
        StoreState {
            name: "this session only",
            lasts: false,
            trouble: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_profile_has_its_own_secret_until_it_is_forgotten() {
        let memory = SessionMemory::new();
        let (one, two) = (
            ProfileId::new("one").unwrap(),
            ProfileId::new("two").unwrap(),
        );
        for (profile, text) in [(&one, "first"), (&two, "second"), (&one, "third")] {
            let secret = Secret::new(text.into()).unwrap();
            memory.save(profile, &secret).unwrap();
        }
        assert_eq!(memory.load(&one).unwrap().expose(), b"third");
        memory.forget(&one).unwrap();
        memory.forget(&one).unwrap();
        assert_eq!(memory.load(&one).unwrap_err(), SecretError::Missing);
        assert_eq!(memory.load(&two).unwrap().expose(), b"second");
        assert!(!format!("{memory:?}").contains("second"));
    }
}
