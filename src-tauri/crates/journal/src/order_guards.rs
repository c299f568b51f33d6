//! What guards look at before an order is written, in the moment in which it is
//! written: no other order can come between the look and the row.

use jiff::Timestamp;
use kh_model::{Amount, ProfileId};
use rusqlite::{Connection, ToSql};

use crate::codec::{micros, read_amount, text};
use crate::settings::{self, SettingOf};
use crate::store::rows;
use crate::{Journal, JournalError};

/// The orders at one moment.
pub struct OrdersNow<'a> {
    pub(crate) moment: &'a Connection,
}

impl OrdersNow<'_> {
    /// A setting of a profile, if it was ever set.
    ///
    /// # Errors
    /// As for every read.
    pub fn setting(&self, profile: &ProfileId, name: &str) -> Result<Option<String>, JournalError> {
        settings::get(self.moment, SettingOf::Profile(profile), name)
    }

    /// The amounts of the orders of an account in these states that were placed
    /// after `since`.
    ///
    /// # Errors
    /// As for every read.
    pub fn amounts(
        &self,
        profile: &ProfileId,
        states: &[&str],
        since: Timestamp,
    ) -> Result<Vec<Amount>, JournalError> {
        let marks = vec!["?"; states.len()].join(", ");
        let sql = format!(
            "SELECT amount_now FROM orders
             WHERE profile_id = ? AND created_at > ? AND state IN ({marks})"
        );
        let mut values: Vec<&dyn ToSql> = Vec::new();
        let (profile, since) = (profile.as_str(), micros(since));
        values.push(&profile);
        values.push(&since);
        values.extend(states.iter().map(|state| state as &dyn ToSql));
        rows(self.moment, &sql, values.as_slice(), |row| {
            text(row, "amount_now", read_amount)
        })
    }
}

impl Journal {
    /// Looks at the orders of one moment.
    ///
    /// # Errors
    /// What the look says; else as for every read.
    pub fn look_at_orders<T>(
        &self,
        look: impl FnOnce(&OrdersNow<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        self.read(|moment| look(&OrdersNow { moment }))
    }
}
