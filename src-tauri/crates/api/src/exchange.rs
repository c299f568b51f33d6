//! The way of one signed call: admission, time, signature, send, settle, and
//! the decision whether to send again.

use std::time::Duration;

use jiff::Timestamp;
use kh_model::IdempotencyKey;

use crate::answer::Original;
use crate::answers::RawAnswer;
use crate::attempt::{AttemptEnd, AttemptLog, AttemptOutcome, AttemptStart};
use crate::client::{ACCEPT, Client, USER_AGENT};
use crate::endpoint::Target;
use crate::error::{CallError, Fate, OutcomeUnknown};
use crate::ledger::{Asker, Ended};
use crate::nonce::Nonce;
use crate::problem::{AuthReason, Problem, ProblemForm};
use crate::rate::RateSeen;
use crate::retry::{Decision, Setback, decide, patience_of, quiet_until, wait_until};
use crate::signing::{Parts, sign};
use crate::skew::date_of;
use crate::transport::{
    BodySink, Method, NotSentKind, TransportError, UnknownKind, WireRequest, WireResponse,
};
use crate::turn::Turn;

/// One request before time, nonce and signature are added.
pub(crate) struct Draft<'a> {
    pub(crate) method: Method,
    pub(crate) target: Target,
    pub(crate) body: &'a [u8],
    /// The key of the intent and the log of its attempts; for a POST.
    pub(crate) intent: Option<(&'a IdempotencyKey, &'a dyn AttemptLog)>,
    pub(crate) largest_answer: usize,
    pub(crate) timeout: Duration,
    /// Whether each time it is heard leaves a mark at the provider: then only
    /// what it provably did not hear, or turned away unheard, goes again.
    pub(crate) once: bool,
}

/// A successful answer, not yet read.
pub(crate) struct Settled {
    pub(crate) original: Original,
    pub(crate) at: Timestamp,
    pub(crate) rate: RateSeen,
    pub(crate) attempts: u32,
}

/// An attempt without success, and the wait that the provider named.
struct Failure {
    error: CallError,
    named: Option<Duration>,
}

impl<E: Into<CallError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            named: None,
        }
    }
}

impl Client {
    /// Sends a request until it is settled, refused or given up.
    pub(crate) async fn exchange(
        &self,
        asker: Asker,
        draft: &Draft<'_>,
    ) -> Result<Settled, CallError> {
        self.exchange_with(asker, draft, None).await
    }

    /// As [`Client::exchange`], with a place for the body of the answer.
    pub(crate) async fn exchange_into(
        &self,
        asker: Asker,
        draft: &Draft<'_>,
        sink: &mut dyn BodySink,
    ) -> Result<Settled, CallError> {
        self.exchange_with(asker, draft, Some(sink)).await
    }

    async fn exchange_with(
        &self,
        asker: Asker,
        draft: &Draft<'_>,
        mut sink: Option<&mut dyn BodySink>,
    ) -> Result<Settled, CallError> {
        let mut patience = patience_of(asker);
        let mut open = None;
        let mut corrected = false;
        for n in 1.. {
            // Lent for one attempt; a plain reborrow would be for all of them.
            let sink: Option<&mut dyn BodySink> = match &mut sink {
                Some(sink) => Some(&mut **sink),
                None => None,
            };
            let attempt = self.attempt(asker, draft, n, &mut patience, sink).await;
            let Failure { error, named } = match attempt {
                Ok(settled) => return Ok(settled),
                Err(failure) => failure,
            };
            let mut setback = setback_of(&error, open.is_some());
            if setback == Some(Setback::Stale) {
                let hopeless = corrected || !self.is_corrected(asker, &error).await;
                setback = setback.filter(|_| !hopeless);
                corrected = true;
            }
            if draft.once {
                setback = setback.filter(|setback| match setback {
                    Setback::NotSent | Setback::Stale => true,
                    Setback::Unanswered | Setback::Refused | Setback::StillRunning => false,
                });
            }
            let decision = setback.map_or(Decision::Stop, |setback| {
                let retries = (&self.inner.retries, &*self.inner.chance);
                decide(setback, n, asker, named, patience, retries)
            });
            let Decision::Repeat(wait) = decision else {
                return Err(conclude(open, error));
            };
            if draft.intent.is_some() {
                open = still_open(open, error);
            }
            patience = patience.saturating_sub(wait);
            self.inner.clock.sleep(wait).await;
        }
        // A u32 of attempts is never used up.
        Err(CallError::NoRandom)
    }

