//! What was seen at the provider becomes what is kept: one page in one
//! transaction, with the events that follow from it, so that a crash loses
//! neither or both.

use jiff::Timestamp;
use kh_model::{OrderId, ProfileId, RequestId, ServiceId};
use rusqlite::Connection;

use super::rows::{SELECT, find, put, put_original, touch, with_row};
use super::{
    KeptService, OwnWords, ServiceFacts, ServiceOriginal, WalkEnded, own_words, search, walk,
};
use crate::codec::micros;
use crate::events::insert_events;
use crate::store::{first, rows};
use crate::{EventId, Journal, JournalError, NewEvent};

/// A service as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenService {
    /// Its facts.
    pub facts: ServiceFacts,
    /// What the provider said, without what may be secret.
    pub original: ServiceOriginal,
}

/// Services that came with one answer.
#[derive(Debug, Clone)]
pub struct TakenPage<'a> {
    /// The services.
    pub services: &'a [SeenService],
    /// When the answer came.
    pub at: Timestamp,
    /// Its handle at the provider.
    pub request_id: Option<&'a RequestId>,
    /// For a page of a walk: the next page in the words of the core, and how
    /// many services there are in all if that was said. None for a single read.
    pub walked: Option<(Option<&'a str>, Option<u32>)>,
}

/// What a page brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Services that were not known.
    pub new: u32,
    /// Services that were known and are different, or visible again, or not
    /// visible any more.
    pub changed: u32,
    /// Events that were written.
    pub events: Vec<EventId>,
    /// Orders that services named which were new or changed.
    pub orders: Vec<OrderId>,
}

/// A service before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceChange {
    /// As it was kept; none for a service that was not known. Its `seen_at` is
    /// the last look before this one.
    pub before: Option<KeptService>,
    /// As it is kept now.
    pub after: KeptService,
    /// Whether the list was never read to its end before: what is found then
    /// is not news.
    pub first_look: bool,
    /// When the list was last read to its end before this: a new service was
    /// not in it then.
    pub listed_before: Option<Timestamp>,
}

/// Makes the events of a change.
pub type MakeEvents<'a> = &'a mut dyn FnMut(&ServiceChange) -> Vec<NewEvent>;

impl Journal {
    /// Keeps services that were seen. `events` is asked about every service
    /// that is new, different or visible again.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn take_services(
        &self,
        profile: &ProfileId,
        page: &TakenPage<'_>,
        events: MakeEvents<'_>,
    ) -> Result<Taken, JournalError> {
        let taken = self.quick(|write| {
            let mut work = Work::begin(write, profile, events)?;
            for seen in page.services {
                work.take(seen, page.at, page.request_id)?;
            }
            if let Some((next, total)) = page.walked {
                walk::advance(write, profile, page.services.len(), next, total)?;
            }
            work.end()
        })?;
        self.tidy_if_large()?;
        Ok(taken)
    }

    /// Ends a walk. After a whole one, services that it did not see are not
    /// visible to this key from now on; they stay, and `events` is asked about
    /// each.
    ///
    /// # Errors
    /// As for every write.
    pub fn finish_service_walk(
        &self,
        profile: &ProfileId,
        at: Timestamp,
        ended: WalkEnded,
        events: MakeEvents<'_>,
    ) -> Result<Taken, JournalError> {
        self.quick(|write| {
            let mut work = Work::begin(write, profile, events)?;
            if ended == WalkEnded::Whole {
                for (row, kept) in unseen(write, profile, work.walk)? {
                    work.lose(row, kept, at, None)?;
                }
            }
            walk::note_end(write, profile, at, ended)?;
            work.end()
        })
    }

    /// Notes that the provider answered 404 for a service: it is absent or not
    /// visible to this key, which cannot be told apart (contract 7).
    ///
    /// # Errors
    /// As for every write.
    pub fn miss_service(
        &self,
        profile: &ProfileId,
        id: &ServiceId,
        at: Timestamp,
        request_id: Option<&RequestId>,
        events: MakeEvents<'_>,
    ) -> Result<Taken, JournalError> {
        self.quick(|write| {
            let mut work = Work::begin(write, profile, events)?;
            if let Some((row, kept)) = find(write, profile, id)? {
                work.lose(row, kept, at, request_id)?;
            }
            work.end()
        })
    }
}

/// One transaction of taking.
struct Work<'a> {
    write: &'a Connection,
    profile: &'a ProfileId,
    events: MakeEvents<'a>,
    walk: i64,
    listed_before: Option<Timestamp>,
    taken: Taken,
}

