//! Signing once more after refusals, because a person insists (contract 11):
//! on record before the signature leaves.

use std::sync::Arc;

use kh_api::Asker;
use kh_audit::{Act, Outcome};

use crate::audit;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{ConnectionState, ConnectionView};

/// Checks the line with one signature that the breaker lets through.
pub(crate) async fn sign_anyway(desk: &Arc<Desk>) -> Result<ConnectionView, CoreError> {
    let profile = profiles::active(desk).await?;
    let now = desk.now(&profile.id).await;
    let mut draft = audit::draft(now, &profile, Act::SignAnyway, Outcome::Begun);
    draft.target_name = Some(profile.label.clone());
    audit::record(desk, draft.clone()).await?;
    let checked = super::check(desk, Asker::PersonInsists).await;
    draft.at = desk.now(&profile.id).await;
    audit::outcome_of(&mut draft, &checked);
    if let Ok(view) = &checked
        && view.state != ConnectionState::Connected
    {
        draft.outcome = Outcome::Refused;
        if let Some(error) = &view.error {
            draft.code = Some(error.code.clone());
            let id = error.request_id.as_deref();
            draft.request_id = id.and_then(|id| kh_model::RequestId::new(id).ok());
        }
    }
    audit::record_after(desk, draft).await;
    checked
}
