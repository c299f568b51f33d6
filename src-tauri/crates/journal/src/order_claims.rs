//! Which order a service belongs to, and which orders have none.

use kh_model::{ProfileId, ServiceId};
use rusqlite::params_from_iter;

use crate::profiles::SAME_ACCOUNT;
use crate::store::{first, rows};
use crate::{Journal, JournalError, Order, OrderNo, order_rows};

impl Journal {
    /// The order of this journal that names a service, or that the service
    /// names, by whichever profile of the account; the last of several.
    ///
    /// # Errors
    /// As for every read.
    pub fn order_of_service(
        &self,
        profile: &ProfileId,
        id: &ServiceId,
    ) -> Result<Option<OrderNo>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                &format!(
                    "WITH own AS ({SAME_ACCOUNT}) SELECT max(no) AS no FROM (
                         SELECT o.no FROM orders o, json_each(o.service_ids) j
                         WHERE o.profile_id IN own AND j.value = ?2
                         UNION ALL
                         SELECT o.no FROM services s JOIN orders o
                             ON o.profile_id IN own AND o.provider_order_id = s.order_id
                         WHERE s.profile_id = ?1 AND s.id = ?2)"
                ),
                (profile.as_str(), id.as_str()),
                |row| row.get::<_, Option<i64>>("no"),
            )
            .map(|found| found.flatten().map(OrderNo::new))
        })
    }

    /// Orders in one of these states of which no service was ever seen, oldest
    /// first.
    ///
    /// # Errors
    /// As for every read.
    pub fn orders_without_service(
        &self,
        profile: &ProfileId,
        states: &[&str],
    ) -> Result<Vec<Order>, JournalError> {
        let marks = vec!["?"; states.len()].join(", ");
        let sql = format!(
            "SELECT o.* FROM orders o WHERE o.profile_id = ? AND o.state IN ({marks})
                 AND NOT EXISTS (SELECT 1 FROM services s
                     WHERE s.profile_id = o.profile_id AND s.order_id = o.provider_order_id)
                 AND NOT EXISTS (SELECT 1 FROM json_each(o.service_ids) j JOIN services s
                     ON s.profile_id = o.profile_id AND s.id = j.value)
             ORDER BY o.no"
        );
        let values = std::iter::once(profile.as_str()).chain(states.iter().copied());
        self.read(|moment| rows(moment, &sql, params_from_iter(values), order_rows::order))
    }
}