impl<'a> Work<'a> {
    fn begin(
        write: &'a Connection,
        profile: &'a ProfileId,
        events: MakeEvents<'a>,
    ) -> Result<Self, JournalError> {
        Ok(Self {
            write,
            profile,
            events,
            walk: walk::number(write, profile)?,
            listed_before: walk::state(write, profile)?.whole_at,
            taken: Taken::default(),
        })
    }

    fn take(
        &mut self,
        seen: &SeenService,
        at: Timestamp,
        request_id: Option<&RequestId>,
    ) -> Result<(), JournalError> {
        let before = find(self.write, self.profile, &seen.facts.id)?;
        if let Some((row, kept)) = &before {
            // An answer that was overtaken on the way does not replace a younger one.
            if kept.seen_at > at {
                return walk_sees(self.write, *row, self.walk);
            }
            if kept.facts == seen.facts && kept.missing_since.is_none() {
                touch(self.write, *row, at, request_id, self.walk)?;
                return put_original(self.write, *row, &seen.original);
            }
        }
        let own = match &before {
            Some((_, kept)) => kept.own.clone(),
            None => self.words_for(&seen.facts, at)?,
        };
        let after = KeptService {
            facts: seen.facts.clone(),
            own,
            first_seen_at: before.as_ref().map_or(at, |(_, kept)| kept.first_seen_at),
            seen_at: at,
            changed_at: at,
            missing_since: None,
            request_id: request_id.cloned(),
        };
        let row = put(self.write, self.profile, &after, self.walk)?;
        put_original(self.write, row, &seen.original)?;
        let before = before.map(|(_, kept)| kept);
        search::put_change(self.write, row, before.as_ref(), &after)?;
        match before {
            None => self.taken.new += 1,
            Some(_) => self.taken.changed += 1,
        }
        self.taken.orders.extend(after.facts.order_id.clone());
        self.tell(before, after)
    }

    /// The customer of the order that a new service came from is its customer
    /// too, as long as nobody says otherwise.
    fn words_for(&self, facts: &ServiceFacts, at: Timestamp) -> Result<OwnWords, JournalError> {
        let mut words = own_words::of(self.write, self.profile, &facts.id)?;
        if let (None, Some(order)) = (&words.customer, &facts.order_id) {
            let found: Option<Option<String>> = first(
                self.write,
                "SELECT customer FROM orders WHERE profile_id = ?1 AND provider_order_id = ?2
                 ORDER BY no DESC LIMIT 1",
                (self.profile.as_str(), order.as_str()),
                |row| row.get(0),
            )?;
            if let Some(customer) = found.flatten() {
                words.customer = Some(customer);
                own_words::set(self.write, self.profile, &facts.id, &words, at)?;
            }
        }
        Ok(words)
    }

    fn lose(
        &mut self,
        row: i64,
        before: KeptService,
        at: Timestamp,
        request_id: Option<&RequestId>,
    ) -> Result<(), JournalError> {
        if before.missing_since.is_some() {
            return Ok(());
        }
        self.write.execute(
            "UPDATE services SET missing_since = ?2, changed_at = ?2 WHERE row = ?1",
            (row, micros(at)),
        )?;
        let after = KeptService {
            missing_since: Some(at),
            changed_at: at,
            // The facts stay those of the answer that last had them; the event
            // is about the answer that had them no more.
            request_id: request_id.cloned(),
            ..before.clone()
        };
        self.taken.changed += 1;
        self.tell(Some(before), after)
    }

    fn tell(
        &mut self,
        before: Option<KeptService>,
        after: KeptService,
    ) -> Result<(), JournalError> {
        let change = ServiceChange {
            before,
            after,
            first_look: self.listed_before.is_none(),
            listed_before: self.listed_before,
        };
        let events = (self.events)(&change);
        let added = insert_events(self.write, self.profile, &events)?;
        self.taken.events.extend(added);
        Ok(())
    }

    fn end(self) -> Result<Taken, JournalError> {
        if self.taken.new + self.taken.changed > 0 {
            walk::bump(self.write, self.profile)?;
        }
        Ok(self.taken)
    }
}

fn walk_sees(write: &Connection, row: i64, walk: i64) -> Result<(), JournalError> {
    write.execute("UPDATE services SET walk = ?2 WHERE row = ?1", (row, walk))?;
    Ok(())
}

/// Services that the walk did not see and that were visible until now.
fn unseen(
    write: &Connection,
    profile: &ProfileId,
    walk: i64,
) -> Result<Vec<(i64, KeptService)>, JournalError> {
    rows(
        write,
        &format!("{SELECT} WHERE s.profile_id = ?1 AND s.walk <> ?2 AND s.missing_since IS NULL"),
        (profile.as_str(), walk),
        with_row,
    )
}
