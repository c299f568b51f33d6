//! Journal, services, invoices and credit side by side.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{ReconciliationBasis, ReconciliationView};

/// What does not agree, as last found.
pub(crate) async fn view(desk: &Desk) -> Result<ReconciliationView, CoreError> {
    profiles::active(desk).await?;
    Ok(ReconciliationView {
        findings: Vec::new(),
        settled: Vec::new(),
        basis: ReconciliationBasis {
            services_at: None,
            invoices_at: None,
            credit_at: None,
            orders_count: 0,
            complete: false,
        },
        made_at: None,
        adopted: 0,
        running: false,
    })
}

/// Reads what is compared, and compares.
pub(crate) async fn by_person(desk: &Desk) -> Result<ReconciliationView, CoreError> {
    view(desk).await
}

/// Settles a finding.
pub(crate) async fn settle(
    _desk: &Desk,
    _id: String,
    _note: String,
) -> Result<ReconciliationView, CoreError> {
    Err(CoreError::FindingNotFound)
}

/// Opens a finding again.
pub(crate) async fn reopen(_desk: &Desk, _id: String) -> Result<ReconciliationView, CoreError> {
    Err(CoreError::FindingNotFound)
}
