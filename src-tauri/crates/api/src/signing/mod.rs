//! The signature of a request, as a pure function (contract 1.3): time, nonce
//! and bytes come in, 64 hex characters go out. Nothing is read from outside
//! and nothing is put on the heap.

mod key;
#[cfg(test)]
mod openssl_tests;
#[cfg(test)]
mod vector_tests;

use std::fmt;

use hmac::Mac;
use sha2::{Digest, Sha256};

pub use key::{EmptySecret, SigningKey};

/// The five parts that are signed.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Upper case, as it is sent.
    pub method: &'a str,
    /// Path and query exactly as sent, in the form that the profile signs.
    pub path: &'a str,
    /// Seconds since 1970 in the provider's time.
    pub timestamp: i64,
    /// 22 to 44 characters of base64url, used once.
    pub nonce: &'a str,
    /// The exact body; empty where there is none.
    pub body: &'a [u8],
}

/// A signature: 64 lower-case hex characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// The signature as it goes into the `KH-Signature` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Signature {
    /// A signature is good for 300 seconds; it does not belong into a log.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Signature(..)")
    }
}

/// Signs `METHOD LF PATH LF TIMESTAMP LF NONCE LF sha256_hex(BODY)`.
#[must_use]
pub fn sign(key: &SigningKey, parts: &Parts<'_>) -> Signature {
    let mut mac = key.begin();
    mac.update(parts.method.as_bytes());
    mac.update(b"\n");
    mac.update(parts.path.as_bytes());
    mac.update(b"\n");
    let mut digits = [0; 20];
    mac.update(decimal(parts.timestamp, &mut digits));
    mac.update(b"\n");
    mac.update(parts.nonce.as_bytes());
    mac.update(b"\n");
    mac.update(&body_hash(parts.body));
    Signature(hex_of(&mac.finalize().into_bytes().into()))
}

/// The hash of no body, contract 1.3. Most requests have none.
const EMPTY: &[u8; 64] = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn body_hash(body: &[u8]) -> [u8; 64] {
    if body.is_empty() {
        return *EMPTY;
    }
    hex_of(&Sha256::digest(body).into())
}

fn hex_of(bytes: &[u8; 32]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *pair = [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ];
    }
    text
}

/// Writes a number from the right end of `room`; 20 bytes hold every `i64`.
fn decimal(number: i64, room: &mut [u8; 20]) -> &[u8] {
    let mut rest = number.unsigned_abs();
    let mut start = room.len();
    loop {
        start -= 1;
        room[start] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        start -= 1;
        room[start] = b'-';
    }
    &room[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0, 7, -1, 1_767_225_600, i64::MAX, i64::MIN] {
            let mut room = [0; 20];
            assert_eq!(
                decimal(number, &mut room),
                number.to_string().as_bytes(),
                "{number}"
            );
        }
    }

    #[test]
    fn a_signature_shows_itself_only_when_asked() {
        let key = SigningKey::new(b"secret").unwrap();
        let signature = sign(
            &key,
            &Parts {
                method: "GET",
                path: "/v1/me",
                timestamp: 0,
                nonce: "",
                body: b"",
            },
        );
        assert_eq!(signature.as_str().len(), 64);
        assert_eq!(format!("{signature:?}"), "Signature(..)");
    }
}
