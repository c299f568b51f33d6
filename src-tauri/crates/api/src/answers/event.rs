//! A delivery of the webhook: what kind of event it is, and of what. Nothing of
//! its envelope is documented (contract 10), and it is a hint: whoever acts on
//! it reads the order, service or invoice first.

use super::{RawAnswer, ReadAnswer, StatedTime};
use crate::wire::{Json, Object, Unreadable, scalar};

const TYPE: &[&str] = &["type", "event", "event_type"];
const ID: &[&str] = &["id", "event_id", "delivery_id"];
const TIME: &[&str] = &["created", "created_at", "timestamp"];
const DATA: &[&str] = &["data"];
const OBJECT: &[&str] = &["object"];
const OBJECT_ID: &[&str] = &["id"];

/// What a delivery says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its type, for example `order.paid`.
    pub kind: Option<String>,
    /// Its id, the same each time it is delivered.
    pub id: Option<String>,
    /// When it says it was made.
    pub created: Option<StatedTime>,
    /// The id of what it is about.
    pub object_id: Option<String>,
}

impl ReadAnswer for Event {
    /// Fails for a body that is no JSON object.
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = raw.json()?;
        let Json::Object(object) = &json else {
            return Err(Unreadable::Without {
                of: "event",
                part: "object",
            });
        };
        Ok(Self {
            kind: scalar::word(object, TYPE),
            id: scalar::word(object, ID),
            created: scalar::time(object, TIME),
            object_id: about(object).and_then(|about| scalar::word(about, OBJECT_ID)),
        })
    }
}

/// `data.object`, else `data`, else `object`. The whole body is its own object
/// only where it has no envelope, and then its id is the event's.
fn about(event: &Object) -> Option<&Object> {
    let data = event.find(DATA).and_then(Json::as_object);
    let nested = data
        .and_then(|data| data.find(OBJECT))
        .and_then(Json::as_object);
    nested
        .or(data)
        .or_else(|| event.find(OBJECT).and_then(Json::as_object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::read;

    #[test]
    fn the_assumed_form_is_read_whole() {
        let event: Event = read(
            r#"{"id":"evt_0001","type":"order.paid","created":1767225600,"data":{"object":{"id":5001}}}"#,
        )
        .unwrap();
        assert_eq!(event.kind.as_deref(), Some("order.paid"));
        assert_eq!(event.id.as_deref(), Some("evt_0001"));
        assert_eq!(event.object_id.as_deref(), Some("5001"));
        assert!(event.created.unwrap().at.is_some());
    }

    #[test]
    fn other_names_are_read_too_and_what_is_missing_is_missing() {
        let event: Event =
            read(r#"{"event":"invoice.created","delivery_id":7,"object":{"id":"9001"}}"#).unwrap();
        assert_eq!(event.kind.as_deref(), Some("invoice.created"));
        assert_eq!(event.id.as_deref(), Some("7"));
        assert_eq!(event.object_id.as_deref(), Some("9001"));
        assert_eq!(event.created, None);
        let empty: Event = read("{}").unwrap();
        assert_eq!((empty.kind, empty.id), (None, None));
        assert!(read::<Event>("[]").is_err());
        assert!(read::<Event>("order.paid").is_err());
    }
}
