//! The signature of a request (contract 1.3), written from the contract and
//! from nothing else.

use hmac::{Hmac, KeyInit, Mac};
use kh_model::SignPath;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What the provider's real path begins with; the examples leave it out of
/// what they sign (contract 1.4).
pub(crate) const MOUNT: &str = "/cp/kh_reseller_api";

/// The five parts of the signing string, the last still unhashed.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) timestamp: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) body: &'a [u8],
}

/// The part of the request target that is signed, with its query.
pub(crate) fn signing_path(target: &str, form: SignPath) -> &str {
    match form {
        SignPath::Short => target
            .strip_prefix(MOUNT)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(target),
        SignPath::Full => target,
    }
}

/// Whether this is the signature of these parts, in a time that does not
/// depend on where they differ.
pub(super) fn verify(secret: &[u8], parts: &Parts<'_>, given: &[u8; 32]) -> bool {
    let computed = compute(secret, parts);
    computed.ct_eq(given).into()
}

fn compute(secret: &[u8], parts: &Parts<'_>) -> [u8; 32] {
    let body = hex::encode(Sha256::digest(parts.body));
    // A key of any length is taken, the empty one too.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return [0; 32];
    };
    for (place, part) in [
        parts.method,
        parts.path,
        parts.timestamp,
        parts.nonce,
        &body,
    ]
    .iter()
    .enumerate()
    {
        if place > 0 {
            mac.update(b"\n");
        }
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"sandboxSECRET0123456789abcdefABCD";
    const ORDER: &[u8] = br#"{"product_id":42,"billing_cycle":"monthly"}"#;

    fn signature(method: &str, path: &str, timestamp: &str, nonce: &str, body: &[u8]) -> String {
        hex::encode(compute(
            SECRET,
            &Parts {
                method,
                path,
                timestamp,
                nonce,
                body,
            },
        ))
    }

    #[test]
    fn the_vectors_of_the_contract_are_reproduced() {
        let (v1_nonce, v3_nonce) = ("A".repeat(22), "ffeeddccbbaa99887766554433221100");
        assert_eq!(
            signature("GET", "/v1/me", "1767225600", &v1_nonce, b""),
            "569297f271a8a84d2eb9a49622334a32d0fbb6a31401b1e7b1c79be8ed0da22a"
        );
        assert_eq!(
            signature("POST", "/v1/orders", "1767225602", v3_nonce, ORDER),
            "7b7aa711d863b5324c7f51d936b920a13b8910c0caaa4b85164f4cee6e38dbf6"
        );
        assert_eq!(
            signature(
                "POST",
                "/cp/kh_reseller_api/v1/orders",
                "1767225602",
                v3_nonce,
                ORDER
            ),
            "241b0c0d11067aeb98001f6dd0ab5589da6b85d0ca62a81b52933df1d6384b44"
        );
    }

    #[test]
    fn the_short_form_leaves_the_mount_out_and_keeps_the_query() {
        let long = "/cp/kh_reseller_api/v1/services?page=2";
        assert_eq!(signing_path(long, SignPath::Short), "/v1/services?page=2");
        assert_eq!(signing_path(long, SignPath::Full), long);
        assert_eq!(signing_path("/v1/me", SignPath::Short), "/v1/me");
    }
}
