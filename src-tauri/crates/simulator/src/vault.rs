//! Secrets at rest: AES-256-GCM under a master key that is never in the
//! database (contract 11).

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

use crate::SimulatorError;
use crate::dice::system_bytes;

const NONCE: usize = 12;

/// Seals and opens secrets. What is sealed for one name does not open under
/// another, so sealed values cannot be swapped between rows.
pub(crate) struct Vault {
    cipher: Aes256Gcm,
}

impl Vault {
    /// A vault whose master key lives and dies with this process.
    ///
    /// # Errors
    /// [`SimulatorError::Chance`].
    pub(crate) fn in_memory() -> Result<Self, SimulatorError> {
        Ok(Self::with_key(&system_bytes()?))
    }

    /// The vault of a world in a file: its master key is a file beside it,
    /// readable by the owner only, made with the world.
    ///
    /// # Errors
    /// [`SimulatorError::MasterKey`], [`SimulatorError::Chance`].
    pub(crate) fn beside(world: &Path, world_is_new: bool) -> Result<Self, SimulatorError> {
        let path = master_key_path(world);
        let key = if world_is_new {
            make_master_key(&path)?
        } else {
            read_master_key(&path)?
        };
        Ok(Self::with_key(&key))
    }

    fn with_key(key: &[u8; 32]) -> Self {
        Self {
            cipher: Aes256Gcm::new(key.into()),
        }
    }

    /// Twelve bytes of nonce, then the ciphertext with its tag.
    ///
    /// # Errors
    /// [`SimulatorError::Chance`], [`SimulatorError::Seal`].
    pub(crate) fn seal(&self, name: &str, secret: &str) -> Result<Vec<u8>, SimulatorError> {
        let chance = system_bytes()?;
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&chance[..NONCE]);
        let payload = Payload {
            msg: secret.as_bytes(),
            aad: name.as_bytes(),
        };
        let sealed = self
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SimulatorError::Seal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The secret again.
    ///
    /// # Errors
    /// [`SimulatorError::Seal`] if the value was sealed under another name or
    /// another master key, or was changed.
    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> Result<String, SimulatorError> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(SimulatorError::Seal)?;
        let payload = Payload {
            msg: sealed,
            aad: name.as_bytes(),
        };
        let plain = self
            .cipher
            .decrypt(&Nonce::from(*nonce), payload)
            .map_err(|_| SimulatorError::Seal)?;
        String::from_utf8(plain).map_err(|_| SimulatorError::Seal)
    }
}

fn master_key_path(world: &Path) -> PathBuf {
    let mut name = world.as_os_str().to_owned();
    name.push(".master-key");
    PathBuf::from(name)
}

fn make_master_key(path: &Path) -> Result<[u8; 32], SimulatorError> {
    let key = system_bytes()?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(0o600);
        // A key left over from a world that is gone keeps its old mode when it
        // is written again, so the mode is set as well.
        if path.exists() {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600))
                .map_err(|error| bad(path, &error))?;
        }
    }
    let mut file = options.open(path).map_err(|error| bad(path, &error))?;
    file.write_all(hex::encode(key).as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| bad(path, &error))?;
    Ok(key)
}

fn read_master_key(path: &Path) -> Result<[u8; 32], SimulatorError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)
            .map_err(|error| bad(path, &error))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(bad(path, &"it is readable by others; its mode must be 600"));
        }
    }
    let text = fs::read_to_string(path).map_err(|error| bad(path, &error))?;
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|error| bad(path, &error))?;
    Ok(key)
}

fn bad(path: &Path, why: &dyn ToString) -> SimulatorError {
    SimulatorError::MasterKey {
        path: path.to_owned(),
        why: why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_again_under_its_own_name_only() {
        let vault = Vault::in_memory().unwrap();
        let sealed = vault.seal("one", "the secret").unwrap();
        assert_eq!(vault.open("one", &sealed).unwrap(), "the secret");
        assert!(vault.open("two", &sealed).is_err());
        assert!(Vault::in_memory().unwrap().open("one", &sealed).is_err());
        let plain = b"the secret";
        assert!(!sealed.windows(plain.len()).any(|part| part == plain));
    }

    #[cfg(unix)]
    #[test]
    fn the_master_key_lies_beside_the_world_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let world = folder.path().join("world.db");
        let sealed = Vault::beside(&world, true).unwrap().seal("k", "s").unwrap();
        let path = master_key_path(&world);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = Vault::beside(&world, false).unwrap();
        assert_eq!(again.open("k", &sealed).unwrap(), "s");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Vault::beside(&world, false).is_err());
    }
}
