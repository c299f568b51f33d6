//! The address for events of a key.

use serde_json::{Value, json};

use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};
use crate::webhooks::vet;
use crate::world::ApiKey;
use crate::{audit, store};

/// `GET /v1/webhooks`
pub(super) fn show(key: &ApiKey) -> Result<Answer, Stop> {
    Ok(answer(key.webhook_url.as_deref()))
}

/// `PUT /v1/webhooks`: the address is vetted before it is stored (contract 10);
/// null or an empty text removes it.
pub(super) fn set(turn: &Turn<'_>, key: &ApiKey, body: &[u8]) -> Result<Answer, Stop> {
    let fields = super::object(body)?;
    let url = match fields.get("url") {
        Some(Value::Null) => None,
        Some(Value::String(text)) if text.is_empty() => None,
        Some(Value::String(text)) => Some(
            vet::vet(text, turn.resolver)
                .map_err(|error| super::invalid("url", &error.to_string()))?
                .url,
        ),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) | None => {
            return Err(super::invalid("url", "is needed, an address or null"));
        }
    };
    store::keys::set_webhook(turn.db, &key.id, url.as_deref(), true)?;
    audit::note(
        turn,
        "webhook.set",
        &json!({"account": key.tenant.0, "key": key.id, "url": url}),
    )?;
    Ok(answer(url.as_deref()))
}

fn answer(url: Option<&str>) -> Answer {
    Answer::one(200, Kind::Webhook, json!({"url": url}))
}
