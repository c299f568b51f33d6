//! Sends an action and writes down what became of it.

use std::future::Future;

use kh_api::answers::ActionAccepted;
use kh_api::{Answer, Asker, AttemptLog, CallError, Client, PreparedPost};
use kh_audit::{Draft, Outcome as Audited};
use kh_journal::{Action, Intent, IntentKind};
use kh_model::KeyId;

use super::outcome::{self, Outcome};
use super::{detail, kind, notify, progress};
use crate::desk::Desk;
use crate::error::CoreError;
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
    let settled = desk
        .store
        .run(move |journal| {
            let key = journal.profile(&action.profile_id)?.map(|own| own.key_id);
            outcome.settlement.audit = entry(&intent, &action, key, &outcome);
            journal.settle_action(&intent.id, &outcome.settlement, &outcome.change)
        })
        .await;
    notify(desk, &profile, &service);
    send::once(settled)
}

/// How it went, for the chain.
fn entry(intent: &Intent, action: &Action, key: Option<KeyId>, outcome: &Outcome) -> Option<Draft> {
    let kind = kind::read(&action.terms.action)?;
    let problem = match &outcome.change.problem {
        kh_journal::Change::Set(problem) => Some(problem),
        kh_journal::Change::Keep | kh_journal::Change::Clear => None,
    };
    let answered = outcome.settlement.evidence.last();
    Some(Draft {
        profile: Some(action.profile_id.clone()),
        key,
        target: Some(action.service_id.as_str().to_owned()),
        target_name: Some(action.terms.service_name.clone()),
        reason: action.terms.reason.clone(),
        request_id: answered.and_then(|line| line.request_id.clone()),
        idempotency_key: Some(intent.idempotency_key.clone()),
        code: problem.map(|problem| problem.code.clone()),
        ..Draft::new(
            outcome.settlement.at,
            kind::act(kind),
            audited(outcome.progress),
        )
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
