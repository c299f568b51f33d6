//! The webhook of the key, and the inspector.

use super::{Console, plain};
use crate::view::{ErrorView, InspectRequest, InspectView, WebhookView};
use crate::webhooks;

impl Console {
    /// What is known of the webhook, without a call.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn webhook(&self) -> Result<WebhookView, ErrorView> {
        plain(webhooks::view(&self.desk).await)
    }

    /// Reads the webhook.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn read_webhook(&self) -> Result<WebhookView, ErrorView> {
        plain(webhooks::read(&self.desk).await)
    }

    /// Sets the URL, or unsets it; the old one is kept.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn set_webhook(&self, url: Option<String>) -> Result<WebhookView, ErrorView> {
        plain(webhooks::set(&self.desk, url).await)
    }

    /// Gives a change of the webhook up; that is kept in the audit chain.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn cancel_webhook(&self, url: Option<String>) -> Result<(), ErrorView> {
        plain(webhooks::cancel(&self.desk, url).await)
    }

    /// Checks a pasted delivery; nothing is sent, the secret is not kept.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn inspect_delivery(
        &self,
        request: InspectRequest,
    ) -> Result<InspectView, ErrorView> {
        plain(webhooks::inspect(&self.desk, request).await)
    }
}