    /// One attempt: nothing is on the wire before the turn, the nonce and, for
    /// a POST, the log's row are there.
    async fn attempt(
        &self,
        asker: Asker,
        draft: &Draft<'_>,
        n: u32,
        patience: &mut Duration,
        sink: Option<&mut dyn BodySink>,
    ) -> Result<Settled, Failure> {
        let mut turn = self.turn(asker, patience).await?;
        let nonce = Nonce::fresh(&*self.inner.chance)?;
        let request = self.signed(draft, turn.at, &nonce);
        if let Some((key, log)) = draft.intent {
            let start = AttemptStart {
                key: key.clone(),
                n,
                signed_at: turn.at,
                nonce: nonce.as_str().to_owned(),
            };
            log.begin(&start).await?;
        }
        turn.sent = true;
        let result = match sink {
            None => self.inner.transport.send(request).await,
            Some(sink) => self.inner.transport.stream(request, sink).await,
        };
        let at = self.time_of(&result, turn.at);
        if let Some((key, log)) = draft.intent {
            log.end(&AttemptEnd {
                key: key.clone(),
                n,
                at,
                outcome: outcome_of(&result),
            });
        }
        match result {
            Ok(response) => self.sort(turn, response, at, n),
            Err(error) => {
                let ended = match &error {
                    TransportError::NotSent { .. } => Ended::NotSent,
                    TransportError::Unknown { .. } => Ended::Unanswered,
                };
                turn.settle(ended, &RateSeen::default(), None, at);
                Err(error.into())
            }
        }
    }

    /// The headers and the exact bytes of one attempt (contract 1.2 and 1.3).
    fn signed(&self, draft: &Draft<'_>, at: Timestamp, nonce: &Nonce) -> WireRequest {
        let inner = &self.inner;
        let timestamp = at.as_second();
        let signature = sign(
            &inner.signing_key,
            &Parts {
                method: draft.method.as_str(),
                path: draft.target.signed(inner.sign_path),
                timestamp,
                nonce: nonce.as_str(),
                body: draft.body,
            },
        );
        let mut headers = vec![
            ("kh-key", inner.key_id.as_str().to_owned()),
            ("kh-timestamp", timestamp.to_string()),
            ("kh-nonce", nonce.as_str().to_owned()),
            ("kh-signature", signature.as_str().to_owned()),
            ("accept", ACCEPT.to_owned()),
            ("user-agent", USER_AGENT.to_owned()),
        ];
        if !draft.body.is_empty() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        if let Some((key, _)) = draft.intent {
            headers.push(("idempotency-key", key.as_str().to_owned()));
        }
        WireRequest {
            method: draft.method,
            url: draft.target.url().to_owned(),
            headers,
            body: draft.body.to_vec(),
            timeout: draft.timeout,
            largest_answer: draft.largest_answer,
        }
    }

    /// What an answer means, for the ledger and for the caller.
    fn sort(
        &self,
        turn: Turn,
        response: WireResponse,
        at: Timestamp,
        attempts: u32,
    ) -> Result<Settled, Failure> {
        // A provider that fails has not earned more calls.
        if response.status < 500 && response.status != 429 {
            self.inner.retries.refill();
        }
        let original = Original {
            status: response.status,
            headers: response.headers,
            body: response.body,
        };
        let rate = RateSeen::read(&original.headers, at);
        let status = original.status;
        if (200..300).contains(&status) {
            turn.settle(Ended::Accepted, &rate, None, at);
            return Ok(Settled {
                original,
                at,
                rate,
                attempts,
            });
        }
        if (300..400).contains(&status) {
            turn.settle(Ended::NoVerdict, &rate, None, at);
            return Err(CallError::Redirected(Box::new(original)).into());
        }
        let problem = Box::new(Problem::read(&original.raw()));
        match status {
            401 => {
                turn.settle(Ended::AuthFailure, &rate, None, at);
                Err(CallError::Auth(problem).into())
            }
            // 408 is a gateway's word: it may have passed the request on.
            400..=499 if status != 429 && status != 408 => {
                let ended = if is_the_apis_word(&problem) {
                    Ended::Accepted
                } else {
                    Ended::NoVerdict
                };
                turn.settle(ended, &rate, None, at);
                Err(CallError::Refused(problem).into())
            }
            _ => {
                let quiet = quiet_until(status, &rate, at);
                turn.settle(Ended::NoVerdict, &rate, quiet, at);
                let named = quiet.map(|until| wait_until(until, at, &*self.inner.chance));
                let error = match quiet {
                    Some(until) if status == 429 => CallError::RateLimited { until, problem },
                    Some(_) | None => CallError::Server(problem),
                };
                Err(Failure { error, named })
            }
        }
    }

    /// Whether the reason of a refused time or nonce is gone: the nonce is new
    /// in any case, the time only if another one was learnt.
    async fn is_corrected(&self, asker: Asker, error: &CallError) -> bool {
        if asker == Asker::PersonInsists {
            return false;
        }
        match error.problem().and_then(Problem::auth_reason) {
            Some(AuthReason::TimestampOutOfWindow) => self.relearn_time().await.unwrap_or(false),
            Some(_) | None => true,
        }
    }

