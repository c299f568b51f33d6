//! Reading the whole list, page by page: in the provider's form of paging, as
//! fast as the calls allow, from where it was broken off, and with what it
//! found kept page by page. Services that a whole walk did not see are not
//! visible to this key; after any other walk nobody is missing.

use jiff::{SignedDuration, Timestamp};
use kh_api::answers::{More, Page, PageWalk, Service, Step, WalkEnd};
use kh_api::{Answer, Asker, CallError, HoldReason};
use kh_journal::{ServiceWalk, TakenPage, WalkEnded};
use kh_model::ProfileId;

use super::cursor::Cursor;
use super::facts::{self, Groups};
use super::reading::Turn;
use super::{events, orders};
use crate::actions::seen::{self, Seen};
use crate::catalogue;
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::view::{Topic, WorkView};

/// More pages than this are not asked for.
const MOST_PAGES: u64 = 10_000;
/// So many pages a person may pay for out of the reserve; what comes after is
/// background work, so that a long list leaves calls for other things.
const PAGES_FOR_PERSON: u32 = 40;
/// A wait that is longer ends this reading; the next one goes on with the walk.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// A walk that lay longer than this begins anew: its pages are old.
const OLDEST_WALK: SignedDuration = SignedDuration::from_hours(6);
/// Shortest distance between two notices of progress.
const NOTICE_EVERY: SignedDuration = SignedDuration::from_secs(1);

/// Reads the list of a profile to its end. While it is being read already this
/// does nothing.
pub(crate) async fn run(desk: &Desk, profile: &ProfileId, asker: Asker) -> Result<(), CoreError> {
    let Some(turn) = Turn::take(desk, profile, asker).await? else {
        return Ok(());
    };
    desk.notify(Topic::Services, Some(profile));
    let done = Walk::new(desk, profile, &turn).read_whole().await;
    let error = match &done {
        Ok(()) => None,
        Err(error) => Some(edge::view(
            error,
            Stake::Nothing,
            Some(desk.now(profile).await),
        )),
    };
    turn.note(move |reading| reading.error = error);
    drop(turn);
    desk.notify(Topic::Services, Some(profile));
    done
}

struct Walk<'a> {
    desk: &'a Desk,
    profile: &'a ProfileId,
    turn: &'a Turn,
    /// Pages asked for in this reading.
    asked: u32,
    noticed_at: Option<Timestamp>,
}

/// What the next page needs to be asked for and taken.
struct Place {
    walk: ServiceWalk,
    pages: PageWalk,
    cursor: Cursor,
    groups: Groups,
}

impl<'a> Walk<'a> {
    fn new(desk: &'a Desk, profile: &'a ProfileId, turn: &'a Turn) -> Self {
        Self {
            desk,
            profile,
            turn,
            asked: 0,
            noticed_at: None,
        }
    }

    async fn read_whole(&mut self) -> Result<(), CoreError> {
        let mut place = self.begin().await?;
        loop {
            self.tell_progress(&place.walk);
            let answer = match self.ask(&place.cursor).await {
                Ok(answer) => answer,
                Err(CoreError::Call(CallError::Refused(problem)))
                    if !place.cursor.is_first() && is_about_paging(problem.http_status) =>
                {
                    match self.without_more(&place).await? {
                        Some(anew) => {
                            place = anew;
                            continue;
                        }
                        None => return Ok(()),
                    }
                }
                Err(error) => return Err(error),
            };
            if let Some(ended) = self.take(&mut place, &answer).await? {
                return self.end(ended, answer.at).await;
            }
        }
    }

    /// The walk that was broken off, unless it is old; else a new one.
    async fn begin(&self) -> Result<Place, CoreError> {
        let groups = catalogue::groups(self.desk, self.profile).await?;
        let now = self.desk.now(self.profile).await;
        let own = self.profile.clone();
        let (walk, seen) = self
            .desk
            .store
            .run(move |journal| {
                let open = journal.service_list(&own)?.walk;
                if open.is_some_and(|walk| now.duration_since(walk.started_at) > OLDEST_WALK) {
                    journal.drop_service_walk(&own)?;
                }
                let walk = journal.begin_service_walk(&own, now)?;
                let seen = if walk.pages == 0 {
                    Vec::new()
                } else {
                    journal.services_of_walk(&own, walk.number)?
                };
                Ok((walk, seen))
            })
            .await?;
        let ids = seen.into_iter().map(String::from);
        Ok(Place {
            pages: PageWalk::resumed(MOST_PAGES, u64::from(walk.pages), ids),
            cursor: Cursor::read(walk.next.as_deref()),
            walk,
            groups,
        })
    }

