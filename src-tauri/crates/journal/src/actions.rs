//! Actions on services: what was clicked, how far it came, and on what that
//! rests. The request itself is the intent's.

use jiff::Timestamp;
use kh_audit::Draft;
use kh_model::{ProfileId, ServiceId};
use rusqlite::{Connection, Row, named_params};

use crate::codec::{maybe_json, micros, text, time, to_json};
use crate::store::{first, rows};
use crate::{
    Change, IntentId, IntentState, Journal, JournalError, NewEvidence, NewIntent, OrderProblem,
    Settlement, intents, settlement,
};
use crate::{action_evidence, audit};

/// An action as it was confirmed. Account, service, intent and time come from
/// the intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// The action's word (contract 2), for example `reboot`.
    pub action: String,
    /// The state in the words of the core.
    pub state: String,
    /// What the service was called when the button was pressed.
    pub service_name: String,
    /// For whom it was, in the words of the person.
    pub customer: Option<String>,
    /// The facts that were shown before the click, as JSON text.
    pub shown_json: String,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// An action with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What was sent for it, and its name here.
    pub intent_id: IntentId,
    /// The account.
    pub profile_id: ProfileId,
    /// The service.
    pub service_id: ServiceId,
    /// As it was confirmed; `state` as it is now.
    pub terms: NewAction,
    /// Whether nobody knows what became of it.
    pub open: bool,
    /// What stands in its way.
    pub problem: Option<OrderProblem>,
    /// When the person confirmed it.
    pub created_at: Timestamp,
    /// When something was last learnt.
    pub updated_at: Timestamp,
}

/// What became known about an action. Only what is named changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionChange {
    /// When it became known.
    pub at: Timestamp,
    /// The new state in the words of the core.
    pub state: Option<String>,
    /// What stands in its way.
    pub problem: Change<OrderProblem>,
}

impl ActionChange {
    /// A change that keeps everything, to name the rest in.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self {
            at,
            state: None,
            problem: Change::Keep,
        }
    }
}

/// What became of [`Journal::write_action`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionWritten {
    /// It is on the disk; attempt 1 may start now.
    Written,
    /// Nothing was written: this action on the service has no outcome yet.
    ServiceBusy(IntentId),
}

impl Journal {
    /// Writes the intent of an action, its first attempt, the action and its
    /// first evidence in one commit. When this returns `Written`, all of it is
    /// on the disk, and only then may the first byte be sent.
    ///
    /// # Errors
    /// As [`Journal::write_intent`]; [`JournalError::Refused`] for an intent
    /// that names no service. After any error nothing is written.
    pub fn write_action(
        &self,
        intent: &NewIntent,
        action: &NewAction,
        evidence: &[NewEvidence],
    ) -> Result<ActionWritten, JournalError> {
        let service = intent
            .service_id
            .as_ref()
            .ok_or_else(|| JournalError::Refused {
                detail: "an action belongs to a service".to_owned(),
            })?;
        self.durable(|write| {
            if let Some(busy) = open_on(write, &intent.profile_id, service)? {
                return Ok(ActionWritten::ServiceBusy(busy));
            }
            intents::begin(self, write, intent)?;
            insert(write, intent, service, action)?;
            action_evidence::append(write, &intent.id, evidence)?;
            Ok(ActionWritten::Written)
        })
    }

