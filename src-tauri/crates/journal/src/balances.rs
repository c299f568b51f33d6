//! The credit of an account over time: one row for each change of it, with the
//! span it was seen over. What money left is told from these rows.

use jiff::Timestamp;
use kh_model::{Amount, ProfileId, RequestId};
use rusqlite::{Row, named_params};

use crate::codec::{amount_text, maybe_text, micros, read_amount, text, time};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// A credit and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceSeen {
    /// The credit.
    pub amount: Amount,
    /// The first answer that said so.
    pub first_read_at: Timestamp,
    /// The last answer that said so.
    pub last_read_at: Timestamp,
    /// The handle of the last one.
    pub request_id: Option<RequestId>,
}

impl Journal {
    /// Writes what `GET /v1/billing/balance` said.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn record_balance(
        &self,
        profile: &ProfileId,
        amount: &Amount,
        at: Timestamp,
        request_id: Option<&RequestId>,
    ) -> Result<(), JournalError> {
        let request = request_id.map(RequestId::as_str);
        self.quick(|write| {
            let last = first(
                write,
                "SELECT * FROM balances WHERE profile_id = ?1 ORDER BY seq DESC LIMIT 1",
                [profile.as_str()],
                balance,
            )?;
            let unchanged = last.is_some_and(|last| last.amount == *amount);
            let sql = if unchanged {
                "UPDATE balances SET last_read_at = max(last_read_at, :at), request_id = :request
                 WHERE profile_id = :profile AND amount = :amount
                   AND seq = (SELECT max(seq) FROM balances WHERE profile_id = :profile)"
            } else {
                "INSERT INTO balances
                     (profile_id, seq, amount, first_read_at, last_read_at, request_id)
                 SELECT :profile, coalesce(max(seq), 0) + 1, :amount, :at, :at, :request
                 FROM balances WHERE profile_id = :profile"
            };
            write.execute(
                sql,
                named_params! {
                    ":profile": profile.as_str(),
                    ":amount": amount_text(amount),
                    ":at": micros(at),
                    ":request": request,
                },
            )?;
            Ok(())
        })?;
        // The credit is read after each order: the moment to tidy up after it.
        self.tidy_if_large()
    }

    /// The credit as it was last seen.
    ///
    /// # Errors
    /// As for every read.
    pub fn latest_balance(&self, profile: &ProfileId) -> Result<Option<BalanceSeen>, JournalError> {
        Ok(self.balances(profile, 1)?.pop())
    }

    /// The last changes of the credit, newest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn balances(
        &self,
        profile: &ProfileId,
        limit: u32,
    ) -> Result<Vec<BalanceSeen>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM balances WHERE profile_id = ?1 ORDER BY seq DESC LIMIT ?2",
                (profile.as_str(), limit),
                balance,
            )
        })
    }
}

fn balance(row: &Row<'_>) -> rusqlite::Result<BalanceSeen> {
    Ok(BalanceSeen {
        amount: text(row, "amount", read_amount)?,
        first_read_at: time(row, "first_read_at")?,
        last_read_at: time(row, "last_read_at")?,
        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
    })
}
