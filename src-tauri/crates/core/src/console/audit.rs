//! The audit chain.

use super::{Console, plain};
use crate::audit;
use crate::view::{AuditEntryView, AuditQuery, AuditView, ErrorView, ExportView, VerdictView};

impl Console {
    /// A page of the chain.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn audit(&self, query: AuditQuery) -> Result<AuditView, ErrorView> {
        plain(audit::list(&self.desk, query).await)
    }

    /// One entry, whole.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn audit_entry(&self, seq: i64) -> Result<AuditEntryView, ErrorView> {
        plain(audit::entry(&self.desk, seq).await)
    }

    /// Checks the whole chain; progress comes as notices.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn verify_audit(&self) -> Result<VerdictView, ErrorView> {
        plain(audit::verify(&self.desk).await)
    }

    /// Stops a running check.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn cancel_verify(&self) -> Result<(), ErrorView> {
        plain(audit::cancel_verify(&self.desk).await)
    }

    /// Writes the chain as JSON Lines into the downloads folder (offset and limit do not count).
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn export_audit(&self, query: AuditQuery) -> Result<ExportView, ErrorView> {
        plain(audit::export(&self.desk, query).await)
    }

    /// Begins a new section of a broken chain; the break stays in it as an entry.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn begin_audit_section(&self, reason: String) -> Result<VerdictView, ErrorView> {
        plain(audit::begin_section(&self.desk, reason).await)
    }
}
