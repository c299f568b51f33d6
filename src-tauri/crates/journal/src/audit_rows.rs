//! Entries of the chain as rows: read whole, in pages, or one after another
//! where they lie.

use jiff::Timestamp;
use kh_audit::{Act, ChainId, Entry, EntryRef, Head, Mac};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql, named_params};

use crate::codec::micros;
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only these acts; empty means all.
    pub acts: Vec<Act>,
    /// Only this target.
    pub target: Option<String>,
    /// Only refused, cancelled and failed ones.
    pub stopped_only: bool,
    /// Words that must all occur somewhere in the entry.
    pub text: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// How many match.
    pub total: u64,
    /// How many there are.
    pub all: u64,
    /// How many of all were refused, cancelled or failed.
    pub stopped: u64,
}

/// An entry and the seals beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPlace {
    /// The entry.
    pub entry: Entry,
    /// The seal of the one before.
    pub before: Option<Mac>,
    /// The seal of the one after.
    pub after: Option<Mac>,
}

const STOPPED: &str = "outcome IN ('refused', 'cancelled', 'failed')";

impl Journal {
    /// A page of the chain, newest first; at most 100 entries.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_page(
        &self,
        filter: &AuditFilter,
        offset: u32,
        limit: u32,
    ) -> Result<AuditPage, JournalError> {
        let (condition, values) = conditions(filter);
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        self.read(|moment| {
            let count = |condition: &str, values: &[&dyn ToSql]| {
                let sql = format!("SELECT count(*) FROM audit WHERE {condition}");
                let mut statement = moment.prepare_cached(&sql)?;
                let count: i64 = statement.query_row(values, |row| row.get(0))?;
                Ok::<_, JournalError>(u64::try_from(count).unwrap_or(0))
            };
            let sql = format!(
                "SELECT * FROM audit WHERE {condition} ORDER BY seq DESC LIMIT {} OFFSET {offset}",
                limit.min(100)
            );
            Ok(AuditPage {
                entries: rows(moment, &sql, values.as_slice(), entry)?,
                total: count(&condition, &values)?,
                all: count("true", &[])?,
                stopped: count(STOPPED, &[])?,
            })
        })
    }

    /// One entry with the seals beside it.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_entry(&self, seq: u64) -> Result<Option<AuditPlace>, JournalError> {
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let beside = |moment: &Connection, sql: &str| {
            first(moment, sql, [seq], |row| Ok(mac(row.get_ref("mac")?)))
        };
        self.read(|moment| {
            let found = first(moment, "SELECT * FROM audit WHERE seq = ?1", [seq], entry)?;
            let Some(entry) = found else {
                return Ok(None);
            };
            Ok(Some(AuditPlace {
                entry,
                before: beside(
                    moment,
                    "SELECT mac FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT 1",
                )?,
                after: beside(
                    moment,
                    "SELECT mac FROM audit WHERE seq > ?1 ORDER BY seq LIMIT 1",
                )?,
            }))
        })
    }

    /// Shows up to `limit` entries after a number, in their order, where they
    /// lie. Gives the number of the last one shown.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_chunk(
        &self,
        after: u64,
        limit: u32,
        show: &mut dyn FnMut(&EntryRef<'_>),
    ) -> Result<Option<u64>, JournalError> {
        self.read(|moment| each_after(moment, after, Some(limit), show))
    }

    /// The first entry not before a time: where an export of a period begins.
    ///
    /// # Errors
    /// As for every read.
    pub fn audit_first_since(&self, since: Timestamp) -> Result<Option<Head>, JournalError> {
        self.read(|moment| {
            let sql = "SELECT seq, chain, mac FROM audit WHERE at >= ?1 ORDER BY seq LIMIT 1";
            first(moment, sql, [micros(since)], head)
        })
    }
}

pub(crate) fn insert(write: &Connection, entries: &[Entry]) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO audit (seq, chain, at, profile_id, key_id, act, target, target_name, reason,
                            money, request_id, idempotency_key, outcome, code, mac)
         VALUES (:seq, :chain, :at, :profile, :key, :act, :target, :name, :reason,
                 :money, :request, :intent, :outcome, :code, :mac)",
    )?;
    for entry in entries {
        statement.execute(named_params! {
            ":seq": i64::try_from(entry.seq).unwrap_or(i64::MAX),
            ":chain": entry.chain.as_bytes(),
            ":at": entry.at,
            ":profile": entry.profile,
            ":key": entry.key,
            ":act": entry.act,
            ":target": entry.target,
            ":name": entry.target_name,
            ":reason": entry.reason,
            ":money": entry.money,
            ":request": entry.request_id,
            ":intent": entry.idempotency_key,
            ":outcome": entry.outcome,
            ":code": entry.code,
            ":mac": entry.mac.as_bytes(),
        })?;
    }
    Ok(())
}

