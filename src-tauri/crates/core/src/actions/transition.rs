//! Which services are in transition because of an action of ours: those are
//! looked at often, the others are not. How often is the scheduler's matter.

use jiff::Timestamp;
use kh_model::{ProfileId, ServiceId};

use super::progress::{self, FOLLOWED_FOR};
use super::seen;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::ActionProgress;

/// A service in transition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InTransition {
    /// Which.
    pub(crate) service: ServiceId,
    /// When the provider took the action on.
    pub(crate) since: Timestamp,
}

/// Services of an account whose newest action was accepted and is not seen
/// done. A service that does not say how it is leaves by itself after a day.
///
/// # Errors
/// As for every read of the journal.
pub(crate) async fn in_transition(
    desk: &Desk,
    profile: &ProfileId,
) -> Result<Vec<InTransition>, CoreError> {
    let now = desk.now(profile).await;
    let own = profile.clone();
    desk.store
        .run(move |journal| {
            let accepted = [progress::word(ActionProgress::Accepted)];
            let mut found = Vec::new();
            for action in journal.standing_actions(&own, &accepted)? {
                let history = journal.action_evidence(&action.intent_id)?;
                let since = seen::accepted_at(&history).unwrap_or(action.created_at);
                // One look after the end of the time tells that it is over.
                let is_over = now.duration_since(since) >= FOLLOWED_FOR * 2;
                if !is_over {
                    found.push(InTransition {
                        service: action.service_id,
                        since,
                    });
                }
            }
            Ok(found)
        })
        .await
}
