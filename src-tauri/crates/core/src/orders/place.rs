//! Placing an order: the product is read once more, the intent goes to the
//! disk, and only then the request leaves. A review is placed once, however
//! often the button is pressed.

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{IntentId, IntentKind, JournalError, NewEvidence, NewIntent, NewOrder, OrderNo};
use kh_model::{Amount, RequestId};

use super::changes::Offer;
use super::review::{self, Review};
use super::terms::{KeptLine, Terms};
use super::words::{happened, source};
use super::{detail, price, progress, send};
use crate::catalogue::product::{self, Known};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::Hold;
use crate::intents::evidence::Particulars;
use crate::intents::send::{Parcel, client_with_clock, to_the_end};
use crate::view::{OrderProgress, OrderView};
use crate::{audit, connection, profiles};

/// Places the order of a review. A second click waits for the first and gets
/// the same order.
pub(crate) async fn place(
    desk: &Arc<Desk>,
    review_id: String,
    _acknowledged: Vec<i64>,
) -> Result<OrderView, CoreError> {
    let desk = Arc::clone(desk);
    to_the_end(async move { place_once(&desk, review_id).await }).await
}

async fn place_once(desk: &Arc<Desk>, review_id: String) -> Result<OrderView, CoreError> {
    let review = desk
        .owner
        .ask(move |state| state.reviews.find(&review_id))
        .await?;
    let review = review.ok_or(CoreError::ReviewNotFound)?;
    let mut placed = review.placed.lock().await;
    if let Some(no) = *placed {
        return detail::by_no(desk, no).await;
    }
    let ready = async {
        allow(desk, &review).await?;
        look_once_more(desk, &review).await
    };
    let reread = match ready.await {
        Ok(reread) => reread,
        Err(error) => return refuse(desk, &review, error).await,
    };
    let (client, now) = client_with_clock(desk, &review.profile, IntentKind::Order).await?;
    let intent =
        IntentId::new(review.prepared.key().as_str()).map_err(|error| CoreError::Internal {
            detail: error.to_string(),
        })?;
    // Before the row is there: a settling that runs at the same time must not
    // take it for a lost one.
    let hold = Hold::take(desk, &intent)
        .await?
        .ok_or(CoreError::Busy(IntentKind::Order))?;
    let no = write_down(desk, &review, &intent, reread, now).await?;
    *placed = Some(no);
    desk.notify_order(&review.profile, no);
    let parcel = Parcel {
        intent,
        profile: review.profile.clone(),
        prepared: review.prepared.clone(),
        first_sent_at: None,
    };
    let sent = send::send(desk, &client, &parcel, no).await;
    drop(hold);
    if let Err(error) = sent {
        // It went out, and its row stands open: that is what the view shows.
        tracing::error!(error = %error, "the outcome of an order could not be written down");
    }
    follow_up(desk, &review);
    let shown = detail::by_no(desk, no).await;
    shown.map_err(|error| CoreError::OutcomeNotKept(Box::new(error)))
}

/// An order that is not sent is on record, too.
async fn refuse(desk: &Desk, review: &Review, error: CoreError) -> Result<OrderView, CoreError> {
    let refused = Err(error);
    let mut entry = entry(desk, review, Outcome::Refused).await?;
    audit::outcome_of(&mut entry, &refused);
    audit::record_after(desk, entry).await;
    refused
}

/// An entry of the audit chain about an order that is about to be sent or not.
async fn entry(desk: &Desk, review: &Review, outcome: Outcome) -> Result<Draft, CoreError> {
    let profile = profiles::one(desk, &review.profile).await?;
    let now = desk.now(&review.profile).await;
    Ok(Draft {
        target: Some(review.draft.product_id.as_str().to_owned()),
        target_name: Some(review.product_name.clone()),
        money: review.quote.now.clone(),
        ..audit::draft(now, &profile, Act::Order, outcome)
    })
}

/// What was checked at the review and must hold at the click.
async fn allow(desk: &Desk, review: &Review) -> Result<(), CoreError> {
    let active = profiles::active(desk).await?;
    if active.id != review.profile {
        return Err(CoreError::OtherProfile);
    }
    if !review.failed.is_empty() {
        return Err(CoreError::OrderNotReady {
            checks: review.failed.join(","),
        });
    }
    let body = review.prepared.body().to_vec();
    let twin = review::twin(desk, &review.profile, &review.draft, body).await?;
    if twin.is_some_and(|twin| twin.same) {
        return Err(CoreError::OrderNotReady {
            checks: "noOpenTwin".to_owned(),
        });
    }
    Ok(())
}

