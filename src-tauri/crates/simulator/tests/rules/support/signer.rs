//! A signer written from the contract for these tests alone.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The five parts of the signing string.
pub(crate) struct Draft<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) timestamp: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) body: &'a [u8],
}

/// The signature in lower-case hexadecimal.
pub(crate) fn sign(secret: &str, draft: &Draft<'_>) -> String {
    let text = [
        draft.method,
        draft.path,
        draft.timestamp,
        draft.nonce,
        &hex::encode(Sha256::digest(draft.body)),
    ]
    .join("\n");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}
