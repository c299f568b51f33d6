//! What an answer says of a service, fit to be kept. Behind the form of the
//! billing system a service carries its user name and password (contract 14.3),
//! so only fields that are known to be harmless stay; of every other one the
//! name is kept and the value is not.

use kh_model::ServiceId;

use super::RawAnswer;
use super::page::Listed;
use super::service::{self, Service};
use crate::wire::json::same_name;
use crate::wire::{Json, Object, Unreadable, envelope};

/// Fields that the reader does not need and that tell nothing secret.
const HARMLESS: &[&str] = &[
    "currency",
    "currency_code",
    "group",
    "group_name",
    "product_group",
    "translated_name",
    "translated_group_name",
    "payment_method",
    "payment_method_name",
    "first_payment_amount",
    "registered_at",
    "updated_at",
    "ready_at",
    "suspended_at",
    "terminated_at",
    "location",
    "datacenter",
    "region",
];

/// Fields inside a field that may stay: how amounts, orders and products are
/// written where they are objects.
const INSIDE: &[&str] = &[
    "id", "name", "amount", "value", "currency", "code", "ip", "address",
];

/// More than this of one service is not kept.
const LONGEST: usize = 32 * 1024;
/// More names of withheld fields are not kept, nor longer ones.
const MOST_WITHHELD: usize = 100;
const LONGEST_NAME: usize = 80;

/// What was said of one service, without what may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FitOriginal {
    /// Which service.
    pub id: ServiceId,
    /// The fields that stay, with their values exactly as they came, as JSON
    /// with one field on each line. Cut where it is very long.
    pub text: String,
    /// The names of the fields that were left out, with dots between the levels.
    pub withheld: Vec<String>,
}

/// What an answer with one service or a page of them says of each.
///
/// # Errors
/// [`Unreadable`] as the readers of the same answers.
pub fn fit_originals(raw: &RawAnswer<'_>) -> Result<Vec<FitOriginal>, Unreadable> {
    let json = raw.json()?;
    let entries = match envelope::one(&json, Service::NAMED) {
        Ok(object) if Service::NAMED.is_at(object) => vec![object],
        Ok(_) | Err(_) => envelope::many(&json, Service::NAMED)?
            .into_iter()
            .filter_map(Json::as_object)
            .collect(),
    };
    let fit = entries.into_iter().filter_map(|object| {
        let id = Service::from_object(object).ok()?.id;
        let mut writer = Writer::default();
        writer.object(object, "", 0, is_harmless);
        writer.bound();
        Some(FitOriginal {
            id,
            text: writer.text,
            withheld: writer.withheld,
        })
    });
    Ok(fit.collect())
}

fn is_harmless(name: &str) -> bool {
    service::FIELDS
        .iter()
        .copied()
        .flatten()
        .chain(HARMLESS)
        .any(|known| same_name(known, name))
}

fn is_harmless_inside(name: &str) -> bool {
    INSIDE.iter().any(|known| same_name(known, name))
}

#[derive(Default)]
struct Writer {
    text: String,
    withheld: Vec<String>,
}

