//! Puts texts of the operator's choice where an answer holds free text: names,
//! host names, details of errors. Whoever shows answers can then be tried with
//! markup, very long names or another direction of writing.

use serde_json::Value;

use crate::pipeline::Answered;

/// The operator's texts; none changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    all: Vec<String>,
    /// Whether words for states are replaced as well.
    states: bool,
    next: usize,
}

/// Names of fields that are read by programs, not by people.
const STRUCTURE: &[&str] = &[
    "action",
    "billing_cycle",
    "code",
    "currency",
    "cycle",
    "date",
    "field",
    "id",
    "ids",
    "links",
    "next",
    "next_cursor",
    "reason",
    "result",
    "scopes",
    "type",
];
/// Ends of such names.
const STRUCTURE_ENDS: &[&str] = &["_id", "_ids", "_at", "_date", "ids"];
/// Names of fields that say a state in one word.
const STATES: &[&str] = &["status", "power_status", "power", "paymentstatus"];

impl Texts {
    pub(crate) fn new(all: Vec<String>, states: bool) -> Self {
        Self {
            all,
            states,
            next: 0,
        }
    }

    /// Replaces the free text of an answer in JSON, in turn with each text.
    pub(crate) fn put_into(&mut self, answered: &mut Answered) {
        if self.all.is_empty() {
            return;
        }
        if let Ok(mut body) = serde_json::from_slice::<Value>(&answered.body) {
            self.replace(None, &mut body);
            answered.body = body.to_string().into_bytes();
        }
    }

    fn replace(&mut self, name: Option<&str>, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.replace(Some(name), value);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.replace(name, item);
                }
            }
            Value::String(text) => {
                if name.is_some_and(|name| self.is_for_people(name)) && !is_amount(text) {
                    *text = self.draw();
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn is_for_people(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        if STATES.contains(&name.as_str()) {
            return self.states;
        }
        !STRUCTURE.contains(&name.as_str()) && !STRUCTURE_ENDS.iter().any(|end| name.ends_with(end))
    }

    fn draw(&mut self) -> String {
        let text = self.all[self.next % self.all.len()].clone();
        self.next += 1;
        text
    }
}

/// Amounts are text as well (contract 13), and so are dates.
fn is_amount(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | ',' | ':' | ' '))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(texts: &mut Texts, body: &Value) -> Value {
        let mut answered = Answered {
            status: 200,
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
        };
        texts.put_into(&mut answered);
        serde_json::from_slice(&answered.body).unwrap()
    }

    fn body() -> Value {
        json!({"data": {
            "id": 1, "order_id": "5", "name": "KVM M", "status": "active", "ips": ["192.0.2.1"],
            "total": "9.90", "currency": "EUR", "created_at": "2026-01-01T00:00:00Z",
            "next_due_date": "2026-02-01",
        }})
    }

    #[test]
    fn texts_for_people_are_replaced_in_turn_and_structure_stays() {
        let mut texts = Texts::new(vec!["<b>".to_owned(), "\u{202e}x".to_owned()], false);
        let first = with(&mut texts, &body());
        assert_eq!(first["data"]["name"], "<b>");
        assert_eq!(first["data"]["status"], "active");
        assert_eq!(first["data"]["total"], "9.90");
        assert_eq!(first["data"]["created_at"], "2026-01-01T00:00:00Z");
        assert_eq!(first["data"]["order_id"], "5");
        assert_eq!(with(&mut texts, &body())["data"]["name"], "\u{202e}x");
    }

    #[test]
    fn states_are_replaced_only_when_asked_for() {
        let mut texts = Texts::new(vec!["<b>".to_owned()], true);
        assert_eq!(with(&mut texts, &body())["data"]["status"], "<b>");
    }

    #[test]
    fn without_texts_not_a_byte_changes() {
        let mut answered = Answered {
            status: 200,
            headers: Vec::new(),
            body: b"{ \"name\" : \"x\" }".to_vec(),
        };
        Texts::default().put_into(&mut answered);
        assert_eq!(answered.body, b"{ \"name\" : \"x\" }");
    }
}
