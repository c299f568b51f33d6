//! Which events the desktop is told of, and in which words: each event once,
//! over restarts and programs, several of one kind as one.

mod choose;
mod group;
mod settings;
mod wanted;
mod words;

use std::sync::Arc;

use kh_journal::{Event, EventSubject, Profile, ProfileKind};
use kh_model::ProfileId;

use crate::activity;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::setup::Announcement;
use crate::view::{NotifySettings, NotifyTestView, PlaceView, Topic};

pub(crate) use group::Groups;
pub(crate) use settings::line;

/// The newest actions on a service among which the one is that explains.
const ACTIONS_BACK: u32 = 10;

/// Tells the desktop of what it has not been told of yet. Events are taken
/// first: rather one that is not told than one that is told twice.
pub(crate) async fn tell(desk: &Arc<Desk>, id: &ProfileId) {
    if let Err(error) = try_to_tell(desk, id).await {
        tracing::debug!(error = %error, "the desktop was not told");
    }
}

async fn try_to_tell(desk: &Arc<Desk>, id: &ProfileId) -> Result<(), CoreError> {
    let now = desk.now(id).await;
    let own = id.clone();
    let claimed = desk
        .store
        .run(move |journal| journal.claim_events(&own, now))
        .await?;
    if claimed.is_empty() {
        return Ok(());
    }
    let claimed = without_wanted(desk, id, claimed).await?;
    let settings = settings::read(desk).await?;
    let begun = desk.owner.ask(|state| state.window.begun).await?;
    let worth: Vec<Event> = claimed
        .into_iter()
        .filter(|event| choose::is_worth_it(event, &settings, begun))
        .collect();
    if worth.is_empty() {
        return Ok(());
    }
    let profile = profiles::one(desk, id).await?;
    let groups = desk
        .owner
        .ask(move |state| state.announced.join(&worth, now))
        .await?;
    for group in groups {
        let (title, body) = words::of(&group, &settings);
        let announcement = Announcement {
            group: group.name(&profile.id),
            title: labelled(&profile, title),
            body,
            place: group.place(),
            profile_id: Some(profile.id.as_str().to_owned()),
        };
        if let Err(error) = desk.announcer.show(announcement).await {
            tracing::info!(error = %error, "a notification was not taken");
        }
    }
    Ok(())
}

/// What an own action brought was wanted: it needs nobody and is not told.
async fn without_wanted(
    desk: &Desk,
    id: &ProfileId,
    claimed: Vec<Event>,
) -> Result<Vec<Event>, CoreError> {
    let own = id.clone();
    desk.store
        .run(move |journal| {
            let mut others = Vec::new();
            for event in claimed {
                let EventSubject::Service(service) = &event.event.subject else {
                    others.push(event);
                    continue;
                };
                let actions = journal.actions_on(&own, service, ACTIONS_BACK)?;
                if wanted::is_explained(&event, &actions) {
                    journal.settle_event(&own, event.id)?;
                } else {
                    others.push(event);
                }
            }
            Ok(others)
        })
        .await
}

/// What happens in the simulator is never mistaken for what happens.
fn labelled(profile: &Profile, title: String) -> String {
    match profile.kind {
        ProfileKind::Live => title,
        ProfileKind::Simulator => format!("{title} (simulator)"),
    }
}

/// Settings of native notifications.
pub(crate) async fn settings_view(desk: &Desk) -> Result<NotifySettings, CoreError> {
    settings::read(desk).await
}

/// Keeps the settings of native notifications.
pub(crate) async fn save_settings(
    desk: &Desk,
    settings: NotifySettings,
) -> Result<NotifySettings, CoreError> {
    let kept = settings::save(desk, settings).await?;
    desk.notify(Topic::Settings, None);
    Ok(kept)
}

/// Shows a test notification and says whether the desktop took it.
pub(crate) async fn test(desk: &Desk) -> NotifyTestView {
    let profile = profiles::active(desk).await.ok();
    let announcement = Announcement {
        group: "test".to_owned(),
        title: "KernelHost Reseller Console".to_owned(),
        body: "Notifications arrive here. A click opens the activity.".to_owned(),
        place: PlaceView::Activity,
        profile_id: profile.map(|profile| profile.id.as_str().to_owned()),
    };
    match desk.announcer.show(announcement).await {
        Ok(taken) => NotifyTestView {
            taken: true,
            server: taken.server,
            clickable: taken.clickable,
            detail: None,
        },
        Err(error) => NotifyTestView {
            taken: false,
            server: None,
            clickable: false,
            detail: Some(error.detail),
        },
    }
}

/// The place one event leads to.
fn place_of(event: &Event) -> PlaceView {
    activity::row(event).place
}
