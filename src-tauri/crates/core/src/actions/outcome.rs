//! What an answer or a failure means for the journal: the new state of the
//! action, the line of evidence, the outcome of its intent. Pure.

use jiff::Timestamp;
use kh_api::answers::ActionAccepted;
use kh_api::{Answer, CallError};
use kh_journal::{
    ActionChange, AttemptEnd, Change, IntentState, NewEvidence, OrderProblem, Settlement,
};

use super::progress::{self, Heard};
use super::words::{happened, source};
use crate::edge;
use crate::intents::evidence::Particulars;
use crate::intents::proof;
use crate::view::ActionProgress;

/// An outcome: what it means for the intent, and for the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) progress: ActionProgress,
    pub(crate) settlement: Settlement,
    pub(crate) change: ActionChange,
}

/// The outcome after a `POST` ended at `at`.
pub(crate) fn of_post(
    before: ActionProgress,
    earlier_open: bool,
    result: &Result<Answer<ActionAccepted>, CallError>,
    at: Timestamp,
) -> Outcome {
    match result {
        Ok(answer) => {
            let next = progress::next(before, earlier_open, Heard::Accepted);
            outcome(next, Change::Clear, accepted(answer), at)
        }
        Err(error) => {
            let proof = proof::of(error);
            let next = progress::next(before, earlier_open, Heard::Failed(proof));
            let (what, from) = proof::line(error, proof, earlier_open);
            let line = Particulars::of_failure(error).evidence(what, from, at, error.request_id());
            outcome(next, Change::Set(problem(error)), line, at)
        }
    }
}

/// The outcome of an intent that is left to a person or was never sent.
pub(crate) fn given_up(next: ActionProgress, happened: &str, at: Timestamp) -> Outcome {
    let line = Particulars::default().evidence(happened, source::THIS_COMPUTER, at, None);
    outcome(next, Change::Keep, line, at)
}

fn outcome(
    next: ActionProgress,
    problem: Change<OrderProblem>,
    line: NewEvidence,
    at: Timestamp,
) -> Outcome {
    let word = progress::word(next).to_owned();
    Outcome {
        progress: next,
        settlement: Settlement {
            state: intent_state(next),
            outcome: word.clone(),
            at,
            attempt_end: None::<(u32, AttemptEnd)>,
            order: None,
            evidence: vec![line],
            audit: None,
        },
        change: ActionChange {
            at,
            state: Some(word),
            problem,
        },
    }
}

/// An intent is settled when nothing about its request is in doubt any more.
fn intent_state(progress: ActionProgress) -> IntentState {
    use ActionProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown => IntentState::Open,
        P::NeedsPerson => IntentState::NeedsPerson,
        P::Accepted | P::Done | P::Refused | P::NotSent => IntentState::Settled,
    }
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

fn accepted(answer: &Answer<ActionAccepted>) -> NewEvidence {
    Particulars::default()
        .maybe("status", answer.view.status.clone())
        .original(&answer.original.body)
        .evidence(
            happened::ACCEPTED,
            source::PROVIDER,
            answer.at,
            answer.request_id.clone(),
        )
}
