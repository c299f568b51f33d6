//! Identifiers. The provider may send numbers or strings; here they are text,
//! so that nothing beyond 2^53 is ever rounded.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An identifier was empty where one is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier must not be empty")]
pub struct EmptyId;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is, without surrounding white space.
            ///
            /// # Errors
            /// [`EmptyId`] if nothing is left.
            pub fn new(text: impl AsRef<str>) -> Result<Self, EmptyId> {
                let text = text.as_ref().trim();
                if text.is_empty() { Err(EmptyId) } else { Ok(Self(text.to_owned())) }
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = EmptyId;
            fn try_from(text: String) -> Result<Self, EmptyId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A product of the provider's catalogue.
    ProductId
);
text_id!(
    /// An order at the provider. There is no list of them (contract 2), so an
    /// id that is lost cannot be found again.
    OrderId
);
text_id!(
    /// A service of the account.
    ServiceId
);
text_id!(
    /// An invoice of the account.
    InvoiceId
);
text_id!(
    /// A profile of this console: one provider account and the key used for it.
    ProfileId
);
text_id!(
    /// The handle of one answer at the provider, for its support and its audit
    /// log (`X-Request-Id`, contract 2). Opaque.
    RequestId
);

/// Names one intent to the provider, which answers the same key and the same
/// body with the same response for 24 hours (contract 5).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdempotencyKey(String);

/// A text is not an idempotency key of the documented form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 80 characters from A-Z a-z 0-9 _ . -")]
pub struct BadIdempotencyKey;

impl IdempotencyKey {
    /// Checks the form of contract 5: 1 to 80 characters of `[A-Za-z0-9_.-]`.
    ///
    /// # Errors
    /// [`BadIdempotencyKey`] for anything else.
    pub fn new(text: impl Into<String>) -> Result<Self, BadIdempotencyKey> {
        let text = text.into();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        if (1..=80).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(BadIdempotencyKey)
        }
    }

    /// The key as it goes into the `Idempotency-Key` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for IdempotencyKey {
    type Error = BadIdempotencyKey;
    fn try_from(text: String) -> Result<Self, BadIdempotencyKey> {
        Self::new(text)
    }
}

impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> String {
        key.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_beyond_two_to_the_fifty_three_survives_as_text() {
        let id = OrderId::new("9007199254740993123").unwrap();
        assert_eq!(
            serde_json::to_string(&id).unwrap(),
            "\"9007199254740993123\""
        );
    }

    #[test]
    fn an_empty_id_is_refused_also_when_it_is_read_back() {
        assert_eq!(ProductId::new("  "), Err(EmptyId));
        assert!(serde_json::from_str::<ProductId>("\"\"").is_err());
    }

    #[test]
    fn an_idempotency_key_has_one_to_eighty_allowed_characters() {
        assert!(IdempotencyKey::new("ord-01.A_z").is_ok());
        assert!(IdempotencyKey::new("x".repeat(80)).is_ok());
        for wrong in ["", "a b", "a/b", "ä", &"x".repeat(81)] {
            assert_eq!(
                IdempotencyKey::new(wrong),
                Err(BadIdempotencyKey),
                "{wrong}"
            );
        }
    }
}
