//! What happened, as a person sees it: the list with its marks, and what
//! happened while nobody looked.

mod away;
mod digest;
mod keep;
mod rows;
mod window;

use std::sync::Arc;

use kh_journal::{EventFilter, EventId};

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{ActivityQuery, ActivityView, NotifySettings, NotifyTestView, PlaceView, Topic};
use crate::{notify, profiles};

pub(crate) use away::note_gaze;
pub(crate) use digest::digest;
pub(crate) use keep::{add, collect, first_look};
pub(crate) use rows::{group, row};
pub(crate) use window::{Window, window_state};

/// A page of events, and the digest. What the journal knows of orders becomes
/// events first, so that the list never lags behind it.
pub(crate) async fn list(
    desk: &Arc<Desk>,
    query: ActivityQuery,
) -> Result<ActivityView, CoreError> {
    let id = profiles::active(desk).await?.id;
    collect(desk, &id).await;
    let digest = digest(desk, &id).await?;
    let filter = filter(&query);
    let (counts, page) = desk
        .store
        .run(move |journal| {
            let counts = journal.count_events(&id, &EventFilter::default())?;
            let page = journal.events(&id, &filter, query.offset, query.limit)?;
            Ok((counts, page))
        })
        .await?;
    Ok(ActivityView {
        all: counts.all,
        unread: counts.unread,
        needs_you: counts.needs_you,
        total: page.total,
        rows: page.events.iter().map(row).collect(),
        digest,
    })
}

fn filter(query: &ActivityQuery) -> EventFilter {
    let kinds = query.group.map(|wanted| rows::kept_group(wanted).kinds());
    EventFilter {
        kinds: kinds.into_iter().flatten().collect(),
        unread: query.unread_only,
        needs_you: query.needs_you_only,
        text: Some(query.search.clone()),
        ..EventFilter::default()
    }
}

/// Marks events as read; all of the profile where none are named.
pub(crate) async fn mark_read(desk: &Arc<Desk>, ids: Option<Vec<i64>>) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?.id;
    let now = desk.now(&profile).await;
    let own = profile.clone();
    let changed = desk
        .store
        .run(move |journal| match ids {
            Some(ids) => {
                let ids: Vec<EventId> = ids.into_iter().map(EventId::new).collect();
                journal.mark_events(&own, &ids, Some(now))
            }
            None => match journal.last_event(&own)? {
                Some(last) => journal.mark_events_until(&own, last, &[], now),
                None => Ok(0),
            },
        })
        .await?;
    if changed > 0 {
        desk.notify(Topic::Activity, Some(&profile));
    }
    Ok(())
}

/// Puts the digest away.
pub(crate) async fn dismiss_digest(desk: &Arc<Desk>) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?.id;
    away::dismiss(desk, &profile).await?;
    desk.notify(Topic::Activity, Some(&profile));
    Ok(())
}

/// Settings of native notifications.
pub(crate) async fn notify_settings(desk: &Arc<Desk>) -> Result<NotifySettings, CoreError> {
    notify::settings_view(desk).await
}

/// Keeps the settings of native notifications.
pub(crate) async fn save_notify_settings(
    desk: &Arc<Desk>,
    settings: NotifySettings,
) -> Result<NotifySettings, CoreError> {
    notify::save_settings(desk, settings).await
}

/// Shows a test notification and says whether the system took it.
pub(crate) async fn test_notification(desk: &Arc<Desk>) -> Result<NotifyTestView, CoreError> {
    Ok(notify::test(desk).await)
}

/// A person clicked a notification.
pub(crate) fn clicked(desk: &Desk, profile: Option<String>, place: PlaceView) {
    let profile = profile.and_then(|id| kh_model::ProfileId::new(&id).ok());
    desk.open_place(profile.as_ref(), place);
}
