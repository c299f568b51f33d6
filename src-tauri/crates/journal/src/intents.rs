//! Intents: every POST, written before its first byte is sent (contract 5).

use jiff::Timestamp;
use kh_audit::Draft;
use kh_model::{IdempotencyKey, ProfileId, ServiceId};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::attempts::{self, Attempt};
use crate::codec::{maybe_text, maybe_time, micros, text, time, word};
use crate::store::{first, rows};
use crate::{
    IntentId, Journal, JournalError, NewEvidence, NewOrder, OrderNo, audit, evidence, order_rows,
};

/// A deed a person asked for, with all that is needed to send it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntent {
    /// Its name here.
    pub id: IntentId,
    /// The account it is for.
    pub profile_id: ProfileId,
    /// An order or an action on a service.
    pub kind: IntentKind,
    /// Its name at the provider; no two intents share one.
    pub idempotency_key: IdempotencyKey,
    /// `POST`.
    pub method: String,
    /// The path as the client takes it, for example `/v1/orders`.
    pub path: String,
    /// The exact bytes; every attempt sends these.
    pub body: Vec<u8>,
    /// The service an action is for.
    pub service_id: Option<ServiceId>,
    /// When the person asked.
    pub created_at: Timestamp,
    /// When the first attempt is about to start.
    pub first_attempt_at: Timestamp,
    /// The earliest moment at which another computer may have sent under this
    /// key; none where nobody else has it.
    pub key_used_since: Option<Timestamp>,
    /// The entry of the audit chain that is written in the same commit.
    pub audit: Option<Draft>,
}

/// What an intent is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntentKind {
    /// `POST /v1/orders`.
    Order,
    /// `POST /v1/services/{id}/actions`.
    Action,
}

/// Whether the outcome of an intent is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntentState {
    /// Not known: it may have been sent or not.
    Open,
    /// Known, for good.
    Settled,
    /// Not known, and not to be found out without a person.
    NeedsPerson,
}

/// What [`Journal::write_intent`] wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The number of the order, if the intent is one.
    pub order_no: Option<OrderNo>,
    /// The number of the attempt that may start now: 1.
    pub attempt: u32,
    /// The number of the audit entry, if one was asked for.
    pub audit: Option<u64>,
}

/// A written intent with all its attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its name here.
    pub id: IntentId,
    /// The account it is for.
    pub profile_id: ProfileId,
    /// An order or an action.
    pub kind: IntentKind,
    /// Its name at the provider.
    pub idempotency_key: IdempotencyKey,
    /// `POST`.
    pub method: String,
    /// The path as the client takes it.
    pub path: String,
    /// The exact bytes.
    pub body: Vec<u8>,
    /// The service an action is for.
    pub service_id: Option<ServiceId>,
    /// When the person asked.
    pub created_at: Timestamp,
    /// The start of the first attempt, or the earlier moment since which another
    /// computer may have sent under this key. The provider's 24 hours begin no
    /// earlier.
    pub first_sent_at: Timestamp,
    /// Since when another computer may have sent under this key; none where
    /// nobody else has it.
    pub key_used_since: Option<Timestamp>,
    /// Whether the outcome is known.
    pub state: IntentState,
    /// The outcome in the words of the core.
    pub outcome: Option<String>,
    /// When the outcome was written.
    pub settled_at: Option<Timestamp>,
    /// In their order; the last may have no end.
    pub attempts: Vec<Attempt>,
}

impl IntentKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Action => "action",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "order" => Some(Self::Order),
            "action" => Some(Self::Action),
            _ => None,
        }
    }
}

impl IntentState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::NeedsPerson => "needs_person",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "open" => Some(Self::Open),
            "settled" => Some(Self::Settled),
            "needs_person" => Some(Self::NeedsPerson),
            _ => None,
        }
    }
}

impl Journal {
    /// Writes the intent, its first attempt, its order and the first evidence
    /// in one commit. When this returns, all of it is on the disk, and only
    /// then may the first byte be sent.
    ///
    /// # Errors
    /// [`JournalError::DuplicateIntent`] if the id or the idempotency key is
    /// known; [`JournalError::Refused`] for an unknown profile or for evidence
    /// without an order; else as for every write. After any error nothing is
    /// written and nothing may be sent.
    pub fn write_intent(
        &self,
        intent: &NewIntent,
        order: Option<&NewOrder>,
        evidence: &[NewEvidence],
    ) -> Result<Written, JournalError> {
        if order.is_none() && !evidence.is_empty() {
            return Err(JournalError::Refused {
                detail: "evidence belongs to an order".to_owned(),
            });
        }
        self.durable(|write| {
            let (attempt, audit) = begin(self, write, intent)?;
            let order_no = order
                .map(|order| order_rows::insert(write, intent, order))
                .transpose()?;
            if let Some(no) = order_no {
                evidence::append(write, no, evidence)?;
            }
            Ok(Written {
                order_no,
                attempt,
                audit,
            })
        })
    }

