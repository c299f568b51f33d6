//! Why a call gave no view, sorted by what the caller can do about it.

use jiff::Timestamp;
use kh_model::RequestId;

use crate::answer::Original;
use crate::attempt::AttemptLogError;
use crate::endpoint::{BadEndpoint, BadPath};
use crate::ledger::LedgerError;
use crate::problem::Problem;
use crate::transport::{NotSentKind, TransportError, UnknownKind};
use crate::wire::Unreadable;

/// Why a call gave no view.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The provider said no and means it: 400, 402, 403, 404, 409 and the like.
    /// The same request will be refused again.
    #[error("the provider refused: {}", .0.code().unwrap_or("without a code"))]
    Refused(Box<Problem>),

    /// 401. It counts towards the provider's lockout (contract 11).
    #[error("the provider did not accept the signature")]
    Auth(Box<Problem>),

    /// 429. Nothing was processed; nothing may be sent before `until`.
    #[error("the provider asks to wait until {until}")]
    RateLimited {
        /// The first moment at which to call again, in the provider's time.
        until: Timestamp,
        /// The provider's words.
        problem: Box<Problem>,
    },

    /// 5xx after the allowed repetitions. A POST may have been processed.
    #[error("the provider failed with status {}", .0.http_status)]
    Server(Box<Problem>),

    /// Nothing was sent: this machine holds the call back.
    #[error("held back until {until}: {reason:?}")]
    Held {
        /// Why.
        reason: HoldReason,
        /// The first moment at which to call again, in the provider's time.
        until: Timestamp,
    },

    /// Nothing was sent: the provider cannot be reached.
    #[error("the provider cannot be reached: {detail}")]
    NotSent {
        /// Why.
        kind: NotSentKind,
        /// For a log.
        detail: String,
    },

    /// The request may have been processed. For a POST: send the identical
    /// bytes with the same key again, or ask a person.
    #[error("it is not known whether the request was processed: {}", .0.detail)]
    Unknown(OutcomeUnknown),

    /// The provider answered with success, in a form that cannot be read. What
    /// was asked for has happened.
    #[error("the answer cannot be read: {why}")]
    Unreadable {
        /// What could not be read.
        why: Unreadable,
        /// The answer as it came.
        original: Box<Original>,
    },

    /// The provider sent the call elsewhere. Redirects are never followed.
    #[error("the provider answered with a redirect ({})", .0.status)]
    Redirected(Box<Original>),

    /// Nothing was sent: the provider's time could not be learnt, so a
    /// signature would be a guess.
    #[error("the provider's time is not known: {detail}")]
    ClockUnknown {
        /// For a log.
        detail: String,
    },

    /// Nothing was sent: the URL is not one of the pinned provider.
    #[error(transparent)]
    Path(#[from] BadPath),

    /// Nothing was sent: the key does not belong to this provider.
    #[error(transparent)]
    Endpoint(#[from] BadEndpoint),

    /// Nothing was sent: the use of the key could not be counted.
    #[error(transparent)]
    Ledger(#[from] LedgerError),

    /// Nothing was sent: the attempt could not be written down.
    #[error(transparent)]
    AttemptLog(#[from] AttemptLogError),

    /// Nothing was sent: the system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandom,
}

impl From<TransportError> for CallError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::NotSent { kind, detail } => Self::NotSent { kind, detail },
            TransportError::Unknown { kind, detail } => Self::Unknown(OutcomeUnknown {
                kind,
                detail,
                later: None,
            }),
        }
    }
}

/// What is known of a request whose outcome is not.
#[derive(Debug)]
pub struct OutcomeUnknown {
    /// How the attempt ended that left the outcome open.
    pub kind: UnknownKind,
    /// For a log.
    pub detail: String,
    /// What a later attempt said, if that did not settle it.
    pub later: Option<Box<CallError>>,
}

/// Why this machine holds a call back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoldReason {
    /// The budget of the minute is used up (contract 6: 60 per minute, burst 20).
    Minute,
    /// The budget of 24 hours is used up.
    Day,
    /// What is left of 24 hours is kept for a person.
    DayReserve,
    /// The provider asked for quiet with `Retry-After`.
    Quiet,
    /// Two failed authentications within 10 minutes: one more call needs a
    /// deliberate click ([`crate::Asker::PersonInsists`]).
    AuthFailures,
    /// One failure short of the provider's lockout: no call at all.
    NearLockout,
    /// Several signed calls went unanswered; the next one waits, because an
    /// unseen refusal counts at the provider too.
    Unanswered,
    /// Another call with this key is under way and does not end.
    Busy,
}

