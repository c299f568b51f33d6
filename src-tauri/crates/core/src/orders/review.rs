//! The review: the product read again, the price added up, everything checked,
//! and the exact request prepared. What is ordered later is what stands here.

use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError};

use kh_api::PreparedPost;
use kh_audit::{Act, Outcome};
use kh_journal::{OrderNo, Profile};
use kh_model::{Amount, ProductId, ProfileId, Scope};

use super::caps::{Cap, Lifted};
use super::changes::Offer;
use super::checks::{self, Facts};
use super::draft::{self, Draft};
use super::file::{self, Origin};
use super::guarded::{self, About, Guarded};
use super::list::Moment;
use super::price::{self, Quote};
use crate::catalogue::product::{self, Known};
use crate::desk::Desk;
use crate::edge::Stake;
use crate::error::CoreError;
use crate::intents::press::Button;
use crate::view::{ChangeView, CreditView, OrderDraft, PaymentForecast, ReviewView};
use crate::{audit, chance, connection, profiles};

/// A review that can be sent, once.
pub(crate) struct Review {
    pub(crate) id: String,
    pub(crate) profile: ProfileId,
    pub(crate) draft: Draft,
    pub(crate) offer: Offer,
    pub(crate) quote: Quote,
    pub(crate) prepared: PreparedPost,
    pub(crate) product_name: String,
    pub(crate) family: Option<String>,
    pub(crate) credit: Option<(Amount, CreditView)>,
    /// The order file it comes from, if it does.
    pub(crate) file: Option<Origin>,
    /// Kinds of the failed checks; empty if it can be sent.
    pub(crate) failed: Vec<String>,
    /// Held down while it is sent; then the number of its order.
    pub(crate) placed: Button<OrderNo>,
    /// The caps that a person lifted for it.
    lifted: std::sync::Mutex<Vec<Lifted>>,
    /// Set, while `placed` is held, once it was saved as an order file: sent
    /// from here as well it would be two orders.
    pub(crate) saved: AtomicBool,
}

impl Review {
    /// The caps that a person lifted for it.
    pub(crate) fn lifted(&self) -> Vec<Lifted> {
        let lifted = self.lifted.lock();
        lifted.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lifts caps for it, instead of those that were lifted before.
    pub(crate) fn lift(&self, caps: Vec<Lifted>) {
        let mut lifted = self.lifted.lock().unwrap_or_else(PoisonError::into_inner);
        lifted.retain(|one| caps.iter().all(|cap| cap.kind != one.kind));
        lifted.extend(caps);
    }
}

/// The reviews of this run. Old ones are forgotten: reviewing again is free.
#[derive(Default)]
pub(crate) struct Reviews {
    list: VecDeque<(Arc<Review>, ReviewView)>,
    /// Profile, product and failed checks of the last review.
    last: Option<(ProfileId, ProductId, String)>,
}

/// How many reviews are remembered.
const REMEMBERED: usize = 64;

impl Reviews {
    /// The review of this id.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Review>> {
        self.shown(id).map(|(review, _)| review)
    }

    /// The same with what was last shown of it.
    pub(crate) fn shown(&self, id: &str) -> Option<(Arc<Review>, ReviewView)> {
        self.list
            .iter()
            .find(|(review, _)| review.id == id)
            .cloned()
    }

    /// Whether the last review was another one, or failed otherwise.
    fn refused_anew(&mut self, seen: (ProfileId, ProductId, String)) -> bool {
        let new = self.last.as_ref() != Some(&seen);
        self.last = Some(seen);
        new
    }

    /// Remembers a review and what is shown of it.
    pub(crate) fn remember(&mut self, review: Arc<Review>, view: ReviewView) {
        self.list.retain(|(known, _)| known.id != review.id);
        if self.list.len() >= REMEMBERED {
            self.list.pop_front();
        }
        self.list.push_back((review, view));
    }

    /// Forgets the reviews of a profile.
    pub(crate) fn forget(&mut self, profile: &ProfileId) {
        self.list.retain(|(review, _)| review.profile != *profile);
    }
}

/// Reviews a draft. With `previous` the view says what differs from that
/// review, if it was of the same draft.
pub(crate) async fn review(
    desk: &Desk,
    draft: OrderDraft,
    previous: Option<String>,
) -> Result<ReviewView, CoreError> {
    let draft = draft::read(draft)?;
    let profile = profiles::active(desk).await?;
    let known = product::look(
        desk,
        &profile.id,
        draft.product_id.as_str(),
        Stake::OrderNotSent,
    )
    .await?;
    connection::freshen_credit(desk, &profile).await;
    let file = file_of(desk, previous.as_deref(), &profile, &draft).await?;
    let review = prepare(desk, &profile, draft, &known, file).await?;
    refused(desk, &profile, &review.0).await;
    let changes = changes(desk, previous, &review.0).await?;
    show(desk, review.0, review.1, &known, changes).await
}

