//! Reads the whole list of invoices: every page in the form the provider has
//! (contract 13, rule 3), paced by the budget, kept page by page, going on
//! after a stop where it was.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_api::answers::{Invoice, NextPage, Page, PageWalk, Step, WalkEnd};
use kh_api::{Answer, Asker, CallError, HoldReason, PageRequest};
use kh_journal::{InvoiceWalk, SeenInvoice, TakenInvoicePage, WalkEnded};
use kh_model::ProfileId;

use super::{facts, next_page};
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::events;
use crate::profiles;
use crate::reconciliation;
use crate::view::{Topic, WorkView};

/// More pages than this are not asked for: at 25 a page that is 25,000 invoices.
const MOST_PAGES: u64 = 1_000;

/// So many pages a person may pay for out of the reserve; what comes after is
/// background work, so that a long list leaves calls for other things.
const PAGES_FOR_PERSON: u32 = 40;

/// A walk that began longer ago than this begins anew: new invoices push the
/// old ones from page to page.
const GOES_ON_WITHIN: SignedDuration = SignedDuration::from_mins(30);

/// A wait that is longer than this is no pace any more; the walk breaks off and
/// goes on at the next reading.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(5);

/// Reads the list because a person asked for it; ends when that has ended, and
/// goes on where the person does not wait.
pub(crate) async fn refresh(desk: &Arc<Desk>) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?.id;
    let desk = Arc::clone(desk);
    let work = tokio::spawn(async move {
        run(&desk, &profile, Asker::Person).await?;
        reconciliation::after(&desk, &profile).await;
        Ok(())
    });
    work.await.map_err(|_| CoreError::Closing)?
}

/// Reads the whole list of a profile. One reading at a time: where one is
/// running, nothing is done.
pub(crate) async fn run(desk: &Desk, profile: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    let own = profile.clone();
    let begun = desk
        .owner
        .ask(move |state| {
            let reading = &mut state.billing(&own).reading;
            !std::mem::replace(&mut reading.running, true)
        })
        .await?;
    if !begun {
        return Ok(());
    }
    desk.notify(Topic::Invoices, Some(profile));
    let mut guard = Running {
        desk,
        profile,
        error: None,
    };
    let done = walk(desk, profile, asker).await;
    guard.error = done.as_ref().err().map(|error| {
        let now = desk.clock.now();
        edge::view(error, Stake::Nothing, Some(now))
    });
    drop(guard);
    done
}

/// Notes the end of a reading, also of one that was given up.
struct Running<'a> {
    desk: &'a Desk,
    profile: &'a ProfileId,
    error: Option<crate::view::ErrorView>,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let (own, error) = (self.profile.clone(), self.error.take());
        self.desk.owner.tell(move |state| {
            let reading = &mut state.billing(&own).reading;
            reading.running = false;
            reading.waits_until = None;
            reading.error = error;
        });
        self.desk.notify(Topic::Invoices, Some(self.profile));
    }
}

async fn walk(desk: &Desk, profile: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    let (mut walk, open) = begin(desk, profile).await?;
    let mut next = open.next.as_deref().and_then(next_page::read);
    let mut pages = u64::from(open.pages);
    // For those forms of paging that count by entries.
    let mut size = u64::from(open.seen).checked_div(pages);
    let mut unread = 0;
    let mut asked = 0;
    loop {
        let asker = if asked < PAGES_FOR_PERSON {
            asker
        } else {
            Asker::Background
        };
        let request = match &next {
            None => PageRequest::first(),
            Some(next) => PageRequest::next(next.clone(), size),
        };
        let answer = match ask(desk, profile, asker, &request).await {
            Ok(answer) => answer,
            // It knows no second page in this form (contract 13, rule 3).
            Err(CoreError::Call(CallError::Refused(problem)))
                if next.is_some() && problem.http_status == 400 =>
            {
                let at = desk.now(profile).await;
                return end(desk, profile, at, WalkEnded::FirstPageOnly).await;
            }
            Err(error) => {
                let gone = matches!(&error, CoreError::Call(CallError::Path(_)));
                if gone || matches!(&error, CoreError::Call(CallError::Refused(_))) {
                    // The place where it would go on leads nowhere.
                    forget(desk, profile).await?;
                }
                return Err(error);
            }
        };
        pages += 1;
        asked += 1;
        unread += answer.view.unread;
        size = size.or(answer.view.per_page);
        size = size.or(u64::try_from(answer.view.items.len()).ok());
        let step = {
            let ids = answer.view.items.iter().map(|invoice| invoice.id.as_str());
            walk.step(ids, &answer.view.more)
        };
        let at = answer.at;
        next = match &step {
            Step::Ask(next) => Some(next.clone()),
            Step::Done(_) => None,
        };
        take(desk, profile, answer, next.as_ref()).await?;
        if let Step::Done(how) = step {
            return end(desk, profile, at, ended(how, pages, unread)).await;
        }
    }
}

