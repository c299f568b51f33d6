//! Checking the chain: in pieces, so that it can be stopped and tells how far
//! it is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use kh_audit::{Anchor, ChainKey, Fault, Verdict, VerdictKind, Verifier};
use kh_journal::Journal;

use super::AuditTrouble;
use super::page::count;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{Topic, VerdictState, VerdictView, WorkView};

/// Entries of a piece: a hundredth of a second.
const PIECE: u32 = 10_000;

/// The checks of this run of the program.
#[derive(Default)]
pub(crate) struct Checks {
    running: AtomicBool,
    stop: AtomicBool,
    last: Mutex<Option<(VerdictView, Option<Fault>)>>,
}

impl Checks {
    /// What the last check found.
    pub(crate) fn last(&self) -> VerdictView {
        let last = self.lock().as_ref().map(|(view, _)| view.clone());
        last.unwrap_or(NOT_CHECKED)
    }

    /// The first bad entry the last check found.
    pub(crate) fn fault(&self) -> Option<Fault> {
        self.lock().as_ref().and_then(|(_, fault)| *fault)
    }

    fn lock(&self) -> MutexGuard<'_, Option<(VerdictView, Option<Fault>)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const NOT_CHECKED: VerdictView = VerdictView {
    state: VerdictState::NotChecked,
    entries: 0,
    from: None,
    to: None,
    first_bad: None,
    why: None,
    after_seal: 0,
    not_checkable: 0,
    checked_at: None,
    took_ms: 0,
};

/// Marks a check as running until it is dropped.
struct Running<'a>(&'a Checks);

impl<'a> Running<'a> {
    fn take(checks: &'a Checks) -> Result<Self, AuditTrouble> {
        if checks.running.swap(true, Ordering::AcqRel) {
            return Err(AuditTrouble::CheckRunning);
        }
        checks.stop.store(false, Ordering::Release);
        Ok(Self(checks))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(false, Ordering::Release);
    }
}

/// Checks the whole chain; progress comes as notices.
pub(crate) async fn verify(desk: &Arc<Desk>) -> Result<VerdictView, CoreError> {
    let checks = desk.chain.checks();
    let _running = Running::take(checks)?;
    // What is written while the keychain answers is after the seal, and fine.
    let (anchor, keys) = desk.chain.keys().await;
    let (at, began) = (desk.clock.now(), desk.clock.steady());
    let walked = walk(desk, anchor, keys).await?;
    let took = match (began, desk.clock.steady()) {
        (Some(began), Some(ended)) => ended.saturating_sub(began),
        _ => desk.clock.now().duration_since(at).unsigned_abs(),
    };
    let view = VerdictView {
        state: state(&walked.verdict),
        entries: count(walked.verdict.entries),
        from: walked.from,
        to: walked.to,
        first_bad: walked
            .verdict
            .fault
            .and_then(|fault| i64::try_from(fault.seq).ok()),
        why: walked
            .verdict
            .fault
            .map(|fault| fault.kind.word().to_owned()),
        after_seal: count(walked.verdict.after_seal.unwrap_or(0)),
        not_checkable: count(walked.verdict.not_checkable),
        checked_at: Some(at),
        took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
    };
    *checks.lock() = Some((view.clone(), walked.verdict.fault));
    desk.notify(Topic::Audit, None);
    Ok(view)
}

/// Stops a running check.
pub(crate) async fn cancel(desk: &Arc<Desk>) -> Result<(), CoreError> {
    desk.chain.checks().stop.store(true, Ordering::Release);
    Ok(())
}

fn state(verdict: &Verdict) -> VerdictState {
    match verdict.kind() {
        VerdictKind::Whole => VerdictState::Whole,
        VerdictKind::Broken => VerdictState::Broken,
        VerdictKind::Partly => VerdictState::Partly,
        VerdictKind::NoKey => VerdictState::NoKey,
    }
}

struct Walked {
    verdict: Verdict,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

async fn walk(
    desk: &Arc<Desk>,
    anchor: Option<Anchor>,
    keys: Vec<ChainKey>,
) -> Result<Walked, CoreError> {
    let all = desk.store.run(Journal::audit_head).await?;
    let all = all.map_or(0, |head| head.seq);
    let mut verifier = Verifier::new(&keys, anchor.map(|anchor| anchor.head));
    let (mut after, mut done) = (0, 0);
    let (mut first, mut last) = (None, None);
    loop {
        if desk.chain.checks().stop.load(Ordering::Acquire) {
            return Err(AuditTrouble::CheckStopped.into());
        }
        let piece = desk
            .store
            .run(move |journal: &Journal| {
                let mut shown = 0_u32;
                let reached = journal.audit_chunk(after, PIECE, &mut |entry| {
                    first.get_or_insert(entry.at);
                    last = Some(entry.at);
                    shown += 1;
                    verifier.feed(entry);
                })?;
                Ok((verifier, reached, shown, first, last))
            })
            .await?;
        let (walked, reached, shown, began, ended) = piece;
        (verifier, first, last) = (walked, began, ended);
        done += shown;
        match reached {
            Some(seq) if shown == PIECE => after = seq,
            Some(_) | None => break,
        }
        let total = Some(count(all));
        desk.notify_work(Topic::Audit, None, WorkView { done, total });
    }
    let time = |micros: Option<i64>| micros.and_then(|at| Timestamp::from_microsecond(at).ok());
    Ok(Walked {
        verdict: verifier.end(),
        from: time(first),
        to: time(last),
    })
}
