//! Services: the kept copy, own words.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{
    ExportView, OwnWords, ServiceView, ServicesQuery, ServicesSelection, ServicesView,
};

/// A page of the kept services, without a call.
pub(crate) async fn list(
    _desk: &std::sync::Arc<Desk>,
    _query: ServicesQuery,
) -> Result<ServicesView, CoreError> {
    Err(CoreError::Closing)
}

/// One kept service with everything known of it, without a call.
pub(crate) async fn detail(
    _desk: &std::sync::Arc<Desk>,
    _id: &str,
) -> Result<ServiceView, CoreError> {
    Err(CoreError::Closing)
}

/// Reads the list of services; progress comes as notices.
pub(crate) async fn refresh(_desk: &std::sync::Arc<Desk>) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Reads one service again.
pub(crate) async fn refresh_one(
    _desk: &std::sync::Arc<Desk>,
    _id: &str,
) -> Result<ServiceView, CoreError> {
    Err(CoreError::Closing)
}

/// Keeps the reseller's own words about a service; nothing is sent.
pub(crate) async fn save_own_words(
    _desk: &std::sync::Arc<Desk>,
    _id: &str,
    _words: OwnWords,
) -> Result<ServiceView, CoreError> {
    Err(CoreError::Closing)
}

/// Writes services as CSV into the downloads folder.
pub(crate) async fn export(
    _desk: &std::sync::Arc<Desk>,
    _selection: ServicesSelection,
) -> Result<ExportView, CoreError> {
    Err(CoreError::Closing)
}
