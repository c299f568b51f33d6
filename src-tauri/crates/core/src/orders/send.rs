//! Sends the request of an intent and writes down what became of it. The only
//! place from which an order leaves.

use jiff::Timestamp;
use kh_api::{Asker, Client, PreparedPost};
use kh_journal::{Intent, IntentId, JournalError, OrderNo};
use kh_model::ProfileId;

use super::attempts::{self, IntentLog};
use super::outcome::{self, Before};
use super::{progress, words};
use crate::desk::Desk;
use crate::edge;
use crate::error::CoreError;
use crate::owner::Owner;
use crate::view::OrderProgress;
use crate::{connection, recovery};

/// An intent that is about to be sent.
pub(crate) struct Parcel {
    pub(crate) intent: IntentId,
    pub(crate) profile: ProfileId,
    pub(crate) no: OrderNo,
    pub(crate) prepared: PreparedPost,
    /// When it was first sent; none if this is the first time.
    pub(crate) first_sent_at: Option<Timestamp>,
}

/// Holds an intent for one piece of work: nobody else sends it meanwhile. Given
/// back when dropped, also by a task that is cut off.
pub(crate) struct Hold {
    owner: Owner,
    intent: IntentId,
}

impl Hold {
    /// Takes the intent. None if somebody else works on it.
    pub(crate) async fn take(desk: &Desk, intent: &IntentId) -> Result<Option<Self>, CoreError> {
        let asked = intent.clone();
        let taken = desk.owner.ask(move |state| state.take(&asked)).await?;
        Ok(taken.then(|| Self {
            owner: desk.owner.clone(),
            intent: intent.clone(),
        }))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let intent = self.intent.clone();
        self.owner.tell(move |state| {
            state.busy.remove(&intent);
        });
    }
}

/// Sends the parcel and settles its intent. Ok says that the outcome is in the
/// journal, whatever it is.
///
/// # Errors
/// The outcome could not be written down. The intent stays open, and the next
/// repetition of the identical request learns the outcome again.
pub(crate) async fn send(desk: &Desk, client: &Client, parcel: &Parcel) -> Result<(), CoreError> {
    let journal = desk.store.journal().await?;
    let log = match parcel.first_sent_at {
        None => IntentLog::fresh(journal, parcel.intent.clone()),
        Some(at) => IntentLog::again(journal, parcel.intent.clone(), at),
    };
    let result = client
        .place_order(Asker::Person, &parcel.prepared, &log)
        .await;
    connection::note(desk, &parcel.profile, client, &result);
    let at = client.server_now().unwrap_or(desk.clock.now());
    let (intent, before) = before(desk, parcel, log.last()).await?;
    let mut settlement = outcome::of_post(before, &result, at);
    if log.last().is_none() && parcel.first_sent_at.is_none() {
        let code = result
            .as_ref()
            .err()
            .map(edge::call_code)
            .unwrap_or_default();
        settlement.attempt_end = Some((1, attempts::never_made(at, code)));
    }
    let settled = desk
        .store
        .run(move |journal| journal.settle(&intent.id, &settlement))
        .await;
    desk.notify_order(&parcel.profile, parcel.no);
    match settled {
        // Another process with this journal was faster; it heard the same.
        Err(CoreError::Store(JournalError::AlreadySettled)) => Ok(()),
        other => other,
    }
}

/// What the journal knows of the intent, the attempts just made included.
async fn before(
    desk: &Desk,
    parcel: &Parcel,
    last: Option<u32>,
) -> Result<(Intent, Before), CoreError> {
    let (id, no) = (parcel.intent.clone(), parcel.no);
    let (intent, order) = desk
        .store
        .run(move |journal| Ok((journal.intent(&id)?, journal.order(no)?)))
        .await?;
    let missing = || {
        CoreError::Store(JournalError::NotFound {
            what: words::INTENT,
        })
    };
    let (intent, order) = intent.zip(order).ok_or_else(missing)?;
    let earlier_open = match last {
        Some(n) => recovery::open_before(&intent, n),
        // Nothing went out now; what went out before is as open as it was.
        None => parcel.first_sent_at.is_some() && recovery::open_before(&intent, u32::MAX),
    };
    let before = Before {
        progress: match progress::read(&order.terms.state) {
            // It was sent, whatever the last word on disk says.
            OrderProgress::Written => OrderProgress::Sending,
            other => other,
        },
        earlier_open,
        first_sent_at: intent.first_sent_at,
    };
    Ok((intent, before))
}

/// The client of a parcel's profile, whose clock is known: an age that nobody
/// knows allows no repetition.
pub(crate) async fn client_with_clock(
    desk: &Desk,
    profile: &ProfileId,
) -> Result<(Client, Timestamp), CoreError> {
    let client = crate::profiles::client(desk, profile).await?;
    client.learn_clock().await?;
    let now = client.server_now().ok_or(CoreError::AgeUnknown)?;
    Ok((client, now))
}

/// The stored request of an intent, byte for byte.
pub(crate) fn stored(intent: &Intent) -> Result<PreparedPost, CoreError> {
    let key = intent.idempotency_key.clone();
    PreparedPost::stored(&intent.path, intent.body.clone(), key).map_err(|error| {
        CoreError::Internal {
            detail: error.to_string(),
        }
    })
}

/// The owner of a long piece of work: the window may go away, the work goes on.
pub(crate) async fn to_the_end<R: Send + 'static>(
    work: impl Future<Output = Result<R, CoreError>> + Send + 'static,
) -> Result<R, CoreError> {
    tokio::spawn(work).await.map_err(|_| CoreError::Closing)?
}
