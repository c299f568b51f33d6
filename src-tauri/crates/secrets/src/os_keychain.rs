//! The keychain of the operating system: Secret Service on Linux and BSD,
//! Keychain on macOS, Credential Manager on Windows.

use keyring::Entry;
use keyring_core::api::CredentialStoreApi;
use kh_model::ProfileId;
use zeroize::Zeroizing;

use crate::{Secret, SecretError, SecretStore, StoreState};

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;
#[cfg(all(unix, not(target_os = "macos")))]
use zbus_secret_service_keyring_store::Store;

/// The name under which all items of this program are found.
const SERVICE: &str = "KernelHost Reseller Console";

/// An item that is never written; asking for it shows whether the keychain answers.
const PROBE: &str = "(probe)";

/// Keeps secrets in the keychain of the operating system, one item for each
/// profile.
///
/// It is reached anew for each call. That costs a tenth of a second where it
/// is slow, and a keychain that was started, unlocked or replaced meanwhile is
/// found without a restart of this program.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsKeychain;

impl OsKeychain {
    /// The keychain; nothing is asked of it yet.
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// What people call it on this system.
    #[must_use]
    pub fn name() -> &'static str {
        if cfg!(target_os = "macos") {
            "Keychain"
        } else if cfg!(windows) {
            "Windows Credential Manager"
        } else {
            "Secret Service"
        }
    }
}

impl SecretStore for OsKeychain {
    fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError> {
        let entry = entry(profile.as_str())?;
        entry
            .set_secret(secret.expose())
            .map_err(|error| translate(&error))?;
        // A keychain that says yes and keeps nothing exists: one without a
        // default collection.
        let kept = match entry.get_secret() {
            Ok(kept) => Zeroizing::new(kept),
            Err(keyring::Error::NoEntry) => {
                return Err(SecretError::Corrupt {
                    detail: "it is not there after saving".to_owned(),
                });
            }
            Err(error) => return Err(translate(&error)),
        };
        if kept.as_slice() == secret.expose() {
            Ok(())
        } else {
            Err(SecretError::Corrupt {
                detail: "it reads back as something else".to_owned(),
            })
        }
    }

    fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
        let bytes = entry(profile.as_str())?
            .get_secret()
            .map_err(|error| translate(&error))?;
        // We save no empty and no longer one, so somebody else wrote it.
        Secret::new(bytes).map_err(|error| SecretError::Corrupt {
            detail: error.to_string(),
        })
    }

    fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
        match entry(profile.as_str())?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(translate(&error)),
        }
    }

    fn state(&self) -> StoreState {
        let answer = entry(PROBE).and_then(|entry| match entry.get_secret() {
            Ok(bytes) => {
                drop(Zeroizing::new(bytes));
                Ok(())
            }
            Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(translate(&error)),
        });
        StoreState {
            name: Self::name(),
            lasts: true,
            trouble: answer.err(),
        }
    }
}

/// Reaches the keychain and names the item. `Entry::new` would reach it once in
/// the life of the program and stay with what it found then.
fn entry(user: &str) -> Result<Entry, SecretError> {
    let store = Store::new().map_err(|error| SecretError::NoService {
        detail: plain(&error),
    })?;
    let inner = store
        .build(SERVICE, user, None)
        .map_err(|error| translate(&error))?;
    Ok(Entry { inner })
}

fn translate(error: &keyring::Error) -> SecretError {
    use keyring::Error;
    match error {
        Error::NoEntry => SecretError::Missing,
        Error::TooLong(..) => SecretError::TooLarge,
        Error::NoStorageAccess(cause) => no_access(cause.as_ref()),
        Error::PlatformFailure(cause) => platform_failure(cause.as_ref()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            SecretError::Corrupt {
                detail: "it is not stored in the form of this system".to_owned(),
            }
        }
        Error::Ambiguous(_) => SecretError::Corrupt {
            detail: "there is more than one under this name".to_owned(),
        },
        // The list of keyring-core grows; none of the rest holds a secret.
        other => SecretError::Failed {
            detail: plain(other),
        },
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn no_access(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    match cause.downcast_ref::<secret_service::Error>() {
        Some(secret_service::Error::Prompt) => SecretError::Denied,
        _ => SecretError::Locked,
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn no_access(_cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    SecretError::Denied
}

#[cfg(all(unix, not(target_os = "macos")))]
fn platform_failure(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    use secret_service::Error;
    match cause.downcast_ref::<Error>() {
        Some(Error::Prompt) => SecretError::Denied,
        Some(Error::Locked | Error::NoResult) => SecretError::Locked,
        Some(Error::Unavailable | Error::PromptDisconnected) => SecretError::NoService {
            detail: cause.to_string(),
        },
        Some(Error::Crypto(_) | Error::Zvariant(_)) => SecretError::Corrupt {
            detail: "it cannot be decrypted".to_owned(),
        },
        _ => SecretError::Failed {
            detail: cause.to_string(),
        },
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn platform_failure(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    SecretError::Failed {
        detail: cause.to_string(),
    }
}

/// The text of an error that cannot hold a secret.
fn plain(error: &keyring::Error) -> String {
    use keyring::Error;
    match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "malformed data".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use keyring::Error;

    use super::*;

    #[test]
    fn an_error_that_carries_the_bytes_of_a_secret_does_not_pass_them_on() {
        let canary = "c4n4ry";
        let bytes = || canary.as_bytes().to_vec();
        for error in [
            Error::BadEncoding(bytes()),
            Error::BadDataFormat(bytes(), canary.into()),
        ] {
            let told = translate(&error);
            assert_eq!(told.code(), "keychain_corrupt");
            assert!(!format!("{told} {told:?} {}", plain(&error)).contains(canary));
        }
    }

    #[test]
    fn what_the_keychain_says_of_an_item_has_its_own_code() {
        let codes = [
            (Error::NoEntry, "keychain_missing"),
            (Error::TooLong("x".into(), 1), "secret_too_large"),
            (Error::Ambiguous(vec![]), "keychain_corrupt"),
            (Error::NoDefaultStore, "keychain_failed"),
        ];
        for (error, code) in codes {
            assert_eq!(translate(&error).code(), code);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_dismissed_question_is_a_no_and_a_locked_keychain_is_locked() {
        let said = |error| Error::NoStorageAccess(Box::<secret_service::Error>::new(error));
        let told = translate(&said(secret_service::Error::Prompt));
        assert_eq!(told, SecretError::Denied);
        let told = translate(&said(secret_service::Error::Locked));
        assert_eq!(told, SecretError::Locked);
    }
}