/// The order file of the review before this one, if that was of the same draft:
/// what comes from a file stays under the file's key, whatever it costs now.
async fn file_of(
    desk: &Desk,
    previous: Option<&str>,
    profile: &Profile,
    draft: &Draft,
) -> Result<Option<Origin>, CoreError> {
    let Some(previous) = previous.map(str::to_owned) else {
        return Ok(None);
    };
    let before = desk
        .owner
        .ask(move |state| state.reviews.find(&previous))
        .await?;
    Ok(before
        .filter(|before| before.draft == *draft && before.profile == profile.id)
        .and_then(|before| before.file.clone()))
}

/// Reviews the draft of an order file, under the key and with the bytes that
/// stand in it.
pub(super) async fn of_file(
    desk: &Desk,
    profile: &Profile,
    draft: Draft,
    known: Known,
    origin: Origin,
) -> Result<ReviewView, CoreError> {
    connection::freshen_credit(desk, profile).await;
    let review = prepare(desk, profile, draft, &known, Some(origin)).await?;
    refused(desk, profile, &review.0).await;
    show(desk, review.0, review.1, &known, Vec::new()).await
}

/// A review that cannot be sent is on record, once for the same reasons: the
/// window reviews again with every letter that is typed.
async fn refused(desk: &Desk, profile: &Profile, review: &Review) {
    let (product, failed) = (review.draft.product_id.clone(), review.failed.join(","));
    let seen = (profile.id.clone(), product, failed.clone());
    let new = desk
        .owner
        .ask(move |state| state.reviews.refused_anew(seen))
        .await;
    if failed.is_empty() || !matches!(new, Ok(true)) {
        return;
    }
    let mut draft = audit::draft(
        desk.now(&profile.id).await,
        profile,
        Act::OrderReview,
        Outcome::Refused,
    );
    draft.target = Some(review.draft.product_id.to_string());
    draft.target_name = Some(review.product_name.clone());
    draft.money.clone_from(&review.quote.now);
    draft.code = Some("order.not_ready".to_owned());
    draft.reason = Some(failed);
    audit::record_after(desk, draft).await;
}

/// What the review shows beside what is kept of it.
struct Checked {
    checks: Vec<crate::view::CheckView>,
    payment: PaymentForecast,
    credit_after: Option<Amount>,
    guarded: Guarded,
}

async fn prepare(
    desk: &Desk,
    profile: &Profile,
    draft: Draft,
    known: &Known,
    file: Option<Origin>,
) -> Result<(Arc<Review>, Checked), CoreError> {
    let quote = price::quote(&known.product, &draft.cycle, &draft.words.options);
    let now = desk.now(&profile.id).await;
    let key = chance::order_key(&*desk.chance, now)?;
    let prepared = match &file {
        Some(origin) => origin.prepared.clone(),
        None => draft::prepare(&draft, &known.product, key)?,
    };
    let credit = credit(desk, &profile.id).await?;
    let about = About {
        profile: profile.id.clone(),
        draft: draft.clone(),
        body: prepared.body().to_vec(),
        price: quote.now.clone(),
        lifted: Vec::new(),
    };
    let guarded = guarded::look_now(desk, about).await?;
    let amount = credit.as_ref().map(|(amount, _)| amount);
    let saved = match &file {
        Some(_) => None,
        None => saved_file(desk, profile, &draft).await?,
    };
    let checks = checks::all(&Facts {
        draft: &draft,
        known,
        quote: &quote,
        may_order: connection::may(profile, &Scope::WriteOrders),
        credit: amount,
        calls_left: calls_left(desk, &profile.id).await,
        twins: &guarded.twins,
        saved: saved.as_ref(),
        caps: &guarded.caps,
        read_only: guarded.read_only,
    });
    let checked = Checked {
        payment: forecast(amount, quote.now.as_ref()),
        credit_after: quote.now.as_ref().and_then(|now| amount?.minus(now).ok()),
        checks,
        guarded,
    };
    let review = Review {
        id: chance::name(&*desk.chance, now)?,
        profile: profile.id.clone(),
        offer: Offer::of(&known.product, &quote, &draft.words.options),
        product_name: known
            .product
            .name
            .clone()
            .unwrap_or_else(|| draft.product_id.to_string()),
        family: known.product.group.clone(),
        failed: failed(&checked.checks),
        draft,
        quote,
        prepared,
        credit,
        file,
        placed: Button::new(),
        lifted: std::sync::Mutex::default(),
        saved: AtomicBool::new(false),
    };
    Ok((Arc::new(review), checked))
}

