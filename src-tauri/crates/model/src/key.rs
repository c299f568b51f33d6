//! The public half of an API key, and the form of the path it signs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The public id of an API key. It may be logged; the secret may not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(String);

/// A text is not a key id of the documented form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key id is kh_live_ followed by 32 capital letters or digits")]
pub struct BadKeyId;

impl KeyId {
    const PREFIX: &'static str = "kh_live_";
    const SIMULATED: &'static str = "kh_live_SIM";

    /// Checks the form of contract 1.2: `^kh_live_[A-Z0-9]{32}$`. Surrounding
    /// white space, a usual guest of the clipboard, is dropped.
    ///
    /// # Errors
    /// [`BadKeyId`] for anything else.
    pub fn new(text: impl AsRef<str>) -> Result<Self, BadKeyId> {
        let text = text.as_ref().trim();
        let tail = text.strip_prefix(Self::PREFIX).ok_or(BadKeyId)?;
        let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if tail.len() == 32 && tail.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadKeyId)
        }
    }

    /// Whether a simulator made this key. Such a key is refused for the live
    /// host, and any other key is refused for a simulator.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.0.starts_with(Self::SIMULATED)
    }

    /// The id as it goes into the `KH-Key` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for KeyId {
    type Error = BadKeyId;
    fn try_from(text: String) -> Result<Self, BadKeyId> {
        Self::new(text)
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> String {
        id.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Which form of the request path is signed (contract 1.4). The provider's
/// words and its examples disagree, so it is a setting of the profile and is
/// never changed by the program on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignPath {
    /// `/v1/…`, as all examples of the provider do.
    #[default]
    Short,
    /// The whole path of the URL, as the provider's prose says.
    Full,
}

impl SignPath {
    /// The word used in settings and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Full => "full",
        }
    }

    /// Reads the word of [`SignPath::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "short" => Some(Self::Short),
            "full" => Some(Self::Full),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_id_has_the_documented_form() {
        let text = format!("kh_live_{}", "A1".repeat(16));
        assert_eq!(KeyId::new(format!(" {text}\n")).unwrap().as_str(), text);
        for wrong in [
            String::new(),
            "kh_live_".to_owned(),
            format!("kh_live_{}", "a1".repeat(16)),
            format!("kh_live_{}", "A".repeat(31)),
            format!("kh_live_{}", "A".repeat(33)),
            format!("kh_test_{}", "A".repeat(32)),
        ] {
            assert_eq!(KeyId::new(&wrong), Err(BadKeyId), "{wrong}");
        }
    }

    #[test]
    fn a_simulated_key_says_so() {
        let simulated = KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap();
        let live = KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap();
        assert!(simulated.is_simulated());
        assert!(!live.is_simulated());
    }
}
