//! Evidence of actions: as that of orders, under the intent's name.

use rusqlite::{Connection, named_params};

use crate::codec::micros;
use crate::evidence::fact;
use crate::store::rows;
use crate::{IntentId, Journal, JournalError, NewEvidence};

impl Journal {
    /// The history of an action, in the order in which it was learnt.
    ///
    /// # Errors
    /// As for every read.
    pub fn action_evidence(&self, id: &IntentId) -> Result<Vec<NewEvidence>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM action_evidence WHERE intent_id = ?1 ORDER BY seq",
                [id.as_str()],
                fact,
            )
        })
    }
}

pub(crate) fn append(
    write: &Connection,
    id: &IntentId,
    facts: &[NewEvidence],
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO action_evidence (intent_id, seq, at_from, at_to, kind, params, source,
             request_id)
         SELECT :id, coalesce(max(seq), 0) + 1, :from, :to, :kind, :params, :source, :request
         FROM action_evidence WHERE intent_id = :id",
    )?;
    for fact in facts {
        statement.execute(named_params! {
            ":id": id.as_str(),
            ":from": micros(fact.at_from),
            ":to": fact.at_to.map(micros),
            ":kind": fact.kind,
            ":params": fact.params_json,
            ":source": fact.source,
            ":request": fact.request_id.as_ref().map(kh_model::RequestId::as_str),
        })?;
    }
    Ok(())
}
