//! The two calls that cost money or data: built once, kept by the journal, and
//! sent again byte for byte (contract 3 and 5).

use std::fmt;

use kh_model::{BillingCycle, IdempotencyKey, ProductId, ServiceId};
use serde_json::Value;

use crate::endpoint::{BadPath, segment};

/// One POST: where, what, under which key. All attempts send these bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedPost {
    path: String,
    body: Vec<u8>,
    key: IdempotencyKey,
}

/// A POST cannot be prepared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPost {
    /// The path is not that of an order or an action.
    #[error("this is not the path of an order or an action")]
    Path,
    /// A field is named twice.
    #[error("the field {0} is given twice")]
    RepeatedField(String),
    /// An id cannot be part of a path.
    #[error(transparent)]
    Id(#[from] BadPath),
}

/// What an order says. Only the first two fields are documented; the others are
/// sent only when they are set (contract 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderBody {
    /// Sent as a number when it is one.
    pub product_id: ProductId,
    /// Sent with its own word.
    pub cycle: BillingCycle,
    /// `hostname`, for servers.
    pub hostname: Option<String>,
    /// `config_options`: option id to value.
    pub config_options: Vec<(String, Value)>,
    /// Further fields, as they are.
    pub extra: Vec<(String, Value)>,
}

/// What an action says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionBody {
    /// The name, for example `reboot`.
    pub action: String,
    /// Further fields, for example the system of a reinstall.
    pub extra: Vec<(String, Value)>,
}

const ORDERS: &str = "/v1/orders";
const SERVICES: &str = "/v1/services/";
const ACTIONS: &str = "/actions";

impl PreparedPost {
    /// An order (endpoint 5 of contract 2).
    ///
    /// # Errors
    /// [`BadPost::RepeatedField`].
    pub fn order(body: &OrderBody, key: IdempotencyKey) -> Result<Self, BadPost> {
        Ok(Self {
            path: ORDERS.to_owned(),
            body: body.bytes()?,
            key,
        })
    }

    /// An action on a service (endpoint 10 of contract 2).
    ///
    /// # Errors
    /// [`BadPost::RepeatedField`], [`BadPost::Id`].
    pub fn action(
        service: &ServiceId,
        body: &ActionBody,
        key: IdempotencyKey,
    ) -> Result<Self, BadPost> {
        Ok(Self {
            path: format!("{SERVICES}{}{ACTIONS}", segment(service.as_str())?),
            body: body.bytes()?,
            key,
        })
    }

    /// A POST that was stored earlier, unchanged.
    ///
    /// # Errors
    /// [`BadPost::Path`] for a path that is not that of an order or an action.
    pub fn stored(path: &str, body: Vec<u8>, key: IdempotencyKey) -> Result<Self, BadPost> {
        let service = path
            .strip_prefix(SERVICES)
            .and_then(|rest| rest.strip_suffix(ACTIONS));
        let is_action = service.is_some_and(|id| {
            let plain = |byte: u8| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'%')
            };
            !matches!(id, "" | "." | "..") && id.bytes().all(plain)
        });
        if path != ORDERS && !is_action {
            return Err(BadPost::Path);
        }
        Ok(Self {
            path: path.to_owned(),
            body,
            key,
        })
    }

    /// The path from `/v1` on, as the journal keeps it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The exact bytes.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The key of the intent.
    #[must_use]
    pub fn key(&self) -> &IdempotencyKey {
        &self.key
    }

    /// Whether it places an order.
    #[must_use]
    pub fn is_order(&self) -> bool {
        self.path == ORDERS
    }

    /// The path after `/v1`, as an endpoint takes it.
    pub(crate) fn rest(&self) -> &str {
        self.path.strip_prefix("/v1").unwrap_or_default()
    }
}

