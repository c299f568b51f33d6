//! The state machine of an order, whole, in this one file.
//!
//! ```text
//!             written ─── not a byte went out ──────────────▶ not sent
//!                │ attempt 1
//!                ▼
//!  ┌────────▶ sending ── 4xx, nothing open before ──────────▶ refused
//!  │             ├────── 402 ─────────────────────▶ unpaid ──▶ cancelled
//!  │ repeat      ├────── 2xx ──▶ accepted ─▶ paid ─▶ provisioned   (after 24 h)
//!  │ (< 23 h)    ▼                 ▲   by what the provider says
//!  └───────── unknown ── 23 h, or the provider contradicts itself ─▶ needs a person
//! ```
//!
//! A state comes from evidence: an answer, a failure of the network, or the
//! clock. An answer that does not prove what became of an *earlier* attempt
//! does not end the doubt about it. A word of the provider that we do not know
//! changes nothing.

use jiff::{SignedDuration, Timestamp};
use kh_api::CallError;
use kh_api::answers::Order;
use kh_api::problem::ProblemForm;
use kh_model::{InvoiceState, OrderState};

use crate::view::OrderProgress;

/// How long the identical request may be repeated. The provider remembers an
/// idempotency key for 24 hours (contract 5); the hour between is for clocks.
pub(crate) const SAFE_TO_REPEAT: SignedDuration = SignedDuration::from_hours(23);

/// How long an unpaid order lives at the provider (contract 8).
pub(crate) const UNPAID_LIVES: SignedDuration = SignedDuration::from_hours(24);

/// What became known of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The provider showed the order.
    Order(Shown),
    /// 402: the order exists and is not paid (contract 8).
    PaymentRequired,
    /// A refusal of the request itself: bad input, unknown product.
    Refused,
    /// A refusal before the request was looked at: signature, scope, rate. It
    /// proves nothing about attempts before it.
    TurnedAway,
    /// Nothing left this computer. Proves nothing about attempts before it.
    NotSent,
    /// 409: the key is known with another body.
    Contradicted,
    /// 409 that says the first request still runs.
    StillRunning,
    /// No answer, or one that proves nothing: it may have been processed.
    Silence,
    /// The time in which repeating is safe is over.
    SafeTimeOver,
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
        Heard::PaymentRequired => P::Unpaid,
        Heard::Refused => P::Refused,
        Heard::TurnedAway | Heard::NotSent | Heard::Contradicted if is_settled(now) => now,
        Heard::TurnedAway | Heard::NotSent if earlier_open => P::Unknown,
        Heard::TurnedAway => P::Refused,
        Heard::NotSent => P::NotSent,
        Heard::Contradicted if earlier_open => P::NeedsPerson,
        Heard::Contradicted => P::Refused,
        Heard::StillRunning | Heard::Silence => doubt(now, P::Unknown),
        Heard::SafeTimeOver => doubt(now, P::NeedsPerson),
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

/// Done needs a paid order and a service that is there (contract 13, rule 12).
fn set_up(shown: Shown, active: bool) -> OrderProgress {
    if shown.service_active || (active && shown.has_service) {
        OrderProgress::Provisioned
    } else {
        OrderProgress::Paid
    }
}

/// Whether the provider's answer to the order is known.
pub(crate) fn is_settled(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned | P::Refused | P::Cancelled => true,
        P::Written | P::Sending | P::Unknown | P::NotSent | P::NeedsPerson => false,
    }
}

/// Whether the order can still change by itself, so that asking makes sense.
pub(crate) fn is_on_its_way(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Accepted | P::Unpaid | P::Paid => true,
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => false,
        P::Provisioned | P::Refused | P::Cancelled | P::NotSent => false,
    }
}

/// What a person sees: an order that is not being sent right now and has no
/// answer is unknown, and beyond the safe time it needs a person.
pub(crate) fn shown_now(
    kept: OrderProgress,
    being_sent: bool,
    first_sent_at: Timestamp,
    now: Timestamp,
) -> OrderProgress {
    use OrderProgress as P;
    match kept {
        P::Written | P::Sending | P::Unknown if being_sent => P::Sending,
        P::Written | P::Sending | P::Unknown if now < safe_until(first_sent_at) => P::Unknown,
        P::Written | P::Sending | P::Unknown => P::NeedsPerson,
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned => kept,
        P::Refused | P::Cancelled | P::NotSent | P::NeedsPerson => kept,
    }
}

/// Until when the identical request may be repeated.
pub(crate) fn safe_until(first_sent_at: Timestamp) -> Timestamp {
    first_sent_at
        .saturating_add(SAFE_TO_REPEAT)
        .unwrap_or(first_sent_at)
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

/// What a failed `POST` proves.
pub(crate) fn failure(error: &CallError) -> Heard {
    match error {
        // A page of something in between: the provider itself said nothing, and
        // what stands in between may have passed the request on.
        CallError::Refused(problem) if !is_the_providers_word(problem) => Heard::Silence,
        CallError::Refused(problem) => match problem.http_status {
            402 => Heard::PaymentRequired,
            403 => Heard::TurnedAway,
            409 if says_still_running(problem) => Heard::StillRunning,
            409 => Heard::Contradicted,
            _ => Heard::Refused,
        },
        CallError::Auth(_) | CallError::RateLimited { .. } => Heard::TurnedAway,
        CallError::Held { .. }
        | CallError::NotSent { .. }
        | CallError::ClockUnknown { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => Heard::NotSent,
        CallError::Server(_)
        | CallError::Unknown(_)
        | CallError::Unreadable { .. }
        | CallError::Redirected(_) => Heard::Silence,
    }
}

fn is_the_providers_word(problem: &kh_api::problem::Problem) -> bool {
    match problem.form {
        ProblemForm::Problem | ProblemForm::OtherJson => true,
        ProblemForm::NotJson | ProblemForm::Empty => false,
    }
}

/// Practice elsewhere answers 409 also while the first request still runs; the
/// words have to be read before it is called a mismatch (contract 5).
fn says_still_running(problem: &kh_api::problem::Problem) -> bool {
    let words = [
        &problem.kind,
        &problem.title,
        &problem.detail,
        &problem.reason,
    ];
    let text: String = words
        .into_iter()
        .flatten()
        .flat_map(|word| word.to_lowercase().chars().collect::<Vec<_>>())
        .collect();
    [
        "progress",
        "processing",
        "still running",
        "in_flight",
        "in flight",
        "concurrent",
    ]
    .iter()
    .any(|word| text.contains(word))
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
        P::NotSent => "not_sent",
        P::NeedsPerson => "needs_person",
    }
}

/// All states, for reading words back and for lists.
pub(crate) const ALL: [OrderProgress; 11] = [
    OrderProgress::Written,
    OrderProgress::Sending,
    OrderProgress::Unknown,
    OrderProgress::Accepted,
    OrderProgress::Unpaid,
    OrderProgress::Paid,
    OrderProgress::Provisioned,
    OrderProgress::Refused,
    OrderProgress::Cancelled,
    OrderProgress::NotSent,
    OrderProgress::NeedsPerson,
];

/// Reads a kept word. A word this version does not know needs a person.
pub(crate) fn read(kept: &str) -> OrderProgress {
    ALL.into_iter()
        .find(|progress| word(*progress) == kept)
        .unwrap_or(OrderProgress::NeedsPerson)
}
