//! What happened, found by comparing: written once, in the transaction that
//! noticed it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_model::{ProfileId, RequestId};
use rusqlite::{Connection, Row, named_params};

use crate::codec::{json, maybe_text, maybe_time, micros, text, time, to_json, word};
use crate::store::first;
use crate::{EventKind, EventSource, EventSubject, Journal, JournalError};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// What it is.
    pub kind: EventKind,
    /// What it happened to.
    pub subject: EventSubject,
    /// The last look that did not show it.
    pub from: Timestamp,
    /// The first look that did. Not before `from`.
    pub to: Timestamp,
    /// What the sentence about it needs, for example `old`, `new`, `name`.
    /// Never a secret.
    pub facts: BTreeMap<String, String>,
    /// How it became known.
    pub source: EventSource,
    /// The provider's handle of the answer that showed it.
    pub request_id: Option<RequestId>,
    /// Whether a person should do something.
    pub needs_you: bool,
    /// Whether it leaves open what earlier events about the same thing asked
    /// of a person. Most kinds never end anything; others do unless this says
    /// no.
    pub leaves_open: bool,
}

/// The number of an event in this journal; a later event has a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(i64);

impl EventId {
    /// A number as it was shown or kept.
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// The bare number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

/// An event as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// Whose account it is about.
    pub profile_id: ProfileId,
    /// What happened. `needs_you` is false again once a later event settled it.
    pub event: NewEvent,
    /// When a person marked it as read.
    pub read_at: Option<Timestamp>,
}

impl Journal {
    /// Writes events, without waiting for the disk: what is lost with a power
    /// cut is found again by the next comparison. Gives the numbers of those
    /// that were not known yet.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn add_events(
        &self,
        profile: &ProfileId,
        events: &[NewEvent],
    ) -> Result<Vec<EventId>, JournalError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        self.quick(|write| insert_events(write, profile, events))
    }
}

impl Journal {
    /// The first event about something.
    ///
    /// # Errors
    /// As for every read.
    pub fn first_event_about(
        &self,
        profile: &ProfileId,
        subject: &EventSubject,
    ) -> Result<Option<Event>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM events
                 WHERE profile_id = ?1 AND subject = ?2 AND subject_id = ?3 ORDER BY id LIMIT 1",
                (profile.as_str(), subject.word(), subject.id()),
                event,
            )
        })
    }
}

/// Writes events in a transaction of somebody else. An event that is known is
/// left out: the same about the same thing, in a span that overlaps. Two
/// programs that watch one account see one difference over such spans, while
/// something that happens again can only have happened after it was seen gone.
pub(crate) fn insert_events(
    write: &Connection,
    profile: &ProfileId,
    events: &[NewEvent],
) -> Result<Vec<EventId>, JournalError> {
    let mut added = Vec::new();
    for event in events {
        let facts = to_json(&event.facts)?;
        if is_known(write, profile, event, &facts)? {
            continue;
        }
        if event.kind.settles() && !event.needs_you && !event.leaves_open {
            settle_earlier(write, profile, event)?;
        }
        insert(write, profile, event, &facts)?;
        added.push(EventId(write.last_insert_rowid()));
    }
    Ok(added)
}

fn is_known(
    write: &Connection,
    profile: &ProfileId,
    event: &NewEvent,
    facts: &str,
) -> Result<bool, JournalError> {
    let mut statement = write.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM events
         WHERE profile_id = :profile AND subject = :subject AND subject_id = :subject_id
           AND kind = :kind AND (:once OR facts = :facts)
           AND (:once OR (at_from < :to AND at_to > :from) OR (at_from = :from AND at_to = :to)))",
    )?;
    let known = statement.query_row(
        named_params! {
            ":profile": profile.as_str(),
            ":subject": event.subject.word(),
            ":subject_id": event.subject.id(),
            ":kind": event.kind.as_str(),
            ":facts": facts,
            ":once": event.kind.happens_once(),
            ":from": micros(event.from.min(event.to)),
            ":to": micros(event.to),
        },
        |row| row.get(0),
    )?;
    Ok(known)
}

fn settle_earlier(
    write: &Connection,
    profile: &ProfileId,
    event: &NewEvent,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE events SET needs_you = 0
         WHERE profile_id = ?1 AND subject = ?2 AND subject_id = ?3 AND needs_you = 1",
    )?;
    statement.execute((profile.as_str(), event.subject.word(), event.subject.id()))?;
    Ok(())
}

fn insert(
    write: &Connection,
    profile: &ProfileId,
    event: &NewEvent,
    facts: &str,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO events (profile_id, kind, subject, subject_id, at_from, at_to, facts,
             source, request_id, needs_you)
         VALUES (:profile, :kind, :subject, :subject_id, :from, :to, :facts, :source, :request,
             :needs_you)",
    )?;
    statement.execute(named_params! {
        ":profile": profile.as_str(),
        ":kind": event.kind.as_str(),
        ":subject": event.subject.word(),
        ":subject_id": event.subject.id(),
        // Clocks differ a little; a span never ends before it begins.
        ":from": micros(event.from.min(event.to)),
        ":to": micros(event.to),
        ":facts": facts,
        ":source": event.source.as_str(),
        ":request": event.request_id.as_ref().map(RequestId::as_str),
        ":needs_you": event.needs_you,
    })?;
    Ok(())
}

pub(crate) fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let subject_id: String = row.get("subject_id")?;
    Ok(Event {
        id: EventId(row.get("id")?),
        profile_id: text(row, "profile_id", |id| ProfileId::new(id))?,
        event: NewEvent {
            kind: word(row, "kind", EventKind::read)?,
            subject: word(row, "subject", |word| EventSubject::read(word, &subject_id))?,
            from: time(row, "at_from")?,
            to: time(row, "at_to")?,
            facts: json(row, "facts")?,
            source: word(row, "source", EventSource::read)?,
            request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
            needs_you: row.get("needs_you")?,
            leaves_open: false,
        },
        read_at: maybe_time(row, "read_at")?,
    })
}
