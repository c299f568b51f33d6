//! What was seen at the provider becomes what is kept: one page in one
//! transaction, with the events that follow from it, so that a crash loses
//! neither or both.

use jiff::Timestamp;
use kh_model::{ProfileId, RequestId};
use rusqlite::Connection;

use super::rows::{COLUMNS, find, put, touch, with_row};
use super::{InvoiceFacts, KeptInvoice, walk};
use crate::codec::micros;
use crate::events::insert_events;
use crate::store::rows;
use crate::{EventId, Journal, JournalError, NewEvent, WalkEnded};

/// An invoice as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenInvoice {
    /// Its facts.
    pub facts: InvoiceFacts,
    /// What the provider said of it, as JSON text.
    pub original: String,
}

/// A page of a walk over the list.
#[derive(Debug, Clone)]
pub struct TakenInvoicePage<'a> {
    /// The invoices on it.
    pub invoices: &'a [SeenInvoice],
    /// When the answer came.
    pub at: Timestamp,
    /// Its handle at the provider.
    pub request_id: Option<&'a RequestId>,
    /// The next page in the words of the core.
    pub next: Option<&'a str>,
    /// How many invoices there are in all, if that was said.
    pub total: Option<u32>,
}

/// What a page brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenInvoices {
    /// Invoices that were not known.
    pub new: u32,
    /// Invoices that are different, visible again, or not visible any more.
    pub changed: u32,
    /// Events that were written.
    pub events: Vec<EventId>,
}

/// An invoice before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceChange {
    /// As it was kept; none for one that was not known. Its `seen_at` is the
    /// last look before this one.
    pub before: Option<KeptInvoice>,
    /// As it is kept now.
    pub after: KeptInvoice,
    /// When the list was last read to its end before this: a new invoice was
    /// not there then. None at the first look, which brings no news.
    pub listed_before: Option<Timestamp>,
}

/// Makes the events of a change.
pub type MakeInvoiceEvents<'a> = &'a mut dyn FnMut(&InvoiceChange) -> Vec<NewEvent>;

impl Journal {
    /// Keeps invoices that were seen on a page of a walk. `events` is asked
    /// about every one that is new, different or visible again, and about
    /// every one that is not paid: its day may be over.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn take_invoices(
        &self,
        profile: &ProfileId,
        page: &TakenInvoicePage<'_>,
        events: MakeInvoiceEvents<'_>,
    ) -> Result<TakenInvoices, JournalError> {
        let taken = self.quick(|write| {
            let mut work = Work::begin(write, profile, events)?;
            for seen in page.invoices {
                work.take(seen, page.at, page.request_id)?;
            }
            walk::advance(write, profile, page.invoices.len(), page.next, page.total)?;
            Ok(work.taken)
        })?;
        self.tidy_if_large()?;
        Ok(taken)
    }

    /// Ends a walk. After a whole one, invoices that it did not see are not
    /// visible to this key from now on; they stay, and `events` is asked about
    /// each.
    ///
    /// # Errors
    /// As for every write.
    pub fn finish_invoice_walk(
        &self,
        profile: &ProfileId,
        at: Timestamp,
        ended: WalkEnded,
        events: MakeInvoiceEvents<'_>,
    ) -> Result<TakenInvoices, JournalError> {
        self.quick(|write| {
            let mut work = Work::begin(write, profile, events)?;
            if ended == WalkEnded::Whole {
                for (row, kept) in unseen(write, profile, work.walk)? {
                    work.lose(row, kept, at)?;
                }
            }
            walk::note_end(write, profile, at, ended)?;
            Ok(work.taken)
        })
    }
}

/// One transaction of taking.
struct Work<'a> {
    write: &'a Connection,
    profile: &'a ProfileId,
    events: MakeInvoiceEvents<'a>,
    walk: i64,
    listed_before: Option<Timestamp>,
    taken: TakenInvoices,
}

impl<'a> Work<'a> {
    fn begin(
        write: &'a Connection,
        profile: &'a ProfileId,
        events: MakeInvoiceEvents<'a>,
    ) -> Result<Self, JournalError> {
        let list = walk::state(write, profile)?;
        Ok(Self {
            write,
            profile,
            events,
            walk: walk::number(write, profile)?,
            listed_before: list.whole_at,
            taken: TakenInvoices::default(),
        })
    }

    fn take(
        &mut self,
        seen: &SeenInvoice,
        at: Timestamp,
        request_id: Option<&RequestId>,
    ) -> Result<(), JournalError> {
        let before = find(self.write, self.profile, &seen.facts.id)?;
        let (row, before) = before.unzip();
        let same = before
            .as_ref()
            .is_some_and(|kept| kept.facts == seen.facts && kept.missing_since.is_none());
        let after = KeptInvoice {
            facts: seen.facts.clone(),
            first_seen_at: before.as_ref().map_or(at, |kept| kept.first_seen_at),
            seen_at: at,
            changed_at: before
                .as_ref()
                .filter(|_| same)
                .map_or(at, |kept| kept.changed_at),
            missing_since: None,
            request_id: request_id.cloned(),
        };
        if let Some(row) = row.filter(|_| same) {
            touch(self.write, row, seen, at, request_id, self.walk)?;
            if after.facts.overdue_from().is_none() && !after.facts.says_overdue() {
                return Ok(());
            }
        } else {
            put(self.write, self.profile, &after, &seen.original, self.walk)?;
            match &before {
                None => self.taken.new += 1,
                Some(_) => self.taken.changed += 1,
            }
        }
        self.tell(before, after)
    }

    fn lose(&mut self, row: i64, before: KeptInvoice, at: Timestamp) -> Result<(), JournalError> {
        self.write.execute(
            "UPDATE invoices SET missing_since = ?2, changed_at = ?2 WHERE row = ?1",
            (row, micros(at)),
        )?;
        let after = KeptInvoice {
            missing_since: Some(at),
            changed_at: at,
            ..before.clone()
        };
        self.taken.changed += 1;
        self.tell(Some(before), after)
    }

    fn tell(
        &mut self,
        before: Option<KeptInvoice>,
        after: KeptInvoice,
    ) -> Result<(), JournalError> {
        let change = InvoiceChange {
            before,
            after,
            listed_before: self.listed_before,
        };
        let events = (self.events)(&change);
        let added = insert_events(self.write, self.profile, &events)?;
        self.taken.events.extend(added);
        Ok(())
    }
}

/// Invoices that the walk did not see and that were visible until now.
fn unseen(
    write: &Connection,
    profile: &ProfileId,
    walk: i64,
) -> Result<Vec<(i64, KeptInvoice)>, JournalError> {
    rows(
        write,
        &format!(
            "SELECT {COLUMNS} FROM invoices i
             WHERE i.profile_id = ?1 AND i.walk <> ?2 AND i.missing_since IS NULL"
        ),
        (profile.as_str(), walk),
        with_row,
    )
}
