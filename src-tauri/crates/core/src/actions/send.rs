//! Sends an action and writes down what became of it.

use std::future::Future;

use kh_api::answers::ActionAccepted;
use kh_api::{Answer, Asker, AttemptLog, CallError, Client, PreparedPost};
use kh_audit::Outcome as Audited;
use kh_journal::{Action, Intent, IntentKind};

use super::outcome::{self, Outcome};
use super::{detail, kind, notify, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::record::{self, About};
use crate::intents::send::{self, Parcel, Post};
use crate::view::ActionProgress;

/// `POST /v1/services/{id}/actions`.
struct ActionPost;

impl Post for ActionPost {
    type Read = ActionAccepted;
    const KIND: IntentKind = IntentKind::Action;

    fn post<'a>(
        client: &'a Client,
        prepared: &'a PreparedPost,
        log: &'a dyn AttemptLog,
    ) -> impl Future<Output = Result<Answer<ActionAccepted>, CallError>> + Send + 'a {
        client.act(Asker::Person, prepared, log)
    }
}

/// Sends the parcel and settles its intent. Ok says that the outcome is in the
/// journal, whatever it is.
///
/// # Errors
/// The outcome could not be written down. The intent stays open, and the next
/// repetition of the identical request learns the outcome again.
pub(crate) async fn send(desk: &Desk, client: &Client, parcel: &Parcel) -> Result<(), CoreError> {
    let sent = send::send::<ActionPost>(desk, client, parcel).await?;
    let action = detail::kept(desk, &parcel.intent).await?;
    let before = match progress::read(&action.terms.state) {
        // It was sent, whatever the last word on disk says.
        ActionProgress::Written => ActionProgress::Sending,
        other => other,
    };
    let mut outcome = outcome::of_post(before, sent.earlier_open, &sent.result, sent.at);
    outcome.settlement.attempt_end = sent.never_made;
    settle(desk, &sent.intent, &action, outcome).await
}

/// Writes an outcome down, with its entry in the audit chain.
pub(crate) async fn settle(
    desk: &Desk,
    intent: &Intent,
    action: &Action,
    mut outcome: Outcome,
) -> Result<(), CoreError> {
    let (intent, action) = (intent.clone(), action.clone());
    let (profile, service) = (action.profile_id.clone(), action.service_id.clone());
    desk.chain.ready().await;
    let settled = desk
        .store
        .run(move |journal| {
            if let Some(about) = about(&action) {
                let Outcome {
                    progress,
                    settlement,
                    change,
                } = &mut outcome;
                let how = audited(*progress);
                let entry =
                    record::ended(journal, &intent, about, how, settlement, &change.problem)?;
                settlement.audit = Some(entry);
            }
            journal.settle_action(&intent.id, &outcome.settlement, &outcome.change)
        })
        .await;
    notify(desk, &profile, &service);
    send::once(settled)
}

/// What it is about, in the chain. None for an action that only a newer program
/// knows.
pub(super) fn about(action: &Action) -> Option<About> {
    Some(About {
        act: kind::act(kind::read(&action.terms.action)?),
        target: action.service_id.as_str().to_owned(),
        name: action.terms.service_name.clone(),
        reason: action.terms.reason.clone(),
    })
}

fn audited(progress: ActionProgress) -> Audited {
    use ActionProgress as P;
    match progress {
        P::Accepted | P::Done => Audited::Done,
        P::Refused => Audited::Refused,
        P::NotSent => Audited::Failed,
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => Audited::Unknown,
    }
}
