//! Looking at the account, its key and its credit, and what such a look shows
//! to have happened.

use jiff::Timestamp;
use kh_api::problem::Problem;
use kh_api::{Answer, Asker};
use kh_journal::{AccountSeen, EventFilter, EventKind, EventSource, NewEvent};
use kh_model::ProfileId;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles::{self, connect};
use crate::view::Topic;
use crate::{activity, events, notify};

/// Reads the credit and keeps it, with the events of a change.
pub(crate) async fn ask_credit(desk: &Desk, id: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    let answer = desk
        .call(id, |client| async move { client.balance(asker).await })
        .await?;
    let profile = id.clone();
    let added = desk
        .store
        .run(move |journal| {
            let before = journal.latest_balance(&profile)?;
            let line = notify::line(journal, &profile)?;
            let (amount, at) = (&answer.view.amount, answer.at);
            let request_id = answer.request_id.as_ref();
            let found = events::of_balance(before.as_ref(), amount, at, request_id, line);
            // The events first: after a crash between both the next look finds
            // the difference again, and an event that is known is left out.
            let added = journal.add_events(&profile, &found)?;
            journal.record_balance(&profile, amount, at, request_id)?;
            Ok(added)
        })
        .await?;
    desk.notify(Topic::Credit, Some(id));
    if !added.is_empty() {
        desk.notify(Topic::Activity, Some(id));
    }
    Ok(())
}

/// Asks for the account and keeps what it says, with the events of a change.
pub(crate) async fn ask_account(
    desk: &Desk,
    id: &ProfileId,
    asker: Asker,
) -> Result<(), CoreError> {
    let me = desk
        .call(id, |client| async move { client.me(asker).await })
        .await?;
    let mut profile = profiles::one(desk, id).await?;
    let before = profile.account.take();
    let seen = connect::account_seen(&me);
    let mut found = events::of_key(before.as_ref(), &seen, me.request_id.as_ref());
    found.extend(acceptance(desk, id, &me, &seen).await?);
    activity::add(desk, id, found).await;
    let looks_other = before.is_none_or(|before| !is_same(&before, &seen));
    profile.account = Some(seen);
    connect::record_account(desk, &profile).await?;
    if looks_other {
        desk.notify(Topic::Profiles, Some(id));
    }
    Ok(())
}

/// Whether both say the same, whenever they were read.
fn is_same(before: &AccountSeen, after: &AccountSeen) -> bool {
    let then = AccountSeen {
        read_at: after.read_at,
        original: after.original.clone(),
        ..before.clone()
    };
    then == *after
}

/// A key that was refused is accepted again.
async fn acceptance<T>(
    desk: &Desk,
    id: &ProfileId,
    me: &Answer<T>,
    seen: &AccountSeen,
) -> Result<Option<NewEvent>, CoreError> {
    let refused = open_refusal(desk, id).await?;
    Ok(refused.map(|at| events::of_acceptance(at, seen.read_at, me.request_id.clone())))
}

/// The provider did not accept the key: one event for as long as that lasts.
pub(crate) async fn refused(desk: &Desk, id: &ProfileId, problem: &Problem) {
    match open_refusal(desk, id).await {
        Ok(None) => {}
        Ok(Some(_)) | Err(_) => return,
    }
    let own = id.clone();
    let last = desk
        .owner
        .ask(move |state| state.link(&own).last_answer_at)
        .await;
    let now = desk.now(id).await;
    let event = events::of_refusal(
        problem.reason.as_deref(),
        last.ok().flatten(),
        now,
        problem.request_id.clone(),
    );
    activity::add(desk, id, vec![event]).await;
}

/// Notes that something was answered. If nothing was for longer than is usual,
/// that is an event: what is found now happened somewhere in that gap.
pub(crate) async fn answered(desk: &Desk, id: &ProfileId, at: Timestamp) {
    let own = id.clone();
    let gap = desk
        .owner
        .ask(move |state| {
            let watch = state.watch(&own);
            let late_after = watch.planned.late_after();
            let before = watch.last_success;
            watch.last_success = before.max(Some(at));
            let source = if std::mem::replace(&mut watch.looked, true) {
                EventSource::LineBack
            } else {
                EventSource::Startup
            };
            before
                .filter(|before| at.duration_since(*before) > late_after)
                .map(|before| events::watching_again(before, at, source))
        })
        .await;
    if let Ok(Some(gap)) = gap {
        activity::add(desk, id, vec![gap]).await;
    }
}

/// When the key was refused, if nothing was heard to the contrary since.
async fn open_refusal(desk: &Desk, id: &ProfileId) -> Result<Option<Timestamp>, CoreError> {
    let own = id.clone();
    let page = desk
        .store
        .run(move |journal| {
            let filter = EventFilter {
                kinds: vec![EventKind::KeyRefused],
                needs_you: true,
                ..EventFilter::default()
            };
            journal.events(&own, &filter, 0, 1)
        })
        .await?;
    Ok(page.events.first().map(|event| event.event.to))
}
