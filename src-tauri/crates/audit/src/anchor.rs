//! What the keychain holds: the key, and the head of the chain.

use zeroize::Zeroizing;

use crate::{ChainId, ChainKey, Head, Mac};

/// One item of the keychain. Without it the chain on the disk is only as
/// honest as the disk; with it, a chain that was cut off or put back is found.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The last entry that was sealed. Its number is the count, because
    /// numbers have no gap.
    pub head: Head,
    /// The key that seals.
    pub key: ChainKey,
    /// Keys of sections that were begun in memory while the keychain was
    /// locked, newest first.
    pub earlier: Vec<ChainKey>,
}

/// The item in the keychain is none that this program wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the item of the audit chain in the keychain cannot be read")]
pub struct BadAnchor;

const FORM: &[u8; 8] = b"khaudit1";
const KEY: usize = 32;
const FIXED: usize = FORM.len() + 8 + 16 + 32 + KEY;

impl Anchor {
    /// As many earlier keys are kept; the smallest keychain takes 2,560 bytes.
    pub const MOST_EARLIER: usize = 64;

    /// Every key, the one that seals first.
    pub fn keys(&self) -> impl Iterator<Item = &ChainKey> {
        std::iter::once(&self.key).chain(&self.earlier)
    }

    /// Takes the key of a section that began in memory along, so that it can
    /// be checked later.
    pub fn adopt(&mut self, key: &ChainKey) {
        let known = self
            .keys()
            .any(|kept| kept.fingerprint() == key.fingerprint());
        if !known {
            self.earlier.insert(0, key.clone());
            self.earlier.truncate(Self::MOST_EARLIER);
        }
    }

    /// The bytes for the keychain.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // At its full length from the start: a buffer that grows leaves copies.
        let length = FIXED + self.earlier.len() * KEY;
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend_from_slice(FORM);
        bytes.extend_from_slice(&self.head.seq.to_be_bytes());
        bytes.extend_from_slice(self.head.chain.as_bytes());
        bytes.extend_from_slice(self.head.mac.as_bytes());
        for key in self.keys() {
            bytes.extend_from_slice(key.expose());
        }
        bytes
    }

    /// Reads them back.
    ///
    /// # Errors
    /// [`BadAnchor`] for anything that [`Anchor::to_bytes`] did not make.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadAnchor> {
        let rest = bytes.strip_prefix(FORM).ok_or(BadAnchor)?;
        let (seq, rest) = rest.split_first_chunk::<8>().ok_or(BadAnchor)?;
        let (chain, rest) = rest.split_first_chunk::<16>().ok_or(BadAnchor)?;
        let (mac, rest) = rest.split_first_chunk::<32>().ok_or(BadAnchor)?;
        let (keys, odd) = rest.as_chunks::<KEY>();
        let mut keys = keys
            .iter()
            .map(|key| ChainKey::from_bytes(Zeroizing::new(*key)));
        let key = keys.next().ok_or(BadAnchor)?;
        if !odd.is_empty() || keys.len() > Self::MOST_EARLIER {
            return Err(BadAnchor);
        }
        Ok(Self {
            head: Head {
                seq: u64::from_be_bytes(*seq),
                chain: ChainId::from_bytes(*chain),
                mac: Mac::from_bytes(*mac),
            },
            key,
            earlier: keys.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> ChainKey {
        ChainKey::from_bytes(Zeroizing::new([byte; 32]))
    }

    fn anchor() -> Anchor {
        Anchor {
            head: Head {
                seq: 812,
                chain: ChainId::new(&key(1), [2; 8]),
                mac: Mac::from_bytes([3; 32]),
            },
            key: key(1),
            earlier: vec![key(4)],
        }
    }

    #[test]
    fn an_anchor_comes_back_from_the_keychain_and_nothing_else_does() {
        let bytes = anchor().to_bytes();
        let back = Anchor::from_bytes(&bytes).unwrap();
        assert_eq!(back.head, anchor().head);
        assert_eq!(back.to_bytes(), bytes);
        for length in 0..bytes.len() {
            // A whole number of keys less is another anchor, and says so by its form.
            if length < FIXED || !(length - FIXED).is_multiple_of(KEY) {
                assert!(Anchor::from_bytes(&bytes[..length]).is_err(), "{length}");
            }
        }
        assert!(Anchor::from_bytes(b"khaudit2").is_err());
    }

    #[test]
    fn the_fullest_anchor_fits_into_every_keychain() {
        let mut full = anchor();
        for byte in 0..=255 {
            full.adopt(&key(byte));
            full.adopt(&key(byte));
        }
        assert_eq!(full.earlier.len(), Anchor::MOST_EARLIER);
        assert!(full.to_bytes().len() <= 2_560);
        assert_eq!(full.key.fingerprint(), key(1).fingerprint());
    }

    #[test]
    fn an_anchor_prints_no_key() {
        let shown = format!("{:?}", anchor());
        assert!(!shown.contains("1, 1, 1") && !shown.contains("0101"));
    }
}
