//! `POST /v1/services/{id}/actions`: an action was accepted.

use kh_model::ServiceId;

use super::{RawAnswer, ReadAnswer};
use crate::wire::envelope::{self, Named};
use crate::wire::{Json, Unreadable, scalar};

const NAMED: Named = Named {
    one: "action",
    many: "actions",
    id: SERVICE_ID,
};
const SERVICE_ID: &[&str] = &["service_id"];
const ACTION: &[&str] = &["action", "name"];
const STATUS: &[&str] = &["status", "state", "result"];

/// The provider took an action on; it need not be finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionAccepted {
    /// The service, as repeated by the provider.
    pub service_id: Option<ServiceId>,
    /// The action, as repeated by the provider.
    pub action: Option<String>,
    /// Its word for how far it is.
    pub status: Option<String>,
    /// Whether the answer had no body at all, which is a success, too
    /// (contract 13, rule 11).
    pub bodyless: bool,
}

impl ReadAnswer for ActionAccepted {
    /// Fails for a body that is no JSON: a success status on a page of HTML is
    /// the success of something in between.
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let bodyless = raw.is_bodyless();
        let json = if bodyless { Json::Null } else { raw.json()? };
        let object = envelope::one(&json, NAMED).ok();
        let word = |names: &[&str]| object.and_then(|object| scalar::word(object, names));
        Ok(Self {
            service_id: object.and_then(|object| scalar::id(object, SERVICE_ID)),
            action: word(ACTION),
            status: word(STATUS),
            bodyless,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{read, read_with};

    #[test]
    fn the_assumed_form_is_read_whole() {
        let accepted: ActionAccepted = read_with(
            202,
            &[],
            r#"{"data":{"service_id":1001,"action":"reboot","status":"accepted"}}"#,
        )
        .unwrap();
        assert_eq!(accepted.service_id.unwrap().as_str(), "1001");
        assert_eq!(accepted.action.as_deref(), Some("reboot"));
        assert_eq!(accepted.status.as_deref(), Some("accepted"));
        assert!(!accepted.bodyless);
    }

    #[test]
    fn no_body_and_any_json_are_a_success() {
        for (status, body) in [(200, ""), (202, "\r\n"), (204, "")] {
            let accepted: ActionAccepted = read_with(status, &[], body).unwrap();
            assert!(accepted.bodyless, "{status}");
        }
        for body in ["null", "[]", "true", "{}", r#"{"result":"success"}"#] {
            assert!(read::<ActionAccepted>(body).is_ok(), "{body}");
        }
    }

    #[test]
    fn a_page_of_html_is_no_success() {
        assert!(read::<ActionAccepted>("<html>Please log in</html>").is_err());
    }
}
