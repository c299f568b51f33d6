//! The caps of a profile, held against an order; and lifting them for one
//! review, by a person who types the amount.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{JournalError, OrdersNow};
use kh_model::{Amount, ProfileId};

use super::checks;
use super::review::Review;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::guards::{GuardTrouble, Guards, spent};
use crate::view::{CapKind, CapView, CheckKind, ReviewView};
use crate::{audit, profiles};

/// A cap, and what an order makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cap {
    pub(crate) kind: CapKind,
    pub(crate) limit: Amount,
    /// What was spent without this order.
    pub(crate) spent: Amount,
    /// What will have been spent with it.
    pub(crate) after: Amount,
    /// Whether that is beyond the cap, or cannot be compared with it.
    pub(crate) over: bool,
    /// Whether the price is in another currency: then nobody can say, and the
    /// cap counts as passed.
    pub(crate) foreign: bool,
    /// Whether a person lifted it.
    pub(crate) lifted: bool,
}

/// A cap that a person lifted for one review: as high as it was, up to the
/// figure that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lifted {
    pub(crate) kind: CapKind,
    limit: Amount,
    after: Amount,
}

/// The caps that are set, for an order that costs `price` now.
pub(crate) fn of(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
    guards: &Guards,
    price: Option<&Amount>,
    lifted: &[Lifted],
    now: jiff::Timestamp,
) -> Result<Vec<Cap>, JournalError> {
    let within = |since| spent::since(orders, profile, since);
    let mut caps = Vec::new();
    if let Some(limit) = &guards.per_order {
        caps.push(cap(CapKind::Order, limit, &[], price, lifted));
    }
    if let Some(limit) = &guards.per_day {
        let spent = within(spent::day_before(now))?;
        caps.push(cap(CapKind::Day, limit, &spent, price, lifted));
    }
    if let Some(limit) = &guards.per_month {
        let spent = within(spent::month_before(now))?;
        caps.push(cap(CapKind::Month, limit, &spent, price, lifted));
    }
    Ok(caps)
}

/// Whether this cap keeps the button dead.
pub(crate) fn stops(cap: &Cap) -> bool {
    cap.over && !cap.lifted
}

/// The word of a kind, as the window has it.
pub(crate) fn word(kind: CapKind) -> &'static str {
    match kind {
        CapKind::Order => "order",
        CapKind::Day => "day",
        CapKind::Month => "month",
    }
}

fn cap(
    kind: CapKind,
    limit: &Amount,
    spent: &[Amount],
    price: Option<&Amount>,
    lifted: &[Lifted],
) -> Cap {
    let mut too_much = false;
    let mut before = Amount::zero(limit.currency.clone());
    // What was spent in another currency was held against the cap when it was.
    for amount in spent.iter().filter(|amount| fits(limit, amount)) {
        match before.plus(amount) {
            Ok(sum) => before = sum,
            Err(_) => too_much = true,
        }
    }
    let foreign = price.is_some_and(|price| !fits(limit, price));
    let after = price.and_then(|price| before.plus(price).ok());
    let costs = price.is_some_and(|price| !price.value.is_zero());
    let beyond = after.as_ref().is_none_or(|after| after.value > limit.value);
    // What cannot be added stands there as it is, in its own currency.
    let after = after.or(price.cloned()).unwrap_or_else(|| before.clone());
    let over = costs && (too_much || foreign || beyond);
    let allowed = |one: &Lifted| {
        let shown = one.after.minus(&after);
        one.kind == kind
            && one.limit == *limit
            && shown.is_ok_and(|left| left.value.is_zero() || left.value.is_sign_positive())
    };
    Cap {
        kind,
        limit: limit.clone(),
        lifted: over && lifted.iter().any(allowed),
        spent: before,
        after,
        over,
        foreign,
    }
}

/// Whether two amounts can be compared. A currency that was not stated may be
/// any.
fn fits(limit: &Amount, amount: &Amount) -> bool {
    match (&limit.currency, &amount.currency) {
        (Some(one), Some(two)) => one == two,
        (None, _) | (_, None) => true,
    }
}

