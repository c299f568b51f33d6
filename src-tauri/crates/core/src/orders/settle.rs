//! Settling what is open: by the program after a start or a new connection, by
//! a person who presses "repeat". Both go the same way and obey the same clock.

use std::sync::Arc;
use std::time::Duration;

use kh_api::Client;
use kh_journal::{Intent, IntentKind, IntentState, Order, OrderNo};
use kh_model::ProfileId;

use super::outcome;
use super::send::{self, Hold, Parcel};
use super::terms::Particulars;
use super::words::{happened, source};
use super::{detail, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::recovery::{self, Decision};
use crate::view::{OrderProgress, OrderView};

/// How long after the start, and after each other, settling is tried again.
const AGAIN_AFTER: [Duration; 5] = [
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(15 * 60),
    Duration::from_secs(60 * 60),
    Duration::from_secs(4 * 60 * 60),
];

/// Who asks for a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Person,
    Start,
}

/// Settles the open orders of every profile; for the start of the program.
pub(crate) async fn all_open_orders(desk: &Desk) {
    let mut profiles: Vec<ProfileId> = Vec::new();
    for intent in open(desk, None).await {
        if !profiles.contains(&intent.profile_id) {
            profiles.push(intent.profile_id);
        }
    }
    for profile in profiles {
        open_orders_of(desk, &profile).await;
    }
}

/// Tries again what could not be settled at the start, a few times and ever
/// more rarely: nobody was there, or the key has to rest. A new connection and
/// a person's click settle too.
pub(crate) async fn later(desk: &Desk) {
    for wait in AGAIN_AFTER {
        if open(desk, None).await.is_empty() {
            return;
        }
        desk.clock.sleep(wait).await;
        all_open_orders(desk).await;
    }
}

/// Settles the open orders of one profile. What cannot be settled now stays
/// open and is shown as unknown.
pub(crate) async fn open_orders_of(desk: &Desk, profile: &ProfileId) {
    for intent in open(desk, Some(profile)).await {
        if let Err(error) = one(desk, &intent.id).await {
            tracing::warn!(error = %error, "an open order could not be settled yet");
        }
    }
}

async fn open(desk: &Desk, profile: Option<&ProfileId>) -> Vec<Intent> {
    let found = desk
        .store
        .run(kh_journal::Journal::open_intents)
        .await
        .unwrap_or_default();
    found
        .into_iter()
        .filter(|intent| intent.kind == IntentKind::Order)
        .filter(|intent| profile.is_none_or(|profile| intent.profile_id == *profile))
        .collect()
}

async fn one(desk: &Desk, id: &kh_journal::IntentId) -> Result<(), CoreError> {
    let Some(_hold) = Hold::take(desk, id).await? else {
        return Ok(());
    };
    let (intent, order) = read(desk, id.clone()).await?;
    if intent.state != IntentState::Open {
        return Ok(());
    }
    if recovery::never_sent(&intent) {
        return give_up(
            desk,
            &intent,
            &order,
            OrderProgress::NotSent,
            happened::NOT_SENT,
        )
        .await;
    }
    let (client, now) = send::client_with_clock(desk, &intent.profile_id).await?;
    match recovery::decide(&intent, now) {
        Decision::Repeat => repeat(desk, &client, &intent, &order, By::Start).await,
        Decision::TooOld => {
            let next = progress::next(OrderProgress::Unknown, true, progress::Heard::SafeTimeOver);
            give_up(desk, &intent, &order, next, happened::SAFE_TIME_OVER).await
        }
        Decision::NeverSent => {
            give_up(
                desk,
                &intent,
                &order,
                OrderProgress::NotSent,
                happened::NOT_SENT,
            )
            .await
        }
        Decision::AgeUnknown => Err(CoreError::AgeUnknown),
    }
}

/// Repeats an order because a person asked for it.
pub(crate) async fn repeat_by_person(
    desk: &Arc<Desk>,
    no: OrderNo,
) -> Result<OrderView, CoreError> {
    let desk = Arc::clone(desk);
    send::to_the_end(async move {
        repeat_once(&desk, no).await?;
        desk.orders_bell.notify_one();
        detail::by_no(&desk, no).await
    })
    .await
}

async fn repeat_once(desk: &Desk, no: OrderNo) -> Result<(), CoreError> {
    let order = detail::order(desk, no).await?;
    let hold = Hold::take(desk, &order.intent_id)
        .await?
        .ok_or(CoreError::OrderBusy)?;
    let (intent, order) = read(desk, order.intent_id.clone()).await?;
    if intent.state != IntentState::Open || recovery::never_sent(&intent) {
        return Err(CoreError::NothingToRepeat);
    }
    let (client, now) = send::client_with_clock(desk, &intent.profile_id).await?;
    let safe_until = progress::safe_until(intent.first_sent_at);
    match recovery::decide(&intent, now) {
        Decision::Repeat => repeat(desk, &client, &intent, &order, By::Person).await?,
        Decision::TooOld => {
            give_up(
                desk,
                &intent,
                &order,
                OrderProgress::NeedsPerson,
                happened::SAFE_TIME_OVER,
            )
            .await?;
            return Err(CoreError::TooOld { safe_until });
        }
        Decision::AgeUnknown => return Err(CoreError::AgeUnknown),
        Decision::NeverSent => return Err(CoreError::NothingToRepeat),
    }
    drop(hold);
    Ok(())
}

async fn read(desk: &Desk, id: kh_journal::IntentId) -> Result<(Intent, Order), CoreError> {
    let found = desk
        .store
        .run(move |journal| Ok((journal.intent(&id)?, journal.order_of_intent(&id)?)))
        .await?;
    let (intent, order) = found;
    intent.zip(order).ok_or(CoreError::OrderNotFound)
}

/// Sends the identical bytes under the identical key.
async fn repeat(
    desk: &Desk,
    client: &Client,
    intent: &Intent,
    order: &Order,
    by: By,
) -> Result<(), CoreError> {
    let at = client.server_now().unwrap_or(desk.clock.now());
    let by = match by {
        By::Person => "person",
        By::Start => "start",
    };
    let line = Particulars::default()
        .fact("by", by)
        .fact("attempt", (intent.attempts.len() + 1).to_string())
        .evidence(happened::REPEATED, source::THIS_COMPUTER, at, None);
    let no = order.no;
    desk.store
        .run(move |journal| journal.change_order(no, &kh_journal::OrderChange::at(at), &[line]))
        .await?;
    desk.notify_order(&intent.profile_id, no);
    let parcel = Parcel {
        intent: intent.id.clone(),
        profile: intent.profile_id.clone(),
        no,
        prepared: send::stored(intent)?,
        first_sent_at: Some(intent.first_sent_at),
    };
    send::send(desk, client, &parcel).await
}

async fn give_up(
    desk: &Desk,
    intent: &Intent,
    order: &Order,
    next: OrderProgress,
    happened: &str,
) -> Result<(), CoreError> {
    let at = desk.now(&intent.profile_id).await;
    let settlement = outcome::given_up(next, happened, at);
    let id = intent.id.clone();
    desk.store
        .run(move |journal| journal.settle(&id, &settlement))
        .await?;
    desk.notify_order(&intent.profile_id, order.no);
    Ok(())
}
