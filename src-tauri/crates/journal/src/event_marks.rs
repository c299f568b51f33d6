//! What a person read and what the system was told: marks on events, which
//! themselves never change.

use jiff::Timestamp;
use kh_model::ProfileId;

use crate::codec::micros;
use crate::store::rows;
use crate::{Event, EventId, EventKind, Journal, JournalError, events};

impl Journal {
    /// Marks events as read, or as not read. Gives how many that changed.
    ///
    /// # Errors
    /// As for every write.
    pub fn mark_events(
        &self,
        profile: &ProfileId,
        ids: &[EventId],
        read_at: Option<Timestamp>,
    ) -> Result<u32, JournalError> {
        self.quick(|write| {
            let mut statement = write.prepare_cached(
                "UPDATE events SET read_at = ?3
                 WHERE profile_id = ?1 AND id = ?2 AND (read_at IS NULL) <> (?3 IS NULL)",
            )?;
            let mut changed = 0;
            for id in ids {
                changed += statement.execute((profile.as_str(), id.get(), read_at.map(micros)))?;
            }
            Ok(u32::try_from(changed).unwrap_or(u32::MAX))
        })
    }

    /// Marks as read what nobody read yet and was written up to one event: what
    /// came after it nobody can have seen. No kinds means any.
    ///
    /// # Errors
    /// As for every write.
    pub fn mark_events_until(
        &self,
        profile: &ProfileId,
        last: EventId,
        kinds: &[EventKind],
        read_at: Timestamp,
    ) -> Result<u32, JournalError> {
        let any = kinds.is_empty();
        let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let words = crate::codec::to_json(&words)?;
        self.quick(|write| {
            let changed = write.execute(
                "UPDATE events SET read_at = ?3
                 WHERE profile_id = ?1 AND id <= ?2 AND read_at IS NULL
                   AND (?4 OR kind IN (SELECT value FROM json_each(?5)))",
                (profile.as_str(), last.get(), micros(read_at), any, words),
            )?;
            Ok(u32::try_from(changed).unwrap_or(u32::MAX))
        })
    }

    /// Ends what one event asks of a person, because it was wanted. What other
    /// events about the same thing ask stays.
    ///
    /// # Errors
    /// As for every write.
    pub fn settle_event(&self, profile: &ProfileId, id: EventId) -> Result<(), JournalError> {
        self.quick(|write| {
            write.execute(
                "UPDATE events SET needs_you = 0
                 WHERE profile_id = ?1 AND id = ?2 AND needs_you = 1",
                (profile.as_str(), id.get()),
            )?;
            Ok(())
        })
    }

    /// Takes every event that the system has not been told of, oldest first.
    /// Each is given once, to one program, however many ask and however often
    /// they are started: rather not told than told twice.
    ///
    /// # Errors
    /// As for every write.
    pub fn claim_events(
        &self,
        profile: &ProfileId,
        at: Timestamp,
    ) -> Result<Vec<Event>, JournalError> {
        let waiting = self.read(|moment| {
            Ok(moment.query_row(
                "SELECT EXISTS (SELECT 1 FROM events
                 WHERE profile_id = ?1 AND announced_at IS NULL)",
                [profile.as_str()],
                |row| row.get::<_, bool>(0),
            )?)
        })?;
        if !waiting {
            return Ok(Vec::new());
        }
        self.quick(|write| {
            let claimed = rows(
                write,
                "SELECT * FROM events WHERE profile_id = ?1 AND announced_at IS NULL ORDER BY id",
                [profile.as_str()],
                events::event,
            )?;
            write.execute(
                "UPDATE events SET announced_at = ?2
                 WHERE profile_id = ?1 AND announced_at IS NULL",
                (profile.as_str(), micros(at)),
            )?;
            Ok(claimed)
        })
    }
}
