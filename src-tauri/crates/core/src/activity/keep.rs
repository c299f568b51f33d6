//! Events that go on record outside the transactions that found them.

use kh_journal::{EventFilter, EventKind, NewEvent};
use kh_model::ProfileId;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::events;
use crate::view::Topic;

/// Keeps events and tells the window. If the journal fails, what happened is
/// found again by the next comparison.
pub(crate) async fn add(desk: &Desk, profile: &ProfileId, found: Vec<NewEvent>) {
    if found.is_empty() {
        return;
    }
    let own = profile.clone();
    let added = desk
        .store
        .run(move |journal| journal.add_events(&own, &found))
        .await;
    match added {
        Ok(added) if added.is_empty() => {}
        Ok(_) => desk.notify(Topic::Activity, Some(profile)),
        Err(error) => tracing::warn!(error = %error, "an event could not be kept"),
    }
}

/// Makes events of what the journal learnt about orders.
pub(crate) async fn collect(desk: &Desk, profile: &ProfileId) {
    let own = profile.clone();
    let added = desk
        .store
        .run(move |journal| journal.take_order_evidence(&own, &mut events::of_order))
        .await;
    match added {
        Ok(added) if added.is_empty() => {}
        Ok(_) => desk.notify(Topic::Activity, Some(profile)),
        Err(error) => tracing::warn!(error = %error, "events of orders could not be kept"),
    }
}

/// After a list of services was read to its end for the first time: one event
/// for all that was found, instead of one for each.
pub(crate) async fn first_look(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    let own = profile.clone();
    let (list, known) = desk
        .store
        .run(move |journal| {
            let filter = EventFilter {
                kinds: vec![EventKind::FirstLook],
                ..EventFilter::default()
            };
            let known = journal.events(&own, &filter, 0, 1)?.total > 0;
            Ok((journal.service_list(&own)?, known))
        })
        .await?;
    if let (false, Some(at)) = (known, list.whole_at) {
        add(desk, profile, vec![events::first_look(at, list.seen)]).await;
    }
    Ok(())
}
