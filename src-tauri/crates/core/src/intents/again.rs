//! Repetitions on record in the audit chain: one that leaves has its entry in
//! the commit before its first byte, one that is refused has one all the same.

use jiff::Timestamp;
use kh_audit::{Draft, Outcome};
use kh_journal::{Intent, IntentId, IntentKind};

use super::record::About;
use super::send;
use super::settle::By;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::{actions, audit, orders};

/// The entry of a repetition that leaves now. None for an action that only a
/// newer program knows.
pub(crate) async fn leaves(
    desk: &Desk,
    intent: &Intent,
    by: By,
    at: Timestamp,
) -> Result<Option<Draft>, CoreError> {
    desk.chain.ready().await;
    entry(desk, intent, by, at).await
}

/// A person pressed "repeat", and nothing was sent.
pub(crate) async fn refused(desk: &Desk, id: &IntentId, error: &CoreError) {
    let entry = async {
        let intent = send::intent(desk, id.clone()).await?;
        let at = desk.now(&intent.profile_id).await;
        entry(desk, &intent, By::Person, at).await
    };
    match entry.await {
        Ok(Some(mut entry)) => {
            audit::stopped_by(&mut entry, error);
            audit::record_after(desk, entry).await;
        }
        Ok(None) => {}
        Err(error) => {
            tracing::error!(error = %error, "a refused repetition is not on record");
        }
    }
}

async fn entry(
    desk: &Desk,
    intent: &Intent,
    by: By,
    at: Timestamp,
) -> Result<Option<Draft>, CoreError> {
    let about = match intent.kind {
        IntentKind::Order => Some(orders::settle::about_repeat(desk, intent).await?),
        IntentKind::Action => actions::settle::about_repeat(desk, intent).await?,
    };
    let Some((about, money)) = about else {
        return Ok(None);
    };
    let own = intent.profile_id.clone();
    let profile = desk.store.run(move |journal| journal.profile(&own)).await?;
    let About {
        act,
        target,
        name,
        reason,
    } = about;
    let repeated = format!("repeated: {}", by.word());
    Ok(Some(Draft {
        profile: Some(intent.profile_id.clone()),
        key: profile.map(|profile| profile.key_id),
        target: Some(target),
        target_name: Some(name),
        reason: Some(match reason {
            Some(reason) => format!("{reason}; {repeated}"),
            None => repeated,
        }),
        money,
        idempotency_key: Some(intent.idempotency_key.clone()),
        ..Draft::new(at, act, Outcome::Begun)
    }))
}
