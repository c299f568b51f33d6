//! The chain key, the name of a section, and a seal.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Stands before every sealed entry. With the sixteen bytes of the section it
/// fills one block of SHA-256, which is then computed once for all entries.
const DOMAIN: &[u8; 48] = b"kernelhost reseller console, audit chain, form 1";

/// Stands before what a fingerprint is made of.
const FINGERPRINT: &[u8] = b"kernelhost reseller console, audit key";

/// A seal: HMAC-SHA256 over an entry and the seal before it.
#[derive(Clone, Copy)]
pub struct Mac([u8; 32]);

/// The name of one section of the chain: the fingerprint of its key and eight
/// random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChainId([u8; 16]);

/// The key that seals. It is wiped when dropped and has no text form.
#[derive(Clone)]
pub struct ChainKey(Zeroizing<[u8; 32]>);

impl Mac {
    /// What stands before the first entry of a section.
    pub const ZERO: Self = Self([0; 32]);

    /// A seal as stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 small hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read_hex(text).map(Self)
    }
}

impl PartialEq for Mac {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Mac {}

impl fmt::Display for Mac {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Mac({self})")
    }
}

impl ChainId {
    /// A name as stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// A new section under this key; `chance` are random bytes.
    #[must_use]
    pub fn new(key: &ChainKey, chance: [u8; 8]) -> Self {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&key.fingerprint());
        bytes[8..].copy_from_slice(&chance);
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads 32 small hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read_hex(text).map(Self)
    }

    /// Whether the section says it was sealed with this key.
    #[must_use]
    pub fn is_of(&self, key: &ChainKey) -> bool {
        self.0[..8] == key.fingerprint()
    }
}

impl fmt::Display for ChainId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl ChainKey {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The bytes, for the keychain only.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Eight bytes that name the key and tell nothing of it.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 8] {
        let digest = Sha256::new()
            .chain_update(FINGERPRINT)
            .chain_update(self.0.as_slice())
            .finalize();
        let mut name = [0; 8];
        name.copy_from_slice(&digest[..8]);
        name
    }

    /// A seal over any bytes under a domain of their own.
    #[must_use]
    pub(crate) fn over(&self, parts: &[&[u8]]) -> Mac {
        let mut mac = self.start();
        for part in parts {
            mac.update(part);
        }
        Mac(mac.finalize().into_bytes().into())
    }

    fn start(&self) -> Hmac<Sha256> {
        // HMAC takes keys of any length; a fixed array cannot be refused.
        match Hmac::<Sha256>::new_from_slice(self.0.as_slice()) {
            Ok(mac) => mac,
            Err(_) => unreachable!("HMAC takes a key of any length"),
        }
    }
}

impl fmt::Debug for ChainKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ChainKey(..)")
    }
}

/// Seals the entries of one section.
#[derive(Clone)]
pub struct Sealer {
    prepared: Hmac<Sha256>,
    bytes: Vec<u8>,
}

impl Sealer {
    /// For entries of this section under this key.
    #[must_use]
    pub fn new(key: &ChainKey, chain: &ChainId) -> Self {
        let mut prepared = key.start();
        prepared.update(DOMAIN);
        prepared.update(chain.as_bytes());
        Self {
            prepared,
            bytes: Vec::with_capacity(512),
        }
    }

    /// The seal of an entry after the seal before it.
    pub fn seal(&mut self, before: &Mac, entry: &crate::EntryRef<'_>) -> Mac {
        self.bytes.clear();
        self.bytes.extend_from_slice(&before.0);
        crate::canonical::write(entry, &mut self.bytes);
        let mut mac = self.prepared.clone();
        mac.update(&self.bytes);
        Mac(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Sealer(..)")
    }
}

/// Small digits only: one spelling for each value, or a changed file could
/// pass for the same.
fn read_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_its_sealer_print_nothing_of_the_key() {
        let key = ChainKey::from_bytes(Zeroizing::new([0xab; 32]));
        let sealer = Sealer::new(&key, &ChainId::new(&key, [1; 8]));
        assert_eq!(format!("{key:?} {sealer:?}"), "ChainKey(..) Sealer(..)");
    }

    #[test]
    fn a_section_knows_the_key_it_was_made_for() {
        let one = ChainKey::from_bytes(Zeroizing::new([1; 32]));
        let two = ChainKey::from_bytes(Zeroizing::new([2; 32]));
        let section = ChainId::new(&one, [7; 8]);
        assert!(section.is_of(&one) && !section.is_of(&two));
        assert_eq!(ChainId::parse(&section.to_string()), Some(section));
    }

    #[test]
    fn a_seal_has_one_spelling() {
        let mac = Mac::from_bytes([0xab; 32]);
        let text = mac.to_string();
        assert_eq!(Mac::parse(&text), Some(mac));
        assert_eq!(Mac::parse(&text.to_uppercase()), None);
        assert_eq!(Mac::parse(&text[1..]), None);
    }
}