impl fmt::Debug for PreparedPost {
    /// Bodies may hold what a customer typed, for example a password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedPost")
            .field("path", &self.path)
            .field("key", &self.key)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

impl OrderBody {
    /// The documented minimum.
    #[must_use]
    pub fn new(product_id: ProductId, cycle: BillingCycle) -> Self {
        Self {
            product_id,
            cycle,
            hostname: None,
            config_options: Vec::new(),
            extra: Vec::new(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, BadPost> {
        let mut fields = vec![
            ("product_id", number_or_text(self.product_id.as_str())),
            ("billing_cycle", text(self.cycle.as_str())),
        ];
        if let Some(hostname) = &self.hostname {
            fields.push(("hostname", text(hostname)));
        }
        if !self.config_options.is_empty() {
            fields.push(("config_options", object(&given(&self.config_options))?));
        }
        fields.extend(given(&self.extra));
        object(&fields).map(String::into_bytes)
    }
}

impl ActionBody {
    /// An action without further fields.
    #[must_use]
    pub fn new(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            extra: Vec::new(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, BadPost> {
        let mut fields = vec![("action", text(&self.action))];
        fields.extend(given(&self.extra));
        object(&fields).map(String::into_bytes)
    }
}

/// A JSON object with its fields in the given order, without spaces: the form
/// of the provider's examples.
fn object(fields: &[(&str, String)]) -> Result<String, BadPost> {
    let mut seen: Vec<&str> = Vec::with_capacity(fields.len());
    let mut out = String::from("{");
    for (name, value) in fields {
        if seen.contains(name) {
            return Err(BadPost::RepeatedField((*name).to_owned()));
        }
        if !seen.is_empty() {
            out.push(',');
        }
        seen.push(name);
        out.push_str(&text(name));
        out.push(':');
        out.push_str(value);
    }
    out.push('}');
    Ok(out)
}

fn given(fields: &[(String, Value)]) -> Vec<(&str, String)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_string()))
        .collect()
}

pub(crate) fn text(plain: &str) -> String {
    Value::from(plain).to_string()
}

/// Digits go as a number, without passing through one: no id is ever rounded.
fn number_or_text(id: &str) -> String {
    let is_number =
        id.bytes().all(|byte| byte.is_ascii_digit()) && (id == "0" || !id.starts_with('0'));
    if is_number { id.to_owned() } else { text(id) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key() -> IdempotencyKey {
        IdempotencyKey::new("order-1").unwrap()
    }

    fn order(id: &str) -> OrderBody {
        OrderBody::new(ProductId::new(id).unwrap(), BillingCycle::Monthly)
    }

    fn written(body: &OrderBody) -> String {
        let post = PreparedPost::order(body, key()).unwrap();
        String::from_utf8(post.body().to_vec()).unwrap()
    }

    #[test]
    fn the_smallest_order_is_the_documented_example() {
        assert_eq!(
            written(&order("42")),
            r#"{"product_id":42,"billing_cycle":"monthly"}"#
        );
    }

    #[test]
    fn an_id_is_a_number_only_if_nothing_is_lost() {
        for (id, written_as) in [
            ("9007199254740993123", "9007199254740993123"),
            ("007", r#""007""#),
            ("kvm-s", r#""kvm-s""#),
        ] {
            let body = written(&order(id));
            assert!(
                body.contains(&format!("\"product_id\":{written_as},")),
                "{body}"
            );
        }
    }

    #[test]
    fn what_is_set_is_sent_and_nothing_else() {
        let body = OrderBody {
            hostname: Some("a\"b".to_owned()),
            config_options: vec![("7".to_owned(), json!(71))],
            extra: vec![("note".to_owned(), json!(null))],
            ..order("42")
        };
        assert_eq!(
            written(&body),
            r#"{"product_id":42,"billing_cycle":"monthly","hostname":"a\"b","config_options":{"7":71},"note":null}"#
        );
    }

    #[test]
    fn a_field_is_never_sent_twice() {
        let body = OrderBody {
            extra: vec![("product_id".to_owned(), json!(43))],
            ..order("42")
        };
        assert_eq!(
            PreparedPost::order(&body, key()),
            Err(BadPost::RepeatedField("product_id".to_owned()))
        );
    }

    #[test]
    fn an_action_goes_to_its_service() {
        let service = ServiceId::new("10/01").unwrap();
        let post = PreparedPost::action(&service, &ActionBody::new("reboot"), key()).unwrap();
        assert_eq!(post.path(), "/v1/services/10%2F01/actions");
        assert_eq!(post.body(), br#"{"action":"reboot"}"#);
        let again = PreparedPost::stored(post.path(), post.body().to_vec(), key());
        assert_eq!(again, Ok(post));
    }

    #[test]
    fn a_stored_post_goes_nowhere_else() {
        for path in [
            "/v1/webhooks",
            "/v1/orders/",
            "/v1/orders?x=1",
            "/v1/services/../actions",
            "/v1/services//actions",
            "/v1/services/1/2/actions",
            "/v1/services/1/actions?x",
            "https://evil.test/v1/orders",
            "//evil.test/v1/orders",
            "",
        ] {
            let stored = PreparedPost::stored(path, Vec::new(), key());
            assert_eq!(stored, Err(BadPost::Path), "{path}");
        }
    }
}
