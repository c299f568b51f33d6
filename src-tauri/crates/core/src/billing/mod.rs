//! Invoices and the history of the credit.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{CreditHistoryView, ExportView, InvoiceRow, InvoicesQuery, InvoicesView};

/// A page of the kept invoices with sums, without a call.
pub(crate) async fn list(
    _desk: &std::sync::Arc<Desk>,
    _query: InvoicesQuery,
) -> Result<InvoicesView, CoreError> {
    Err(CoreError::Closing)
}

/// The history of the credit.
pub(crate) async fn credit_history(
    _desk: &std::sync::Arc<Desk>,
) -> Result<CreditHistoryView, CoreError> {
    Err(CoreError::Closing)
}

/// Reads the list of invoices; progress comes as notices.
pub(crate) async fn refresh(_desk: &std::sync::Arc<Desk>) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Fetches the PDF of an invoice into the archive; it is not opened.
pub(crate) async fn save_pdf(
    _desk: &std::sync::Arc<Desk>,
    _id: &str,
) -> Result<InvoiceRow, CoreError> {
    Err(CoreError::Closing)
}

/// Writes invoices as CSV into the downloads folder (offset and limit do not count).
pub(crate) async fn export(
    _desk: &std::sync::Arc<Desk>,
    _query: InvoicesQuery,
) -> Result<ExportView, CoreError> {
    Err(CoreError::Closing)
}

/// The archived PDF, compared with what was saved.
pub(crate) async fn saved_pdf(
    _desk: &std::sync::Arc<Desk>,
    _id: &str,
) -> Result<std::path::PathBuf, CoreError> {
    Err(CoreError::Closing)
}
