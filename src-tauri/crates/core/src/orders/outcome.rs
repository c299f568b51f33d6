//! What an answer or a failure means for the journal: the new state, the lines
//! of evidence, the outcome of the intent. Pure.

use jiff::Timestamp;
use kh_api::answers::Order as Answered;
use kh_api::{Answer, CallError};
use kh_journal::{
    Change, Intent, IntentState, NewEvidence, Order, OrderChange, OrderProblem, Settlement,
};
use kh_model::ServiceId;

use super::conflict;
use super::progress::{self, Heard};
use super::words::{happened, source};
use crate::edge;
use crate::intents::evidence::Particulars;
use crate::intents::proof::{self, Proof};
use crate::view::OrderProgress;

/// What is known of the order before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    pub(crate) progress: OrderProgress,
    /// Whether an earlier attempt may have been processed.
    pub(crate) earlier_open: bool,
    /// When the order was first sent.
    pub(crate) first_sent_at: Timestamp,
}

/// The settlement of an order's intent after a `POST` of these bytes ended at
/// `at`.
pub(crate) fn of_post(
    before: Before,
    result: &Result<Answer<Answered>, CallError>,
    sent: &[u8],
    at: Timestamp,
) -> Settlement {
    let mut change = OrderChange::at(at);
    let (heard, evidence) = match result {
        Ok(answer) => {
            take_over(&mut change, &answer.view);
            change.problem = Change::Clear;
            (progress::shown(&answer.view, false), vec![accepted(answer)])
        }
        Err(error) => {
            let proof = proof::of(error);
            if proof == Proof::PaymentRequired {
                take_over_unpaid(&mut change, error, before.first_sent_at);
            }
            change.problem = Change::Set(problem(error));
            let line = failed(error, proof, before.earlier_open, sent, at);
            (Heard::Failed(proof), vec![line])
        }
    };
    let next = progress::next(before.progress, before.earlier_open, heard);
    if next == OrderProgress::Unpaid && change.expires_at == Change::Keep {
        change.expires_at = Change::Set(cancelled_at(before.first_sent_at));
    }
    settlement(next, change, evidence, at)
}

/// The settlement of an intent that is left to a person or was never sent.
pub(crate) fn given_up(next: OrderProgress, happened: &str, at: Timestamp) -> Settlement {
    let line = Particulars::default().evidence(happened, source::THIS_COMPUTER, at, None);
    settlement(next, OrderChange::at(at), vec![line], at)
}

/// The settlement of an order by a person's word. What stood in its way stays
/// on record.
pub(crate) fn by_person(
    next: OrderProgress,
    services: Option<Vec<ServiceId>>,
    line: NewEvidence,
    at: Timestamp,
) -> Settlement {
    let mut change = OrderChange::at(at);
    change.service_ids = services;
    settlement(next, change, vec![line], at)
}

fn settlement(
    next: OrderProgress,
    mut change: OrderChange,
    evidence: Vec<NewEvidence>,
    at: Timestamp,
) -> Settlement {
    change.state = Some(progress::word(next).to_owned());
    Settlement {
        state: intent_state(next),
        outcome: progress::word(next).to_owned(),
        at,
        attempt_end: None,
        order: Some(change),
        evidence,
        audit: None,
    }
}

/// An intent is settled when nothing about its request is in doubt any more.
fn intent_state(progress: OrderProgress) -> IntentState {
    use OrderProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown => IntentState::Open,
        P::NeedsPerson => IntentState::NeedsPerson,
        P::NotSent | P::Refused | P::Cancelled | P::Closed => IntentState::Settled,
        P::CancelledPaid => IntentState::Settled,
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned => IntentState::Settled,
    }
}

/// When the provider cancels an unpaid order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Not before.
    pub(crate) earliest: Timestamp,
    /// Not after.
    pub(crate) latest: Timestamp,
}

/// When an unpaid order ends: as stated, else a day after it was made. It was
/// made somewhere between the first time that its key was sent and the answer
/// that told of it.
pub(crate) fn ends(order: &Order, intent: &Intent) -> Ends {
    let earliest = cancelled_at(intent.first_sent_at);
    match order.terms.expires_at {
        Some(stated) if stated != earliest => Ends {
            earliest: stated,
            latest: stated,
        },
        Some(_) | None => {
            let told_at = intent.settled_at.unwrap_or(order.updated_at);
            Ends {
                earliest,
                latest: cancelled_at(told_at).max(earliest),
            }
        }
    }
}

