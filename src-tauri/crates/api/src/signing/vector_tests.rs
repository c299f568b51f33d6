//! The eight vectors of contract 16 and the shell example of the provider's
//! overview page. The vectors file was made with the openssl program, never
//! with this code.

use serde::Deserialize;

use super::{Parts, SigningKey, body_hash, sign};

#[derive(Deserialize)]
struct Vector {
    id: String,
    method: String,
    path: String,
    timestamp: i64,
    nonce: String,
    body: String,
    body_sha256: String,
    signature: String,
    secret: String,
}

#[test]
fn all_vectors_are_reproduced() {
    let text = include_str!("../../../../../tests/vectors/signing.json");
    let vectors: Vec<Vector> = serde_json::from_str(text).unwrap();
    assert!(vectors.len() >= 8);
    for vector in vectors {
        let key = SigningKey::new(vector.secret.as_bytes()).unwrap();
        let parts = Parts {
            method: &vector.method,
            path: &vector.path,
            timestamp: vector.timestamp,
            nonce: &vector.nonce,
            body: vector.body.as_bytes(),
        };
        let hash = body_hash(parts.body);
        assert_eq!(hash, vector.body_sha256.as_bytes(), "body of {}", vector.id);
        assert_eq!(
            sign(&key, &parts).as_str(),
            vector.signature,
            "{}",
            vector.id
        );
    }
}

/// Values copied from contract 16, so that a wrong vectors file is noticed.
#[test]
fn the_published_signatures_are_reproduced() {
    let key = SigningKey::new(b"sandboxSECRET0123456789abcdefABCD").unwrap();
    let me = Parts {
        method: "GET",
        path: "/v1/me",
        timestamp: 1_767_225_600,
        nonce: "AAAAAAAAAAAAAAAAAAAAAA",
        body: b"",
    };
    assert_eq!(
        sign(&key, &me).as_str(),
        "569297f271a8a84d2eb9a49622334a32d0fbb6a31401b1e7b1c79be8ed0da22a"
    );
    let order = Parts {
        method: "POST",
        path: "/v1/orders",
        timestamp: 1_767_225_602,
        nonce: "ffeeddccbbaa99887766554433221100",
        body: br#"{"product_id":42,"billing_cycle":"monthly"}"#,
    };
    assert_eq!(
        sign(&key, &order).as_str(),
        "7b7aa711d863b5324c7f51d936b920a13b8910c0caaa4b85164f4cee6e38dbf6"
    );
    let spaced = Parts {
        body: br#"{"product_id": 42, "billing_cycle": "monthly"}"#,
        ..order
    };
    assert_eq!(
        &body_hash(spaced.body),
        b"266cecc24d388b3a9a3e12c231af485a923ff93c0706213b85ec03e875a8bdc3"
    );
    assert_ne!(sign(&key, &spaced), sign(&key, &order));
}
