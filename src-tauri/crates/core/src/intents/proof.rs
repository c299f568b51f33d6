//! What a failed `POST` proves about the request. Pure, and the same for
//! everything that is sent under an idempotency key.

use kh_api::CallError;
use kh_api::problem::{PaymentReason, Problem, ProblemForm};

use super::words::{happened, source};

/// What a failed `POST` proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// 402: the order exists and is not paid (contract 8).
    PaymentRequired,
    /// A refusal of the request itself: bad input, unknown product, impossible
    /// action.
    Refused,
    /// A refusal before the request was looked at: signature, scope, rate; or
    /// one in words that the provider does not document, which a gateway may
    /// have said. It proves nothing about attempts before it.
    TurnedAway,
    /// Nothing left this computer. Proves nothing about attempts before it.
    NotSent,
    /// 409: the key is known with another body.
    Contradicted,
    /// 409 that says the first request still runs.
    StillRunning,
    /// No answer, or one that proves nothing: it may have been processed.
    Silence,
}

/// What a failed `POST` proves.
pub(crate) fn of(error: &CallError) -> Proof {
    match error {
        // A page of something in between: the provider itself said nothing, and
        // what stands in between may have passed the request on.
        CallError::Refused(problem) if !is_the_providers_word(problem) => Proof::Silence,
        CallError::Auth(problem) | CallError::RateLimited { problem, .. }
            if !is_the_providers_word(problem) =>
        {
            Proof::Silence
        }
        CallError::Refused(problem) => match problem.http_status {
            402 if speaks_of_payment(problem) => Proof::PaymentRequired,
            402 => Proof::Silence,
            403 => Proof::TurnedAway,
            409 if says_still_running(problem) => Proof::StillRunning,
            409 => Proof::Contradicted,
            _ if problem.is_documented() => Proof::Refused,
            _ => Proof::TurnedAway,
        },
        CallError::Auth(_) | CallError::RateLimited { .. } => Proof::TurnedAway,
        CallError::Held { .. }
        | CallError::NotSent { .. }
        | CallError::ClockUnknown { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => Proof::NotSent,
        CallError::Server(_)
        | CallError::Unknown(_)
        | CallError::Unreadable { .. }
        | CallError::Redirected(_) => Proof::Silence,
    }
}

/// A 402 says that an order exists: that is believed only where it is the
/// provider's own.
fn speaks_of_payment(problem: &Problem) -> bool {
    let known = match problem.payment_reason() {
        Some(PaymentReason::Other(_)) | None => false,
        Some(
            PaymentReason::InsufficientCreditAndNoCard
            | PaymentReason::CardDeclined
            | PaymentReason::CardExpired
            | PaymentReason::ClientNotFound,
        ) => true,
    };
    known || problem.is_documented() || problem.order_id.is_some()
}

fn is_the_providers_word(problem: &Problem) -> bool {
    match problem.form {
        ProblemForm::Problem | ProblemForm::OtherJson => true,
        ProblemForm::NotJson | ProblemForm::Empty => false,
    }
}

/// Practice elsewhere answers 409 also while the first request still runs; the
/// words have to be read before it is called a mismatch (contract 5).
fn says_still_running(problem: &Problem) -> bool {
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

/// The word for a failure in the history, and where it is known from.
/// `earlier_open` says whether an attempt before it may have been processed.
pub(crate) fn line(
    error: &CallError,
    proof: Proof,
    earlier_open: bool,
) -> (&'static str, &'static str) {
    match proof {
        // Orders have a word of their own for it; nothing else is paid for.
        Proof::PaymentRequired => (happened::REFUSED, source::PROVIDER),
        Proof::Refused | Proof::TurnedAway => (happened::REFUSED, source::PROVIDER),
        Proof::Contradicted if earlier_open => (happened::KEY_CONFLICT, source::PROVIDER),
        Proof::Contradicted => (happened::REFUSED, source::PROVIDER),
        Proof::NotSent if matches!(error, CallError::NotSent { .. }) => {
            (happened::NOT_SENT, source::NETWORK)
        }
        Proof::NotSent => (happened::NOT_SENT, source::THIS_COMPUTER),
        Proof::Silence if matches!(error, CallError::Unreadable { .. }) => {
            (happened::ANSWER_UNREADABLE, source::PROVIDER)
        }
        Proof::StillRunning => (happened::STILL_RUNNING, source::PROVIDER),
        Proof::Silence => (happened::NO_ANSWER, source::NETWORK),
    }
}
