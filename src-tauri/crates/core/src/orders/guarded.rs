//! What the guards say of an order in one moment: at its review, at the click,
//! and in the commit that writes it down, where no other order can come between.

use jiff::Timestamp;
use kh_journal::{JournalError, OrdersNow};
use kh_model::{Amount, ProfileId};

use super::caps::{self, Cap, Lifted};
use super::draft::Draft;
use super::review::Review;
use super::twins::{self, Twin};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::guards::{self, GuardTrouble};

/// An order, as far as the guards look at it.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) profile: ProfileId,
    pub(crate) draft: Draft,
    /// The exact bytes it would send.
    pub(crate) body: Vec<u8>,
    /// What it costs now.
    pub(crate) price: Option<Amount>,
    /// The caps that a person lifted for it.
    pub(crate) lifted: Vec<Lifted>,
}

impl About {
    /// What a review orders.
    pub(crate) fn of(review: &Review) -> Self {
        Self {
            profile: review.profile.clone(),
            draft: review.draft.clone(),
            body: review.prepared.body().to_vec(),
            price: review.quote.now.clone(),
            lifted: review.lifted(),
        }
    }
}

/// What the guards say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guarded {
    pub(crate) read_only: bool,
    pub(crate) twins: Vec<Twin>,
    pub(crate) caps: Vec<Cap>,
}

/// Why a guard keeps an order from being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The profile sends nothing.
    ReadOnly,
    /// Checks that fail, or ask what was not answered; joined by commas.
    Checks(String),
}

impl From<Stop> for CoreError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::ReadOnly => GuardTrouble::ReadOnly.into(),
            Stop::Checks(checks) => Self::OrderNotReady { checks },
        }
    }
}

/// The checks of a review that are made anew at the click.
pub(crate) const CHECKS: [&str; 3] = [NO_OPEN_TWIN, CAPS, "writable"];
const NO_OPEN_TWIN: &str = "noOpenTwin";
const CAPS: &str = "caps";

/// Looks at one moment of the journal.
pub(crate) fn look(
    orders: &OrdersNow<'_>,
    about: &About,
    now: Timestamp,
) -> Result<Guarded, JournalError> {
    let guards = guards::in_journal(orders, &about.profile)?;
    let recent = twins::since(now, guards.twin_hours);
    let (price, lifted) = (about.price.as_ref(), &about.lifted);
    Ok(Guarded {
        read_only: guards.read_only,
        twins: twins::of(orders, &about.profile, &about.draft, &about.body, recent)?,
        caps: caps::of(orders, &about.profile, &guards, price, lifted, now)?,
    })
}

/// Looks at the journal as it is now.
pub(crate) async fn look_now(desk: &Desk, about: About) -> Result<Guarded, CoreError> {
    let now = desk.now(&about.profile).await;
    desk.store
        .run(move |journal| journal.look_at_orders(|orders| look(orders, &about, now)))
        .await
}

impl Guarded {
    /// Why the order must not be sent; `acknowledged` are the earlier orders
    /// that the person has seen.
    pub(crate) fn stop(&self, acknowledged: &[i64]) -> Option<Stop> {
        if self.read_only {
            return Some(Stop::ReadOnly);
        }
        let unseen = |twin: &Twin| twin.blocks || !acknowledged.contains(&twin.no());
        let mut checks = Vec::new();
        if self.twins.iter().any(unseen) {
            checks.push(NO_OPEN_TWIN);
        }
        if self.caps.iter().any(caps::stops) {
            checks.push(CAPS);
        }
        (!checks.is_empty()).then(|| Stop::Checks(checks.join(",")))
    }

    /// What a person set aside for this order, for its evidence: the earlier
    /// orders they wanted another one beside, and the caps they lifted.
    pub(crate) fn set_aside(&self) -> Vec<(&'static str, String)> {
        let beside: Vec<String> = self
            .twins
            .iter()
            .map(|twin| twin.no().to_string())
            .collect();
        let lifted = self.caps.iter().filter(|cap| cap.lifted);
        let lifted: Vec<&str> = lifted.map(|cap| caps::word(cap.kind)).collect();
        let mut facts = Vec::new();
        if !beside.is_empty() {
            facts.push(("beside", beside.join(", ")));
        }
        if !lifted.is_empty() {
            facts.push(("lifted", lifted.join(", ")));
        }
        facts
    }
}
