//! Attempts of one intent in the journal: the row stands before the request
//! leaves, and nothing leaves once repeating is no longer safe.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use kh_api::{AttemptEnd, AttemptLog, AttemptLogError, AttemptOutcome, AttemptStart, Begun};
use kh_journal::{IntentId, IntentKind, Journal, JournalError};
use kh_model::{Clock, RequestId};

use super::limits::{Limits, Moment};
use super::words;
use crate::deliberate::{self, Bug};
use crate::desk::Desk;
use crate::threads::Threads;

/// [`AttemptLog`] for one intent.
pub(crate) struct IntentLog {
    journal: Arc<Journal>,
    threads: Threads,
    clock: Arc<dyn Clock>,
    kind: IntentKind,
    intent: IntentId,
    /// Whether the intent was just written, with the row of its first attempt.
    fresh: bool,
    limits: Limits,
    /// Whether an attempt that ended here may have been processed.
    open: AtomicBool,
    /// The numbers of the journal by the client's own count.
    numbers: Mutex<HashMap<u32, u32>>,
}

impl IntentLog {
    /// The log of an intent. Where it is fresh, its first attempt was written
    /// with it.
    pub(crate) fn new(
        desk: &Desk,
        journal: Arc<Journal>,
        kind: IntentKind,
        (intent, fresh): (IntentId, bool),
        limits: Limits,
    ) -> Self {
        Self {
            journal,
            threads: desk.threads,
            clock: Arc::clone(&desk.clock),
            kind,
            intent,
            fresh,
            limits,
            open: AtomicBool::new(false),
            numbers: Mutex::default(),
        }
    }

    /// The journal's number of the last attempt that began here.
    pub(crate) fn last(&self) -> Option<u32> {
        let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.values().max().copied()
    }

    /// Asked for every attempt: between two of them, and before the first, the
    /// computer may have slept for a day.
    fn refusal(&self, signed_at: Timestamp) -> Option<AttemptLogError> {
        if self.fresh && deliberate::has(Bug::NoAgeWithinAClick) {
            return None;
        }
        let late = self.limits.refuse(Moment {
            signed_at,
            here: self.clock.now(),
            open: self.open.load(Ordering::SeqCst),
        })?;
        Some(AttemptLogError {
            code: format!("{}.{}", words::area(self.kind), late.word()),
            detail: "it is too late for this attempt".to_owned(),
        })
    }

    fn note(&self, client: u32, journal: u32) {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.insert(client, journal);
    }
}

impl AttemptLog for IntentLog {
    fn begin<'a>(&'a self, attempt: &'a AttemptStart) -> Begun<'a> {
        if let Some(refusal) = self.refusal(attempt.signed_at) {
            return Box::pin(std::future::ready(Err(refusal)));
        }
        // The row of a first attempt came to the disk together with the intent.
        let written = (attempt.n == 1 && self.fresh).then_some(1);
        Box::pin(async move {
            let (journal, intent) = (Arc::clone(&self.journal), self.intent.clone());
            let at = attempt.signed_at;
            let begin = move || {
                let number = match written {
                    Some(number) => number,
                    None => journal.begin_attempt(&intent, at)?,
                };
                // Only what is noted here is repeated without a person.
                journal.attempt_leaves(&intent, number)?;
                Ok::<_, JournalError>(number)
            };
            let begun = self.threads.run(begin).await;
            let number = begun
                .map_err(|_| AttemptLogError {
                    code: "console.closing".to_owned(),
                    detail: "the console is closing".to_owned(),
                })?
                .map_err(|error| AttemptLogError {
                    code: error.code().to_owned(),
                    detail: error.to_string(),
                })?;
            self.note(attempt.n, number);
            Ok(())
        })
    }

    fn end(&self, attempt: &AttemptEnd) {
        if may_have_been_processed(&attempt.outcome) {
            self.open.store(true, Ordering::SeqCst);
        }
        let number = {
            let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
            numbers.get(&attempt.n).copied()
        };
        let Some(number) = number else {
            return;
        };
        let end = kept_end(attempt.at, &attempt.outcome);
        // An attempt without an end counts as one that may have arrived: that
        // is the safe side.
        if let Err(error) = self.journal.end_attempt(&self.intent, number, &end) {
            tracing::warn!(error = %error, "the end of an attempt could not be written");
        }
    }
}

fn may_have_been_processed(outcome: &AttemptOutcome) -> bool {
    match outcome {
        AttemptOutcome::Answered { conclusive, .. } => !conclusive,
        AttemptOutcome::NotSent { .. } => false,
        AttemptOutcome::Unknown { .. } => true,
    }
}

fn kept_end(at: Timestamp, outcome: &AttemptOutcome) -> kh_journal::AttemptEnd {
    let end = |result: &str, status: Option<u16>, id: Option<RequestId>, code: Option<&str>| {
        kh_journal::AttemptEnd {
            ended_at: at,
            result: result.to_owned(),
            http_status: status,
            request_id: id,
            error_code: code.map(|code| format!("network.{code}")),
        }
    };
    match outcome {
        AttemptOutcome::Answered {
            status,
            request_id,
            conclusive,
        } => {
            let result = if *conclusive {
                words::TURNED_AWAY
            } else {
                words::ANSWERED
            };
            end(result, Some(*status), request_id.clone(), None)
        }
        AttemptOutcome::NotSent { code } => end(words::NOT_SENT, None, None, Some(code)),
        AttemptOutcome::Unknown { code } => end(words::NO_ANSWER, None, None, Some(code)),
    }
}

/// The end of a first attempt that was written and then not made.
pub(crate) fn never_made(at: Timestamp, code: String) -> kh_journal::AttemptEnd {
    kh_journal::AttemptEnd {
        ended_at: at,
        result: words::NOT_SENT.to_owned(),
        http_status: None,
        request_id: None,
        error_code: Some(code),
    }
}
