//! Invoices that came to light lately.

use jiff::Timestamp;
use kh_model::ProfileId;

use super::ListedInvoice;
use super::page::{listed, select, start};
use crate::codec::micros;
use crate::store::rows;
use crate::{Journal, JournalError};

impl Journal {
    /// Invoices first seen after a moment, in that order, with the order of
    /// this journal each belongs to.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoices_first_seen_after(
        &self,
        profile: &ProfileId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<ListedInvoice>, JournalError> {
        self.invoices_after(profile, "first_seen_at", after, limit)
    }

    /// Invoices whose facts changed after a moment, in that order; what was
    /// first seen after it among them.
    ///
    /// # Errors
    /// As for every read.
    pub fn invoices_changed_after(
        &self,
        profile: &ProfileId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<ListedInvoice>, JournalError> {
        self.invoices_after(profile, "changed_at", after, limit)
    }

    fn invoices_after(
        &self,
        profile: &ProfileId,
        column: &'static str,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<ListedInvoice>, JournalError> {
        let mut condition = start(profile);
        condition.and_with(&format!("i.{column} > ?"), micros(after));
        self.read(|moment| {
            let sql = select(
                &condition,
                &format!("ORDER BY i.{column}, i.row LIMIT {limit}"),
            );
            rows(moment, &sql, condition.parameters(), listed)
        })
    }
}