    /// Asks for a page, and waits as long as calls are held back.
    async fn ask(&mut self, cursor: &Cursor) -> Result<Answer<Page<Service>>, CoreError> {
        loop {
            let for_person = self.turn.is_for_person().await?;
            let asker = if for_person && self.asked < PAGES_FOR_PERSON {
                Asker::Person
            } else {
                Asker::Background
            };
            let request = cursor.request();
            let answer = self
                .desk
                .call(self.profile, |client| async move {
                    client.services(asker, &request).await
                })
                .await;
            match answer {
                Ok(answer) => {
                    self.asked = self.asked.saturating_add(1);
                    return Ok(answer);
                }
                Err(CoreError::Call(error)) => match worth_waiting(&error) {
                    Some(until) => self.wait(until, error).await?,
                    None => return Err(CoreError::Call(error)),
                },
                Err(error) => return Err(error),
            }
        }
    }

    async fn wait(&self, until: Timestamp, error: CallError) -> Result<(), CoreError> {
        let now = self.desk.now(self.profile).await;
        let wait = until
            .duration_since(now)
            .max(SignedDuration::from_millis(100));
        if wait > LONGEST_WAIT {
            return Err(CoreError::Call(error));
        }
        self.turn
            .note(move |reading| reading.waits_until = Some(until));
        self.desk.notify(Topic::Services, Some(self.profile));
        let time = std::time::Duration::try_from(wait).unwrap_or_default();
        tokio::select! {
            () = self.desk.clock.sleep(time) => {}
            () = self.turn.hurry.notified() => {}
        }
        self.turn.note(|reading| reading.waits_until = None);
        Ok(())
    }

    /// Keeps a page and goes on, or says how the walk ended.
    async fn take(
        &mut self,
        place: &mut Place,
        answer: &Answer<Page<Service>>,
    ) -> Result<Option<WalkEnded>, CoreError> {
        let page = &answer.view;
        let unread = u64::try_from(page.unread).unwrap_or(u64::MAX);
        place.cursor.unread = place.cursor.unread.saturating_add(unread);
        let before = place.cursor.most;
        place.cursor.most = before.max(page.total);
        let ids = page.items.iter().map(|service| service.id.as_str());
        let step = place.pages.step(ids, &page.more);
        let ended = match step {
            Step::Ask(next) => {
                let size = page.per_page.or(u64::try_from(page.items.len()).ok());
                place.cursor = std::mem::take(&mut place.cursor).step(next, size);
                None
            }
            Step::Done(end) => Some(ended(end, &page.more, place, page.total)),
        };
        let seen = facts::seen(&page.items, &answer.original, &place.groups);
        let total = page.total.and_then(|total| u32::try_from(total).ok());
        let count = u32::try_from(seen.len()).unwrap_or(u32::MAX);
        self.keep(seen, answer, &place.cursor.text(), total).await?;
        place.walk.pages = place.walk.pages.saturating_add(1);
        place.walk.seen = place.walk.seen.saturating_add(count);
        place.walk.total = total.or(place.walk.total);
        Ok(ended)
    }

