//! Journal, services, invoices and credit side by side: on demand, and after
//! each reading of one of them. Nothing is ordered, paid or changed at the
//! provider by it.
//!
//! ```text
//! books    what is put side by side, from the journal
//! compare  what does not agree; pure
//! causes   what may have made the credit fall; pure
//! found    a finding as it is kept and shown
//! ```

mod books;
mod causes;
mod compare;
#[cfg(test)]
mod compare_tests;
mod found;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Finding, Journal, JournalError, NewFinding, Reconciled};
use kh_model::ProfileId;

use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::intents::send::to_the_end;
use crate::orders::clues;
use crate::view::{
    AttentionFindings, FindingKind, FindingView, ReconciliationBasis, ReconciliationView, Topic,
};
use crate::{activity, events, profiles};

/// Why a finding is settled that agrees by now.
const GONE: &str = "gone";
/// Why a service without an order is no finding: it was there before.
const ADOPTED: &str = "adopted";
/// A comparison that says the same again is not written down more often.
const SAID_AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Letters of a note.
const LONGEST_NOTE: usize = 500;
/// Settled findings that are shown.
const SHOWN: usize = 200;

/// What does not agree, as last found, without a call.
pub(crate) async fn view(desk: &Desk) -> Result<ReconciliationView, CoreError> {
    let profile = profiles::active(desk).await?.id;
    let own = profile.clone();
    let running = desk
        .owner
        .ask(move |state| {
            let services = state.service_readings.get(&own);
            services.is_some_and(crate::services::Reading::is_running)
                || state.billing(&own).reading.running
        })
        .await?;
    desk.store
        .run(move |journal| read(journal, &profile, running))
        .await
}

fn read(
    journal: &Journal,
    profile: &ProfileId,
    running: bool,
) -> Result<ReconciliationView, JournalError> {
    let kept = journal.findings(profile)?;
    let (mut settled, findings): (Vec<FindingView>, Vec<FindingView>) = kept
        .iter()
        .filter_map(found::view)
        .partition(|finding| finding.settled_at.is_some());
    settled.sort_by_key(|finding| std::cmp::Reverse(finding.settled_at));
    let state = journal.reconciled(profile)?;
    let taken = state.and_then(|state| state.services_taken_at);
    let mut adopted = 0;
    if let Some(taken) = taken {
        adopted = journal.count_services_without_order(profile, taken)?;
        settled.extend(adopted_services(journal, profile, taken)?);
    }
    settled.truncate(SHOWN);
    let services = journal.service_list(profile)?;
    let invoices = journal.invoice_list(profile)?;
    let credit = journal.latest_balance(profile)?;
    let orders = journal.list_orders(Some(profile), &kh_journal::OrderFilter::default(), 0, 0)?;
    Ok(ReconciliationView {
        findings,
        settled,
        basis: ReconciliationBasis {
            services_at: services.whole_at,
            invoices_at: invoices.whole_at,
            credit_at: credit.as_ref().map(|seen| seen.last_read_at),
            orders_count: orders.total,
            complete: services.whole_at.is_some()
                && invoices.whole_at.is_some()
                && credit.is_some()
                && !services.first_page_only
                && !invoices.first_page_only,
        },
        made_at: state.map(|state| state.made_at),
        adopted,
        running,
    })
}

/// Services that were there at the first whole reading and that no order made.
fn adopted_services(
    journal: &Journal,
    profile: &ProfileId,
    taken: Timestamp,
) -> Result<Vec<FindingView>, JournalError> {
    let most = u32::try_from(SHOWN).unwrap_or(u32::MAX);
    let found = journal.services_without_order(profile, Timestamp::UNIX_EPOCH, most)?;
    let adopted = found
        .iter()
        .filter(|kept| kept.first_seen_at <= taken)
        .map(|kept| FindingView {
            settled_at: Some(taken),
            note: Some(ADOPTED.to_owned()),
            ..compare::strange(kept).view()
        });
    Ok(adopted.collect())
}

/// Reads services, invoices and credit because a person asks, and compares.
pub(crate) async fn by_person(desk: &Arc<Desk>) -> Result<ReconciliationView, CoreError> {
    let desk = Arc::clone(desk);
    to_the_end(async move {
        let profile = profiles::active(&desk).await?.id;
        clues::read_all(&desk, &profile).await?;
        after(&desk, &profile).await;
        view(&desk).await
    })
    .await
}

