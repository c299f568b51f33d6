//! Events as they are asked for: filtered pages, newest first, and counts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_model::ProfileId;
use rusqlite::{Connection, ToSql};

use crate::codec::micros;
use crate::store::{first, rows};
use crate::{Event, EventId, EventKind, EventSubject, Journal, JournalError, events};

/// Which events to show. The default lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventFilter {
    /// Kinds; none means any.
    pub kinds: Vec<EventKind>,
    /// Only what nobody marked as read.
    pub unread: bool,
    /// Only where a person is still needed.
    pub needs_you: bool,
    /// Letters in a fact, in the id of what it happened to or in the
    /// provider's handle, in any case.
    pub text: Option<String>,
    /// Seen at or after.
    pub since: Option<Timestamp>,
    /// Seen before.
    pub until: Option<Timestamp>,
    /// Written after this one.
    pub after: Option<EventId>,
    /// About one thing only.
    pub subject: Option<EventSubject>,
}

/// A page of events and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    /// Newest first.
    pub events: Vec<Event>,
    /// How many the filter lets through.
    pub total: u32,
}

/// How many events a filter lets through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventCounts {
    /// In all.
    pub all: u32,
    /// Not marked as read.
    pub unread: u32,
    /// Where a person is still needed.
    pub needs_you: u32,
    /// By kind; a kind without events is left out.
    pub by_kind: BTreeMap<EventKind, u32>,
}

/// The longest page that is given.
const LONGEST_PAGE: u32 = 100;

impl Journal {
    /// A page of the events of one account. More than 100 at once are not
    /// given.
    ///
    /// # Errors
    /// As for every read.
    pub fn events(
        &self,
        profile: &ProfileId,
        filter: &EventFilter,
        offset: u32,
        limit: u32,
    ) -> Result<EventPage, JournalError> {
        let limit = limit.min(LONGEST_PAGE);
        let (condition, mut values) = condition(profile, filter);
        self.read(|moment| {
            let total = count(moment, &condition, &values)?;
            values.push(Box::new(limit));
            values.push(Box::new(offset));
            let sql = format!(
                "SELECT * FROM events {condition} ORDER BY at_to DESC, id DESC LIMIT ? OFFSET ?"
            );
            let events = rows(moment, &sql, parameters(&values), events::event)?;
            Ok(EventPage { events, total })
        })
    }

    /// Counts what a filter lets through.
    ///
    /// # Errors
    /// As for every read.
    pub fn count_events(
        &self,
        profile: &ProfileId,
        filter: &EventFilter,
    ) -> Result<EventCounts, JournalError> {
        let (condition, values) = condition(profile, filter);
        let sql = format!(
            "SELECT kind, count(*), coalesce(sum(read_at IS NULL), 0), coalesce(sum(needs_you), 0)
             FROM events {condition} GROUP BY kind"
        );
        let found = self.read(|moment| {
            rows(moment, &sql, parameters(&values), |row| {
                let kind: String = row.get(0)?;
                Ok((
                    kind,
                    row.get::<_, u32>(1)?,
                    row.get::<_, u32>(2)?,
                    row.get::<_, u32>(3)?,
                ))
            })
        })?;
        let mut counts = EventCounts::default();
        for (word, all, unread, needs_you) in found {
            counts.all += all;
            counts.unread += unread;
            counts.needs_you += needs_you;
            if let Some(kind) = EventKind::read(&word) {
                counts.by_kind.insert(kind, all);
            }
        }
        Ok(counts)
    }

    /// One event, if there is one of this number.
    ///
    /// # Errors
    /// As for every read.
    pub fn event(&self, id: EventId) -> Result<Option<Event>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM events WHERE id = ?1",
                [id.get()],
                events::event,
            )
        })
    }

    /// When the last event of these kinds was seen.
    ///
    /// # Errors
    /// As for every read.
    pub fn last_event_of(
        &self,
        profile: &ProfileId,
        kinds: &[EventKind],
    ) -> Result<Option<Timestamp>, JournalError> {
        let filter = EventFilter {
            kinds: kinds.to_vec(),
            ..EventFilter::default()
        };
        let (condition, values) = condition(profile, &filter);
        let sql = format!("SELECT at_to FROM events {condition} ORDER BY at_to DESC LIMIT 1");
        self.read(|moment| {
            first(moment, &sql, parameters(&values), |row| {
                crate::codec::time(row, "at_to")
            })
        })
    }

    /// The number of the last event that was written for an account.
    ///
    /// # Errors
    /// As for every read.
    pub fn last_event(&self, profile: &ProfileId) -> Result<Option<EventId>, JournalError> {
        let last: Option<Option<i64>> = self.read(|moment| {
            first(
                moment,
                "SELECT max(id) FROM events WHERE profile_id = ?1",
                [profile.as_str()],
                |row| row.get(0),
            )
        })?;
        Ok(last.flatten().map(EventId::new))
    }
}

type Value = Box<dyn ToSql>;

/// The condition is built of fixed pieces; every word of a person is a parameter.
fn condition(profile: &ProfileId, filter: &EventFilter) -> (String, Vec<Value>) {
    let mut pieces = vec!["profile_id = ?".to_owned()];
    let mut values: Vec<Value> = vec![Box::new(profile.as_str().to_owned())];
    if !filter.kinds.is_empty() {
        let marks = vec!["?"; filter.kinds.len()].join(", ");
        pieces.push(format!("kind IN ({marks})"));
        for kind in &filter.kinds {
            values.push(Box::new(kind.as_str()));
        }
    }
    if filter.unread {
        pieces.push("read_at IS NULL".to_owned());
    }
    if filter.needs_you {
        pieces.push("needs_you = 1".to_owned());
    }
    if let Some(since) = filter.since {
        pieces.push("at_to >= ?".to_owned());
        values.push(Box::new(micros(since)));
    }
    if let Some(until) = filter.until {
        pieces.push("at_to < ?".to_owned());
        values.push(Box::new(micros(until)));
    }
    if let Some(after) = filter.after {
        pieces.push("id > ?".to_owned());
        values.push(Box::new(after.get()));
    }
    if let Some(subject) = &filter.subject {
        pieces.push("subject = ? AND subject_id = ?".to_owned());
        values.push(Box::new(subject.word()));
        values.push(Box::new(subject.id()));
    }
    let text = filter.text.as_deref().map(str::trim);
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        // The values of the facts, not their names, which a person never typed.
        pieces.push(
            "(subject_id = ? OR coalesce(request_id, '') LIKE ? ESCAPE '\\'
              OR EXISTS (SELECT 1 FROM json_each(facts) WHERE value LIKE ? ESCAPE '\\'))"
                .to_owned(),
        );
        values.push(Box::new(text.trim_start_matches('#').to_owned()));
        values.push(Box::new(format!("%{}%", escape(text))));
        values.push(Box::new(format!("%{}%", escape(text))));
    }
    (format!("WHERE {}", pieces.join(" AND ")), values)
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

fn count(moment: &Connection, condition: &str, values: &[Value]) -> Result<u32, JournalError> {
    let sql = format!("SELECT count(*) FROM events {condition}");
    let mut statement = moment.prepare_cached(&sql)?;
    Ok(statement.query_row(parameters(values), |row| row.get(0))?)
}

fn parameters(values: &[Value]) -> impl rusqlite::Params + '_ {
    rusqlite::params_from_iter(values.iter())
}
