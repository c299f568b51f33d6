//! Access data under audit.

use super::{Console, plain};
use crate::credentials;
use crate::view::{CopiedView, ErrorView, LookPlanView, LookRequest, LookView, RevealView};

impl Console {
    /// What a look would mean; without a call.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn look_plan(&self, service: String) -> Result<LookPlanView, ErrorView> {
        plain(credentials::plan(&self.desk, &service).await)
    }

    /// Reads access data once: the audit entry is on disk before the request leaves.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn look_at_credentials(&self, request: LookRequest) -> Result<LookView, ErrorView> {
        plain(credentials::look(&self.desk, request).await)
    }

    /// Gives a look up before the call; that is kept in the audit chain.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn cancel_look(&self, service: String) -> Result<(), ErrorView> {
        plain(credentials::cancel(&self.desk, &service).await)
    }

    /// Gives one value out, for thirty seconds on screen.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn reveal_field(&self, look: String, index: u32) -> Result<RevealView, ErrorView> {
        plain(credentials::reveal(&self.desk, &look, index).await)
    }

    /// Puts one value into the clipboard; it is cleared after ten seconds if it still holds it.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn copy_field(&self, look: String, index: u32) -> Result<CopiedView, ErrorView> {
        plain(credentials::copy(&self.desk, &look, index).await)
    }

    /// Ends a look; its values are wiped.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn end_look(&self, look: String) -> Result<(), ErrorView> {
        plain(credentials::end(&self.desk, &look).await)
    }

    /// Ends every look: the window lost the focus or was hidden.
    pub fn end_looks(&self) {
        credentials::end_all(&self.desk);
    }

    /// Clears the clipboard now, if it holds a value of ours.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn clear_clipboard(&self) -> Result<(), ErrorView> {
        plain(credentials::clear_clipboard(&self.desk).await)
    }
}
