//! How long nobody looked: written down while somebody does, so that it is
//! known also after a crash.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_journal::SettingOf;
use kh_model::ProfileId;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::Topic;

/// Whoever was away for less than this was not away.
const AWAY: SignedDuration = SignedDuration::from_mins(15);
/// How often it is written down that somebody looks.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Settings of a profile.
const SEEN: &str = "activity.seen";
const PENDING: &str = "activity.away";

/// Up to where a person has seen what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    at: Timestamp,
    last_event: i64,
}

/// A time in which nobody looked, until the person puts its digest away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Away {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    /// The last event that was seen before.
    pub(super) after: i64,
}

/// Somebody looks at the window again.
pub(super) async fn came_back(desk: &Arc<Desk>) -> Result<(), CoreError> {
    let profile = match profiles::active(desk).await {
        Ok(profile) => profile.id,
        Err(CoreError::NoActiveProfile) => return Ok(()),
        Err(other) => return Err(other),
    };
    look_back(desk, &profile).await?;
    write_seen(desk, &profile).await
}

/// Nobody looks any more.
pub(super) async fn went_away(desk: &Desk) -> Result<(), CoreError> {
    match profiles::active(desk).await {
        Ok(profile) => write_seen(desk, &profile.id).await,
        Err(CoreError::NoActiveProfile) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Writes down now and then that somebody looks.
pub(crate) async fn note_gaze(desk: &Desk) {
    let now = desk.clock.now();
    let due = desk
        .owner
        .ask(move |state| {
            let noted = state.window.noted_at;
            let is_due = noted.is_none_or(|noted| now.duration_since(noted) >= NOTED_EVERY);
            state.window.is_looked_at() && !state.window.returning && is_due
        })
        .await;
    if due.unwrap_or(false)
        && let Err(error) = went_away(desk).await
    {
        tracing::debug!(error = %error, "it could not be noted that somebody looks");
    }
}

/// If nobody looked for some time, that is remembered until it is dismissed.
async fn look_back(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    let seen: Option<Seen> = read(desk, profile, SEEN).await?;
    let now = desk.now(profile).await;
    let Some(seen) = seen.filter(|seen| now.duration_since(seen.at) >= AWAY) else {
        return Ok(());
    };
    let before = pending(desk, profile).await?;
    let away = Away {
        from: before.map_or(seen.at, |before| before.from),
        to: now,
        after: before.map_or(seen.last_event, |before| before.after),
    };
    write(desk, profile, PENDING, Some(&away)).await?;
    desk.notify(Topic::Activity, Some(profile));
    Ok(())
}

async fn write_seen(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    let now = desk.clock.now();
    desk.owner
        .tell(move |state| state.window.noted_at = Some(now));
    let own = profile.clone();
    let last = desk
        .store
        .run(move |journal| journal.last_event(&own))
        .await?;
    let seen = Seen {
        at: desk.now(profile).await,
        last_event: last.map_or(0, kh_journal::EventId::get),
    };
    write(desk, profile, SEEN, Some(&seen)).await
}

/// The time whose digest was not put away yet.
pub(super) async fn pending(desk: &Desk, profile: &ProfileId) -> Result<Option<Away>, CoreError> {
    read(desk, profile, PENDING).await
}

/// Puts it away.
pub(super) async fn dismiss(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    write::<Away>(desk, profile, PENDING, None).await
}

async fn read<T: for<'a> Deserialize<'a>>(
    desk: &Desk,
    profile: &ProfileId,
    name: &'static str,
) -> Result<Option<T>, CoreError> {
    let own = profile.clone();
    let kept = desk
        .store
        .run(move |journal| journal.setting(SettingOf::Profile(&own), name))
        .await?;
    // What cannot be read any more is as if nobody had ever looked.
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

async fn write<T: Serialize>(
    desk: &Desk,
    profile: &ProfileId,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), CoreError> {
    let text = value
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| CoreError::Internal {
            detail: error.to_string(),
        })?;
    let own = profile.clone();
    desk.store
        .run(move |journal| journal.set_setting(SettingOf::Profile(&own), name, text.as_deref()))
        .await
}
