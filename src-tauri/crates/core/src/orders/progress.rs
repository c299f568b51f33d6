//! The state machine of an order, whole, in this one file.
//!
//! ```text
//!             written ─── not a byte went out ──────────────▶ not sent
//!                │ attempt 1
//!                ▼
//!  ┌────────▶ sending ── 4xx (a) ───────────────────────────▶ refused
//!  │             ├────── 402 ─────────────────────▶ unpaid ──▶ cancelled (b)
//!  │ repeat      ├────── 2xx ──▶ accepted ─▶ paid ─▶ provisioned   (after 24 h)
//!  │ (< 23 h)    ▼                 ▲   by what the provider says
//!  └───────── unknown ── 23 h, or the provider contradicts itself ─▶ needs a person
//!                                                                      │
//!     accepted or provisioned ◀── "it was bought" ── a person says ────┤
//!                      closed ◀── "nothing was bought" ────────────────┘
//! ```
//!
//! (a) The request itself in a documented code; or any refusal, if no attempt
//! before it is open (`Proof`, `recovery::open_before`).
//!
//! (b) What was seen paid and is cancelled then is "cancelled, paid": whether the
//! money comes back is not stated.
//!
//! A state comes from evidence: an answer, a failure of the network, the clock,
//! or, where nothing else can settle it, a person's word, which any answer of
//! the provider outweighs. An answer that does not prove what became of an *earlier* attempt
//! does not end the doubt about it. A word of the provider that we do not know
//! changes nothing.

use jiff::{SignedDuration, Timestamp};
use kh_api::answers::Order;
use kh_model::{InvoiceState, OrderState};

use crate::intents::proof::Proof;
use crate::view::OrderProgress;

/// How long an unpaid order lives at the provider (contract 8).
pub(crate) const UNPAID_LIVES: SignedDuration = SignedDuration::from_hours(24);

/// What became known of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The provider showed the order.
    Order(Shown),
    /// Sending it failed, which proves this much.
    Failed(Proof),
    /// The time in which repeating is safe is over.
    SafeTimeOver,
    /// A person looked and said what became of it.
    Person(Verdict),
}

/// What a person says became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was bought.
    Bought {
        /// Whether the person named a service, and it is there.
        service_active: bool,
    },
    /// Nothing was bought.
    NotBought,
}

/// What the provider shows of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its state; none where not stated.
    pub(crate) state: Option<OrderState>,
    /// Its payment; none where not stated.
    pub(crate) payment: Option<InvoiceState>,
    /// Whether it names a service.
    pub(crate) has_service: bool,
    /// Whether that service was seen to be active.
    pub(crate) service_active: bool,
}

/// The state after something became known. `earlier_open` says whether an
/// attempt before the one heard of may have been processed.
pub(crate) fn next(now: OrderProgress, earlier_open: bool, heard: Heard) -> OrderProgress {
    use OrderProgress as P;
    match heard {
        Heard::Order(shown) => by_what_is_shown(now, shown),
        Heard::Failed(proof) => by_what_is_proved(now, earlier_open, proof),
        Heard::SafeTimeOver => doubt(now, P::NeedsPerson),
        Heard::Person(verdict) => by_a_persons_word(now, verdict),
    }
}

/// Only an order that needs a person takes a person's word, and an unpaid one
/// that cannot be asked for.
fn by_a_persons_word(now: OrderProgress, verdict: Verdict) -> OrderProgress {
    use OrderProgress as P;
    match (now, verdict) {
        (P::NeedsPerson | P::Unpaid, Verdict::NotBought) => P::Closed,
        (
            P::NeedsPerson | P::Unpaid,
            Verdict::Bought {
                service_active: true,
            },
        ) => P::Provisioned,
        (P::NeedsPerson, Verdict::Bought { .. }) => P::Accepted,
        (P::Unpaid, Verdict::Bought { .. }) => P::Paid,
        (
            P::Written
            | P::Sending
            | P::Unknown
            | P::Accepted
            | P::Paid
            | P::Provisioned
            | P::Refused
            | P::Cancelled
            | P::CancelledPaid
            | P::NotSent
            | P::Closed,
            _,
        ) => now,
    }
}

fn by_what_is_proved(now: OrderProgress, earlier_open: bool, proof: Proof) -> OrderProgress {
    use OrderProgress as P;
    match proof {
        Proof::PaymentRequired => P::Unpaid,
        Proof::Refused => P::Refused,
        Proof::TurnedAway | Proof::NotSent | Proof::Contradicted if is_settled(now) => now,
        Proof::TurnedAway | Proof::NotSent if earlier_open => P::Unknown,
        Proof::TurnedAway => P::Refused,
        Proof::NotSent => P::NotSent,
        Proof::Contradicted if earlier_open => P::NeedsPerson,
        Proof::Contradicted => P::Refused,
        Proof::StillRunning | Proof::Silence => doubt(now, P::Unknown),
    }
}

