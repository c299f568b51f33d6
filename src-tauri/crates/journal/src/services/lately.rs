//! Services that came to light lately, and those that no order explains.

use jiff::Timestamp;
use kh_model::{Amount, ProfileId};

use super::KeptService;
use super::keys::price_key;
use super::rows::{SELECT, kept};
use crate::codec::micros;
use crate::profiles::SAME_ACCOUNT;
use crate::store::rows;
use crate::{Journal, JournalError};

/// No order of the account names it, and it names none; `own` has the account's
/// profiles.
const UNCLAIMED: &str = "(s.order_id IS NULL OR NOT EXISTS
        (SELECT 1 FROM orders o
         WHERE o.profile_id IN own AND o.provider_order_id = s.order_id))
     AND s.id NOT IN
        (SELECT j.value FROM orders o, json_each(o.service_ids) j WHERE o.profile_id IN own)";

impl Journal {
    /// Services first seen after a moment, in that order.
    ///
    /// # Errors
    /// As for every read.
    pub fn services_first_seen_after(
        &self,
        profile: &ProfileId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<KeptService>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                &format!(
                    "{SELECT} WHERE s.profile_id = ?1 AND s.first_seen_at > ?2
                     ORDER BY s.first_seen_at, s.row LIMIT ?3"
                ),
                (profile.as_str(), micros(after), limit),
                kept,
            )
        })
    }

    /// Services first seen after a moment that no order of this journal made,
    /// in that order.
    ///
    /// # Errors
    /// As for every read.
    pub fn services_without_order(
        &self,
        profile: &ProfileId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<KeptService>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                &format!(
                    "WITH own AS ({SAME_ACCOUNT})
                     {SELECT} WHERE s.profile_id = ?1 AND s.first_seen_at > ?2 AND {UNCLAIMED}
                     ORDER BY s.first_seen_at, s.row LIMIT ?3"
                ),
                (profile.as_str(), micros(after), limit),
                kept,
            )
        })
    }

    /// How many services first seen up to a moment no order of this journal
    /// made.
    ///
    /// # Errors
    /// As for every read.
    pub fn count_services_without_order(
        &self,
        profile: &ProfileId,
        until: Timestamp,
    ) -> Result<u32, JournalError> {
        self.read(|moment| {
            let sql = format!(
                "WITH own AS ({SAME_ACCOUNT}) SELECT count(*) FROM services s
                 WHERE s.profile_id = ?1 AND s.first_seen_at <= ?2 AND {UNCLAIMED}"
            );
            let mut statement = moment.prepare_cached(&sql)?;
            Ok(statement.query_row((profile.as_str(), micros(until)), |row| row.get(0))?)
        })
    }

    /// Whether an amount is what one service first seen before a moment costs
    /// at each renewal, or what all that are due on one day cost together.
    ///
    /// # Errors
    /// As for every read.
    pub fn is_a_renewal(
        &self,
        profile: &ProfileId,
        amount: &Amount,
        before: Timestamp,
    ) -> Result<bool, JournalError> {
        // Prices are kept as text with their currency behind a blank.
        let currency = amount
            .currency
            .as_ref()
            .map_or_else(|| "%".to_owned(), |code| format!("% {code}"));
        self.read(|moment| {
            let mut statement = moment.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM services
                     WHERE profile_id = ?1 AND price_key = ?2 AND recurring LIKE ?3
                       AND first_seen_at < ?4)
                 OR EXISTS (SELECT 1 FROM services
                     WHERE profile_id = ?1 AND due_at IS NOT NULL AND recurring LIKE ?3
                       AND first_seen_at < ?4
                     GROUP BY due_at HAVING sum(price_key) = ?2)",
            )?;
            Ok(statement.query_row(
                (
                    profile.as_str(),
                    price_key(amount),
                    currency,
                    micros(before),
                ),
                |row| row.get(0),
            )?)
        })
    }
}
