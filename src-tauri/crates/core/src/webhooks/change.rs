//! Reading, setting and unsetting the webhook of the key. What it was before is
//! on the disk before it is replaced; what could not be heard is read again.

use std::sync::Arc;

use kh_api::{Answer, Asker, CallError, answers};
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Profile, WebhookBefore, WebhookSeen};
use kh_model::Scope;

use super::{shown, vet};
use crate::connection::may;
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::intents::proof::{self, Proof};
use crate::intents::send::to_the_end;
use crate::profiles;
use crate::view::{Topic, WebhookView};
use crate::{audit, guards};

/// Reads the webhook. Why that failed is in the view; what was known stays.
pub(super) async fn read(desk: &Desk) -> Result<WebhookView, CoreError> {
    let profile = profiles::active(desk).await?;
    let mut error = None;
    match ask(desk, &profile).await {
        Ok(_) => {}
        Err(CoreError::Call(call)) => {
            let now = desk.now(&profile.id).await;
            error = Some(edge::call_view(&call, Stake::Nothing, Some(now)));
        }
        Err(other) => return Err(other),
    }
    let mut view = shown(desk, &profile).await?;
    view.error = error;
    Ok(view)
}

/// Sets the URL, or unsets it.
pub(super) async fn set(desk: &Arc<Desk>, url: Option<String>) -> Result<WebhookView, CoreError> {
    let desk = Arc::clone(desk);
    to_the_end(async move {
        let profile = profiles::active(&desk).await?;
        let mut draft = draft(&desk, &profile, url.as_deref()).await;
        // No entry, no change.
        audit::record(&desk, draft.clone()).await?;
        let changed = change(&desk, &profile, url).await;
        draft.at = desk.now(&profile.id).await;
        if let Ok(seen) = &changed {
            draft.request_id.clone_from(&seen.request_id);
        }
        audit::outcome_of(&mut draft, &changed);
        audit::record_after(&desk, draft).await;
        desk.notify(Topic::Webhook, Some(&profile.id));
        changed?;
        shown(&desk, &profile).await
    })
    .await
}

/// A person thought better of a change: that is kept in the audit chain.
pub(super) async fn cancel(desk: &Desk, url: Option<String>) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?;
    let mut draft = draft(desk, &profile, url.as_deref()).await;
    draft.outcome = Outcome::Cancelled;
    audit::record(desk, draft).await
}

async fn draft(desk: &Desk, profile: &Profile, url: Option<&str>) -> Draft {
    let act = match url {
        Some(_) => Act::WebhookSet,
        None => Act::WebhookUnset,
    };
    let now = desk.now(&profile.id).await;
    Draft {
        target: url.and_then(vet::host),
        ..audit::draft(now, profile, act, Outcome::Begun)
    }
}

async fn change(
    desk: &Desk,
    profile: &Profile,
    url: Option<String>,
) -> Result<WebhookSeen, CoreError> {
    guards::writable(desk, &profile.id).await?;
    let wanted = match url {
        Some(url) => Some(vet::vet(&url, &desk.resolver).await?.to_string()),
        None => None,
    };
    keep_what_was(desk, profile, wanted.as_deref()).await?;
    let asked = wanted.clone();
    let sent = desk
        .call(&profile.id, |client| async move {
            client.set_webhook(Asker::Person, asked.as_deref()).await
        })
        .await;
    match sent {
        Ok(answer) if answer.view.stated => record(desk, profile, &answer).await,
        // A success without a word (contract 13, rule 11).
        Ok(answer) => match ask(desk, profile).await {
            Ok(seen) => Ok(seen),
            Err(_) => {
                let mut said = answer;
                said.view.url.clone_from(&wanted);
                record(desk, profile, &said).await
            }
        },
        Err(CoreError::Call(call)) if may_have_been_done(&call) => match ask(desk, profile).await {
            Ok(seen) if seen.url == wanted => Ok(seen),
            Ok(_) | Err(_) => Err(CoreError::Call(call)),
        },
        Err(other) => Err(other),
    }
}

fn may_have_been_done(call: &CallError) -> bool {
    matches!(proof::of(call), Proof::Silence | Proof::StillRunning)
}

/// Another system may depend on the URL that is replaced: it is read just
/// before, and kept. A key that may not read leaves what was last known.
async fn keep_what_was(
    desk: &Desk,
    profile: &Profile,
    wanted: Option<&str>,
) -> Result<(), CoreError> {
    let before = if may(profile, &Scope::ReadWebhooks) == Some(false) {
        let own = profile.id.clone();
        desk.store.run(move |journal| journal.webhook(&own)).await?
    } else {
        Some(ask(desk, profile).await?)
    };
    let Some(before) = before.filter(|before| before.url.as_deref() != wanted) else {
        return Ok(());
    };
    let (own, at) = (profile.id.clone(), desk.now(&profile.id).await);
    let before = WebhookBefore {
        url: before.url,
        replaced_at: at,
    };
    desk.store
        .run(move |journal| journal.keep_webhook_before(&own, &before))
        .await
}

/// Asks the provider and keeps what it says.
async fn ask(desk: &Desk, profile: &Profile) -> Result<WebhookSeen, CoreError> {
    let answer = desk
        .call(&profile.id, |client| async move {
            client.webhook(Asker::Person).await
        })
        .await?;
    record(desk, profile, &answer).await
}

async fn record(
    desk: &Desk,
    profile: &Profile,
    answer: &Answer<answers::Webhook>,
) -> Result<WebhookSeen, CoreError> {
    let seen = WebhookSeen {
        url: answer.view.url.clone(),
        read_at: answer.at,
        request_id: answer.request_id.clone(),
    };
    let (own, kept) = (profile.id.clone(), seen.clone());
    desk.store
        .run(move |journal| journal.record_webhook(&own, &kept))
        .await?;
    desk.notify(Topic::Webhook, Some(&profile.id));
    Ok(seen)
}