/// Compares what the journal knows by now. What cannot be compared now is
/// compared after the next reading.
pub(crate) async fn after(desk: &Desk, profile: &ProfileId) {
    let now = desk.now(profile).await;
    let own = profile.clone();
    let anew = desk
        .store
        .run(move |journal| compare_all(journal, &own, now))
        .await;
    match anew {
        Ok(anew) => {
            if let Some(first) = anew.first() {
                let event = events::of_findings(first, anew.len(), now);
                activity::add(desk, profile, vec![event]).await;
            }
            desk.notify(Topic::Reconciliation, Some(profile));
        }
        Err(error) => tracing::warn!(error = %error, "the books could not be compared"),
    }
}

/// What stands anew.
fn compare_all(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
) -> Result<Vec<FindingView>, JournalError> {
    let before = journal.reconciled(profile)?;
    let (books, state) = books::read(journal, profile, now, before)?;
    let found = compare::compare(&books);
    let kept: Vec<_> = found.iter().map(found::Found::kept).collect();
    if is_known(journal, profile, before, state, &kept)? {
        return Ok(Vec::new());
    }
    let anew = journal.take_findings(profile, state, &kept, GONE)?;
    Ok(found
        .into_iter()
        .map(found::Found::view)
        .filter(|finding| anew.contains(&finding.id))
        .collect())
}

/// Whether a comparison says what the last one said, a moment ago.
fn is_known(
    journal: &Journal,
    profile: &ProfileId,
    before: Option<Reconciled>,
    state: Reconciled,
    found: &[NewFinding],
) -> Result<bool, JournalError> {
    let Some(before) = before else {
        return Ok(false);
    };
    let is_recent = state.made_at.duration_since(before.made_at) < SAID_AGAIN_AFTER;
    let made_at = before.made_at;
    if !is_recent || before != (Reconciled { made_at, ..state }) {
        return Ok(false);
    }
    let kept = journal.findings(profile)?;
    let is_kept = |new: &NewFinding| {
        kept.iter()
            .any(|old| old.what == *new && (old.settled_at.is_none() || old.by_person))
    };
    let still_stands =
        |old: &Finding| old.settled_at.is_some() || found.iter().any(|new| new.id == old.what.id);
    Ok(found.iter().all(is_kept) && kept.iter().all(still_stands))
}

/// Settles a finding by a person's word; a note may be empty.
pub(crate) async fn settle(
    desk: &Desk,
    id: String,
    note: String,
) -> Result<ReconciliationView, CoreError> {
    let note = note.trim().to_owned();
    if note.chars().count() > LONGEST_NOTE {
        return Err(FormError::ReasonTooLong.into());
    }
    let profile = profiles::active(desk).await?.id;
    let (now, own) = (desk.now(&profile).await, profile.clone());
    let settled = desk
        .store
        .run(move |journal| journal.settle_finding(&own, &id, now, &note))
        .await;
    changed(desk, &profile, settled).await
}

/// Opens a settled finding again.
pub(crate) async fn reopen(desk: &Desk, id: String) -> Result<ReconciliationView, CoreError> {
    let profile = profiles::active(desk).await?.id;
    let own = profile.clone();
    let opened = desk
        .store
        .run(move |journal| journal.reopen_finding(&own, &id))
        .await;
    changed(desk, &profile, opened).await
}

async fn changed(
    desk: &Desk,
    profile: &ProfileId,
    done: Result<(), CoreError>,
) -> Result<ReconciliationView, CoreError> {
    match done {
        Ok(()) => {}
        Err(CoreError::Store(JournalError::NotFound { .. })) => {
            return Err(CoreError::FindingNotFound);
        }
        Err(other) => return Err(other),
    }
    desk.notify(Topic::Reconciliation, Some(profile));
    view(desk).await
}

/// What stands and asks for a person; unpaid orders speak for themselves.
pub(crate) fn attention(
    journal: &Journal,
    profile: &ProfileId,
) -> Result<Option<AttentionFindings>, JournalError> {
    let kept = journal.findings(profile)?;
    let mut standing = kept
        .iter()
        .filter(|finding| finding.settled_at.is_none())
        .filter_map(found::view)
        .filter(|finding| finding.kind != FindingKind::UnpaidPastItsDay);
    let Some(first) = standing.next() else {
        return Ok(None);
    };
    let others = u32::try_from(standing.count()).unwrap_or(u32::MAX);
    Ok(Some(AttentionFindings {
        count: others.saturating_add(1),
        first,
    }))
}
