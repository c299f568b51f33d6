//! Signs an event in the Stripe scheme (contract 10): the header carries the
//! time and HMAC-SHA256 over `"<time>.<raw body>"`, keyed with the whole secret
//! as text.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The header that carries the signature. Its name is not documented; receivers
/// try several (contract 10).
pub(crate) const HEADER: &str = "KH-Webhook-Signature";

/// The value of the header: `t=<unix seconds>,v1=<hex>`. Every attempt signs
/// anew with its own time, because receivers refuse old ones.
#[must_use]
pub(crate) fn header(secret: &[u8], at: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new(&block(secret).into());
    mac.update(at.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

/// The key as HMAC uses it (RFC 2104): padded to one block, hashed if longer.
/// Done here because the constructor for such a block cannot fail.
fn block(secret: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    match block.get_mut(..secret.len()) {
        Some(start) => start.copy_from_slice(secret),
        None => block[..32].copy_from_slice(&Sha256::digest(secret)),
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        secret: String,
        timestamp: i64,
        body: String,
        header: String,
    }

    fn vector() -> Vector {
        let file = include_str!("../../../../../tests/vectors/webhook.json");
        serde_json::from_str(file).unwrap()
    }

    #[test]
    fn the_header_equals_the_one_made_with_openssl() {
        let known = vector();
        let made = header(
            known.secret.as_bytes(),
            known.timestamp,
            known.body.as_bytes(),
        );
        assert_eq!(made, known.header);
    }

    #[test]
    fn a_secret_longer_than_a_block_signs_as_its_hash() {
        let long = [b'k'; 65];
        let hash = Sha256::digest(long);
        assert_eq!(header(&long, 1, b"{}"), header(&hash, 1, b"{}"));
        assert_ne!(header(&long[..64], 1, b"{}"), header(&long, 1, b"{}"));
    }

    #[test]
    fn time_body_and_the_whole_secret_all_count() {
        let known = vector();
        let body = known.body.as_bytes();
        let without_prefix = known.secret.trim_start_matches("whsec_");
        assert_ne!(
            header(without_prefix.as_bytes(), known.timestamp, body),
            known.header
        );
        let later = header(known.secret.as_bytes(), known.timestamp + 1, body);
        let signature = |header: &str| header.split_once(",v1=").unwrap().1.to_owned();
        assert_ne!(signature(&later), signature(&known.header));
        assert_ne!(
            header(known.secret.as_bytes(), known.timestamp, b"{}"),
            known.header
        );
    }
}
