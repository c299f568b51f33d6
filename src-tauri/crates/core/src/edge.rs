//! Errors as the window gets them: a stable code, facts, and whether money may
//! have moved. No sentence of ours crosses the bridge.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_api::problem::{AuthReason, PaymentReason, Problem};
use kh_api::{CallError, HoldReason};

use crate::error::{CoreError, FormError};
use crate::view::{ErrorView, FieldProblem, MoneyMoved, ProviderText};

/// What was at stake when the error came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stake {
    /// Nothing that costs money.
    Nothing,
    /// An order, of which nothing had been sent.
    OrderNotSent,
    /// An order that was sent and may have been bought.
    OrderOpen,
}

/// The error as the window gets it. `now` is the provider's time, if known.
pub(crate) fn view(error: &CoreError, stake: Stake, now: Option<Timestamp>) -> ErrorView {
    if let CoreError::Call(call) = error {
        return call_view(call, stake, now);
    }
    let sent = matches!(error, CoreError::OutcomeNotKept(_));
    ErrorView {
        code: error.code(),
        facts: facts(error),
        money: if sent {
            MoneyMoved::Unknown
        } else {
            money_of(error, stake)
        },
        request_id: document_request(error),
        provider: None,
        retry_after_seconds: None,
    }
}

/// The handle of an answer that held no document.
fn document_request(error: &CoreError) -> Option<String> {
    let CoreError::Document(document) = error else {
        return None;
    };
    document.request_id().map(|id| id.as_str().to_owned())
}

/// The error of a call as the window gets it.
pub(crate) fn call_view(error: &CallError, stake: Stake, now: Option<Timestamp>) -> ErrorView {
    ErrorView {
        code: call_code(error),
        facts: call_facts(error),
        money: money(stake),
        request_id: error.request_id().map(String::from),
        provider: error.problem().map(provider_text),
        retry_after_seconds: error.until().and_then(|until| wait(until, now?)),
    }
}

/// Where the outcome of an order is known, or there is no such order, asking for
/// it says nothing about money.
fn money_of(error: &CoreError, stake: Stake) -> MoneyMoved {
    match (stake, error) {
        (Stake::OrderOpen, CoreError::NothingToRepeat(_) | CoreError::OrderNotFound) => {
            MoneyMoved::NotConcerned
        }
        (Stake::OrderOpen | Stake::OrderNotSent | Stake::Nothing, _) => money(stake),
    }
}

fn money(stake: Stake) -> MoneyMoved {
    match stake {
        Stake::Nothing => MoneyMoved::NotConcerned,
        Stake::OrderNotSent => MoneyMoved::No,
        Stake::OrderOpen => MoneyMoved::Unknown,
    }
}

fn wait(until: Timestamp, now: Timestamp) -> Option<u32> {
    u32::try_from(until.duration_since(now).as_secs().max(0)).ok()
}

fn call_facts(call: &CallError) -> BTreeMap<String, String> {
    let mut facts = Facts::default();
    if let Some(until) = call.until() {
        facts.tell("until", until.to_string());
    }
    if let Some(problem) = call.problem() {
        facts.tell("status", problem.http_status.to_string());
    }
    if let CallError::Redirected(original) = call {
        facts.tell("status", original.status.to_string());
    }
    if let CallError::Unreadable { why, .. } = call {
        facts.tell("why", why.code());
    }
    facts.0
}

fn facts(error: &CoreError) -> BTreeMap<String, String> {
    let mut facts = Facts::default();
    if let CoreError::Form(FormError::KeyInUse { profile_id, label }) = error {
        facts.tell("profile_id", profile_id);
        facts.tell("label", label);
    } else if let CoreError::Simulator(error) = error {
        facts.tell("detail", &error.detail);
    } else if let CoreError::OrderOpen { no } | CoreError::ServiceClaimed { no } = error {
        facts.tell("no", no.to_string());
    } else if let CoreError::NothingKept { id } = error {
        facts.tell("id", id);
    } else if let CoreError::OrderNotReady { checks } = error {
        facts.tell("checks", checks);
    } else if let CoreError::TooOld { safe_until, .. } = error {
        facts.tell("safe_until", safe_until.to_string());
    } else if let CoreError::Document(document) = error {
        if let Some(why) = document.why() {
            facts.tell("why", why);
        }
    } else if let CoreError::NotNow { action, reason } = error {
        facts.tell("action", crate::actions::kind::word(*action));
        facts.tell("reason", reason);
    } else if let CoreError::ActionOpen { service } = error {
        facts.tell("service", service.as_str());
    } else if let CoreError::FactsChanged { facts: changed } = error {
        facts.tell("facts", changed);
    } else if let CoreError::WebhookUrl(error) = error {
        for (name, value) in error.facts() {
            facts.tell(name, value);
        }
    } else if let CoreError::Look(trouble) = error {
        if let Some((name, value)) = trouble.facts() {
            facts.tell(name, value);
        }
    } else if let CoreError::Guard(trouble) = error {
        if let Some((name, value)) = trouble.facts() {
            facts.tell(name, value);
        }
    } else if let CoreError::OrderFile(trouble) = error {
        if let Some((name, value)) = trouble.facts() {
            facts.tell(name, value);
        }
    } else if let CoreError::Audit(trouble) = error {
        if let Some(code) = trouble.keychain() {
            facts.tell("keychain", code);
        }
    } else if let CoreError::OutcomeNotKept(why) = error {
        facts.tell("why", why.code());
    }
    facts.0
}

