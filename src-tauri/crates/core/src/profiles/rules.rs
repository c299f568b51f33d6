//! What a person may type to connect a key. Checked on this computer, before
//! anything is sent: a wrong form must not cost a refused signature.

use kh_api::{BadEndpoint, Endpoint};
use kh_model::{KeyId, SignPath};

use crate::error::FormError;

/// Most characters of a profile's name.
const LONGEST_LABEL: usize = 60;

/// The address of a key's provider: the real one, or a simulator on this
/// computer.
pub(crate) fn endpoint(base_url: Option<&str>, key: &KeyId) -> Result<Endpoint, FormError> {
    let endpoint = match base_url.map(str::trim).filter(|url| !url.is_empty()) {
        None => Endpoint::live(),
        Some(url) if url == Endpoint::live().base() => Endpoint::live(),
        Some(url) => Endpoint::simulator(url).map_err(|_| wrong_address(url))?,
    };
    endpoint.accepts(key).map_err(|error| match error {
        BadEndpoint::Address => FormError::Url,
        BadEndpoint::SimulatedKey => FormError::SimulatedAtLive,
        BadEndpoint::LiveKey => FormError::LiveAtSimulator,
    })?;
    Ok(endpoint)
}

/// An address of another computer is told from one that is no address.
fn wrong_address(url: &str) -> FormError {
    let lower = url.to_lowercase();
    let rest = lower
        .strip_prefix("http://")
        .or_else(|| lower.strip_prefix("https://"));
    let Some(rest) = rest else {
        return FormError::Url;
    };
    let here = ["127.", "localhost", "[::1]"]
        .iter()
        .any(|host| rest.starts_with(host));
    if here || rest.is_empty() || rest.contains('@') {
        FormError::Url
    } else {
        FormError::NotLoopback
    }
}

/// The public id of a key.
pub(crate) fn key_id(text: &str) -> Result<KeyId, FormError> {
    KeyId::new(text).map_err(|_| FormError::Key)
}

/// The secret as typed. White space around it is nearly always a slip of
/// pasting, and a refused signature would be the price of guessing.
pub(crate) fn secret(text: &str) -> Result<&str, FormError> {
    if text.trim().is_empty() {
        Err(FormError::SecretEmpty)
    } else if text.trim() == text {
        Ok(text)
    } else {
        Err(FormError::SecretSpace)
    }
}

/// The name of a profile.
pub(crate) fn label(text: &str) -> Result<String, FormError> {
    let text = text.trim();
    if text.is_empty() {
        Err(FormError::LabelEmpty)
    } else if text.chars().count() > LONGEST_LABEL {
        Err(FormError::LabelTooLong)
    } else {
        Ok(text.to_owned())
    }
}

/// The form of the signed path.
pub(crate) fn sign_path(word: &str) -> Result<SignPath, FormError> {
    SignPath::parse(word).ok_or(FormError::SignPath)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live_key() -> KeyId {
        KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap()
    }

    fn simulated_key() -> KeyId {
        KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap()
    }

    #[test]
    fn a_key_goes_only_where_it_belongs() {
        assert!(endpoint(None, &live_key()).is_ok());
        assert!(endpoint(Some("http://127.0.0.1:4000/v1"), &simulated_key()).is_ok());
        assert_eq!(
            endpoint(None, &simulated_key()),
            Err(FormError::SimulatedAtLive)
        );
        assert_eq!(
            endpoint(Some("http://127.0.0.1:4000/v1"), &live_key()),
            Err(FormError::LiveAtSimulator)
        );
    }

    #[test]
    fn another_computer_is_refused_and_told_from_a_typing_error() {
        for far in [
            "http://192.168.1.4:4000/v1",
            "https://example.net/v1",
            "http://[fe80::1]/v1",
        ] {
            assert_eq!(
                endpoint(Some(far), &simulated_key()),
                Err(FormError::NotLoopback),
                "{far}"
            );
        }
        for wrong in [
            "example",
            "http://",
            "ftp://127.0.0.1/v1",
            "http://127.0.0.1:4000/v2",
            "http://me@127.0.0.1/v1",
        ] {
            assert_eq!(
                endpoint(Some(wrong), &simulated_key()),
                Err(FormError::Url),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_secret_is_taken_as_it_is_or_not_at_all() {
        assert_eq!(secret("a b"), Ok("a b"));
        assert_eq!(secret("  "), Err(FormError::SecretEmpty));
        assert_eq!(secret("abc\n"), Err(FormError::SecretSpace));
    }

    #[test]
    fn a_label_has_words_and_an_end() {
        assert_eq!(label("  Shop "), Ok("Shop".to_owned()));
        assert_eq!(label(" \n"), Err(FormError::LabelEmpty));
        assert_eq!(label(&"x".repeat(61)), Err(FormError::LabelTooLong));
    }
}
