//! The line to the provider: how it is, how it is checked, what credit there
//! is. One question at a time; nothing here repeats a refused signature.

mod insist;
mod looks;
mod shown;

use std::sync::Arc;

use jiff::SignedDuration;
use kh_api::{Answer, Asker, CallError, Client};
use kh_journal::Profile;
use kh_model::{ProfileId, Scope};

use crate::catalogue;
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::intents::settle;
use crate::profiles;
use crate::reconciliation;
use crate::view::{ConnectionState, ConnectionView, Topic};

pub(crate) use insist::sign_anyway;
pub(crate) use looks::{answered, ask_account, ask_credit, refused};
pub(crate) use shown::{credit, credit_view, standing, view};

/// A credit read longer ago than this is read again before an order is shown.
const CREDIT_IS_FRESH: SignedDuration = SignedDuration::from_secs(60);

/// A catalogue older than this is read again when a profile is connected.
const CATALOGUE_IS_FRESH: SignedDuration = SignedDuration::from_hours(24);

/// Checks the line of the active profile: the clock, then exactly one signed
/// question.
pub(crate) async fn check(desk: &Arc<Desk>, asker: Asker) -> Result<ConnectionView, CoreError> {
    let profile = profiles::active(desk).await?;
    match connect(desk, &profile.id, asker).await {
        Ok(()) => after_connecting(desk, &profile),
        // The view says what is wrong; only what is not about the line is an
        // error of the check itself.
        Err(CoreError::Call(_) | CoreError::NeedsSecret | CoreError::Keychain(_)) => {}
        Err(other) => return Err(other),
    }
    view(desk).await
}

/// Learns the clock, asks for the account once, and keeps what it says.
pub(crate) async fn connect(desk: &Desk, id: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    set_state(desk, id, ConnectionState::Connecting, None);
    let client = profiles::client(desk, id).await?;
    if let Err(error) = client.learn_clock().await {
        let error = CoreError::Call(error);
        set_state(desk, id, ConnectionState::Offline, Some(&error));
        return Err(error);
    }
    ask_account(desk, id, asker).await
}

/// Connects in the background; the window hears by notices.
pub(crate) fn connect_later(desk: &Arc<Desk>, id: &ProfileId) {
    let (desk, id) = (Arc::clone(desk), id.clone());
    tokio::spawn(async move {
        let connected = connect(&desk, &id, Asker::Person).await;
        let profile = profiles::one(&desk, &id).await;
        match (connected, profile) {
            (Ok(()), Ok(profile)) => after_connecting(&desk, &profile),
            (Err(error), _) | (Ok(()), Err(error)) => {
                tracing::info!(error = %error, "the profile could not be connected");
            }
        }
    });
}

/// What follows a good connection, in the background: open orders first, then
/// credit, then the catalogue if it is old.
pub(crate) fn after_connecting(desk: &Arc<Desk>, profile: &Profile) {
    let (desk, profile) = (Arc::clone(desk), profile.clone());
    // The scheduler leaves the line alone meanwhile, or both ask the same.
    let own = profile.id.clone();
    desk.owner
        .tell(move |state| state.watch(&own).connecting = true);
    tokio::spawn(async move {
        settle::open_of(&desk, &profile.id, settle::By::Watch).await;
        read_credit(&desk, &profile, Asker::Background).await;
        if catalogue::is_older_than(&desk, &profile.id, CATALOGUE_IS_FRESH).await {
            // The catalogue's own view tells what went wrong.
            let _ = catalogue::read(&desk, &profile.id, Asker::Background).await;
        }
        let own = profile.id.clone();
        desk.owner
            .tell(move |state| state.watch(&own).connecting = false);
        desk.orders_bell.notify_one();
    });
}

/// After something changed at the provider: everything is asked again.
pub(crate) fn look_again(desk: &Arc<Desk>, profile: &Profile) {
    let (desk, profile) = (Arc::clone(desk), profile.clone());
    tokio::spawn(async move {
        read_credit(&desk, &profile, Asker::Person).await;
        let own = profile.id.clone();
        desk.owner.tell(move |state| {
            state.asked.clear();
            state.watch(&own).look_again();
        });
        desk.orders_bell.notify_one();
    });
}

