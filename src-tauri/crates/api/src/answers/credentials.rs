//! `GET /v1/services/{id}/credentials`: access data. Every field that is not
//! known to be harmless is a secret (contract 13, rule 10).

use std::fmt;

use kh_model::ServiceId;
use zeroize::{Zeroize, Zeroizing};

use super::{RawAnswer, ReadAnswer};
use crate::wire::json::same_name;
use crate::wire::{Json, Unreadable};

/// Wrappers; fields right within them count as fields of the answer.
const ENVELOPES: &[&str] = &["data", "result", "item", "credentials", "access"];
const SERVICE_ID: &[&str] = &["service_id"];
const HOSTNAME: &[&str] = &["hostname", "host", "domain"];
const IP: &[&str] = &["ip", "ip_address", "dedicated_ip"];
const PORT: &[&str] = &["port", "ssh_port"];
const USERNAME: &[&str] = &["username", "user", "login"];
/// The billing system says in every answer that it is one.
const SUCCESS: (&str, &str) = ("result", "success");

/// The access data of a service. Neither copied nor stored; wiped when dropped.
#[derive(Default)]
pub struct Credentials {
    /// The service.
    pub service_id: Option<ServiceId>,
    /// The host name.
    pub hostname: Option<String>,
    /// The address.
    pub ip: Option<String>,
    /// The port.
    pub port: Option<String>,
    /// The user to log in as.
    pub username: Option<String>,
    /// The password and every field we do not know, in the order they came.
    pub secrets: Vec<SecretField>,
}

/// One secret of the access data. It cannot be copied, printed or serialised;
/// its memory is wiped when it is dropped.
pub struct SecretField {
    name: String,
    value: Zeroizing<String>,
}

impl SecretField {
    /// The provider's name of the field; of a nested one, its path with dots.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The secret itself, for the one place that shows it on request.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for SecretField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecretField(..)")
    }
}

/// Shows how much there is, and none of it.
impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Credentials")
            .field("service_id", &self.service_id)
            .field("secrets", &self.secrets.len())
            .finish_non_exhaustive()
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        self.hostname.zeroize();
        self.ip.zeroize();
        self.port.zeroize();
        self.username.zeroize();
    }
}

impl ReadAnswer for Credentials {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = Zeroizing::new(raw.json()?);
        let mut credentials = Self::default();
        credentials.gather(&json, &mut Vec::new());
        let empty = credentials.secrets.is_empty()
            && credentials.hostname.is_none()
            && credentials.ip.is_none()
            && credentials.username.is_none();
        if empty {
            return Err(Unreadable::Not("access data"));
        }
        Ok(credentials)
    }
}

impl Credentials {
    fn gather<'j>(&mut self, json: &'j Json, path: &mut Vec<&'j str>) {
        match json {
            Json::Null => {}
            Json::Bool(flag) => self.take(path, if *flag { "true" } else { "false" }),
            Json::Number(text) | Json::Text(text) => {
                if !json.is_blank() {
                    self.take(path, text);
                }
            }
            Json::List(items) => {
                for item in items {
                    self.gather(item, path);
                }
            }
            Json::Object(object) => {
                for (key, value) in object.iter() {
                    let wraps =
                        path.is_empty() && is_one_of(key, ENVELOPES) && value.as_word().is_none();
                    if wraps {
                        self.gather(value, path);
                    } else {
                        path.push(key);
                        self.gather(value, path);
                        path.pop();
                    }
                }
            }
        }
    }

    /// Puts one value in its place. A known place that is taken, and every
    /// place within another object, is an unknown one.
    fn take(&mut self, path: &[&str], text: &str) {
        if let [key] = path {
            if (*key, text) == SUCCESS {
                return;
            }
            let known = [
                (HOSTNAME, &mut self.hostname),
                (IP, &mut self.ip),
                (PORT, &mut self.port),
                (USERNAME, &mut self.username),
            ];
            for (names, place) in known {
                if place.is_none() && is_one_of(key, names) {
                    *place = Some(text.to_owned());
                    return;
                }
            }
            if self.service_id.is_none() && is_one_of(key, SERVICE_ID) {
                self.service_id = ServiceId::new(text).ok();
                return;
            }
        }
        self.secrets.push(SecretField {
            name: path.join("."),
            value: Zeroizing::new(text.to_owned()),
        });
    }
}

fn is_one_of(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| same_name(key, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::read;

    fn secrets(credentials: &Credentials) -> Vec<(&str, &str)> {
        credentials
            .secrets
            .iter()
            .map(|field| (field.name(), field.expose()))
            .collect()
    }

    #[test]
    fn the_assumed_form_is_read_whole() {
        let credentials: Credentials = read(
            r#"{"data":{"service_id":1001,"hostname":"a.example.net","ip":"203.0.113.10","port":22,
                "username":"root","password":"hunter2"}}"#,
        )
        .unwrap();
        assert_eq!(credentials.service_id.as_ref().unwrap().as_str(), "1001");
        assert_eq!(credentials.hostname.as_deref(), Some("a.example.net"));
        assert_eq!(credentials.ip.as_deref(), Some("203.0.113.10"));
        assert_eq!(credentials.port.as_deref(), Some("22"));
        assert_eq!(credentials.username.as_deref(), Some("root"));
        assert_eq!(secrets(&credentials), [("password", "hunter2")]);
    }

    #[test]
    fn the_form_of_the_billing_system_is_read_too() {
        let credentials: Credentials = read(
            r#"{"result":"success","service_id":"1001","domain":"a.example.net",
                "dedicatedip":"203.0.113.10","username":"root","password":"hunter2"}"#,
        )
        .unwrap();
        assert_eq!(credentials.hostname.as_deref(), Some("a.example.net"));
        assert_eq!(credentials.ip.as_deref(), Some("203.0.113.10"));
        assert_eq!(secrets(&credentials), [("password", "hunter2")]);
    }

    #[test]
    fn every_unknown_field_is_a_secret_wherever_it_stands() {
        let credentials: Credentials = read(
            r#"{"credentials":{"username":"root","user":"second","rootpw":"a","keys":["b","c"],
                "panel":{"username":"admin","pin":1234,"active":true,"note":null}},"token":"d"}"#,
        )
        .unwrap();
        assert_eq!(credentials.username.as_deref(), Some("root"));
        assert_eq!(
            secrets(&credentials),
            [
                ("user", "second"),
                ("rootpw", "a"),
                ("keys", "b"),
                ("keys", "c"),
                ("panel.username", "admin"),
                ("panel.pin", "1234"),
                ("panel.active", "true"),
                ("token", "d"),
            ]
        );
    }

    #[test]
    fn its_debug_form_and_its_errors_show_nothing_of_it() {
        let credentials: Credentials =
            read(r#"{"username":"canary1","password":"canary2","x":{"y":"canary3"}}"#).unwrap();
        assert!(!format!("{credentials:?} {:?}", credentials.secrets).contains("canary"));
        let cut = read::<Credentials>(r#"{"password":"canary"#).unwrap_err();
        assert!(!format!("{cut:?} {cut}").contains("canary"));
    }

    #[test]
    fn an_answer_without_access_data_is_none() {
        for body in [
            "{}",
            r#"{"data":null}"#,
            r#"{"data":{"service_id":1}}"#,
            "[]",
        ] {
            assert_eq!(
                read::<Credentials>(body).unwrap_err(),
                Unreadable::Not("access data"),
                "{body}"
            );
        }
        assert_eq!(read::<Credentials>("").unwrap_err(), Unreadable::Empty);
    }
}