/// Reads the product just before sending. Any difference goes back to the
/// review.
async fn look_once_more(desk: &Desk, review: &Review) -> Result<NewEvidence, CoreError> {
    let known = product::read(desk, &review.profile, &review.draft.product_id).await?;
    let options = &review.draft.words.options;
    let quote = price::quote(&known.product, &review.draft.cycle, options);
    if Offer::of(&known.product, &quote, options) == review.offer {
        Ok(reviewed(review, &known))
    } else {
        Err(CoreError::OrderChanged)
    }
}

/// What the order rests on: the offer as it was read just before.
fn reviewed(review: &Review, known: &Known) -> NewEvidence {
    Particulars::default()
        .maybe("amount", review.quote.now.as_ref().map(Amount::to_string))
        .fact("product", review.product_name.as_str())
        .evidence(
            happened::REVIEWED,
            source::PROVIDER,
            known.read_at,
            known
                .request_id
                .as_deref()
                .and_then(|id| RequestId::new(id).ok()),
        )
}

/// Intent, first attempt, order and its first lines of evidence, in one commit
/// that is on the disk when this returns.
async fn write_down(
    desk: &Desk,
    review: &Review,
    id: &IntentId,
    reviewed: NewEvidence,
    now: Timestamp,
) -> Result<OrderNo, CoreError> {
    let amount = review
        .quote
        .now
        .clone()
        .ok_or_else(|| CoreError::OrderNotReady {
            checks: "cycleOffered".to_owned(),
        })?;
    let begun = Draft {
        at: now,
        idempotency_key: Some(review.prepared.key().clone()),
        ..entry(desk, review, Outcome::Begun).await?
    };
    desk.chain.ready().await;
    let intent = NewIntent {
        id: id.clone(),
        profile_id: review.profile.clone(),
        kind: IntentKind::Order,
        idempotency_key: review.prepared.key().clone(),
        method: "POST".to_owned(),
        path: review.prepared.path().to_owned(),
        body: review.prepared.body().to_vec(),
        service_id: None,
        created_at: now,
        first_attempt_at: now,
        audit: Some(begun),
    };
    let order = new_order(review, amount.clone());
    let line = Particulars::default()
        .fact("key", review.prepared.key().as_str())
        .fact("amount", amount.to_string())
        .evidence(happened::INTENT_WRITTEN, source::THIS_COMPUTER, now, None);
    let written = desk
        .store
        .run(
            move |journal| match journal.write_intent(&intent, Some(&order), &[reviewed, line]) {
                // An earlier click wrote it down and could not tell: the row is
                // there, nothing was sent.
                Err(JournalError::DuplicateIntent) => {
                    Ok(journal.order_of_intent(&intent.id)?.map(|order| order.no))
                }
                other => other.map(|written| written.order_no),
            },
        )
        .await?;
    written.ok_or(CoreError::Store(JournalError::NotFound { what: "order" }))
}

fn new_order(review: &Review, amount: Amount) -> NewOrder {
    let credit = review.credit.as_ref();
    NewOrder {
        product_id: review.draft.product_id.clone(),
        product_name: review.product_name.clone(),
        family: review.family.clone(),
        cycle: review.draft.cycle.clone(),
        options_json: Terms {
            options: review.draft.words.options.clone(),
            lines: review.quote.lines.iter().map(KeptLine::from).collect(),
            credit_at: credit.map(|(_, view)| view.at),
        }
        .json(),
        hostname: review.draft.words.hostname.clone(),
        customer: review.draft.words.customer.clone(),
        amount_now: amount,
        amount_recurring: review.quote.recurring.clone(),
        balance_before: credit.map(|(amount, _)| amount.clone()),
        state: progress::word(OrderProgress::Sending).to_owned(),
        expires_at: None,
        note: None,
    }
}

/// After an order: the credit has changed, and the order is on its way.
pub(crate) fn follow_up(desk: &Arc<Desk>, review: &Review) {
    let (desk, id) = (Arc::clone(desk), review.profile.clone());
    tokio::spawn(async move {
        if let Ok(profile) = profiles::one(&desk, &id).await {
            connection::read_credit(&desk, &profile, kh_api::Asker::Background).await;
        }
        desk.orders_bell.notify_one();
    });
}
