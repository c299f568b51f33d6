//! Settling an action without an outcome: the identical request again, or the
//! end of what can be done, with a last look at the service. When which is due
//! is decided in `intents/settle`.

use std::sync::Arc;

use jiff::Timestamp;
use kh_api::{Asker, Client};
use kh_journal::{Action, ActionChange, Intent, IntentId};
use kh_model::Amount;

use super::progress::{self, Heard};
use super::seen::{self, Seen};
use super::words::{happened, source};
use super::{detail, notify, outcome, send};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::evidence::Particulars;
use crate::intents::record::About;
use crate::intents::send::Parcel;
use crate::intents::settle::{By, GivenUp};
use crate::intents::{self, again};
use crate::view::{ActionProgress, ActionView};

/// Repeats an action because a person asked for it.
pub(crate) async fn repeat_by_person(desk: &Arc<Desk>, id: &str) -> Result<ActionView, CoreError> {
    let id = IntentId::new(id).map_err(|_| CoreError::ActionNotFound)?;
    let desk = Arc::clone(desk);
    intents::send::to_the_end(async move {
        detail::kept(&desk, &id).await?;
        intents::settle::by_person(&desk, &id).await?;
        desk.orders_bell.notify_one();
        detail::by_id(&desk, &id).await
    })
    .await
}

/// Sends the identical bytes under the identical key, as the parcel holds them.
pub(crate) async fn repeat(
    desk: &Desk,
    client: &Client,
    intent: &Intent,
    (by, at): (By, Timestamp),
    parcel: &Parcel,
) -> Result<(), CoreError> {
    let line = Particulars::default()
        .fact("by", by.word())
        .fact("attempt", (intent.attempts.len() + 1).to_string())
        .evidence(happened::REPEATED, source::THIS_COMPUTER, at, None);
    let entry = again::leaves(desk, intent, by, at).await?;
    let id = intent.id.clone();
    let action = desk
        .store
        .run(move |journal| {
            let change = ActionChange::at(at);
            journal.change_action_on_record(&id, &change, &[line], entry.as_ref())
        })
        .await?;
    notify(desk, &action.profile_id, &action.service_id);
    send::send(desk, client, parcel).await
}

/// What a repetition of an action is about, in the audit chain.
pub(crate) async fn about_repeat(
    desk: &Desk,
    intent: &Intent,
) -> Result<Option<(About, Option<Amount>)>, CoreError> {
    let action = detail::kept(desk, &intent.id).await?;
    Ok(send::about(&action).map(|about| (about, None)))
}

/// Ends an action of which nothing more can be learnt by repeating it.
pub(crate) async fn give_up(
    desk: &Desk,
    intent: &Intent,
    why: GivenUp,
    at: Timestamp,
) -> Result<(), CoreError> {
    let action = detail::kept(desk, &intent.id).await?;
    match why {
        GivenUp::NeverSent => {
            let ended = outcome::given_up(ActionProgress::NotSent, happened::NOT_SENT, at);
            send::settle(desk, intent, &action, ended).await
        }
        GivenUp::TooOld => {
            let next = progress::next(ActionProgress::Unknown, true, Heard::SafeTimeOver);
            let ended = outcome::given_up(next, happened::SAFE_TIME_OVER, at);
            send::settle(desk, intent, &action, ended).await?;
            look_once(desk, &action).await;
            Ok(())
        }
    }
}

/// A last look at the service of an action that nobody can repeat any more. A
/// machine that stands as the person wanted it needs nobody (`seen`); where it
/// cannot be told, what was read is evidence for the person.
async fn look_once(desk: &Desk, action: &Action) {
    let read = super::facts::read(desk, &action.profile_id, &action.service_id, Asker::Person);
    let seen = match read.await {
        Ok(kept) => Seen::from(&kept),
        Err(error) => {
            tracing::info!(error = %error, "the service of an action could not be read");
            return;
        }
    };
    let id = action.intent_id.clone();
    let kept = desk
        .store
        .run(move |journal| {
            let now = journal.action(&id)?;
            let needs_person = progress::word(ActionProgress::NeedsPerson);
            if now.is_some_and(|action| action.terms.state == needs_person) {
                let change = ActionChange::at(seen.at);
                journal.change_action(&id, &change, &[seen::read_line(&seen)])?;
            }
            Ok(())
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(error = %error, "a look at a service could not be written down");
    }
    notify(desk, &action.profile_id, &action.service_id);
}