    /// Writes the outcome of an action's intent with everything that belongs to
    /// it; on the disk when this returns. An outcome is written once.
    ///
    /// # Errors
    /// As [`Journal::settle`].
    pub fn settle_action(
        &self,
        id: &IntentId,
        settled: &Settlement,
        change: &ActionChange,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            settlement::of_intent(self, write, id, settled)?;
            let mut action = found(write, id)?;
            action.open = match settled.state {
                IntentState::Open => true,
                IntentState::Settled | IntentState::NeedsPerson => false,
            };
            apply(write, action, change)?;
            action_evidence::append(write, id, &settled.evidence)
        })
    }

    /// Writes what became known about an action beside its intent, for example
    /// that its service shows it done; on the disk when this returns.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such action.
    pub fn change_action(
        &self,
        id: &IntentId,
        change: &ActionChange,
        evidence: &[NewEvidence],
    ) -> Result<Action, JournalError> {
        self.change_action_on_record(id, change, evidence, None)
    }

    /// The same, with an entry of the audit chain in that very commit.
    ///
    /// # Errors
    /// As [`Journal::change_action`] and [`Journal::record`].
    pub fn change_action_on_record(
        &self,
        id: &IntentId,
        change: &ActionChange,
        evidence: &[NewEvidence],
        entry: Option<&Draft>,
    ) -> Result<Action, JournalError> {
        self.durable(|write| {
            let action = apply(write, found(write, id)?, change)?;
            action_evidence::append(write, id, evidence)?;
            audit::append_maybe(self, write, entry)?;
            Ok(action)
        })
    }

    /// One action.
    ///
    /// # Errors
    /// As for every read.
    pub fn action(&self, id: &IntentId) -> Result<Option<Action>, JournalError> {
        self.read(|moment| by_id(moment, id))
    }

    /// The newest actions on a service, newest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn actions_on(
        &self,
        profile: &ProfileId,
        service: &ServiceId,
        limit: u32,
    ) -> Result<Vec<Action>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM actions WHERE profile_id = ?1 AND service_id = ?2
                 ORDER BY created_at DESC, intent_id DESC LIMIT ?3",
                (profile.as_str(), service.as_str(), limit),
                action,
            )
        })
    }

    /// Actions of an account that are the newest on their service and in one
    /// of these states, oldest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn standing_actions(
        &self,
        profile: &ProfileId,
        states: &[&str],
    ) -> Result<Vec<Action>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM actions AS own
                 WHERE profile_id = ?1 AND state IN (SELECT value FROM json_each(?2))
                   AND NOT EXISTS (SELECT 1 FROM actions AS later
                       WHERE later.profile_id = own.profile_id
                         AND later.service_id = own.service_id
                         AND (later.created_at, later.intent_id) > (own.created_at, own.intent_id))
                 ORDER BY created_at, intent_id",
                (profile.as_str(), to_json(&states)?),
                action,
            )
        })
    }
}

fn open_on(
    connection: &Connection,
    profile: &ProfileId,
    service: &ServiceId,
) -> Result<Option<IntentId>, JournalError> {
    first(
        connection,
        "SELECT intent_id FROM actions WHERE profile_id = ?1 AND service_id = ?2 AND open = 1",
        (profile.as_str(), service.as_str()),
        |row| text(row, "intent_id", |id| IntentId::new(id)),
    )
}

fn insert(
    write: &Connection,
    intent: &NewIntent,
    service: &ServiceId,
    action: &NewAction,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO actions (intent_id, profile_id, service_id, action, state, open,
             service_name, customer, shown, reason, created_at, updated_at)
         VALUES (:id, :profile, :service, :action, :state, 1, :name, :customer, :shown, :reason,
             :at, :at)",
    )?;
    statement.execute(named_params! {
        ":id": intent.id.as_str(),
        ":profile": intent.profile_id.as_str(),
        ":service": service.as_str(),
        ":action": action.action,
        ":state": action.state,
        ":name": action.service_name,
        ":customer": action.customer,
        ":shown": action.shown_json,
        ":reason": action.reason,
        ":at": micros(intent.created_at),
    })?;
    Ok(())
}

fn apply(
    write: &Connection,
    mut action: Action,
    change: &ActionChange,
) -> Result<Action, JournalError> {
    if let Some(state) = &change.state {
        action.terms.state.clone_from(state);
    }
    change.problem.on(&mut action.problem);
    action.updated_at = change.at;
    let mut statement = write.prepare_cached(
        "UPDATE actions SET state = :state, open = :open, problem = :problem, updated_at = :at
         WHERE intent_id = :id",
    )?;
    statement.execute(named_params! {
        ":id": action.intent_id.as_str(),
        ":state": action.terms.state,
        ":open": action.open,
        ":problem": action.problem.as_ref().map(to_json).transpose()?,
        ":at": micros(change.at),
    })?;
    Ok(action)
}

fn found(connection: &Connection, id: &IntentId) -> Result<Action, JournalError> {
    by_id(connection, id)?.ok_or(JournalError::NotFound { what: "action" })
}

fn by_id(connection: &Connection, id: &IntentId) -> Result<Option<Action>, JournalError> {
    first(
        connection,
        "SELECT * FROM actions WHERE intent_id = ?1",
        [id.as_str()],
        action,
    )
}

fn action(row: &Row<'_>) -> rusqlite::Result<Action> {
    Ok(Action {
        intent_id: text(row, "intent_id", |id| IntentId::new(id))?,
        profile_id: text(row, "profile_id", |id| ProfileId::new(id))?,
        service_id: text(row, "service_id", |id| ServiceId::new(id))?,
        terms: NewAction {
            action: row.get("action")?,
            state: row.get("state")?,
            service_name: row.get("service_name")?,
            customer: row.get("customer")?,
            shown_json: row.get("shown")?,
            reason: row.get("reason")?,
        },
        open: row.get("open")?,
        problem: maybe_json(row, "problem")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
    })
}