    /// The time of an answer: ours while our clock was left alone, else the
    /// answer's own, else that of the request.
    fn time_of(
        &self,
        result: &Result<WireResponse, TransportError>,
        signed_at: Timestamp,
    ) -> Timestamp {
        let stated = || {
            result
                .as_ref()
                .ok()
                .and_then(|answer| date_of(&answer.headers))
        };
        self.server_now().or_else(stated).unwrap_or(signed_at)
    }
}

/// What kind of setback an error is; none if a repetition cannot help.
fn setback_of(error: &CallError, open: bool) -> Option<Setback> {
    match error {
        CallError::NotSent { kind, .. } => {
            (*kind != NotSentKind::Rewritten).then_some(Setback::NotSent)
        }
        CallError::Unknown(unknown) => {
            (unknown.kind != UnknownKind::TooLarge).then_some(Setback::Unanswered)
        }
        CallError::RateLimited { .. } | CallError::Server(_) => Some(Setback::Refused),
        CallError::Auth(problem) => match problem.auth_reason() {
            Some(AuthReason::TimestampOutOfWindow | AuthReason::ReplayDetected) => {
                Some(Setback::Stale)
            }
            Some(_) | None => None,
        },
        CallError::Refused(problem) => {
            (open && problem.http_status == 409).then_some(Setback::StillRunning)
        }
        CallError::Held { .. }
        | CallError::Unreadable { .. }
        | CallError::Redirected(_)
        | CallError::ClockUnknown { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => None,
    }
}

/// What stays open of a POST after one more failed attempt.
fn still_open(open: Option<OutcomeUnknown>, error: CallError) -> Option<OutcomeUnknown> {
    match error {
        CallError::Unknown(unknown) => Some(unknown),
        CallError::Server(problem) => Some(OutcomeUnknown {
            kind: UnknownKind::ProviderFailed,
            detail: format!("status {}", problem.http_status),
            later: None,
        }),
        CallError::Refused(_)
        | CallError::Auth(_)
        | CallError::RateLimited { .. }
        | CallError::Held { .. }
        | CallError::NotSent { .. }
        | CallError::Unreadable { .. }
        | CallError::Redirected(_)
        | CallError::ClockUnknown { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => open,
    }
}

/// The error of the whole call. An attempt that was left open is settled only
/// by the API's own refusal in a documented code; nothing else says what became
/// of it.
fn conclude(open: Option<OutcomeUnknown>, last: CallError) -> CallError {
    let Some(open) = open else {
        return last;
    };
    let settles = match &last {
        CallError::Refused(problem) => problem.is_documented() && last.fate() == Fate::Refused,
        CallError::Server(_)
        | CallError::Unknown(_)
        | CallError::Unreadable { .. }
        | CallError::Redirected(_) => true,
        CallError::Auth(_)
        | CallError::RateLimited { .. }
        | CallError::Held { .. }
        | CallError::NotSent { .. }
        | CallError::ClockUnknown { .. }
        | CallError::Path(_)
        | CallError::Endpoint(_)
        | CallError::Ledger(_)
        | CallError::AttemptLog(_)
        | CallError::NoRandom => false,
    };
    if settles {
        return last;
    }
    CallError::Unknown(OutcomeUnknown {
        later: Some(Box::new(last)),
        ..open
    })
}

/// Whether the API itself speaks, not a proxy or a firewall before it.
fn is_the_apis_word(problem: &Problem) -> bool {
    match problem.form {
        ProblemForm::Problem | ProblemForm::OtherJson => true,
        ProblemForm::NotJson | ProblemForm::Empty => false,
    }
}

/// Whether an answer proves that its attempt did nothing. A 408 may come from a
/// gateway that passed the request on; a 409 says that something ran or runs.
fn is_conclusive(response: &WireResponse) -> bool {
    let refused = matches!(response.status, 400..=499) && !matches!(response.status, 408 | 409);
    refused
        && Problem::read(&RawAnswer {
            status: response.status,
            headers: &response.headers,
            body: &response.body,
        })
        .is_documented()
}

fn outcome_of(result: &Result<WireResponse, TransportError>) -> AttemptOutcome {
    match result {
        Ok(response) => AttemptOutcome::Answered {
            status: response.status,
            request_id: response.request_id(),
            conclusive: is_conclusive(response),
        },
        Err(TransportError::NotSent { kind, .. }) => AttemptOutcome::NotSent { code: kind.code() },
        Err(TransportError::Unknown { kind, .. }) => AttemptOutcome::Unknown { code: kind.code() },
    }
}
