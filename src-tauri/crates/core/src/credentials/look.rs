//! One look: scope, reason, entry, seal, and only then the one request.

use std::sync::Arc;
use std::time::Duration;

use kh_api::answers::Credentials;
use kh_api::{Answer, Asker, CallError};
use kh_audit::{Act, Draft, Outcome};
use kh_journal::Profile;
use kh_model::ProfileId;
use kh_secrets::SecretError;
use zeroize::Zeroize;

use super::kept::{self, Look};
use super::plan::{self, Known};
use super::{LookTrouble, REASON_AT_LEAST, show};
use crate::audit::{self, AuditTrouble};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::send::to_the_end;
use crate::view::{LookField, LookRequest, LookView};
use crate::{chance, profiles};

/// How long a look stays open. The window ends it sooner: on blur, when it is
/// hidden, when one goes elsewhere.
pub(super) const OPEN_FOR: Duration = Duration::from_secs(5 * 60);

/// Reads access data once: the audit entry is on disk and sealed before the
/// request leaves.
pub(crate) async fn look(desk: &Arc<Desk>, request: LookRequest) -> Result<LookView, CoreError> {
    let desk = Arc::clone(desk);
    // The window may go away; what the provider has on record is on record here too.
    to_the_end(async move {
        let profile = profiles::active(&desk).await?;
        let known = plan::known(&desk, &profile, &request.service_id).await?;
        let reason = request.reason.trim().to_owned();
        let mut draft = draft(&desk, &profile, &known, &reason).await;
        if let Err(error) = allow(&desk, &profile, &reason) {
            audit::stopped_by(&mut draft, &error);
            audit::record_after(&desk, draft).await;
            return Err(error);
        }
        record_and_seal(&desk, &profile.id, &mut draft).await?;
        read(&desk, profile, known, draft).await
    })
    .await
}

/// A person thought better of a look before the call: that is kept in the audit
/// chain.
pub(crate) async fn cancel(desk: &Desk, service: &str) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?;
    let known = plan::known(desk, &profile, service).await?;
    let mut draft = draft(desk, &profile, &known, "").await;
    draft.outcome = Outcome::Cancelled;
    audit::record(desk, draft).await
}

async fn draft(desk: &Desk, profile: &Profile, known: &Known, reason: &str) -> Draft {
    let at = desk.now(&profile.id).await;
    Draft {
        target: Some(known.id.as_str().to_owned()),
        target_name: Some(known.name.clone()),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        ..audit::draft(at, profile, Act::CredentialsRead, Outcome::Begun)
    }
}

fn allow(desk: &Desk, profile: &Profile, reason: &str) -> Result<(), CoreError> {
    if let Some(error) = plan::blocked(desk, profile) {
        return Err(error);
    }
    if reason.chars().count() < REASON_AT_LEAST {
        return Err(LookTrouble::ReasonTooShort.into());
    }
    Ok(())
}

/// No entry, no look; and no look whose entry could be taken away unseen.
async fn record_and_seal(
    desk: &Desk,
    profile: &ProfileId,
    draft: &mut Draft,
) -> Result<(), CoreError> {
    audit::record(desk, draft.clone())
        .await
        .map_err(|error| LookTrouble::NotRecorded { code: error.code() })?;
    match audit::seal(desk).await {
        Ok(()) => Ok(()),
        // A computer without a keychain cannot seal at all, and says so in the
        // chain and in its verdict. One with a keychain has to.
        Err(CoreError::Audit(AuditTrouble::NoKeychain(SecretError::NoService { .. }))) => Ok(()),
        Err(error) => {
            draft.at = desk.now(profile).await;
            audit::stopped_by(draft, &error);
            draft.outcome = Outcome::Failed;
            audit::record_after(desk, draft.clone()).await;
            Err(error)
        }
    }
}

async fn read(
    desk: &Arc<Desk>,
    profile: Profile,
    known: Known,
    mut draft: Draft,
) -> Result<LookView, CoreError> {
    let id = known.id.clone();
    let answer = desk
        .call(&profile.id, |client| async move {
            let mut answer = client.credentials(Asker::Person, &id).await;
            wipe(&mut answer);
            answer
        })
        .await;
    draft.at = desk.now(&profile.id).await;
    if let Ok(answer) = &answer {
        draft.request_id.clone_from(&answer.request_id);
    }
    audit::outcome_of(&mut draft, &answer);
    let recorded = audit::record(desk, draft).await;
    let answer = answer?;
    // Without it nothing is shown: what was read is wiped on the way out.
    recorded.map_err(|error| LookTrouble::AnswerNotRecorded { code: error.code() })?;
    open(desk, profile, known, answer).await
}

/// The bytes of the answer hold the secrets too.
fn wipe(answer: &mut Result<Answer<Credentials>, CallError>) {
    match answer {
        Ok(answer) => answer.original.body.zeroize(),
        Err(CallError::Unreadable { original, .. }) => original.body.zeroize(),
        Err(_) => {}
    }
}

async fn open(
    desk: &Arc<Desk>,
    profile: Profile,
    known: Known,
    answer: Answer<Credentials>,
) -> Result<LookView, CoreError> {
    let now = desk.clock.now();
    let ends_at = show::after(now, OPEN_FOR);
    let look = Look {
        id: chance::name(&*desk.chance, now)?,
        profile,
        service: known.id,
        service_name: known.name,
        ends_at,
        fields: kept::fields(answer.view),
    };
    let view = LookView {
        look: look.id.clone(),
        service_id: look.service.as_str().to_owned(),
        service_name: look.service_name.clone(),
        fields: (0..).zip(&look.fields).map(shown).collect(),
        request_id: answer.request_id.map(String::from),
        read_at: answer.at,
        ends_at,
    };
    desk.looks.open(look);
    show::end_later(desk, view.look.clone());
    Ok(view)
}

fn shown((index, field): (u32, &kept::Field)) -> LookField {
    LookField {
        index,
        name: field.name.clone(),
        secret: field.secret,
        value: (!field.secret).then(|| field.value.as_str().to_owned()),
    }
}