impl Writer {
    fn object(&mut self, object: &Object, path: &str, depth: usize, stays: fn(&str) -> bool) {
        self.text.push('{');
        let mut any = false;
        for (name, value) in object.iter() {
            let place = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            };
            if !stays(name) {
                self.withhold(&place);
                continue;
            }
            if any {
                self.text.push(',');
            }
            any = true;
            self.line(depth + 1);
            self.word(name);
            self.text.push_str(": ");
            self.value(value, &place, depth + 1);
        }
        if any {
            self.line(depth);
        }
        self.text.push('}');
    }

    fn value(&mut self, value: &Json, path: &str, depth: usize) {
        match value {
            Json::Null => self.text.push_str("null"),
            Json::Bool(true) => self.text.push_str("true"),
            Json::Bool(false) => self.text.push_str("false"),
            Json::Number(digits) => self.text.push_str(digits),
            Json::Text(text) => self.word(text),
            Json::List(items) => {
                self.text.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.text.push_str(", ");
                    }
                    self.value(item, path, depth);
                }
                self.text.push(']');
            }
            Json::Object(object) => self.object(object, path, depth, is_harmless_inside),
        }
    }

    fn word(&mut self, text: &str) {
        // Only what JSON asks for is escaped: everything else stays as it came.
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if control < ' ' => {
                    self.text
                        .push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    fn line(&mut self, depth: usize) {
        self.text.push('\n');
        for _ in 0..depth {
            self.text.push_str("  ");
        }
    }

    fn withhold(&mut self, place: &str) {
        let name: String = place.chars().take(LONGEST_NAME).collect();
        if self.withheld.len() < MOST_WITHHELD && !self.withheld.contains(&name) {
            self.withheld.push(name);
        }
    }

    fn bound(&mut self) {
        if self.text.len() <= LONGEST {
            return;
        }
        let mut end = LONGEST;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.truncate(end);
        self.text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(body: &str) -> Vec<FitOriginal> {
        fit_originals(&RawAnswer {
            status: 200,
            headers: &[],
            body: body.as_bytes(),
        })
        .unwrap()
    }

    #[test]
    fn what_is_known_stays_exactly_and_the_rest_is_named_only() {
        let found = fit(
            r#"{"data":{"id":10010000000000000000001,"name":"A \"b\"","recurring_amount":9.900,
                "username":"root","password":"hunter2","Status":"active",
                "customfields":{"api_token":"tok-1"},"ips":["203.0.113.1",{"ip":"x","pw":"y"}],
                "price":{"amount":"1"},"order":{"id":5,"note":"secret note"}}}"#,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id.as_str(), "10010000000000000000001");
        assert_eq!(
            found[0].text,
            "{\n  \"id\": 10010000000000000000001,\n  \"name\": \"A \\\"b\\\"\",\n  \
             \"recurring_amount\": 9.900,\n  \"Status\": \"active\",\n  \
             \"ips\": [\"203.0.113.1\", {\n    \"ip\": \"x\"\n  }],\n  \
             \"order\": {\n    \"id\": 5\n  }\n}"
        );
        assert_eq!(
            found[0].withheld,
            [
                "username",
                "password",
                "customfields",
                "ips.pw",
                "price",
                "order.note"
            ]
        );
    }

    #[test]
    fn every_entry_of_a_page_is_fitted_in_every_form_of_a_list() {
        for body in [
            r#"{"data":[{"id":1,"password":"p"},{"id":"2"}],"meta":{}}"#,
            r#"[{"id":1},{"id":2},{"name":"without an id"}]"#,
            r#"{"services":{"service":[{"id":1},{"id":2}]}}"#,
            r#"{"data":{"services":[{"id":1},{"id":2}]}}"#,
        ] {
            let ids: Vec<String> = fit(body).iter().map(|one| one.id.to_string()).collect();
            assert_eq!(ids, ["1", "2"], "{body}");
        }
        assert_eq!(fit(r#"{"data":[]}"#), []);
    }

    #[test]
    fn no_value_of_an_unknown_field_is_ever_kept() {
        let secret = "s3cr3t-v4lu3";
        for name in [
            "password",
            "pass",
            "root_password",
            "key",
            "token",
            "vnc",
            "notes",
            "ns1",
            "domain_password",
            "ip_password",
            "name2",
            "ID2",
        ] {
            for body in [
                format!(r#"{{"id":1,"{name}":"{secret}"}}"#),
                format!(r#"{{"id":1,"{name}":["{secret}"]}}"#),
                format!(r#"{{"id":1,"{name}":{{"name":"{secret}"}}}}"#),
                format!(r#"{{"id":1,"product":{{"{name}":"{secret}"}}}}"#),
            ] {
                let found = fit(&body);
                assert!(!found[0].text.contains(secret), "{body}");
                assert_eq!(found[0].withheld.len(), 1, "{body}");
            }
        }
    }

    #[test]
    fn an_endless_text_is_cut_and_stays_text() {
        let found = fit(&format!(r#"{{"id":1,"name":"{}"}}"#, "ä".repeat(40_000)));
        assert!(found[0].text.len() <= LONGEST + 4);
        assert!(found[0].text.ends_with('…'));
    }
}
