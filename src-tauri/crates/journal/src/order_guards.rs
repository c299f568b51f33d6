//! What guards look at before an order is written, in the moment in which it is
//! written: no other order can come between the look and the row.

use jiff::Timestamp;
use kh_model::{Amount, ProductId, ProfileId};
use rusqlite::{Connection, ToSql};

use crate::codec::{micros, read_amount, text};
use crate::profiles::SAME_ACCOUNT;
use crate::settings::{self, SettingOf};
use crate::store::rows;
use crate::{
    Intent, Journal, JournalError, NewEvidence, NewIntent, NewOrder, Order, OrderNo, evidence,
    intents, order_rows,
};

/// The orders at one moment.
pub struct OrdersNow<'a> {
    moment: &'a Connection,
}

/// What [`Journal::write_order`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderWritten<S> {
    /// All of it is on the disk; the first byte may be sent.
    Written(OrderNo),
    /// The intent was there already, with this order. Nothing was written.
    Known(OrderNo),
    /// The guard said no. Nothing was written.
    Stopped(S),
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
        let sql = format!(
            "SELECT amount_now FROM orders
             WHERE profile_id = ? AND created_at > ? AND state IN ({})",
            marks(states)
        );
        let (profile, since) = (profile.as_str(), micros(since));
        let mut values: Vec<&dyn ToSql> = vec![&profile, &since];
        values.extend(states.iter().map(|state| state as &dyn ToSql));
        rows(self.moment, &sql, values.as_slice(), |row| {
            text(row, "amount_now", read_amount)
        })
    }

    /// Orders of a product by any profile of the account, newest first: those in the states `always` and those
    /// whose intent is open, however old; and those in the states `lately` that
    /// were placed after `since`.
    ///
    /// # Errors
    /// As for every read.
    pub fn of_product(
        &self,
        profile: &ProfileId,
        product: &ProductId,
        always: &[&str],
        (lately, since): (&[&str], Timestamp),
    ) -> Result<Vec<Order>, JournalError> {
        let sql = format!(
            "SELECT * FROM orders WHERE profile_id IN ({SAME_ACCOUNT}) AND product_id = ?2
             AND (state IN ({})
                  OR intent_id IN (SELECT id FROM intents WHERE state = 'open')
                  OR (created_at > ? AND state IN ({})))
             ORDER BY no DESC",
            marks(always),
            marks(lately)
        );
        let (profile, product, since) = (profile.as_str(), product.as_str(), micros(since));
        let mut values: Vec<&dyn ToSql> = vec![&profile, &product];
        values.extend(always.iter().map(|state| state as &dyn ToSql));
        values.push(&since);
        values.extend(lately.iter().map(|state| state as &dyn ToSql));
        rows(self.moment, &sql, values.as_slice(), order_rows::order)
    }

    /// The intent of an order.
    ///
    /// # Errors
    /// As for every read.
    pub fn intent_of(&self, order: &Order) -> Result<Intent, JournalError> {
        let intent = intents::by_id(self.moment, &order.intent_id)?;
        intent.ok_or(JournalError::NotFound { what: "intent" })
    }
}

fn marks(values: &[&str]) -> String {
    vec!["?"; values.len()].join(", ")
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

    /// Writes the intent of an order, its first attempt, the order and the
    /// first evidence in one commit, if `guard` lets it. What the guard sees is
    /// what is there when the order is written: whatever windows and programs
    /// do, no other order comes between. When this returns
    /// [`OrderWritten::Written`], all of it is on the disk, and only then may
    /// the first byte be sent.
    ///
    /// # Errors
    /// As [`Journal::write_intent`], but for a known intent; and what the guard
    /// says. After any error nothing is written and nothing may be sent.
    pub fn write_order<S>(
        &self,
        intent: &NewIntent,
        order: &NewOrder,
        evidence: &[NewEvidence],
        guard: impl FnOnce(&OrdersNow<'_>) -> Result<Option<S>, JournalError>,
    ) -> Result<OrderWritten<S>, JournalError> {
        self.durable(|write| {
            if let Some(known) = order_rows::of_intent(write, &intent.id)? {
                return Ok(OrderWritten::Known(known.no));
            }
            if let Some(stop) = guard(&OrdersNow { moment: write })? {
                return Ok(OrderWritten::Stopped(stop));
            }
            intents::begin(self, write, intent)?;
            let no = order_rows::insert(write, intent, order)?;
            evidence::append(write, no, evidence)?;
            Ok(OrderWritten::Written(no))
        })
    }
}