    async fn keep(
        &self,
        services: Vec<kh_journal::SeenService>,
        answer: &Answer<Page<Service>>,
        next: &str,
        total: Option<u32>,
    ) -> Result<(), CoreError> {
        let looks: Vec<Seen> = answer
            .view
            .items
            .iter()
            .map(|service| Seen::of(service, answer.at, answer.request_id.clone()))
            .collect();
        let (own, next) = (self.profile.clone(), next.to_owned());
        let (at, request_id) = (answer.at, answer.request_id.clone());
        let taken = self
            .desk
            .store
            .run(move |journal| {
                let page = TakenPage {
                    services: &services,
                    at,
                    request_id: request_id.as_ref(),
                    walked: Some((Some(&next), total)),
                };
                journal.take_services(&own, &page, &mut |change| events::of(change))
            })
            .await?;
        seen::learn(self.desk, self.profile, looks).await?;
        orders::learn(self.desk, self.profile, &taken.orders, at).await?;
        if !taken.events.is_empty() {
            self.desk.notify(Topic::Activity, Some(self.profile));
        }
        Ok(())
    }

    /// The provider does not know the page it was asked for. After the first
    /// page of this walk it has no other (contract 13, rule 3); a walk that was
    /// taken up again begins anew.
    async fn without_more(&self, place: &Place) -> Result<Option<Place>, CoreError> {
        if place.walk.pages == 1 {
            let now = self.desk.now(self.profile).await;
            self.end(WalkEnded::FirstPageOnly, now).await?;
            return Ok(None);
        }
        let is_resumed = self.asked == 0;
        let own = self.profile.clone();
        self.desk
            .store
            .run(move |journal| journal.drop_service_walk(&own))
            .await?;
        if is_resumed {
            return Ok(Some(self.begin().await?));
        }
        Ok(None)
    }

    async fn end(&self, ended: WalkEnded, at: Timestamp) -> Result<(), CoreError> {
        let own = self.profile.clone();
        let taken = self
            .desk
            .store
            .run(move |journal| {
                journal.finish_service_walk(&own, at, ended, &mut |change| events::of(change))
            })
            .await?;
        orders::learn_all(self.desk, self.profile, at).await?;
        if !taken.events.is_empty() {
            self.desk.notify(Topic::Activity, Some(self.profile));
        }
        Ok(())
    }

    fn tell_progress(&mut self, walk: &ServiceWalk) {
        let (done, total) = (walk.seen, walk.total);
        self.turn.note(move |reading| {
            reading.done = done;
            reading.total = total;
        });
        let now = self.desk.clock.now();
        let is_soon = self
            .noticed_at
            .is_some_and(|last| now.duration_since(last).abs() < NOTICE_EVERY);
        if !is_soon {
            self.noticed_at = Some(now);
            let work = WorkView { done, total };
            self.desk
                .notify_work(Topic::Services, Some(self.profile), work);
        }
    }
}

/// What the end of the pages means for who was not seen.
fn ended(end: WalkEnd, more: &More, place: &Place, total: Option<u64>) -> WalkEnded {
    // Where the list grew shorter during the walk, an entry may have slipped
    // over the edge of a page that was read already.
    let shrank = total < place.cursor.most;
    let seen = u64::try_from(place.pages.seen()).unwrap_or(u64::MAX);
    let too_few = total.is_some_and(|total| seen < total);
    match end {
        WalkEnd::DeclaredLast | WalkEnd::Empty if place.cursor.unread > 0 || shrank || too_few => {
            WalkEnded::Incomplete
        }
        WalkEnd::DeclaredLast | WalkEnd::Empty => WalkEnded::Whole,
        // Asked for a number, it gave what it gave before.
        WalkEnd::NothingNew if *more == More::Unstated && place.walk.pages == 1 => {
            WalkEnded::FirstPageOnly
        }
        WalkEnd::NothingNew | WalkEnd::Cap => WalkEnded::Incomplete,
    }
}

fn is_about_paging(status: u16) -> bool {
    matches!(status, 400 | 404 | 410 | 422)
}

/// Until when to wait where waiting helps. What a person must decide, and what
/// is broken, does not end by itself.
fn worth_waiting(error: &CallError) -> Option<Timestamp> {
    match error {
        CallError::RateLimited { until, .. } => Some(*until),
        CallError::Held { reason, until } => match reason {
            HoldReason::Minute
            | HoldReason::Day
            | HoldReason::DayReserve
            | HoldReason::Quiet
            | HoldReason::Unanswered
            | HoldReason::Busy => Some(*until),
            HoldReason::AuthFailures | HoldReason::NearLockout => None,
        },
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
