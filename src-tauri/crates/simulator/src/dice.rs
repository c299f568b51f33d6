//! Chance: repeatable where a seed was given, from the system where not.

use sha2::{Digest, Sha256};

use crate::SimulatorError;

const BASE32: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CAPITALS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A stream of bytes: the SHA-256 of a root and a counter. It names things;
/// it never makes a master key or the nonce of a cipher.
pub(crate) struct Dice {
    root: [u8; 32],
    counter: u64,
}

impl Dice {
    /// The same seed throws the same names.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self {
            root: Sha256::digest(seed.to_be_bytes()).into(),
            counter: 0,
        }
    }

    /// # Errors
    /// [`SimulatorError::Chance`] if the system has no randomness.
    pub(crate) fn fair() -> Result<Self, SimulatorError> {
        Ok(Self {
            root: system_bytes()?,
            counter: 0,
        })
    }

    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        self.counter += 1;
        let mut hash = Sha256::new();
        hash.update(self.root);
        hash.update(self.counter.to_be_bytes());
        hash.finalize().into()
    }

    /// A request id that looks like the sample of contract 7: a ULID, so its
    /// first ten characters grow with time.
    pub(crate) fn request_id(&mut self, millisecond: i64) -> String {
        let mut text = [b'0'; 26];
        let mut time = millisecond.max(0).unsigned_abs();
        for place in text[..10].iter_mut().rev() {
            *place = BASE32[(time & 31) as usize];
            time >>= 5;
        }
        for (place, byte) in text[10..].iter_mut().zip(self.bytes()) {
            *place = BASE32[usize::from(byte & 31)];
        }
        text.iter().copied().map(char::from).collect()
    }

    /// The part of a key id behind `kh_live_SIM`.
    pub(crate) fn key_tail(&mut self) -> String {
        self.pick(CAPITALS, 29)
    }

    /// A secret of the given length; about 5.95 bits per character.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        self.pick(LETTERS, length)
    }

    fn pick(&mut self, alphabet: &[u8], length: usize) -> String {
        let mut text = String::with_capacity(length);
        // Bytes beyond the last full turn of the alphabet are thrown again, so
        // that every letter is equally likely.
        let fair = 256 - 256 % alphabet.len();
        while text.len() < length {
            for byte in self.bytes() {
                if text.len() < length && usize::from(byte) < fair {
                    text.push(char::from(alphabet[usize::from(byte) % alphabet.len()]));
                }
            }
        }
        text
    }
}

/// Thirty-two bytes from the system.
///
/// # Errors
/// [`SimulatorError::Chance`] if it has none.
pub(crate) fn system_bytes() -> Result<[u8; 32], SimulatorError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| SimulatorError::Chance)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_names_and_another_seed_others() {
        let (mut one, mut same, mut other) = (Dice::seeded(7), Dice::seeded(7), Dice::seeded(8));
        let name = one.key_tail();
        assert_eq!(name, same.key_tail());
        assert_ne!(name, other.key_tail());
        assert_ne!(name, one.key_tail());
    }

    #[test]
    fn a_request_id_has_the_look_of_the_documented_sample() {
        let id = Dice::seeded(1).request_id(1_767_225_600_000);
        assert_eq!(id.len(), 26);
        assert!(id.starts_with("01K"), "{id}");
        let later = Dice::seeded(1).request_id(1_767_225_601_000);
        assert!(later > id);
    }
}
