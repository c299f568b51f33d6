//! Invoices and the history of the credit.

use super::{Console, plain};
use crate::billing;
use crate::view::{
    CreditHistoryView, ErrorView, ExportView, InvoiceRow, InvoicesQuery, InvoicesView,
};

impl Console {
    /// A page of the kept invoices with sums, without a call.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn invoices(&self, query: InvoicesQuery) -> Result<InvoicesView, ErrorView> {
        plain(billing::list(&self.desk, query).await)
    }

    /// The history of the credit.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn credit_history(&self) -> Result<CreditHistoryView, ErrorView> {
        plain(billing::credit_history(&self.desk).await)
    }

    /// Reads the list of invoices; progress comes as notices.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn refresh_invoices(&self) -> Result<(), ErrorView> {
        plain(billing::refresh(&self.desk).await)
    }

    /// Fetches the PDF of an invoice into the archive; it is not opened.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn save_invoice_pdf(&self, id: String) -> Result<InvoiceRow, ErrorView> {
        plain(billing::save_pdf(&self.desk, &id).await)
    }

    /// Writes invoices as CSV into the downloads folder (offset and limit do not count).
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn export_invoices(&self, query: InvoicesQuery) -> Result<ExportView, ErrorView> {
        plain(billing::export(&self.desk, query).await)
    }

    /// The archived PDF of an invoice, after its bytes were compared with what
    /// was saved.
    ///
    /// # Errors
    /// `document.not_saved`, `document.gone`, `document.changed`, `store.*`.
    pub async fn saved_invoice_pdf(&self, id: String) -> Result<std::path::PathBuf, ErrorView> {
        plain(billing::saved_pdf(&self.desk, &id).await)
    }

    /// Where exports go.
    #[must_use]
    pub fn downloads_folder(&self) -> &std::path::Path {
        &self.desk.downloads_folder
    }
}
