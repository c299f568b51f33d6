//! The secret itself.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::SecretError;

/// Bytes that must not be seen. They are wiped when this is dropped; it cannot
/// be copied, compared, printed or serialised.
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// The most that every keychain takes; the smallest limit is that of the
    /// Windows Credential Manager.
    pub const LONGEST: usize = 2560;

    /// Takes the bytes as they are. White space belongs to a secret if it is
    /// there; whoever reads a form decides about it before.
    ///
    /// # Errors
    /// [`SecretError::Empty`], [`SecretError::TooLarge`]; the bytes are wiped then.
    pub fn new(mut bytes: Vec<u8>) -> Result<Self, SecretError> {
        if bytes.is_empty() {
            return Err(SecretError::Empty);
        }
        if bytes.len() > Self::LONGEST {
            bytes.zeroize();
            return Err(SecretError::TooLarge);
        }
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The bytes. Every use of this is a place to look at in a review.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_gives_its_bytes_and_no_other_form() {
        let secret = Secret::new(b" text of a secret ".to_vec()).unwrap();
        assert_eq!(secret.expose(), b" text of a secret ");
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(..) Secret(..)");
    }

    #[test]
    fn nothing_and_too_much_are_no_secrets() {
        assert_eq!(Secret::new(vec![]).unwrap_err(), SecretError::Empty);
        let long = vec![b'x'; Secret::LONGEST + 1];
        assert_eq!(Secret::new(long).unwrap_err(), SecretError::TooLarge);
        assert!(Secret::new(vec![b'x'; Secret::LONGEST]).is_ok());
    }
}