impl HoldReason {
    /// A stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Minute => "budget_minute",
            Self::Day => "budget_day",
            Self::DayReserve => "budget_day_reserve",
            Self::Quiet => "provider_asked_to_wait",
            Self::AuthFailures => "auth_breaker_open",
            Self::NearLockout => "auth_breaker_locked",
            Self::Unanswered => "too_many_unanswered",
            Self::Busy => "key_busy",
        }
    }
}

/// What an error means for the thing that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Provably not processed. It may be asked for again.
    NotDone,
    /// Processed and refused. Final for this idempotency key.
    Refused,
    /// Processed, or perhaps processed.
    Unknown,
}

impl CallError {
    /// A stable word for stores, logs and the window; never changes meaning.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(problem) => refused_code(problem),
            Self::Auth(_) => "auth_failed",
            Self::RateLimited { .. } => "rate_limited",
            Self::Server(_) => "provider_failed",
            Self::Held { reason, .. } => reason.code(),
            Self::NotSent { kind, .. } => kind.code(),
            Self::Unknown(_) => "outcome_unknown",
            Self::Unreadable { .. } => "answer_unreadable",
            Self::Redirected(_) => "redirect_refused",
            Self::ClockUnknown { .. } => "clock_unknown",
            Self::Path(_) => "path_refused",
            Self::Endpoint(error) => error.code(),
            Self::Ledger(_) => "ledger_failed",
            Self::AttemptLog(_) => "attempt_log_failed",
            Self::NoRandom => "no_random",
        }
    }

    /// Whether the request was processed, as far as is known. 409 says that
    /// something runs or ran under this key (contract 5), not what became of it.
    #[must_use]
    pub fn fate(&self) -> Fate {
        match self {
            Self::Refused(problem) if problem.http_status == 409 => Fate::Unknown,
            Self::Refused(_) => Fate::Refused,
            Self::Server(_) | Self::Unknown(_) | Self::Unreadable { .. } | Self::Redirected(_) => {
                Fate::Unknown
            }
            Self::Auth(_)
            | Self::RateLimited { .. }
            | Self::Held { .. }
            | Self::NotSent { .. }
            | Self::ClockUnknown { .. }
            | Self::Path(_)
            | Self::Endpoint(_)
            | Self::Ledger(_)
            | Self::AttemptLog(_)
            | Self::NoRandom => Fate::NotDone,
        }
    }

    /// The provider's problem, where it sent one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem)
            | Self::Auth(problem)
            | Self::Server(problem)
            | Self::RateLimited { problem, .. } => Some(problem),
            Self::Unknown(unknown) => unknown.later.as_ref().and_then(|later| later.problem()),
            Self::Held { .. }
            | Self::NotSent { .. }
            | Self::Unreadable { .. }
            | Self::Redirected(_)
            | Self::ClockUnknown { .. }
            | Self::Path(_)
            | Self::Endpoint(_)
            | Self::Ledger(_)
            | Self::AttemptLog(_)
            | Self::NoRandom => None,
        }
    }

    /// The provider's handle of the answer, where there was one.
    #[must_use]
    pub fn request_id(&self) -> Option<RequestId> {
        match self {
            Self::Unreadable { original, .. } | Self::Redirected(original) => original.request_id(),
            Self::Refused(_)
            | Self::Auth(_)
            | Self::RateLimited { .. }
            | Self::Server(_)
            | Self::Held { .. }
            | Self::NotSent { .. }
            | Self::Unknown(_)
            | Self::ClockUnknown { .. }
            | Self::Path(_)
            | Self::Endpoint(_)
            | Self::Ledger(_)
            | Self::AttemptLog(_)
            | Self::NoRandom => self
                .problem()
                .and_then(|problem| problem.request_id.clone()),
        }
    }

    /// The first moment at which to call again, in the provider's time, where
    /// somebody named one.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::RateLimited { until, .. } | Self::Held { until, .. } => Some(*until),
            Self::Unknown(unknown) => unknown.later.as_ref().and_then(|later| later.until()),
            Self::Refused(_)
            | Self::Auth(_)
            | Self::Server(_)
            | Self::NotSent { .. }
            | Self::Unreadable { .. }
            | Self::Redirected(_)
            | Self::ClockUnknown { .. }
            | Self::Path(_)
            | Self::Endpoint(_)
            | Self::Ledger(_)
            | Self::AttemptLog(_)
            | Self::NoRandom => None,
        }
    }
}

/// The documented refusals have a word of their own, everything else shares one.
fn refused_code(problem: &Problem) -> &'static str {
    match problem.http_status {
        400 | 422 => "validation_failed",
        402 => "payment_required",
        403 => "forbidden",
        404 => "not_found",
        409 => "idempotency_conflict",
        _ => "refused",
    }
}