impl Cap {
    /// The cap as the window sees it.
    pub(crate) fn view(&self) -> CapView {
        CapView {
            kind: self.kind,
            limit: (&self.limit).into(),
            spent: (&self.spent).into(),
            after: (&self.after).into(),
            over: self.over,
            lifted: self.lifted,
        }
    }
}

/// Lifts the caps that a review passes, for this one review and up to the
/// figures it shows. On record before it counts.
pub(crate) async fn lift(desk: &Desk, id: &str, typed: &str) -> Result<ReviewView, CoreError> {
    let id = id.to_owned();
    let found = desk
        .owner
        .ask(move |state| state.reviews.shown(&id))
        .await?;
    let (review, mut view) = found.ok_or(CoreError::ReviewNotFound)?;
    let lifted = match allowed(desk, &review, typed).await {
        Ok(over) => over,
        Err(error) => {
            let mut entry = entry(desk, &review).await?;
            audit::stopped_by(&mut entry, &error);
            audit::record_after(desk, entry).await;
            return Err(error);
        }
    };
    let words: Vec<String> = lifted
        .iter()
        .map(|cap| format!("{}: {} of {}", word(cap.kind), cap.after, cap.limit))
        .collect();
    let entry = Draft {
        reason: Some(words.join(", ")),
        ..entry(desk, &review).await?
    };
    audit::record(desk, entry).await?;
    let now_lifted: Vec<Lifted> = lifted
        .into_iter()
        .map(|cap| Lifted {
            kind: cap.kind,
            limit: cap.limit,
            after: cap.after,
        })
        .collect();
    review.lift(now_lifted);
    let caps = look(desk, &review).await?;
    view.caps = caps.iter().map(Cap::view).collect();
    let mut checks = view.checks.iter_mut();
    if let Some(check) = checks.find(|check| check.kind == CheckKind::Caps) {
        *check = checks::caps(&caps);
    }
    view.can_order = checks::allow(&view.checks);
    let kept = view.clone();
    desk.owner
        .ask(move |state| state.reviews.remember(review, kept))
        .await?;
    Ok(view)
}

/// The caps that stand in the way, if they may be lifted like this.
async fn allowed(desk: &Desk, review: &Review, typed: &str) -> Result<Vec<Cap>, CoreError> {
    let active = profiles::active(desk).await?;
    if active.id != review.profile {
        return Err(CoreError::OtherProfile);
    }
    let over: Vec<Cap> = look(desk, review)
        .await?
        .into_iter()
        .filter(stops)
        .collect();
    if over.is_empty() {
        return Err(GuardTrouble::NothingToLift.into());
    }
    let shown = review.quote.now.as_ref().map(ToString::to_string);
    if shown.is_none_or(|shown| bare(&shown) != bare(typed)) {
        return Err(GuardTrouble::TypeAmount.into());
    }
    Ok(over)
}

/// An amount as it is compared: without white space, in capitals.
fn bare(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.collect::<String>().to_uppercase()
}

async fn look(desk: &Desk, review: &Review) -> Result<Vec<Cap>, CoreError> {
    let now = desk.now(&review.profile).await;
    let (profile, price) = (review.profile.clone(), review.quote.now.clone());
    let lifted = review.lifted();
    desk.store
        .run(move |journal| {
            journal.look_at_orders(|orders| {
                let guards = crate::guards::in_journal(orders, &profile)?;
                of(orders, &profile, &guards, price.as_ref(), &lifted, now)
            })
        })
        .await
}

async fn entry(desk: &Desk, review: &Review) -> Result<Draft, CoreError> {
    let profile = profiles::one(desk, &review.profile).await?;
    let now = desk.now(&review.profile).await;
    Ok(Draft {
        target: Some(review.draft.product_id.as_str().to_owned()),
        target_name: Some(review.product_name.clone()),
        money: review.quote.now.clone(),
        ..audit::draft(now, &profile, Act::CapLifted, Outcome::Done)
    })
}

#[cfg(test)]
#[path = "caps_tests.rs"]
mod tests;
