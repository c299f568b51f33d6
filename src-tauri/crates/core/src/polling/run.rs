//! The one loop: plan, ask what is due, sleep until the next is.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kh_journal::{Journal, JournalError, Order};
use kh_model::ProfileId;
use tokio::task::JoinSet;

use super::watched::Subject;
use super::{ask, gather};
use crate::activity;
use crate::desk::Desk;
use crate::notify;
use crate::rescue;

/// A plan is made anew at least this often, whatever it says: clocks are set
/// and computers sleep.
const LONGEST_SLEEP: Duration = Duration::from_secs(15 * 60);

/// How long the end of a walk is waited for where nothing else is awaited.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Remembers when each account was last looked at before this run, so that a
/// gap is seen. To be called before anything is asked.
pub(crate) async fn remember(desk: &Desk) {
    let read = desk
        .store
        .run(|journal| {
            let mut seen = Vec::new();
            for profile in journal.profiles()? {
                seen.push((profile.id.clone(), last_look(journal, &profile.id)?));
            }
            Ok(seen)
        })
        .await
        .unwrap_or_default();
    let now = desk.clock.now();
    desk.owner.tell(move |state| {
        state.window.begin(now);
        for (profile, at) in read {
            state.watch(&profile).last_success = at;
        }
    });
}

/// The last answer that is kept of any of the looks.
fn last_look(journal: &Journal, id: &ProfileId) -> Result<Option<Timestamp>, JournalError> {
    let account = journal.profile(id)?.and_then(|profile| profile.account);
    let looks = [
        account.map(|account| account.read_at),
        journal.latest_balance(id)?.map(|seen| seen.last_read_at),
        journal.service_list(id)?.whole_at,
        journal.invoice_list(id)?.whole_at,
    ];
    Ok(looks.into_iter().flatten().max())
}

/// Watches for as long as the program runs.
pub(crate) async fn keep_watch(desk: Arc<Desk>) {
    // Ends with this task, and every walk with it.
    let mut walks = JoinSet::new();
    loop {
        while walks.try_join_next().is_some() {}
        let profiles = desk.owner.ask(|state| state.watched_profiles()).await;
        let Ok(profiles) = profiles else {
            return;
        };
        let mut wait: Option<Duration> = None;
        for profile in profiles {
            let next = turn(&desk, &profile, &mut walks).await;
            wait = sooner(wait, next);
        }
        wait = sooner(wait, remind_the_others(&desk).await);
        activity::note_gaze(&desk).await;
        match wait {
            Some(wait) if wait.is_zero() => {}
            Some(wait) => {
                rest(&desk, wait.min(LONGEST_SLEEP)).await;
            }
            None => desk.orders_bell.notified().await,
        }
    }
}

fn sooner(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Reminds of unpaid orders of profiles that nobody can sign for now: their
/// secret is not at hand, or they were not used in this run. The journal is
/// enough for that. Says how long there is time.
async fn remind_the_others(desk: &Arc<Desk>) -> Option<Duration> {
    let watched = desk.owner.ask(|state| state.watched_profiles()).await;
    let watched = watched.unwrap_or_default();
    let kept = desk.store.run(|journal| journal.profiles()).await;
    let mut wait = None;
    for profile in kept.unwrap_or_default() {
        if watched.contains(&profile.id) {
            continue;
        }
        let next = rescue::remind::tell(desk, &profile.id).await;
        notify::tell(desk, &profile.id).await;
        let now = desk.now(&profile.id).await;
        let left = next.map(|next| Duration::try_from(next.duration_since(now)));
        wait = sooner(wait, left.map(Result::unwrap_or_default));
    }
    wait
}

/// Waits, but no longer than until somebody rings.
async fn rest(desk: &Desk, most: Duration) {
    tokio::select! {
        biased;
        () = desk.orders_bell.notified() => {}
        () = desk.clock.sleep(most) => {}
    }
}

/// Asks what is due for one profile, and says how long there is time.
async fn turn(desk: &Arc<Desk>, profile: &ProfileId, walks: &mut JoinSet<()>) -> Option<Duration> {
    activity::collect(desk, profile).await;
    let reminder = rescue::remind::tell(desk, profile).await;
    notify::tell(desk, profile).await;
    let gathered = match gather::plan_of(desk, profile).await {
        Ok(gathered) => gathered,
        Err(error) => {
            tracing::debug!(error = %error, "nothing can be planned");
            return Some(LONGEST_SLEEP);
        }
    };
    let now = desk.now(profile).await;
    // One at a time, and then a new plan: what it brings may change what is
    // due, and whoever waits for an order comes first again.
    if let Some(next) = gathered.plan.due(now).next() {
        if is_walk(&next.subject) {
            begin_walk(desk, profile, &next.subject, walks).await;
        } else {
            ask::ask(desk, profile, &next.subject, &gathered.orders).await;
        }
        return Some(Duration::ZERO);
    }
    if gathered.only_walks {
        // Most lists have one page. What they bring belongs into the next plan.
        rest(desk, A_MOMENT).await;
        return Some(Duration::ZERO);
    }
    let reminder = reminder.filter(|_| !gathered.connecting);
    let first = [gathered.plan.first_due(), reminder];
    let first = first.into_iter().flatten().min()?;
    let wait = first.duration_since(now);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

/// A list may have a thousand pages; nobody who waits for an order waits for
/// that.
fn is_walk(subject: &Subject) -> bool {
    match subject {
        Subject::Services | Subject::Invoices => true,
        Subject::Unsettled
        | Subject::Order(_)
        | Subject::Service(_)
        | Subject::Credit
        | Subject::Account
        | Subject::Catalogue => false,
    }
}

async fn begin_walk(
    desk: &Arc<Desk>,
    profile: &ProfileId,
    subject: &Subject,
    walks: &mut JoinSet<()>,
) {
    let (own, walk) = (profile.clone(), subject.clone());
    let begun = desk
        .owner
        .ask(move |state| state.watch(&own).walking.insert(walk))
        .await;
    if !begun.unwrap_or(false) {
        return;
    }
    let (desk, profile, subject) = (Arc::clone(desk), profile.clone(), subject.clone());
    walks.spawn(async move {
        let no_orders: [Order; 0] = [];
        ask::ask(&desk, &profile, &subject, &no_orders).await;
        desk.owner.tell(move |state| {
            state.watch(&profile).walking.remove(&subject);
        });
        desk.orders_bell.notify_one();
    });
}
