//! Events of orders are made of their evidence. The evidence is written in the
//! flushed commits of an order, which must not grow; it is read here after
//! them, so that a crash between loses no event and makes none twice.

use kh_model::ProfileId;
use rusqlite::Connection;

use crate::store::rows;
use crate::{
    EventId, Evidence, Journal, JournalError, NewEvent, Order, OrderNo, events, evidence,
    order_rows,
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
