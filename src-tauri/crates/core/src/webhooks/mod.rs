//! The webhook of the key, and the inspector.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{InspectRequest, InspectView, WebhookView};

/// What is known of the webhook, without a call.
pub(crate) async fn view(_desk: &std::sync::Arc<Desk>) -> Result<WebhookView, CoreError> {
    Err(CoreError::Closing)
}

/// Reads the webhook.
pub(crate) async fn read(_desk: &std::sync::Arc<Desk>) -> Result<WebhookView, CoreError> {
    Err(CoreError::Closing)
}

/// Sets the URL, or unsets it; the old one is kept.
pub(crate) async fn set(
    _desk: &std::sync::Arc<Desk>,
    _url: Option<String>,
) -> Result<WebhookView, CoreError> {
    Err(CoreError::Closing)
}

/// Checks a pasted delivery; nothing is sent, the secret is not kept.
pub(crate) async fn inspect(
    _desk: &std::sync::Arc<Desk>,
    _request: InspectRequest,
) -> Result<InspectView, CoreError> {
    Err(CoreError::Closing)
}
