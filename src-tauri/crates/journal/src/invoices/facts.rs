//! What is known of an invoice.

use jiff::{SignedDuration, Timestamp};
use kh_model::{Amount, InvoiceId, InvoiceState, RequestId, Stated};

use crate::{MomentPrecision, StatedMoment};

/// The facts of an invoice as the provider states them (contract 13). `None`
/// is what was not stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceFacts {
    /// Its id.
    pub id: InvoiceId,
    /// Its number for people.
    pub number: Option<String>,
    /// Its state.
    pub status: Option<Stated<InvoiceState>>,
    /// When it was issued.
    pub date: Option<StatedMoment>,
    /// When it is due.
    pub due: Option<StatedMoment>,
    /// When it was paid.
    pub paid: Option<StatedMoment>,
    /// Before tax.
    pub subtotal: Option<Amount>,
    /// Tax.
    pub tax: Option<Amount>,
    /// Paid from credit.
    pub credit: Option<Amount>,
    /// The whole.
    pub total: Option<Amount>,
    /// Still open, as stated.
    pub balance: Option<Amount>,
}

impl InvoiceFacts {
    /// The reading of its state.
    #[must_use]
    pub fn state(&self) -> InvoiceState {
        self.status
            .as_ref()
            .map_or(InvoiceState::Unknown, |status| status.kind)
    }

    /// The moment from which it is overdue: its due day is over then. None for
    /// one that is not waiting to be paid, or not due at a time that can be
    /// read. A day in an unknown zone is taken to be one of UTC.
    #[must_use]
    pub fn overdue_from(&self) -> Option<Timestamp> {
        if self.state() != InvoiceState::Unpaid {
            return None;
        }
        let due = self.due.as_ref()?;
        let at = due.sorts_at?;
        match due.precision {
            MomentPrecision::Day => at.checked_add(SignedDuration::from_hours(24)).ok(),
            MomentPrecision::Instant | MomentPrecision::Local => Some(at),
            MomentPrecision::Unknown => None,
        }
    }

    /// Whether it is not paid and its day is over, or the provider says so.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.says_overdue() || self.overdue_from().is_some_and(|from| from <= now)
    }

    /// Whether the provider's own word is "overdue".
    pub(super) fn says_overdue(&self) -> bool {
        self.status.as_ref().is_some_and(|status| {
            status.kind == InvoiceState::Unpaid && status.raw.trim().eq_ignore_ascii_case("overdue")
        })
    }

    /// What is still to be paid: as stated, else the whole of one that waits
    /// to be paid. None where nothing is, or it cannot be known.
    #[must_use]
    pub fn open(&self) -> Option<&Amount> {
        match self.state() {
            InvoiceState::Unpaid | InvoiceState::Collections => {
                self.balance.as_ref().or(self.total.as_ref())
            }
            InvoiceState::Paid
            | InvoiceState::Draft
            | InvoiceState::Cancelled
            | InvoiceState::Refunded => None,
            InvoiceState::Unknown => self.balance.as_ref(),
        }
    }

    /// What people call it: its number, else its id.
    #[must_use]
    pub fn name(&self) -> &str {
        self.number.as_deref().unwrap_or(self.id.as_str())
    }
}

/// An invoice as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptInvoice {
    /// As it was last seen.
    pub facts: InvoiceFacts,
    /// When it was first seen here.
    pub first_seen_at: Timestamp,
    /// When its facts were last read.
    pub seen_at: Timestamp,
    /// When its facts were last found to be other than before.
    pub changed_at: Timestamp,
    /// Since when it is not visible to this key. Never means deleted.
    pub missing_since: Option<Timestamp>,
    /// The provider's handle of the answer the facts are from.
    pub request_id: Option<RequestId>,
}