/// Shows the entries after a number, and gives the number of the last.
pub(crate) fn each_after(
    moment: &Connection,
    after: u64,
    limit: Option<u32>,
    show: &mut dyn FnMut(&EntryRef<'_>),
) -> Result<Option<u64>, JournalError> {
    let mut statement = moment.prepare_cached(
        "SELECT seq, chain, at, profile_id, key_id, act, target, target_name, reason, money,
                request_id, idempotency_key, outcome, code, mac
         FROM audit WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let limit = limit.map_or(-1, i64::from);
    let mut found = statement.query((after, limit))?;
    let mut last = None;
    while let Some(row) = found.next()? {
        let entry = lying(row)?;
        last = Some(entry.seq);
        show(&entry);
    }
    Ok(last)
}

/// The entry of a row, in the order of columns of [`each_after`]. Whatever
/// stands there is passed on: that it is not what was sealed is for the check
/// to say.
fn lying<'a>(row: &'a Row<'_>) -> rusqlite::Result<EntryRef<'a>> {
    Ok(EntryRef {
        seq: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        chain: chain(row.get_ref(1)?),
        at: row.get(2)?,
        profile: maybe(row.get_ref(3)?),
        key: maybe(row.get_ref(4)?),
        act: maybe(row.get_ref(5)?).unwrap_or_default(),
        target: maybe(row.get_ref(6)?),
        target_name: maybe(row.get_ref(7)?),
        reason: maybe(row.get_ref(8)?),
        money: maybe(row.get_ref(9)?),
        request_id: maybe(row.get_ref(10)?),
        idempotency_key: maybe(row.get_ref(11)?),
        outcome: maybe(row.get_ref(12)?).unwrap_or_default(),
        code: maybe(row.get_ref(13)?),
        mac: mac(row.get_ref(14)?),
    })
}

pub(crate) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let owned = |column: &str| -> rusqlite::Result<Option<String>> {
        Ok(maybe(row.get_ref(column)?).map(str::to_owned))
    };
    Ok(Entry {
        seq: u64::try_from(row.get::<_, i64>("seq")?).unwrap_or(0),
        chain: chain(row.get_ref("chain")?),
        at: row.get("at")?,
        profile: owned("profile_id")?,
        key: owned("key_id")?,
        act: owned("act")?.unwrap_or_default(),
        target: owned("target")?,
        target_name: owned("target_name")?,
        reason: owned("reason")?,
        money: owned("money")?,
        request_id: owned("request_id")?,
        idempotency_key: owned("idempotency_key")?,
        outcome: owned("outcome")?.unwrap_or_default(),
        code: owned("code")?,
        mac: mac(row.get_ref("mac")?),
    })
}

pub(crate) fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        seq: u64::try_from(row.get::<_, i64>("seq")?).unwrap_or(0),
        chain: chain(row.get_ref("chain")?),
        mac: mac(row.get_ref("mac")?),
    })
}

/// Text that is none was not written by us; the mark makes the seal fail.
fn maybe(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Null => None,
        other => Some(other.as_str().unwrap_or("\u{fffd}")),
    }
}

fn chain(value: ValueRef<'_>) -> ChainId {
    let bytes = value.as_blob().ok().and_then(|bytes| bytes.try_into().ok());
    ChainId::from_bytes(bytes.unwrap_or_default())
}

fn mac(value: ValueRef<'_>) -> Mac {
    let bytes = value.as_blob().ok().and_then(|bytes| bytes.try_into().ok());
    Mac::from_bytes(bytes.unwrap_or_default())
}

/// The condition of a filter and its values, in their order.
fn conditions(filter: &AuditFilter) -> (String, Vec<Box<dyn ToSql>>) {
    let mut parts = vec!["true".to_owned()];
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    if !filter.acts.is_empty() {
        let marks = vec!["?"; filter.acts.len()].join(", ");
        parts.push(format!("act IN ({marks})"));
        for act in &filter.acts {
            values.push(Box::new(act.word()));
        }
    }
    if let Some(target) = &filter.target {
        parts.push("target = ?".to_owned());
        values.push(Box::new(target.clone()));
    }
    if filter.stopped_only {
        parts.push(STOPPED.to_owned());
    }
    for word in filter.text.iter().flat_map(|text| text.split_whitespace()) {
        parts.push(format!("({TEXT}) LIKE ? ESCAPE '\\'"));
        values.push(Box::new(format!("%{}%", escaped(word))));
    }
    if let Some(since) = filter.since {
        parts.push("at >= ?".to_owned());
        values.push(Box::new(micros(since)));
    }
    if let Some(until) = filter.until {
        parts.push("at < ?".to_owned());
        values.push(Box::new(micros(until)));
    }
    (parts.join(" AND "), values)
}

/// Everything a person may look for, with a gap between the parts.
const TEXT: &str = "act || char(10) || coalesce(target, '') || char(10) ||
    coalesce(target_name, '') || char(10) || coalesce(reason, '') || char(10) ||
    coalesce(request_id, '') || char(10) || coalesce(idempotency_key, '') || char(10) ||
    coalesce(code, '')";

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
