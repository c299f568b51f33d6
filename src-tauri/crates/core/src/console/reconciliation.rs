//! Journal, services, invoices and credit side by side.

use super::{Console, plain};
use crate::reconciliation;
use crate::view::{ErrorView, ReconciliationView};

impl Console {
    /// What does not agree, as last found, without a call.
    ///
    /// # Errors
    /// `profile.none_active`, `store.*`.
    pub async fn reconciliation(&self) -> Result<ReconciliationView, ErrorView> {
        plain(reconciliation::view(&self.desk).await)
    }

    /// Reads services, invoices and credit, and puts them side by side.
    ///
    /// # Errors
    /// `profile.none_active`, what a call can fail with, `store.*`.
    pub async fn reconcile(&self) -> Result<ReconciliationView, ErrorView> {
        plain(reconciliation::by_person(&self.desk).await)
    }

    /// Settles a finding with a note in the person's words, which may be empty.
    ///
    /// # Errors
    /// `finding.not_found`, `input.reason_too_long`, `profile.none_active`, `store.*`.
    pub async fn settle_finding(
        &self,
        id: String,
        note: String,
    ) -> Result<ReconciliationView, ErrorView> {
        plain(reconciliation::settle(&self.desk, id, note).await)
    }

    /// Opens a settled finding again.
    ///
    /// # Errors
    /// `finding.not_found`, `profile.none_active`, `store.*`.
    pub async fn reopen_finding(&self, id: String) -> Result<ReconciliationView, ErrorView> {
        plain(reconciliation::reopen(&self.desk, id).await)
    }
}
