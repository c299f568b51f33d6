//! `GET /v1/health`, the only unsigned call.

use super::{RawAnswer, ReadAnswer};
use crate::wire::{Unreadable, scalar};

const STATUS: &[&str] = &["status", "state", "health"];

/// The provider is reachable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Its own word for how it is, `ok`.
    pub said: Option<String>,
}

impl ReadAnswer for Health {
    /// Never fails: what counts is that there was an answer.
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = raw.json().ok();
        let root = json.as_ref().and_then(|json| json.as_object());
        let inner = root.and_then(|root| root.find(&["data"])?.as_object());
        let said = inner
            .or(root)
            .and_then(|object| scalar::word(object, STATUS));
        Ok(Self { said })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::read;

    #[test]
    fn any_answer_is_a_sign_of_life() {
        for (body, said) in [
            (r#"{"status":"ok"}"#, Some("ok")),
            (r#"{"data":{"status":"ok"}}"#, Some("ok")),
            ("", None),
            ("pong", None),
            ("<html></html>", None),
        ] {
            let health: Health = read(body).unwrap();
            assert_eq!(health.said.as_deref(), said, "{body}");
        }
    }
}
