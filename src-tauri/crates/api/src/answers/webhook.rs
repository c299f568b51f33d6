//! `GET` and `PUT /v1/webhooks`: where events are sent.

use super::{RawAnswer, ReadAnswer};
use crate::wire::envelope::{self, Named};
use crate::wire::{Json, Object, Unreadable, scalar};

const NAMED: Named = Named {
    one: "webhook",
    many: "webhooks",
    id: &[],
};
const URL: &[&str] = &[
    "url",
    "webhook_url",
    "endpoint",
    "callback_url",
    "webhook",
    "data",
];

/// The webhook of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The URL events are sent to; none if none is set or none is stated.
    pub url: Option<String>,
    /// Whether the answer says anything about the URL. A success without a
    /// body does not (contract 13, rule 11).
    pub stated: bool,
}

impl ReadAnswer for Webhook {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        const UNSAID: Webhook = Webhook {
            url: None,
            stated: false,
        };
        if raw.is_bodyless() {
            return Ok(UNSAID);
        }
        let json = raw.json()?;
        if json.as_object().is_some_and(Object::is_empty) || json == Json::List(Vec::new()) {
            return Ok(UNSAID);
        }
        let nothing_set = match &json {
            Json::Null => true,
            Json::Text(url) => return Ok(Self::at(url)),
            Json::List(_) | Json::Object(_) => {
                envelope::many(&json, NAMED).is_ok_and(|hooks| hooks.is_empty())
            }
            Json::Bool(_) | Json::Number(_) => false,
        };
        if nothing_set {
            return Ok(Self::at(""));
        }
        let object = envelope::one(&json, NAMED)?;
        Ok(Self {
            url: scalar::word(object, URL),
            stated: object.find(URL).is_some(),
        })
    }
}

impl Webhook {
    fn at(url: &str) -> Self {
        let url = url.trim();
        Self {
            url: (!url.is_empty()).then(|| url.to_owned()),
            stated: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{read, read_with};

    #[test]
    fn the_url_is_read_from_every_form() {
        for form in [
            r#"{"data":{"url":"https://h.example.net/kh"}}"#,
            r#"{"url":"https://h.example.net/kh"}"#,
            r#"{"webhook":{"url":"https://h.example.net/kh"}}"#,
            r#"{"webhook":"https://h.example.net/kh"}"#,
            r#"{"data":[{"url":"https://h.example.net/kh"}]}"#,
            r#""https://h.example.net/kh""#,
        ] {
            let webhook: Webhook = read(form).unwrap();
            assert_eq!(
                webhook.url.as_deref(),
                Some("https://h.example.net/kh"),
                "{form}"
            );
            assert!(webhook.stated);
        }
    }

    #[test]
    fn no_url_is_said_or_left_unsaid() {
        for form in [
            r#"{"data":{"url":null}}"#,
            r#"{"url":""}"#,
            r#"{"data":null}"#,
            r#"{"data":[]}"#,
            "null",
        ] {
            let none = Webhook {
                url: None,
                stated: true,
            };
            assert_eq!(read::<Webhook>(form), Ok(none), "{form}");
        }
        for (status, body) in [
            (200, ""),
            (202, " "),
            (204, ""),
            (200, "{}"),
            (200, r#"{"status":"ok"}"#),
        ] {
            let unsaid = Webhook {
                url: None,
                stated: false,
            };
            assert_eq!(
                read_with::<Webhook>(status, &[], body),
                Ok(unsaid),
                "{body}"
            );
        }
    }

    #[test]
    fn a_page_in_its_place_is_no_webhook() {
        assert!(read::<Webhook>("<html></html>").is_err());
        assert!(read::<Webhook>("17").is_err());
    }
}