async fn saved_file(
    desk: &Desk,
    profile: &Profile,
    draft: &Draft,
) -> Result<Option<file::Saved>, CoreError> {
    let (id, product) = (profile.id.clone(), draft.product_id.clone());
    let now = desk.now(&profile.id).await;
    desk.store
        .run(move |journal| file::saved_of(journal, &id, &product, now))
        .await
}

/// The words of the failed checks, as the window has them.
fn failed(checks: &[crate::view::CheckView]) -> Vec<String> {
    let word = |check: &crate::view::CheckView| {
        serde_json::to_value(check.kind)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
    };
    checks
        .iter()
        .filter(|check| check.state == crate::view::CheckState::Fail)
        .filter_map(word)
        .collect()
}

async fn credit(
    desk: &Desk,
    profile: &ProfileId,
) -> Result<Option<(Amount, CreditView)>, CoreError> {
    let id = profile.clone();
    let seen = desk
        .store
        .run(move |journal| journal.latest_balance(&id))
        .await?;
    Ok(seen.map(|seen| (seen.amount.clone(), connection::credit_view(&seen))))
}

async fn calls_left(desk: &Desk, profile: &ProfileId) -> Option<u32> {
    let id = profile.clone();
    let client = desk
        .owner
        .ask(move |state| state.link(&id).client.clone())
        .await
        .ok()??;
    connection::standing(desk, client)
        .await
        .map(|standing| standing.day_left)
}

fn forecast(credit: Option<&Amount>, now: Option<&Amount>) -> PaymentForecast {
    if now.is_some_and(|now| now.value.is_zero()) {
        return PaymentForecast::Free;
    }
    match checks::missing_credit(credit, now) {
        None => PaymentForecast::NotKnown,
        Some(missing) if missing.value.is_zero() => PaymentForecast::Credit,
        Some(_) => PaymentForecast::CardOrRefused,
    }
}

async fn changes(
    desk: &Desk,
    previous: Option<String>,
    review: &Review,
) -> Result<Vec<ChangeView>, CoreError> {
    let Some(previous) = previous else {
        return Ok(Vec::new());
    };
    let before = desk
        .owner
        .ask(move |state| state.reviews.find(&previous))
        .await?;
    Ok(before
        .filter(|before| before.draft == review.draft && before.profile == review.profile)
        .map_or_else(Vec::new, |before| before.offer.changes_to(&review.offer)))
}

async fn show(
    desk: &Desk,
    review: Arc<Review>,
    checked: Checked,
    known: &Known,
    changes: Vec<ChangeView>,
) -> Result<ReviewView, CoreError> {
    let moment = Moment::of(desk, &review.profile).await?;
    let guarded = &checked.guarded;
    let view = ReviewView {
        review_id: review.id.clone(),
        profile_id: review.profile.as_str().to_owned(),
        draft: review.draft.words.clone(),
        product: product::shown(desk, &review.profile, known, &review.draft.cycle).await?,
        lines: review.quote.lines.clone(),
        now: review.quote.now.as_ref().map(Into::into),
        recurring: review.quote.recurring.as_ref().map(Into::into),
        every_months: review.quote.every_months,
        per_month: review.quote.per_month.as_ref().map(Into::into),
        credit_before: review.credit.as_ref().map(|(_, view)| view.clone()),
        credit_after: checked.credit_after.map(Into::into),
        payment: checked.payment,
        can_order: checks::allow(&checked.checks),
        twins: guarded
            .twins
            .iter()
            .map(|twin| twin.view(&moment))
            .collect(),
        caps: guarded.caps.iter().map(Cap::view).collect(),
        file: review.file.as_ref().map(Origin::view),
        checks: checked.checks,
        changes,
        idempotency_key: review.prepared.key().as_str().to_owned(),
        error: known.error.clone(),
        made_at: desk.now(&review.profile).await,
    };
    let kept = view.clone();
    desk.owner
        .ask(move |state| state.reviews.remember(review, kept))
        .await?;
    Ok(view)
}
