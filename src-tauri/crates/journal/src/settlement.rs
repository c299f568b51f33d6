//! Settling: the outcome of an intent, its order and the evidence in one commit.

use jiff::Timestamp;
use kh_audit::Draft;
use rusqlite::{Transaction, named_params};

use crate::codec::micros;
use crate::{
    AttemptEnd, IntentId, IntentState, Journal, JournalError, NewEvidence, OrderChange, attempts,
    audit, evidence, intents, order_rows,
};

/// What became known about an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Usually [`IntentState::Settled`]; `Open` writes that it is still not known.
    pub state: IntentState,
    /// The outcome in the words of the core.
    pub outcome: String,
    /// When it was known.
    pub at: Timestamp,
    /// How the attempt of this number ended, if that was not written yet.
    pub attempt_end: Option<(u32, AttemptEnd)>,
    /// What it means for the order.
    pub order: Option<OrderChange>,
    /// What the outcome rests on.
    pub evidence: Vec<NewEvidence>,
    /// The entry of the audit chain that is written in the same commit.
    pub audit: Option<Draft>,
}

impl Journal {
    /// Writes an outcome with everything that belongs to it; on the disk when
    /// this returns. An outcome is written once.
    ///
    /// # Errors
    /// [`JournalError::AlreadySettled`]; [`JournalError::NotFound`] for an
    /// unknown intent or attempt, or for an order or evidence of an intent that
    /// is none; else as for every write. After any error nothing is written.
    pub fn settle(&self, id: &IntentId, settlement: &Settlement) -> Result<(), JournalError> {
        self.durable(|write| {
            of_intent(self, write, id, settlement)?;
            if settlement.order.is_none() && settlement.evidence.is_empty() {
                return Ok(());
            }
            let order = order_rows::of_intent(write, id)?
                .ok_or(JournalError::NotFound { what: "order" })?;
            let no = order.no;
            if let Some(change) = &settlement.order {
                order_rows::apply(write, order, change)?;
            }
            evidence::append(write, no, &settlement.evidence)
        })
    }
}

/// The part of a settlement that is the same whatever the intent is for.
pub(crate) fn of_intent(
    journal: &Journal,
    write: &Transaction<'_>,
    id: &IntentId,
    settlement: &Settlement,
) -> Result<(), JournalError> {
    match intents::state(write, id)? {
        IntentState::Open | IntentState::NeedsPerson => {}
        IntentState::Settled => return Err(JournalError::AlreadySettled),
    }
    if let Some((n, end)) = &settlement.attempt_end {
        attempts::finish(write, id, *n, end)?;
    }
    let settled_at = match settlement.state {
        IntentState::Settled => Some(micros(settlement.at)),
        IntentState::Open | IntentState::NeedsPerson => None,
    };
    let mut statement = write.prepare_cached(
        "UPDATE intents SET state = :state, outcome = :outcome, settled_at = :at
         WHERE id = :id",
    )?;
    statement.execute(named_params! {
        ":id": id.as_str(),
        ":state": settlement.state.as_str(),
        ":outcome": settlement.outcome,
        ":at": settled_at,
    })?;
    audit::append_maybe(journal, write, settlement.audit.as_ref())?;
    Ok(())
}