#[derive(Default)]
struct Facts(BTreeMap<String, String>);

impl Facts {
    fn tell(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

/// The provider's own text, as it came.
pub(crate) fn provider_text(problem: &Problem) -> ProviderText {
    let title = problem.title.clone().or_else(|| problem.excerpt.clone());
    ProviderText {
        status: problem.http_status,
        title: title.unwrap_or_default(),
        detail: problem.detail.clone(),
        reason: problem.reason.clone(),
        fields: problem
            .errors
            .iter()
            .map(|error| FieldProblem {
                field: error.field.clone(),
                message: error.message.clone(),
            })
            .collect(),
    }
}

/// `journal_full` as `store.full`.
pub(crate) fn under(area: &str, prefix: &str, code: &str) -> String {
    format!("{area}.{}", code.strip_prefix(prefix).unwrap_or(code))
}

/// The dotted code of a failed call.
pub(crate) fn call_code(error: &CallError) -> String {
    match error {
        CallError::Refused(problem) => refusal_code(problem),
        CallError::Auth(problem) => auth_code(problem).to_owned(),
        CallError::RateLimited { .. } => "limit.rate_limited".to_owned(),
        CallError::Server(_) => "provider.failed".to_owned(),
        CallError::Held { reason, .. } => hold_code(*reason).to_owned(),
        CallError::NotSent { kind, .. } => format!("network.{}", kind.code()),
        CallError::Unknown(unknown) => format!("network.{}", unknown.kind.code()),
        CallError::Unreadable { .. } => "answer.unreadable".to_owned(),
        CallError::Redirected(_) => "answer.redirected".to_owned(),
        CallError::ClockUnknown { .. } => "clock.unknown".to_owned(),
        CallError::Path(_) => "console.path_refused".to_owned(),
        CallError::Endpoint(_) => "console.path_refused".to_owned(),
        CallError::Ledger(_) => "store.key_use".to_owned(),
        // Ours already has its area; the journal's gets it.
        CallError::AttemptLog(error) if error.code.contains('.') => error.code.clone(),
        CallError::AttemptLog(error) => under("store", "journal_", &error.code),
        CallError::NoRandom => "console.no_random".to_owned(),
    }
}

fn refusal_code(problem: &Problem) -> String {
    match problem.http_status {
        402 => payment_code(problem).to_owned(),
        400 | 422 => "refused.validation_failed".to_owned(),
        403 => "refused.missing_scope".to_owned(),
        404 => "refused.not_found".to_owned(),
        409 => "refused.idempotency_conflict".to_owned(),
        _ => "refused.other".to_owned(),
    }
}

fn payment_code(problem: &Problem) -> &'static str {
    match problem.payment_reason() {
        Some(PaymentReason::InsufficientCreditAndNoCard) => {
            "payment.insufficient_credit_and_no_card"
        }
        Some(PaymentReason::CardDeclined) => "payment.card_declined",
        Some(PaymentReason::CardExpired) => "payment.card_expired",
        Some(PaymentReason::ClientNotFound) => "payment.client_not_found",
        Some(PaymentReason::Other(_)) | None => "payment.other",
    }
}

fn auth_code(problem: &Problem) -> &'static str {
    match problem.auth_reason() {
        Some(AuthReason::MissingHeaders) => "auth.missing_headers",
        Some(AuthReason::BadKey) => "auth.bad_key",
        Some(AuthReason::BadTimestamp) => "auth.bad_timestamp",
        Some(AuthReason::TimestampOutOfWindow) => "auth.timestamp_out_of_window",
        Some(AuthReason::BadNonce) => "auth.bad_nonce",
        Some(AuthReason::BadSignature) => "auth.bad_signature",
        Some(AuthReason::SignatureMismatch) => "auth.signature_mismatch",
        Some(AuthReason::ReplayDetected) => "auth.replay_detected",
        Some(AuthReason::UnknownOrLockedKey) => "auth.unknown_or_locked_key",
        Some(AuthReason::IpNotAllowed) => "auth.ip_not_allowed",
        Some(AuthReason::Other(_)) | None => "auth.other",
    }
}

fn hold_code(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::Minute => "limit.minute",
        HoldReason::Day => "limit.day",
        HoldReason::DayReserve => "limit.day_reserve",
        HoldReason::Quiet => "limit.quiet",
        HoldReason::AuthFailures => "auth.held_back",
        HoldReason::NearLockout => "auth.near_lockout",
        HoldReason::Unanswered => "limit.unanswered",
        HoldReason::Busy => "limit.busy",
    }
}
