//! `errors[]` of a refusal (contract 7): its item shape is not documented.

use crate::wire::{Json, Object, scalar};

const FIELD: &[&str] = &["field", "pointer", "name", "param", "path"];
const CODE: &[&str] = &["code"];
const MESSAGE: &[&str] = &["message", "detail", "reason", "title", "msg"];
/// Where some keep the pointer.
const SOURCE: &[&str] = &["source"];

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field, or a JSON pointer to it; none where the whole is meant.
    pub field: Option<String>,
    /// A code for machines.
    pub code: Option<String>,
    /// The message for people; the code where there is none.
    pub message: String,
}

/// Reads all shapes: texts, `{field,message}`, `{field,code,detail}`,
/// `{pointer,detail}`, or an object from field to one or more messages.
pub(super) fn read(json: &Json) -> Vec<FieldError> {
    match json {
        Json::List(items) => items.iter().filter_map(item).collect(),
        Json::Object(object)
            if object
                .find(MESSAGE)
                .is_some_and(|it| it.as_word().is_some())
                && object.find(FIELD).is_some() =>
        {
            entry(object).into_iter().collect()
        }
        Json::Object(object) => object
            .iter()
            .flat_map(|(field, messages)| by_field(field, messages))
            .collect(),
        Json::Text(_) => item(json).into_iter().collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) => Vec::new(),
    }
}

fn item(json: &Json) -> Option<FieldError> {
    match json {
        Json::Text(message) if !json.is_blank() => Some(FieldError {
            field: None,
            code: None,
            message: message.clone(),
        }),
        Json::Object(object) => entry(object),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => None,
    }
}

fn entry(object: &Object) -> Option<FieldError> {
    let in_source = || scalar::word(object.find(SOURCE)?.as_object()?, FIELD);
    let code = scalar::word(object, CODE);
    Some(FieldError {
        field: scalar::word(object, FIELD).or_else(in_source),
        message: scalar::word(object, MESSAGE).or_else(|| code.clone())?,
        code,
    })
}

fn by_field(field: &str, messages: &Json) -> Vec<FieldError> {
    let named = |error: FieldError| FieldError {
        field: error.field.or_else(|| Some(field.to_owned())),
        ..error
    };
    match messages {
        Json::List(items) => items.iter().filter_map(item).map(named).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Object(_) => {
            item(messages).map(named).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> Vec<String> {
        read(&Json::parse(json.as_bytes()).unwrap())
            .into_iter()
            .map(|error| {
                let field = error.field.unwrap_or_else(|| "-".to_owned());
                let code = error.code.unwrap_or_else(|| "-".to_owned());
                format!("{field} {code} {}", error.message)
            })
            .collect()
    }

    #[test]
    fn every_shape_of_an_item_is_read() {
        for (form, expected) in [
            (r#"["too short"]"#, "- - too short"),
            (
                r#"[{"field":"cycle","message":"unknown"}]"#,
                "cycle - unknown",
            ),
            (
                r#"[{"field":"cycle","code":"bad","detail":"unknown"}]"#,
                "cycle bad unknown",
            ),
            (
                r#"[{"pointer":"/cycle","detail":"unknown"}]"#,
                "/cycle - unknown",
            ),
            (
                r#"[{"source":{"pointer":"/cycle"},"title":"unknown"}]"#,
                "/cycle - unknown",
            ),
            (r#"[{"field":"cycle","code":"bad"}]"#, "cycle bad bad"),
            (r#"{"cycle":"unknown"}"#, "cycle - unknown"),
            (r#"{"cycle":["unknown"]}"#, "cycle - unknown"),
            (r#"{"cycle":[{"message":"unknown"}]}"#, "cycle - unknown"),
            (
                r#"{"field":"cycle","message":"unknown"}"#,
                "cycle - unknown",
            ),
            (r#""too short""#, "- - too short"),
        ] {
            assert_eq!(shown(form), [expected], "{form}");
        }
    }

    #[test]
    fn several_messages_of_one_field_stay_apart() {
        assert_eq!(
            shown(r#"{"a":["x","y"],"b":"z"}"#),
            ["a - x", "a - y", "b - z"]
        );
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        for form in ["null", "[]", "{}", "7", r#"[null,7,"",{},{"field":"a"}]"#] {
            assert!(shown(form).is_empty(), "{form}");
        }
    }
}
