//! Evidence: what is known of an order, since when and from where. Rows are
//! only added.

use jiff::Timestamp;
use kh_model::RequestId;
use rusqlite::{Connection, Row, named_params};

use crate::codec::{maybe_text, maybe_time, micros, time};
use crate::store::rows;
use crate::{Journal, JournalError, OrderNo};

/// One thing that is known. The words are the core's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// When it happened, or the earliest it can have happened.
    pub at_from: Timestamp,
    /// The latest it can have happened, if that is not the same.
    pub at_to: Option<Timestamp>,
    /// What happened, for example `sent`.
    pub kind: String,
    /// What the sentence about it needs, as JSON text; `{}` for nothing.
    pub params_json: String,
    /// Where the knowledge came from, for example `order_answer`.
    pub source: String,
    /// The provider's handle, if it came from there.
    pub request_id: Option<RequestId>,
}

/// Evidence in its place in the history of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The order.
    pub order_no: OrderNo,
    /// Its place, from 1.
    pub seq: u32,
    /// What is known.
    pub fact: NewEvidence,
}

impl Journal {
    /// The history of an order, in the order in which it was learnt.
    ///
    /// # Errors
    /// As for every read.
    pub fn evidence(&self, no: OrderNo) -> Result<Vec<Evidence>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM evidence WHERE order_no = ?1 ORDER BY seq",
                [no.get()],
                evidence,
            )
        })
    }
}

/// The lines of an order after one of them.
pub(crate) fn after(
    moment: &Connection,
    no: OrderNo,
    seq: u32,
) -> Result<Vec<Evidence>, JournalError> {
    rows(
        moment,
        "SELECT * FROM evidence WHERE order_no = ?1 AND seq > ?2 ORDER BY seq",
        (no.get(), seq),
        evidence,
    )
}

pub(crate) fn append(
    write: &Connection,
    no: OrderNo,
    facts: &[NewEvidence],
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO evidence (order_no, seq, at_from, at_to, kind, params, source, request_id)
         SELECT :no, coalesce(max(seq), 0) + 1, :from, :to, :kind, :params, :source, :request
         FROM evidence WHERE order_no = :no",
    )?;
    for fact in facts {
        statement.execute(named_params! {
            ":no": no.get(),
            ":from": micros(fact.at_from),
            ":to": fact.at_to.map(micros),
            ":kind": fact.kind,
            ":params": fact.params_json,
            ":source": fact.source,
            ":request": fact.request_id.as_ref().map(RequestId::as_str),
        })?;
    }
    Ok(())
}

fn evidence(row: &Row<'_>) -> rusqlite::Result<Evidence> {
    Ok(Evidence {
        order_no: OrderNo::new(row.get("order_no")?),
        seq: row.get("seq")?,
        fact: fact(row)?,
    })
}

/// The fact of a row, whatever it is evidence of.
pub(crate) fn fact(row: &Row<'_>) -> rusqlite::Result<NewEvidence> {
    Ok(NewEvidence {
        at_from: time(row, "at_from")?,
        at_to: maybe_time(row, "at_to")?,
        kind: row.get("kind")?,
        params_json: row.get("params")?,
        source: row.get("source")?,
        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
    })
}
