//! Reading one service: because a person looks at it, or because it is on its
//! way to another state.

use kh_api::{Asker, CallError};
use kh_journal::{KeptService, TakenPage};
use kh_model::{ProfileId, ServiceId};

use super::{events, facts, orders};
use crate::actions::seen::{self, Seen};
use crate::catalogue;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::Topic;

/// The HTTP status of what is absent or not visible to this key.
const NOT_FOUND: u16 = 404;

/// Reads a service and keeps it. One that the provider does not show is kept as
/// not visible, and the answer is what was known of it.
///
/// # Errors
/// [`CoreError::ServiceNotVisible`] where nothing was known of it.
pub(crate) async fn read(
    desk: &Desk,
    profile: &ProfileId,
    id: &ServiceId,
    asker: Asker,
) -> Result<KeptService, CoreError> {
    let asked = id.clone();
    let answer = desk
        .call(profile, |client| async move {
            client.service(asker, &asked).await
        })
        .await;
    match answer {
        Ok(answer) => {
            let groups = catalogue::groups(desk, profile).await?;
            let services = [answer.view];
            let seen = facts::seen(&services, &answer.original, &groups);
            let look = Seen::of(&services[0], answer.at, answer.request_id.clone());
            let (own, at, request_id) = (profile.clone(), answer.at, answer.request_id);
            let taken = desk
                .store
                .run(move |journal| {
                    let page = TakenPage {
                        services: &seen,
                        at,
                        request_id: request_id.as_ref(),
                        walked: None,
                    };
                    journal.take_services(&own, &page, &mut |change| events::of_one(change))
                })
                .await?;
            seen::learn(desk, profile, vec![look]).await?;
            orders::learn(desk, profile, &taken.orders, at).await?;
            tell(desk, profile, id, !taken.events.is_empty());
        }
        Err(CoreError::Call(CallError::Refused(problem))) if problem.http_status == NOT_FOUND => {
            let now = desk.now(profile).await;
            let (own, missed) = (profile.clone(), id.clone());
            let taken = desk
                .store
                .run(move |journal| {
                    let request_id = problem.request_id.as_ref();
                    journal.miss_service(&own, &missed, now, request_id, &mut |change| {
                        events::of_one(change)
                    })
                })
                .await?;
            tell(desk, profile, id, !taken.events.is_empty());
        }
        Err(error) => return Err(error),
    }
    let (own, id) = (profile.clone(), id.clone());
    let kept = desk
        .store
        .run(move |journal| journal.service(&own, &id))
        .await?;
    kept.ok_or(CoreError::ServiceNotVisible)
}

fn tell(desk: &Desk, profile: &ProfileId, id: &ServiceId, with_events: bool) {
    desk.notify_one(Topic::Services, Some(profile), id.as_str());
    if with_events {
        desk.notify(Topic::Activity, Some(profile));
    }
}
