//! The secret of an API key, in the only form in which it leaves the keychain's
//! side: ready to sign, unable to be shown.

use std::fmt;

use hmac::{Hmac, KeyInit};
use sha2::Sha256;

/// A secret that can sign. It cannot be copied, stored, sent or shown; its
/// memory is wiped when it is dropped.
pub struct SigningKey(Hmac<Sha256>);

/// The secret has no characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret is empty")]
pub struct EmptySecret;

impl SigningKey {
    /// Takes the secret as the text it is, not decoded (contract 1.3).
    ///
    /// # Errors
    /// [`EmptySecret`] for no bytes.
    pub fn new(secret: &[u8]) -> Result<Self, EmptySecret> {
        if secret.is_empty() {
            return Err(EmptySecret);
        }
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| EmptySecret)
    }

    /// A signature in the making: the key's own part is already worked in.
    pub(super) fn begin(&self) -> Hmac<Sha256> {
        self.0.clone()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SigningKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_its_secret() {
        let key = SigningKey::new(b"sandboxSECRET").unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey(..)");
    }

    #[test]
    fn an_empty_secret_is_refused() {
        assert_eq!(SigningKey::new(b"").unwrap_err(), EmptySecret);
    }

    /// An HMAC in the making is two hashes; each of them wipes itself if the
    /// feature is switched on, which this test would fail to compile without.
    #[test]
    fn a_key_wipes_its_memory_when_it_is_dropped() {
        fn wipes<T: zeroize::ZeroizeOnDrop>() {}
        wipes::<Sha256>();
    }
}