/// Silence about an order whose fate is known takes nothing away from that.
fn doubt(now: OrderProgress, otherwise: OrderProgress) -> OrderProgress {
    if is_settled(now) { now } else { otherwise }
}

fn by_what_is_shown(now: OrderProgress, shown: Shown) -> OrderProgress {
    use OrderProgress as P;
    let paid = shown.payment == Some(InvoiceState::Paid);
    match shown.state {
        Some(OrderState::Cancelled | OrderState::Fraud) if paid || was_paid(now) => {
            P::CancelledPaid
        }
        Some(OrderState::Cancelled | OrderState::Fraud) => P::Cancelled,
        Some(OrderState::PendingPayment) if paid => set_up(shown, false),
        Some(OrderState::PendingPayment) => P::Unpaid,
        Some(OrderState::Paid | OrderState::Provisioning) => set_up(shown, false),
        Some(OrderState::Active) => set_up(shown, true),
        Some(OrderState::Unknown) | None if paid => set_up(shown, false),
        Some(OrderState::Unknown) | None if is_settled(now) => now,
        Some(OrderState::Unknown) | None => P::Accepted,
    }
}

/// Whether the order was seen paid. That it was cancelled later says nothing
/// about the money.
fn was_paid(now: OrderProgress) -> bool {
    use OrderProgress as P;
    match now {
        P::Paid | P::Provisioned | P::CancelledPaid => true,
        P::Written | P::Sending | P::Unknown | P::Accepted | P::Unpaid => false,
        P::Refused | P::Cancelled | P::NotSent | P::NeedsPerson | P::Closed => false,
    }
}

/// Done needs a paid order and a service that is there (contract 13, rule 12).
fn set_up(shown: Shown, active: bool) -> OrderProgress {
    if shown.service_active || (active && shown.has_service) {
        OrderProgress::Provisioned
    } else {
        OrderProgress::Paid
    }
}

/// Whether the provider's answer to the order is known, or a person stood in
/// for it.
pub(crate) fn is_settled(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned => true,
        P::Refused | P::Cancelled | P::CancelledPaid | P::Closed => true,
        P::Written | P::Sending | P::Unknown | P::NotSent | P::NeedsPerson => false,
    }
}

/// Whether the order can still change by itself, so that asking makes sense.
pub(crate) fn is_on_its_way(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Accepted | P::Unpaid | P::Paid => true,
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => false,
        P::Provisioned | P::Refused | P::Cancelled | P::NotSent | P::Closed => false,
        P::CancelledPaid => false,
    }
}

/// What a person sees: an order that is not being sent right now and has no
/// answer is unknown, and when it can be repeated no longer it needs a person.
pub(crate) fn shown_now(
    kept: OrderProgress,
    being_sent: bool,
    until: Timestamp,
    now: Timestamp,
) -> OrderProgress {
    use OrderProgress as P;
    match kept {
        P::Written | P::Sending | P::Unknown if being_sent => P::Sending,
        P::Written | P::Sending | P::Unknown if now < until => P::Unknown,
        P::Written | P::Sending | P::Unknown => P::NeedsPerson,
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned => kept,
        P::Refused | P::Cancelled | P::NotSent | P::NeedsPerson | P::Closed => kept,
        P::CancelledPaid => kept,
    }
}

/// What an order's answer shows.
pub(crate) fn shown(order: &Order, service_active: bool) -> Heard {
    Heard::Order(Shown {
        state: order.status.as_ref().map(|stated| stated.kind),
        payment: order.payment_status.as_ref().map(|stated| stated.kind),
        has_service: !order.service_ids.is_empty(),
        service_active,
    })
}

/// The word a state is kept by in the journal. Never changes.
pub(crate) fn word(progress: OrderProgress) -> &'static str {
    use OrderProgress as P;
    match progress {
        P::Written => "written",
        P::Sending => "sending",
        P::Unknown => "unknown",
        P::Accepted => "accepted",
        P::Unpaid => "unpaid",
        P::Paid => "paid",
        P::Provisioned => "provisioned",
        P::Refused => "refused",
        P::Cancelled => "cancelled",
        P::CancelledPaid => "cancelled_paid",
        P::NotSent => "not_sent",
        P::NeedsPerson => "needs_person",
        P::Closed => "closed",
    }
}

/// All states, for reading words back and for lists.
pub(crate) const ALL: [OrderProgress; 13] = [
    OrderProgress::Written,
    OrderProgress::Sending,
    OrderProgress::Unknown,
    OrderProgress::Accepted,
    OrderProgress::Unpaid,
    OrderProgress::Paid,
    OrderProgress::Provisioned,
    OrderProgress::Refused,
    OrderProgress::Cancelled,
    OrderProgress::CancelledPaid,
    OrderProgress::NotSent,
    OrderProgress::NeedsPerson,
    OrderProgress::Closed,
];

/// Reads a kept word. A word this version does not know needs a person.
pub(crate) fn read(kept: &str) -> OrderProgress {
    ALL.into_iter()
        .find(|progress| word(*progress) == kept)
        .unwrap_or(OrderProgress::NeedsPerson)
}