/// The provider cancels an unpaid order a day after it was made (contract 8).
fn cancelled_at(first_sent_at: Timestamp) -> Timestamp {
    first_sent_at
        .saturating_add(progress::UNPAID_LIVES)
        .unwrap_or(first_sent_at)
}

/// Takes over what the provider states of an order; what it leaves out stays.
fn take_over(change: &mut OrderChange, order: &Answered) {
    change.provider_order_id = Change::Set(order.id.clone());
    if let Some(status) = &order.status {
        change.provider_status = Change::Set(status.raw.clone());
    }
    if let Some(invoice) = &order.invoice_id {
        change.invoice_id = Change::Set(invoice.clone());
    }
    if !order.service_ids.is_empty() {
        change.service_ids = Some(order.service_ids.clone());
    }
    if let Some(at) = order.expires_at.as_ref().and_then(|expires| expires.at) {
        change.expires_at = Change::Set(at);
    }
}

/// After a 402 the order exists; its id is only told by some (contract 8).
fn take_over_unpaid(change: &mut OrderChange, error: &CallError, first_sent_at: Timestamp) {
    if let Some(id) = error.problem().and_then(|problem| problem.order_id.clone()) {
        change.provider_order_id = Change::Set(id);
    }
    change.expires_at = Change::Set(cancelled_at(first_sent_at));
}

fn problem(error: &CallError) -> OrderProblem {
    let said = error.problem();
    OrderProblem {
        code: edge::call_code(error),
        reason: said.and_then(|problem| problem.reason.clone()),
        detail: said.and_then(|problem| problem.detail.clone()),
        request_id: error.request_id(),
    }
}

fn accepted(answer: &Answer<Answered>) -> NewEvidence {
    let status = answer.view.status.as_ref().map(|status| status.raw.clone());
    Particulars::default()
        .fact("order_id", answer.view.id.as_str())
        .maybe("status", status)
        .original(&answer.original.body)
        .evidence(
            happened::ACCEPTED,
            source::PROVIDER,
            answer.at,
            answer.request_id.clone(),
        )
}

fn failed(
    error: &CallError,
    proof: Proof,
    earlier_open: bool,
    sent: &[u8],
    at: Timestamp,
) -> NewEvidence {
    let (what, from) = match proof {
        Proof::PaymentRequired => (happened::PAYMENT_REQUIRED, source::PROVIDER),
        Proof::Refused
        | Proof::TurnedAway
        | Proof::NotSent
        | Proof::Contradicted
        | Proof::StillRunning
        | Proof::Silence => proof::line(error, proof, earlier_open),
    };
    conflict::explain(Particulars::of_failure(error), proof, sent).evidence(
        what,
        from,
        at,
        error.request_id(),
    )
}

/// What a status read changes. None where nothing new became known.
pub(crate) fn of_status(
    before: OrderProgress,
    known_status: Option<&str>,
    last_known_at: Timestamp,
    answer: &Answer<Answered>,
    service_active: bool,
) -> (OrderChange, Vec<NewEvidence>) {
    let next = progress::next(before, false, progress::shown(&answer.view, service_active));
    let mut change = OrderChange::at(answer.at);
    take_over(&mut change, &answer.view);
    change.state = Some(progress::word(next).to_owned());
    if next != OrderProgress::Unpaid && before == OrderProgress::Unpaid {
        change.problem = Change::Clear;
    }
    let status = answer.view.status.as_ref().map(|status| status.raw.clone());
    if next == before && status.as_deref() == known_status {
        return (change, Vec::new());
    }
    let services: Vec<&str> = answer
        .view
        .service_ids
        .iter()
        .map(|id| id.as_str())
        .collect();
    let mut line = Particulars::default()
        .maybe("status", status)
        .maybe(
            "services",
            (!services.is_empty()).then(|| services.join(", ")),
        )
        .original(&answer.original.body)
        .evidence(
            happened_by(before, next),
            source::PROVIDER,
            answer.at,
            answer.request_id.clone(),
        );
    // It happened somewhere between the last look and this one.
    line.at_from = last_known_at.min(answer.at);
    line.at_to = Some(answer.at);
    (change, vec![line])
}

fn happened_by(before: OrderProgress, next: OrderProgress) -> &'static str {
    use OrderProgress as P;
    match next {
        same if same == before => happened::STATUS_READ,
        P::Paid => happened::PAID,
        P::Provisioned => happened::PROVISIONED,
        P::Cancelled | P::CancelledPaid => happened::CANCELLED,
        P::Written
        | P::Sending
        | P::Unknown
        | P::Accepted
        | P::Unpaid
        | P::Refused
        | P::NotSent
        | P::NeedsPerson
        | P::Closed => happened::STATUS_READ,
    }
}
