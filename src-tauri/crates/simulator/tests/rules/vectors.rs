//! The signer of these tests against the vectors that openssl made.

use serde_json::Value;

use crate::support::{Draft, sign};

#[test]
fn the_signer_of_the_tests_reproduces_all_eight_vectors() {
    let text = include_str!("../../../../../tests/vectors/signing.json");
    let vectors: Vec<Value> = serde_json::from_str(text).unwrap();
    let signed = vectors
        .iter()
        .filter(|vector| vector["id"].as_str().is_some_and(|id| id.starts_with('V')))
        .inspect(|vector| {
            let word = |name: &str| vector[name].as_str().unwrap();
            let draft = Draft {
                method: word("method"),
                path: word("path"),
                timestamp: &vector["timestamp"].to_string(),
                nonce: word("nonce"),
                body: word("body").as_bytes(),
            };
            assert_eq!(sign(word("secret"), &draft), word("signature"));
        })
        .count();
    assert_eq!(signed, 8);
}
