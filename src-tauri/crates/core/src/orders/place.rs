//! Placing an order: the product is read once more, the intent goes to the
//! disk, and only then the request leaves. A review is placed once, however
//! often the button is pressed.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use kh_api::Client;
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{IntentId, IntentKind, NewEvidence, NewIntent, NewOrder, OrderNo, OrderWritten};
use kh_model::{Amount, RequestId};

use super::changes::Offer;
use super::file;
use super::guarded::{self, About, Stop};
use super::review::Review;
use super::terms::{KeptLine, Terms};
use super::words::{happened, source};
use super::{detail, price, progress, send};
use crate::catalogue::product::{self, Known};
use crate::deliberate::{self, Bug};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::Hold;
use crate::intents::evidence::Particulars;
use crate::intents::limits::{self, Limits};
use crate::intents::press::{Held, Press};
use crate::intents::send::{Parcel, client_with_clock, to_the_end};
use crate::view::{OrderProgress, OrderView};
use crate::{audit, connection, intents, profiles};

/// Places the order of a review. A second press waits for the first and gets
/// the same order; where the first came to nothing, it sends nothing either.
pub(crate) async fn place(
    desk: &Arc<Desk>,
    review_id: String,
    acknowledged: Vec<i64>,
) -> Result<OrderView, CoreError> {
    let click = Click {
        press: desk.presses.arrives(),
        at: desk.clock.now(),
        acknowledged,
    };
    let own = Arc::clone(desk);
    let (answer, held) = to_the_end(async move {
        let review = own
            .owner
            .ask(move |state| state.reviews.find(&review_id))
            .await?;
        let review = review.ok_or(CoreError::ReviewNotFound)?;
        let mut held = review.placed.hold().await;
        let answer = place_once(&own, &review, &mut held, click).await;
        Ok((answer, held))
    })
    .await?;
    held.answer(&desk.presses);
    answer
}

/// One press of the button.
struct Click {
    press: Press,
    /// When, by this computer's clock.
    at: Timestamp,
    /// Earlier orders like it that the person has seen.
    acknowledged: Vec<i64>,
}

async fn place_once(
    desk: &Arc<Desk>,
    review: &Review,
    held: &mut Held<OrderNo>,
    click: Click,
) -> Result<OrderView, CoreError> {
    if let Some(no) = held.became() {
        return detail::by_no(desk, *no).await;
    }
    if held.is_over(click.press) {
        return refuse(desk, review, CoreError::Busy(IntentKind::Order)).await;
    }
    if review.saved.load(Ordering::Relaxed) {
        return refuse(desk, review, CoreError::ReviewNotFound).await;
    }
    if let Some(no) = order_of_file(desk, review).await? {
        held.becomes(no);
        return detail::by_no(desk, no).await;
    }
    let begun = match begin(desk, review, click.acknowledged).await {
        Ok(begun) => begun,
        Err(error) => return refuse(desk, review, error).await,
    };
    let Begun {
        client,
        intent,
        hold,
        written,
        now,
    } = begun;
    let (no, written_at) = match written {
        OrderWritten::Written(no) => (no, now),
        // Another program with this journal was faster with the same file.
        OrderWritten::Known(no) if review.file.is_some() => {
            held.becomes(no);
            return detail::by_no(desk, no).await;
        }
        // An earlier click wrote it down and could not tell: the row is there,
        // nothing was sent.
        OrderWritten::Known(no) => {
            let kept = intents::send::intent(desk, intent.clone()).await?;
            (no, kept.first_sent_at)
        }
        OrderWritten::Stopped(stop) => return refuse(desk, review, stop.into()).await,
    };
    held.becomes(no);
    desk.notify_order(&review.profile, no);
    let clicked = limits::Clicked {
        here: click.at,
        there: now,
    };
    let since = used_since(review).map_or(written_at, |at| at.min(written_at));
    let parcel = Parcel {
        intent,
        profile: review.profile.clone(),
        prepared: review.prepared.clone(),
        fresh: true,
        limits: Limits::of_a_click(since, clicked),
    };
    let sent = send::send(desk, &client, &parcel, no).await;
    drop(hold);
    if let Err(error) = sent {
        // It went out, and its row stands open: that is what the view shows.
        tracing::error!(error = %error, "the outcome of an order could not be written down");
    }
    follow_up(desk, review);
    let shown = detail::by_no(desk, no).await;
    shown.map_err(|error| CoreError::OutcomeNotKept(Box::new(error)))
}

/// An order that leaves now, if it was written.
struct Begun {
    client: Client,
    intent: IntentId,
    hold: Hold,
    written: OrderWritten<Stop>,
    /// The provider's time, as it was written.
    now: Timestamp,
}

