//! Sends the request of an intent and tells what came of it. The only place
//! from which an order or an action leaves.

use std::future::Future;

use jiff::Timestamp;
use kh_api::{Answer, AttemptLog, CallError, Client, PreparedPost};
use kh_journal::{AttemptEnd, Intent, IntentId, IntentKind, JournalError};
use kh_model::{IdempotencyKey, ProfileId};

use super::attempts::{self, IntentLog};
use super::limits::Limits;
use super::proof::{self, Proof};
use super::{recovery, words};
use crate::deliberate::{self, Bug};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::{connection, edge};

/// One of the two calls that are sent under an idempotency key.
pub(crate) trait Post {
    /// What its answer says.
    type Read: Send;

    /// What the intent is for.
    const KIND: IntentKind;

    /// Makes the call.
    fn post<'a>(
        client: &'a Client,
        prepared: &'a PreparedPost,
        log: &'a dyn AttemptLog,
    ) -> impl Future<Output = Result<Answer<Self::Read>, CallError>> + Send + 'a;
}

/// An intent that is about to be sent.
pub(crate) struct Parcel {
    pub(crate) intent: IntentId,
    pub(crate) profile: ProfileId,
    pub(crate) prepared: PreparedPost,
    /// Whether it was just written and goes out for the first time.
    pub(crate) fresh: bool,
    /// Until when its attempts may leave.
    pub(crate) limits: Limits,
}

/// What came of sending.
pub(crate) struct Sent<T> {
    /// The answer, or why there is none.
    pub(crate) result: Result<Answer<T>, CallError>,
    /// When that was known.
    pub(crate) at: Timestamp,
    /// The intent with the attempts just made.
    pub(crate) intent: Intent,
    /// Whether an attempt before the last may have been processed.
    pub(crate) earlier_open: bool,
    /// The end of the first attempt, where it was written and then not made.
    pub(crate) never_made: Option<(u32, AttemptEnd)>,
}

/// Sends the parcel. What came of it is not written down yet.
///
/// # Errors
/// The journal cannot be read. The intent stays open, and the next repetition
/// of the identical request learns the outcome again.
pub(crate) async fn send<P: Post>(
    desk: &Desk,
    client: &Client,
    parcel: &Parcel,
) -> Result<Sent<P::Read>, CoreError> {
    let journal = desk.store.journal().await?;
    let fresh = parcel.fresh;
    let which = (parcel.intent.clone(), fresh);
    let log = IntentLog::new(desk, journal, P::KIND, which, parcel.limits);
    let mut prepared = parcel.prepared.clone();
    if deliberate::has(Bug::KeyAtSending) {
        prepared = with_another_key(desk, &prepared)?;
    }
    let result = P::post(client, &prepared, &log).await;
    connection::note(desk, &parcel.profile, client, &result);
    let at = client.server_now().unwrap_or(desk.clock.now());
    let intent = intent(desk, parcel.intent.clone()).await?;
    let nothing_left = matches!(&result, Err(error) if proof::of(error) == Proof::NotSent);
    // Another computer that has the same order file is an attempt of its own.
    let elsewhere = intent.key_used_since.is_some();
    let earlier_open = match log.last() {
        // The end is not about the last attempt, but about one that was not made.
        Some(_) if nothing_left => recovery::open_before(&intent, u32::MAX),
        Some(n) => recovery::open_before(&intent, n),
        // Nothing went out now; what went out before is as open as it was.
        None => !fresh && recovery::open_before(&intent, u32::MAX),
    } || elsewhere;
    let never_made = (log.last().is_none() && fresh).then(|| {
        let code = result.as_ref().err().map(edge::call_code);
        (1, attempts::never_made(at, code.unwrap_or_default()))
    });
    Ok(Sent {
        result,
        at,
        intent,
        earlier_open,
        never_made,
    })
}

/// What must never be: the same request under a key of its own.
fn with_another_key(desk: &Desk, prepared: &PreparedPost) -> Result<PreparedPost, CoreError> {
    let key = crate::chance::order_key(&*desk.chance, desk.clock.now())?;
    stored_as(prepared.path(), prepared.body().to_vec(), key)
}

/// An intent of the journal.
pub(crate) async fn intent(desk: &Desk, id: IntentId) -> Result<Intent, CoreError> {
    let found = desk.store.run(move |journal| journal.intent(&id)).await?;
    found.ok_or(CoreError::Store(JournalError::NotFound {
        what: words::INTENT,
    }))
}

/// Another process with this journal may have been faster; it heard the same.
pub(crate) fn once(settled: Result<(), CoreError>) -> Result<(), CoreError> {
    match settled {
        Err(CoreError::Store(JournalError::AlreadySettled)) => Ok(()),
        other => other,
    }
}

/// The client of a profile, whose clock is known: an age that nobody knows
/// allows no repetition.
pub(crate) async fn client_with_clock(
    desk: &Desk,
    profile: &ProfileId,
    kind: IntentKind,
) -> Result<(Client, Timestamp), CoreError> {
    let client = crate::profiles::client(desk, profile).await?;
    client.learn_clock().await?;
    let now = client.server_now().ok_or(CoreError::AgeUnknown(kind))?;
    Ok((client, now))
}

/// The stored request of an intent, byte for byte, to be sent again.
pub(crate) fn stored(intent: &Intent, limits: Limits) -> Result<Parcel, CoreError> {
    let key = intent.idempotency_key.clone();
    Ok(Parcel {
        intent: intent.id.clone(),
        profile: intent.profile_id.clone(),
        prepared: stored_as(&intent.path, intent.body.clone(), key)?,
        fresh: false,
        limits,
    })
}

fn stored_as(path: &str, body: Vec<u8>, key: IdempotencyKey) -> Result<PreparedPost, CoreError> {
    let prepared = PreparedPost::stored(path, body, key);
    prepared.map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })
}

/// The owner of a long piece of work: the window may go away, the work goes on.
pub(crate) async fn to_the_end<R: Send + 'static>(
    work: impl Future<Output = Result<R, CoreError>> + Send + 'static,
) -> Result<R, CoreError> {
    tokio::spawn(work).await.map_err(|_| CoreError::Closing)?
}