/// What the end of a walk says about the invoices it did not see.
fn ended(how: WalkEnd, pages: u64, unread: usize) -> WalkEnded {
    match how {
        WalkEnd::NothingNew if pages == 2 => WalkEnded::FirstPageOnly,
        WalkEnd::DeclaredLast | WalkEnd::Empty if unread == 0 => WalkEnded::Whole,
        WalkEnd::DeclaredLast | WalkEnd::Empty | WalkEnd::NothingNew | WalkEnd::Cap => {
            WalkEnded::Incomplete
        }
    }
}

async fn begin(desk: &Desk, profile: &ProfileId) -> Result<(PageWalk, InvoiceWalk), CoreError> {
    let now = desk.now(profile).await;
    let not_before = now.saturating_sub(GOES_ON_WITHIN).unwrap_or(now);
    let own = profile.clone();
    let (open, seen) = desk
        .store
        .run(move |journal| {
            let open = journal.begin_invoice_walk(&own, now, not_before)?;
            let seen = journal.invoices_of_walk(&own, open.number)?;
            Ok((open, seen))
        })
        .await?;
    let walk = PageWalk::resumed(
        MOST_PAGES,
        u64::from(open.pages),
        seen.into_iter().map(String::from),
    );
    Ok((walk, open))
}

/// Asks for one page, and waits where the budget or the provider wants a pause.
async fn ask(
    desk: &Desk,
    profile: &ProfileId,
    asker: Asker,
    request: &PageRequest,
) -> Result<Answer<Page<Invoice>>, CoreError> {
    loop {
        let asked = request.clone();
        let answer = desk
            .call(profile, |client| async move {
                client.invoices(asker, &asked).await
            })
            .await;
        let error = match answer {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let Some(until) = pause(&error) else {
            return Err(error);
        };
        let now = desk.now(profile).await;
        let wait = until.duration_since(now);
        if wait > LONGEST_WAIT {
            return Err(error);
        }
        waits(desk, profile, Some(until));
        let wait = std::time::Duration::try_from(wait).unwrap_or_default();
        desk.clock
            .sleep(wait.max(std::time::Duration::from_millis(50)))
            .await;
        waits(desk, profile, None);
    }
}

/// Until when to wait, where waiting is all there is to do.
fn pause(error: &CoreError) -> Option<Timestamp> {
    let CoreError::Call(call) = error else {
        return None;
    };
    match call {
        CallError::Held { reason, until } => match reason {
            HoldReason::Minute | HoldReason::Quiet | HoldReason::Busy => Some(*until),
            HoldReason::Day
            | HoldReason::DayReserve
            | HoldReason::AuthFailures
            | HoldReason::NearLockout
            | HoldReason::Unanswered => None,
        },
        CallError::RateLimited { until, .. } => Some(*until),
        CallError::Refused(_)
        | CallError::Auth(_)
        | CallError::Server(_)
        | CallError::NotSent { .. }
        | CallError::Unknown(_)
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

fn waits(desk: &Desk, profile: &ProfileId, until: Option<Timestamp>) {
    let own = profile.clone();
    desk.owner
        .tell(move |state| state.billing(&own).reading.waits_until = until);
    desk.notify(Topic::Invoices, Some(profile));
}

async fn take(
    desk: &Desk,
    profile: &ProfileId,
    answer: Answer<Page<Invoice>>,
    next: Option<&NextPage>,
) -> Result<(), CoreError> {
    let own = profile.clone();
    let next = next.map(next_page::word);
    let total = answer
        .view
        .total
        .and_then(|total| u32::try_from(total).ok());
    let (at, request_id) = (answer.at, answer.request_id);
    let invoices: Vec<SeenInvoice> = answer.view.items.into_iter().map(facts::seen).collect();
    let list = desk
        .store
        .run(move |journal| {
            let page = TakenInvoicePage {
                invoices: &invoices,
                at,
                request_id: request_id.as_ref(),
                next: next.as_deref(),
                total,
            };
            let taken = journal.take_invoices(&own, &page, &mut events::of_invoice)?;
            Ok((journal.invoice_list(&own)?, taken))
        })
        .await?;
    let (list, taken) = list;
    if let Some(walk) = list.walk {
        let work = WorkView {
            done: walk.seen,
            total: walk.total,
        };
        desk.notify_work(Topic::Invoices, Some(profile), work);
    }
    if !taken.events.is_empty() {
        desk.notify(Topic::Activity, Some(profile));
    }
    Ok(())
}

async fn end(
    desk: &Desk,
    profile: &ProfileId,
    at: Timestamp,
    ended: WalkEnded,
) -> Result<(), CoreError> {
    let own = profile.clone();
    desk.store
        .run(move |journal| journal.finish_invoice_walk(&own, at, ended, &mut events::of_invoice))
        .await?;
    Ok(())
}

async fn forget(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    let own = profile.clone();
    desk.store
        .run(move |journal| journal.drop_invoice_walk(&own))
        .await
}
