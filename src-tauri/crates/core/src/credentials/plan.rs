//! What a look would mean, before it: nothing is asked and nothing recorded.

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, Outcome};
use kh_journal::{AuditFilter, Journal, Profile};
use kh_model::{Scope, ServiceId};

use super::{LookTrouble, REASON_AT_LEAST};
use crate::audit::{AuditTrouble, Standing};
use crate::connection::may;
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{LastLookView, LookPlanView};

/// What is known of a service without asking.
pub(super) struct Known {
    pub(super) id: ServiceId,
    pub(super) name: String,
    pub(super) customer: Option<String>,
}

/// What a look would mean; without a call.
pub(crate) async fn plan(desk: &Arc<Desk>, service: &str) -> Result<LookPlanView, CoreError> {
    let profile = profiles::active(desk).await?;
    let known = known(desk, &profile, service).await?;
    let blocked = blocked(desk, &profile);
    Ok(LookPlanView {
        service_id: known.id.as_str().to_owned(),
        service_name: known.name,
        customer: known.customer,
        blocked: blocked.map(|error| edge::view(&error, Stake::Nothing, None)),
        last: last(desk, &profile, &known.id).await?,
        reason_at_least: u32::try_from(REASON_AT_LEAST).unwrap_or(u32::MAX),
    })
}

/// What stands in the way, as far as it is known without asking.
pub(super) fn blocked(desk: &Desk, profile: &Profile) -> Option<CoreError> {
    // Where the provider did not say what the key may, the provider decides.
    if may(profile, &Scope::ReadCredentials) == Some(false) {
        return Some(LookTrouble::MissingScope.into());
    }
    match desk.chain.standing() {
        Standing::Broken => Some(AuditTrouble::Broken.into()),
        // Those are tried again at the look itself.
        Standing::Unknown | Standing::Sealed | Standing::InMemory(_) | Standing::NotTaken(_) => {
            None
        }
    }
}

/// A service by its name here; its id where it was never listed.
pub(super) async fn known(
    desk: &Desk,
    profile: &Profile,
    service: &str,
) -> Result<Known, CoreError> {
    let id = ServiceId::new(service).map_err(|_| FormError::Id)?;
    let (own, asked) = (profile.id.clone(), id.clone());
    let kept = desk
        .store
        .run(move |journal: &Journal| journal.service(&own, &asked))
        .await?;
    Ok(match kept {
        Some(kept) => Known {
            name: kept.shown_name().to_owned(),
            customer: kept.own.customer,
            id,
        },
        None => Known {
            name: id.as_str().to_owned(),
            customer: None,
            id,
        },
    })
}

/// The last look from this computer.
async fn last(
    desk: &Desk,
    profile: &Profile,
    service: &ServiceId,
) -> Result<Option<LastLookView>, CoreError> {
    let filter = AuditFilter {
        acts: vec![Act::CredentialsRead],
        target: Some(service.as_str().to_owned()),
        ..AuditFilter::default()
    };
    let own = profile.id.clone();
    let page = desk
        .store
        .run(move |journal: &Journal| journal.audit_page(&filter, 0, 100))
        .await?;
    let done = page.entries.into_iter().find(|entry| {
        entry.outcome == Outcome::Done.word() && entry.profile.as_deref() == Some(own.as_str())
    });
    Ok(done.map(|entry| LastLookView {
        at: Timestamp::from_microsecond(entry.at).unwrap_or_default(),
        reason: entry.reason,
    }))
}