/// Reads the credit because a person asked for it.
pub(crate) async fn refresh_credit(desk: &Desk) -> Result<ConnectionView, CoreError> {
    let profile = profiles::active(desk).await?;
    ask_credit(desk, &profile.id, Asker::Person).await?;
    reconciliation::after(desk, &profile.id).await;
    view(desk).await
}

/// Reads the credit again if it is known and old, or not known at all.
pub(crate) async fn freshen_credit(desk: &Desk, profile: &Profile) {
    let id = profile.id.clone();
    let kept = desk
        .store
        .run(move |journal| journal.latest_balance(&id))
        .await;
    let now = desk.now(&profile.id).await;
    let fresh =
        matches!(&kept, Ok(Some(seen)) if now.duration_since(seen.last_read_at) < CREDIT_IS_FRESH);
    if !fresh {
        read_credit(desk, profile, Asker::Person).await;
    }
}

/// Reads the credit where the key may. A failure leaves the old figure with its
/// old age.
pub(crate) async fn read_credit(desk: &Desk, profile: &Profile, asker: Asker) {
    let may = may(profile, &Scope::ReadBilling);
    if may.unwrap_or(true)
        && let Err(error) = ask_credit(desk, &profile.id, asker).await
    {
        tracing::info!(error = %error, "the credit could not be read");
    }
}

/// Whether the key of a profile has a scope; none where the provider did not
/// say.
pub(crate) fn may(profile: &Profile, scope: &Scope) -> Option<bool> {
    let scopes = profile.account.as_ref()?.scopes.as_ref()?;
    Some(scopes.contains(scope))
}

/// Notes how a call went.
pub(crate) fn note<T>(
    desk: &Desk,
    id: &ProfileId,
    client: &Client,
    answer: &Result<Answer<T>, CallError>,
) {
    let heard = match answer {
        Ok(answer) => Some((ConnectionState::Connected, Some(answer.at))),
        Err(error) => state_after(error).map(|state| (state, None)),
    };
    let Some((state, answered_at)) = heard else {
        return;
    };
    let now = client.server_now();
    let error = answer
        .as_ref()
        .err()
        .filter(|_| state != ConnectionState::Connected)
        .map(|error| edge::call_view(error, Stake::Nothing, now));
    let answered_at = answered_at.or(now.filter(|_| state == ConnectionState::Connected));
    let (id, notices) = (id.clone(), desk.notices.clone());
    let bell = Arc::clone(&desk.orders_bell);
    desk.owner.tell(move |state_of_all| {
        let link = state_of_all.link(&id);
        if link.state != state {
            // What is asked next depends on the line.
            bell.notify_one();
        }
        link.state = state;
        link.error = error;
        link.last_answer_at = answered_at.or(link.last_answer_at);
        let _ = notices.send(crate::view::Notice::of(
            Topic::Connection,
            Some(id.as_str().to_owned()),
        ));
    });
}

/// What a failure says about the line; none where it says nothing.
fn state_after(error: &CallError) -> Option<ConnectionState> {
    match error {
        CallError::Auth(_) => Some(ConnectionState::Refused),
        CallError::NotSent { .. } | CallError::Unknown(_) | CallError::ClockUnknown { .. } => {
            Some(ConnectionState::Offline)
        }
        CallError::Refused(_)
        | CallError::RateLimited { .. }
        | CallError::Server(_)
        | CallError::Unreadable { .. }
        | CallError::Redirected(_) => Some(ConnectionState::Connected),
        // A call that this computer holds back says nothing about the line; the
        // count of refusals itself tells that nothing is signed.
        CallError::Held { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => None,
    }
}

/// Sets the state of a line that no call has spoken about.
pub(crate) fn set_state(
    desk: &Desk,
    id: &ProfileId,
    state: ConnectionState,
    error: Option<&CoreError>,
) {
    let error = error.map(|error| edge::view(error, Stake::Nothing, None));
    let id_of_link = id.clone();
    desk.owner.tell(move |all| {
        let link = all.link(&id_of_link);
        link.state = state;
        link.error = error;
    });
    desk.orders_bell.notify_one();
    desk.notify(Topic::Connection, Some(id));
}
