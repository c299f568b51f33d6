//! The audit chain.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{AuditEntryView, AuditQuery, AuditView, ExportView, VerdictView};

/// A page of the chain.
pub(crate) async fn list(
    _desk: &std::sync::Arc<Desk>,
    _query: AuditQuery,
) -> Result<AuditView, CoreError> {
    Err(CoreError::Closing)
}

/// One entry, whole.
pub(crate) async fn entry(
    _desk: &std::sync::Arc<Desk>,
    _seq: i64,
) -> Result<AuditEntryView, CoreError> {
    Err(CoreError::Closing)
}

/// Checks the whole chain; progress comes as notices.
pub(crate) async fn verify(_desk: &std::sync::Arc<Desk>) -> Result<VerdictView, CoreError> {
    Err(CoreError::Closing)
}

/// Stops a running check.
pub(crate) async fn cancel_verify(_desk: &std::sync::Arc<Desk>) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Writes the chain as JSON Lines into the downloads folder (offset and limit do not count).
pub(crate) async fn export(
    _desk: &std::sync::Arc<Desk>,
    _query: AuditQuery,
) -> Result<ExportView, CoreError> {
    Err(CoreError::Closing)
}

/// Begins a new section of a broken chain; the break stays in it as an entry.
pub(crate) async fn begin_section(
    _desk: &std::sync::Arc<Desk>,
    _reason: String,
) -> Result<VerdictView, CoreError> {
    Err(CoreError::Closing)
}

/// Puts an entry into the chain; on the disk when this returns.
pub(crate) async fn record(_desk: &Desk, _draft: kh_audit::Draft) -> Result<(), CoreError> {
    Ok(())
}
