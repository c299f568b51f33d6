//! Settling an order without an outcome: the identical request again, or the
//! end of what can be done. When which is due is decided in `intents/settle`.

use std::sync::Arc;

use jiff::Timestamp;
use kh_api::Client;
use kh_audit::Act;
use kh_journal::{Intent, Order, OrderChange, OrderNo};
use kh_model::Amount;

use super::words::{happened, source};
use super::{detail, elsewhere, outcome, progress, send};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::evidence::Particulars;
use crate::intents::record::About;
use crate::intents::send::Parcel;
use crate::intents::settle::{By, GivenUp};
use crate::intents::{self, again};
use crate::view::{OrderProgress, OrderView};

/// Repeats an order because a person asked for it.
pub(crate) async fn repeat_by_person(
    desk: &Arc<Desk>,
    no: OrderNo,
) -> Result<OrderView, CoreError> {
    let desk = Arc::clone(desk);
    intents::send::to_the_end(async move {
        let order = detail::order(&desk, no).await?;
        intents::settle::by_person(&desk, &order.intent_id).await?;
        desk.orders_bell.notify_one();
        detail::by_no(&desk, no).await
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
    let order = order_of(desk, intent).await?;
    if let Err(error) = elsewhere::allow(desk, &order, intent, at).await {
        if by.is_a_person() {
            again::refused(desk, &intent.id, &error).await;
        }
        return Err(error);
    }
    let no = order.no;
    let entry = again::leaves(desk, intent, by, at).await?;
    let line = Particulars::default()
        .fact("by", by.word())
        .fact("attempt", (intent.attempts.len() + 1).to_string())
        .evidence(happened::REPEATED, source::THIS_COMPUTER, at, None);
    desk.store
        .run(move |journal| {
            let change = OrderChange::at(at);
            journal.change_order_on_record(no, &change, &[line], entry.as_ref())
        })
        .await?;
    desk.notify_order(&intent.profile_id, no);
    send::send(desk, client, parcel, no).await
}

/// What a repetition of an order is about, in the audit chain, and the money.
pub(crate) async fn about_repeat(
    desk: &Desk,
    intent: &Intent,
) -> Result<(About, Option<Amount>), CoreError> {
    let terms = order_of(desk, intent).await?.terms;
    let about = About {
        act: Act::OrderRepeat,
        target: terms.product_id.as_str().to_owned(),
        name: terms.product_name,
        reason: None,
    };
    Ok((about, Some(terms.amount_now)))
}

/// Ends an order of which nothing more can be learnt by repeating it.
pub(crate) async fn give_up(
    desk: &Desk,
    intent: &Intent,
    why: GivenUp,
    at: Timestamp,
) -> Result<(), CoreError> {
    let order = order_of(desk, intent).await?;
    let settlement = match why {
        GivenUp::NeverSent => outcome::given_up(OrderProgress::NotSent, happened::NOT_SENT, at),
        GivenUp::TooOld => {
            let next = progress::next(OrderProgress::Unknown, true, progress::Heard::SafeTimeOver);
            outcome::given_up(next, happened::SAFE_TIME_OVER, at)
        }
    };
    send::settle(desk, intent, &order, settlement).await?;
    desk.notify_order(&intent.profile_id, order.no);
    Ok(())
}

async fn order_of(desk: &Desk, intent: &Intent) -> Result<Order, CoreError> {
    let id = intent.id.clone();
    let found = desk
        .store
        .run(move |journal| journal.order_of_intent(&id))
        .await?;
    found.ok_or(CoreError::OrderNotFound)
}
