//! Events of orders are made of their evidence. The evidence is written in the
//! flushed commits of an order, which must not grow; it is read here after
//! them, so that a crash between loses no event and makes none twice.

use kh_model::ProfileId;
use rusqlite::Connection;

use crate::store::rows;
use crate::{
    EventId, EventKind, Evidence, Journal, JournalError, NewEvent, Order, OrderNo, events,
    evidence, order_rows,
};

impl Journal {
    /// Shows every line of evidence of an account's orders that was not shown
    /// yet, and writes the events that are made of it. Gives the events that
    /// are new.
    ///
    /// # Errors
    /// As for every write.
    pub fn take_order_evidence(
        &self,
        profile: &ProfileId,
        tell: &mut dyn FnMut(&Order, &Evidence) -> Option<NewEvent>,
    ) -> Result<Vec<EventId>, JournalError> {
        if self.read(|moment| untold(moment, profile))?.is_empty() {
            return Ok(Vec::new());
        }
        self.quick(|write| {
            let mut found = Vec::new();
            // Asked again: another program may have been quicker.
            for (no, told) in untold(write, profile)? {
                let order = order_rows::by_no(write, no)?
                    .ok_or(JournalError::NotFound { what: "order" })?;
                let lines = evidence::after(write, no, told)?;
                found.extend(lines.iter().filter_map(|line| tell(&order, line)));
                note(write, no, lines.last().map_or(told, |line| line.seq))?;
            }
            events::insert_events(write, profile, &found)
        })
    }
}

impl Journal {
    /// Which reminders of the end of an unpaid order were written, in minutes
    /// before it.
    ///
    /// # Errors
    /// As for every read.
    pub fn reminders(&self, profile: &ProfileId, no: OrderNo) -> Result<Vec<u32>, JournalError> {
        self.read(|moment| reminders(moment, profile, no))
    }

    /// Writes a reminder, unless it or a later one was written, by whichever
    /// program. Says whether it was.
    ///
    /// # Errors
    /// As for every write.
    pub fn remind(
        &self,
        profile: &ProfileId,
        no: OrderNo,
        minutes: u32,
        reminder: &NewEvent,
    ) -> Result<bool, JournalError> {
        self.quick(|write| {
            let told = reminders(write, profile, no)?;
            if told.iter().any(|before| *before <= minutes) {
                return Ok(false);
            }
            let added = events::insert_events(write, profile, std::slice::from_ref(reminder))?;
            Ok(!added.is_empty())
        })
    }
}

fn reminders(
    moment: &Connection,
    profile: &ProfileId,
    no: OrderNo,
) -> Result<Vec<u32>, JournalError> {
    rows(
        moment,
        "SELECT CAST(facts ->> 'left' AS INTEGER) FROM events
         WHERE profile_id = ?1 AND subject = 'order' AND subject_id = ?2 AND kind = ?3
           AND facts ->> 'left' IS NOT NULL",
        (
            profile.as_str(),
            no.get().to_string(),
            EventKind::PaymentReminder.as_str(),
        ),
        |row| row.get(0),
    )
}

/// Orders with lines that were not shown yet, and the last line that was.
fn untold(moment: &Connection, profile: &ProfileId) -> Result<Vec<(OrderNo, u32)>, JournalError> {
    rows(
        moment,
        "SELECT orders.no, coalesce(told.seq, 0) FROM orders
         LEFT JOIN evidence_told AS told ON told.order_no = orders.no
         WHERE orders.profile_id = ?1 AND coalesce(told.seq, 0) <
             (SELECT coalesce(max(seq), 0) FROM evidence WHERE order_no = orders.no)
         ORDER BY orders.no",
        [profile.as_str()],
        |row| Ok((OrderNo::new(row.get(0)?), row.get(1)?)),
    )
}

fn note(write: &Connection, no: OrderNo, seq: u32) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO evidence_told (order_no, seq) VALUES (?1, ?2)
         ON CONFLICT (order_no) DO UPDATE SET seq = ?2",
    )?;
    statement.execute((no.get(), seq))?;
    Ok(())
}
