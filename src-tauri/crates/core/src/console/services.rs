//! Services: the kept copy, own words.

use super::{Console, plain};
use crate::services;
use crate::view::{
    ErrorView, ExportView, OwnWords, ServiceView, ServicesQuery, ServicesSelection, ServicesView,
};

impl Console {
    /// A page of the kept services, without a call.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn services(&self, query: ServicesQuery) -> Result<ServicesView, ErrorView> {
        plain(services::list(&self.desk, query).await)
    }

    /// One kept service with everything known of it, without a call.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn service(&self, id: String) -> Result<ServiceView, ErrorView> {
        plain(services::detail(&self.desk, &id).await)
    }

    /// Reads the list of services; progress comes as notices.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn refresh_services(&self) -> Result<(), ErrorView> {
        plain(services::refresh(&self.desk).await)
    }

    /// Reads one service again.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn refresh_service(&self, id: String) -> Result<ServiceView, ErrorView> {
        plain(services::refresh_one(&self.desk, &id).await)
    }

    /// Keeps the reseller's own words about a service; nothing is sent.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn save_own_words(
        &self,
        id: String,
        words: OwnWords,
    ) -> Result<ServiceView, ErrorView> {
        plain(services::save_own_words(&self.desk, &id, words).await)
    }

    /// Writes services as CSV into the downloads folder.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn export_services(
        &self,
        selection: ServicesSelection,
    ) -> Result<ExportView, ErrorView> {
        plain(services::export(&self.desk, selection).await)
    }
}
