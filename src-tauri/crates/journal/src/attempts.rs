//! Attempts: each time an intent goes over the wire.

use jiff::Timestamp;
use kh_model::RequestId;
use rusqlite::{Connection, Row, named_params};

use crate::codec::{maybe_text, maybe_time, micros, time};
use crate::store::rows;
use crate::{IntentId, IntentState, Journal, JournalError, intents};

/// One attempt. Without an end it may still run, or the program died in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// 1 for the first, across restarts of the program.
    pub n: u32,
    /// Written before the first byte was sent.
    pub started_at: Timestamp,
    /// Whether [`Journal::attempt_leaves`] was noted. Without it, and without an
    /// end, nobody was on the way to send it, or the power took the note.
    pub left: bool,
    /// What came of it.
    pub end: Option<AttemptEnd>,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptEnd {
    /// When it was known.
    pub ended_at: Timestamp,
    /// In the words of the core, for example `answered` or `timed_out`.
    pub result: String,
    /// The status, if there was an answer.
    pub http_status: Option<u16>,
    /// The provider's handle of the answer.
    pub request_id: Option<RequestId>,
    /// The stable code of the error, if it was one.
    pub error_code: Option<String>,
}

/// Stands in the place of the result until there is one.
const LEAVES: &str = "leaves";

impl Journal {
    /// Writes that one more attempt is about to start and gives its number;
    /// on the disk when this returns. The first attempt of an intent is
    /// already written by [`Journal::write_intent`].
    ///
    /// # Errors
    /// [`JournalError::NotFound`], [`JournalError::AlreadySettled`]; else as
    /// for every write. After any error nothing may be sent.
    pub fn begin_attempt(&self, id: &IntentId, at: Timestamp) -> Result<u32, JournalError> {
        self.durable(|write| match intents::state(write, id)? {
            IntentState::Open | IntentState::NeedsPerson => begin(write, id, at),
            IntentState::Settled => Err(JournalError::AlreadySettled),
        })
    }

    /// Notes that an attempt is about to leave: the commit that holds its row has
    /// succeeded, and the next thing is the first byte. Does not wait for the
    /// disk. A row without this note may come from a commit that failed: the disk
    /// can bring such a row back although nobody was told that it is there.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such attempt without an end;
    /// else as for every write. After any error nothing may be sent.
    pub fn attempt_leaves(&self, id: &IntentId, n: u32) -> Result<(), JournalError> {
        self.quick(|write| {
            let mut statement = write.prepare_cached(
                "UPDATE attempts SET result = ?3
                 WHERE intent_id = ?1 AND n = ?2 AND ended_at IS NULL",
            )?;
            match statement.execute((id.as_str(), n, LEAVES))? {
                0 => Err(JournalError::NotFound { what: "attempt" }),
                _ => Ok(()),
            }
        })
    }

    /// Writes what came of an attempt, without waiting for the disk: the next
    /// attempt or the outcome takes it along.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such attempt.
    pub fn end_attempt(&self, id: &IntentId, n: u32, end: &AttemptEnd) -> Result<(), JournalError> {
        self.quick(|write| finish(write, id, n, end))
    }
}

pub(crate) fn begin(write: &Connection, id: &IntentId, at: Timestamp) -> Result<u32, JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO attempts (intent_id, n, started_at)
         SELECT ?1, coalesce(max(n), 0) + 1, ?2 FROM attempts WHERE intent_id = ?1
         RETURNING n",
    )?;
    Ok(statement.query_row((id.as_str(), micros(at)), |row| row.get(0))?)
}

pub(crate) fn finish(
    write: &Connection,
    id: &IntentId,
    n: u32,
    end: &AttemptEnd,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE attempts SET ended_at = :at, result = :result, http_status = :status,
             request_id = :request, error_code = :code
         WHERE intent_id = :id AND n = :n",
    )?;
    let changed = statement.execute(named_params! {
        ":id": id.as_str(),
        ":n": n,
        ":at": micros(end.ended_at),
        ":result": end.result,
        ":status": end.http_status,
        ":request": end.request_id.as_ref().map(RequestId::as_str),
        ":code": end.error_code,
    })?;
    if changed == 0 {
        return Err(JournalError::NotFound { what: "attempt" });
    }
    Ok(())
}

pub(crate) fn of(moment: &Connection, id: &IntentId) -> Result<Vec<Attempt>, JournalError> {
    rows(
        moment,
        "SELECT * FROM attempts WHERE intent_id = ?1 ORDER BY n",
        [id.as_str()],
        attempt,
    )
}

fn attempt(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    let result: Option<String> = row.get("result")?;
    let left = result.is_some();
    let end = match maybe_time(row, "ended_at")? {
        None => None,
        Some(ended_at) => Some(AttemptEnd {
            ended_at,
            result: result.unwrap_or_default(),
            http_status: row.get("http_status")?,
            request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
            error_code: row.get("error_code")?,
        }),
    };
    Ok(Attempt {
        n: row.get("n")?,
        started_at: time(row, "started_at")?,
        left,
        end,
    })
}
