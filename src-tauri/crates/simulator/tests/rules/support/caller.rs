//! Someone with a key, and what they are shown.

use kh_simulator::{Call, Effect, IssuedKey, Reply};
use serde_json::Value;

use super::{Draft, World, sign};

/// Someone who calls with one key.
pub(crate) struct Caller<'a> {
    world: &'a World,
    pub(crate) key: IssuedKey,
    address: String,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(world: &'a World, key: IssuedKey) -> Self {
        Self {
            world,
            key,
            address: "127.0.0.1".to_owned(),
        }
    }

    /// The same caller at another address.
    pub(crate) fn from(mut self, address: &str) -> Self {
        self.address = address.to_owned();
        self
    }

    /// The same caller with another secret.
    pub(crate) fn with_secret(mut self, secret: &str) -> Self {
        self.key.secret = secret.to_owned();
        self
    }

    /// A signed call, to be changed before it is sent.
    pub(crate) fn signed(&self, method: &str, path: &str, body: &str) -> Call {
        let nonce = self.world.nonce();
        self.signed_at(method, path, body, self.world.now(), &nonce)
    }

    /// A signed call with a time and a nonce of one's own.
    pub(crate) fn signed_at(
        &self,
        method: &str,
        path: &str,
        body: &str,
        timestamp: i64,
        nonce: &str,
    ) -> Call {
        let timestamp = timestamp.to_string();
        let signature = sign(
            &self.key.secret,
            &Draft {
                method,
                path,
                timestamp: &timestamp,
                nonce,
                body: body.as_bytes(),
            },
        );
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Call {
            headers: vec![
                header("KH-Key", &self.key.key),
                header("KH-Timestamp", &timestamp),
                header("KH-Nonce", nonce),
                header("KH-Signature", &signature),
            ],
            body: body.as_bytes().to_vec(),
            peer_ip: self.address.parse().unwrap(),
            ..Call::new(method, path)
        }
    }

    pub(crate) fn get(&self, path: &str) -> Shown {
        self.world.send(self.signed("GET", path, ""))
    }

    pub(crate) fn put(&self, path: &str, body: &str) -> Shown {
        self.world.send(self.signed("PUT", path, body))
    }

    pub(crate) fn post(&self, path: &str, body: &str, idempotency_key: &str) -> Shown {
        let mut call = self.signed("POST", path, body);
        let header = ("Idempotency-Key".to_owned(), idempotency_key.to_owned());
        call.headers.push(header);
        self.world.send(call)
    }

    /// A post with an idempotency key that was not used before.
    pub(crate) fn post_anew(&self, path: &str, body: &str) -> Shown {
        self.post(path, body, &format!("key-{}", self.world.nonce()))
    }

    /// An action on a service.
    pub(crate) fn act(&self, service: u64, action: &str) -> Shown {
        let path = format!("/v1/services/{service}/actions");
        self.post_anew(&path, &format!(r#"{{"action":"{action}"}}"#))
    }
}

/// What a caller is shown.
pub(crate) struct Shown(pub(crate) Reply);

impl Shown {
    pub(crate) fn status(&self) -> u16 {
        assert_ne!(self.0.effect, Effect::Dropped, "nothing was shown");
        self.0.status
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.0.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.header(name)
    }

    /// The code of a problem: the last segment of its type.
    pub(crate) fn code(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.0.status);
        assert_eq!(problem["request_id"].as_str(), self.header("x-request-id"));
        let kind = problem["type"].as_str().unwrap();
        kind.rsplit('/').next().unwrap().to_owned()
    }

    /// The status and the reason of a problem.
    pub(crate) fn reason(&self) -> (u16, String) {
        self.code();
        let reason = self.json()["reason"].as_str().unwrap_or("").to_owned();
        (self.0.status, reason)
    }

    /// The fields that a validation problem complains about.
    pub(crate) fn fields(&self) -> Vec<String> {
        assert_eq!(self.code(), "validation_failed", "{}", self.text());
        let problem = self.json();
        let errors = problem["errors"].as_array().unwrap();
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }
}