/// All that comes before the first byte. Whatever stops it, nothing was sent.
async fn begin(desk: &Desk, review: &Review, acknowledged: Vec<i64>) -> Result<Begun, CoreError> {
    let set_aside = allow(desk, review, &acknowledged).await?;
    let clicked = Clicked {
        reviewed: look_once_more(desk, review).await?,
        acknowledged,
        set_aside,
    };
    let (client, now) = client_with_clock(desk, &review.profile, IntentKind::Order).await?;
    in_time(desk, review, now).await?;
    let intent =
        IntentId::new(review.prepared.key().as_str()).map_err(|error| CoreError::Internal {
            detail: error.to_string(),
        })?;
    // Before the row is there: a settling that runs at the same time must not
    // take it for a lost one.
    let hold = Hold::take(desk, &intent)
        .await?
        .ok_or(CoreError::Busy(IntentKind::Order))?;
    if deliberate::has(Bug::IntentAfterSending) {
        let log = kh_api::NoAttemptLog;
        let _ = client
            .place_order(kh_api::Asker::Person, &review.prepared, &log)
            .await;
    }
    let written = write_down(desk, review, &intent, clicked, now).await?;
    Ok(Begun {
        client,
        intent,
        hold,
        written,
        now,
    })
}

/// An order file expires while its review is looked at.
async fn in_time(desk: &Desk, review: &Review, now: Timestamp) -> Result<(), CoreError> {
    if let Some(file) = &review.file {
        let profile = profiles::one(desk, &review.profile).await?;
        file.allow(&profile, now)?;
    }
    Ok(())
}

/// The order that another review of the same order file became.
async fn order_of_file(desk: &Desk, review: &Review) -> Result<Option<OrderNo>, CoreError> {
    match &review.file {
        Some(file) => file::known(desk, file.prepared.key()).await,
        None => Ok(None),
    }
}

/// An order that is not sent is on record, too.
async fn refuse(desk: &Desk, review: &Review, error: CoreError) -> Result<OrderView, CoreError> {
    match entry(desk, review, Outcome::Refused).await {
        Ok(entry) => audit::stopped(desk, entry, &error).await,
        Err(lost) => tracing::error!(error = %lost, "a refused order is not on record"),
    }
    Err(error)
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

/// What a person said by the click.
struct Clicked {
    /// Earlier orders like it that they have seen.
    acknowledged: Vec<i64>,
    /// What they set aside for it, as facts of its evidence.
    set_aside: Vec<(&'static str, String)>,
    /// The offer as it was read at the click.
    reviewed: NewEvidence,
}

/// What was checked at the review and must hold at the click. Gives what the
/// person set aside for it.
async fn allow(
    desk: &Desk,
    review: &Review,
    acknowledged: &[i64],
) -> Result<Vec<(&'static str, String)>, CoreError> {
    let active = profiles::active(desk).await?;
    if active.id != review.profile {
        return Err(CoreError::OtherProfile);
    }
    let failed = review.failed.iter().map(String::as_str);
    let failed: Vec<&str> = failed
        .filter(|check| !guarded::CHECKS.contains(check))
        .collect();
    if !failed.is_empty() {
        return Err(CoreError::OrderNotReady {
            checks: failed.join(","),
        });
    }
    // Before the product is read; what counts is the look of the commit.
    let seen = guarded::look_now(desk, About::of(review)).await?;
    match seen.stop(acknowledged) {
        Some(stop) => Err(stop.into()),
        None => Ok(seen.set_aside()),
    }
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
/// that is on the disk when this returns, if the guards let it in that very
/// moment.
async fn write_down(
    desk: &Desk,
    review: &Review,
    id: &IntentId,
    clicked: Clicked,
    now: Timestamp,
) -> Result<OrderWritten<Stop>, CoreError> {
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
        reason: in_words(&clicked.set_aside),
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
        key_used_since: used_since(review),
        audit: Some(begun),
    };
    let order = new_order(review, amount.clone());
    let about = About::of(review);
    let mut line = Particulars::default()
        .fact("key", review.prepared.key().as_str())
        .fact("amount", amount.to_string());
    for (name, value) in clicked.set_aside {
        line = line.fact(name, value);
    }
    let (acknowledged, reviewed) = (clicked.acknowledged, clicked.reviewed);
    let line = line.evidence(happened::INTENT_WRITTEN, source::THIS_COMPUTER, now, None);
    desk.store
        .run(move |journal| {
            journal.write_order(&intent, &order, &[reviewed, line], |orders| {
                Ok(guarded::look(orders, &about, now)?.stop(&acknowledged))
            })
        })
        .await
}

/// Since when another computer may have sent the same order.
fn used_since(review: &Review) -> Option<Timestamp> {
    review.file.as_ref().map(|file| file.drafted_at)
}

/// What was set aside, for the audit chain.
fn in_words(set_aside: &[(&'static str, String)]) -> Option<String> {
    let words: Vec<String> = set_aside
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
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
            file_expires_at: review.file.as_ref().map(file::Origin::expires_at),
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