    /// Every intent whose outcome is not known, of all profiles (removed ones
    /// too), oldest first: what a start has to settle.
    ///
    /// # Errors
    /// As for every read.
    pub fn open_intents(&self) -> Result<Vec<Intent>, JournalError> {
        self.read(|moment| in_state(moment, IntentState::Open))
    }

    /// Every intent that waits for a person, oldest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn intents_needing_person(&self) -> Result<Vec<Intent>, JournalError> {
        self.read(|moment| in_state(moment, IntentState::NeedsPerson))
    }

    /// One intent.
    ///
    /// # Errors
    /// As for every read.
    pub fn intent(&self, id: &IntentId) -> Result<Option<Intent>, JournalError> {
        self.read(|moment| by_id(moment, id))
    }
}

pub(crate) fn by_id(moment: &Connection, id: &IntentId) -> Result<Option<Intent>, JournalError> {
    let sql = format!("{SELECT} WHERE id = ?1");
    first(moment, &sql, [id.as_str()], bare)?
        .map(|intent| with_attempts(moment, intent))
        .transpose()
}

/// The state of an intent, for those who are about to change it.
pub(crate) fn state(connection: &Connection, id: &IntentId) -> Result<IntentState, JournalError> {
    first(
        connection,
        "SELECT state FROM intents WHERE id = ?1",
        [id.as_str()],
        |row| word(row, "state", IntentState::parse),
    )?
    .ok_or(JournalError::NotFound { what: "intent" })
}

/// Writes an intent with its first attempt and its audit entry, whatever it is
/// for. Gives the numbers of both.
pub(crate) fn begin(
    journal: &Journal,
    write: &Transaction<'_>,
    intent: &NewIntent,
) -> Result<(u32, Option<u64>), JournalError> {
    insert(write, intent)?;
    let attempt = attempts::begin(write, &intent.id, intent.first_attempt_at)?;
    let audit = audit::append_maybe(journal, write, intent.audit.as_ref())?;
    Ok((attempt, audit))
}

fn insert(write: &Connection, intent: &NewIntent) -> Result<(), JournalError> {
    let known = first(
        write,
        "SELECT 1 FROM intents WHERE id = ?1 OR idempotency_key = ?2",
        (intent.id.as_str(), intent.idempotency_key.as_str()),
        |_| Ok(()),
    )?;
    if known.is_some() {
        return Err(JournalError::DuplicateIntent);
    }
    let mut statement = write.prepare_cached(
        "INSERT INTO intents (id, profile_id, kind, idempotency_key, method, path, body,
                              service_id, created_at, key_used_since, state)
         VALUES (:id, :profile, :kind, :key, :method, :path, :body, :service, :at, :since,
                 'open')",
    )?;
    statement.execute(named_params! {
        ":id": intent.id.as_str(),
        ":profile": intent.profile_id.as_str(),
        ":kind": intent.kind.as_str(),
        ":key": intent.idempotency_key.as_str(),
        ":method": intent.method,
        ":path": intent.path,
        ":body": intent.body,
        ":service": intent.service_id.as_ref().map(ServiceId::as_str),
        ":at": micros(intent.created_at),
        ":since": intent.key_used_since.map(micros),
    })?;
    Ok(())
}

const SELECT: &str = "SELECT *, coalesce(
        (SELECT min(started_at) FROM attempts WHERE intent_id = intents.id), created_at
    ) AS first_attempt_at FROM intents";

fn in_state(moment: &Connection, state: IntentState) -> Result<Vec<Intent>, JournalError> {
    let sql = format!("{SELECT} WHERE state = ?1 ORDER BY created_at, id");
    rows(moment, &sql, [state.as_str()], bare)?
        .into_iter()
        .map(|intent| with_attempts(moment, intent))
        .collect()
}

fn with_attempts(moment: &Connection, mut intent: Intent) -> Result<Intent, JournalError> {
    intent.attempts = attempts::of(moment, &intent.id)?;
    Ok(intent)
}

fn bare(row: &Row<'_>) -> rusqlite::Result<Intent> {
    let first_attempt_at = time(row, "first_attempt_at")?;
    let key_used_since = maybe_time(row, "key_used_since")?;
    Ok(Intent {
        id: text(row, "id", |id| IntentId::new(id))?,
        profile_id: text(row, "profile_id", |id| ProfileId::new(id))?,
        kind: word(row, "kind", IntentKind::parse)?,
        idempotency_key: text(row, "idempotency_key", |key| IdempotencyKey::new(key))?,
        method: row.get("method")?,
        path: row.get("path")?,
        body: row.get("body")?,
        service_id: maybe_text(row, "service_id", |id| ServiceId::new(id))?,
        created_at: time(row, "created_at")?,
        first_sent_at: key_used_since.map_or(first_attempt_at, |at| at.min(first_attempt_at)),
        key_used_since,
        state: word(row, "state", IntentState::parse)?,
        outcome: row.get("outcome")?,
        settled_at: maybe_time(row, "settled_at")?,
        attempts: Vec::new(),
    })
}
