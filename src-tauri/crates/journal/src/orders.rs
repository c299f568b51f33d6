//! Orders: what was bought or tried. The provider has no list of them
//! (contract 2), so these rows are the only one.

use jiff::Timestamp;
use kh_audit::Draft;
use kh_model::{
    Amount, BillingCycle, InvoiceId, OrderId, ProductId, ProfileId, RequestId, ServiceId,
};
use serde::{Deserialize, Serialize};

use crate::order_rows::{self, by_no};
use crate::store::first;
use crate::{IntentId, Journal, JournalError, NewEvidence, OrderNo, audit, evidence};

/// An order as it was reviewed. Account, intent and time come from the intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The product.
    pub product_id: ProductId,
    /// Its name at that time.
    pub product_name: String,
    /// Its family at that time.
    pub family: Option<String>,
    /// How it is paid.
    pub cycle: BillingCycle,
    /// The chosen options as JSON text; `{}` for none.
    pub options_json: String,
    /// The hostname, if one was given.
    pub hostname: Option<String>,
    /// The customer it is for, in the words of the person.
    pub customer: Option<String>,
    /// What the button said.
    pub amount_now: Amount,
    /// What recurs each cycle.
    pub amount_recurring: Option<Amount>,
    /// The credit just before, if it was known.
    pub balance_before: Option<Amount>,
    /// The state in the words of the core.
    pub state: String,
    /// When an unpaid order ends.
    pub expires_at: Option<Timestamp>,
    /// A note of the person.
    pub note: Option<String>,
}

/// An order with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number here.
    pub no: OrderNo,
    /// The account.
    pub profile_id: ProfileId,
    /// What was sent for it.
    pub intent_id: IntentId,
    /// As it was reviewed; `state`, `expires_at`, `customer` and `note` as they are now.
    pub terms: NewOrder,
    /// Its id at the provider, once known.
    pub provider_order_id: Option<OrderId>,
    /// The provider's word for its state, as it came.
    pub provider_status: Option<String>,
    /// Its invoice, once known.
    pub invoice_id: Option<InvoiceId>,
    /// Its services, once known.
    pub service_ids: Vec<ServiceId>,
    /// What stands in its way.
    pub problem: Option<OrderProblem>,
    /// When the person ordered.
    pub created_at: Timestamp,
    /// When something was last learnt.
    pub updated_at: Timestamp,
}

/// What stands in the way of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderProblem {
    /// A stable code, the provider's or ours.
    pub code: String,
    /// The provider's reason (contract 7), as it came.
    pub reason: Option<String>,
    /// The provider's words.
    pub detail: Option<String>,
    /// The provider's handle.
    pub request_id: Option<RequestId>,
}

/// What to do with one value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Leave it.
    #[default]
    Keep,
    /// Empty it.
    Clear,
    /// Replace it.
    Set(T),
}

/// What became known about an order. Only what is named changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderChange {
    /// When it became known.
    pub at: Timestamp,
    /// The new state in the words of the core.
    pub state: Option<String>,
    /// Its id at the provider.
    pub provider_order_id: Change<OrderId>,
    /// The provider's word for its state.
    pub provider_status: Change<String>,
    /// Its invoice.
    pub invoice_id: Change<InvoiceId>,
    /// All its services.
    pub service_ids: Option<Vec<ServiceId>>,
    /// When it ends unpaid.
    pub expires_at: Change<Timestamp>,
    /// What stands in its way.
    pub problem: Change<OrderProblem>,
    /// The person's note.
    pub note: Change<String>,
    /// The customer it is for.
    pub customer: Change<String>,
}

impl OrderChange {
    /// A change that keeps everything, to name the rest in.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self {
            at,
            state: None,
            provider_order_id: Change::Keep,
            provider_status: Change::Keep,
            invoice_id: Change::Keep,
            service_ids: None,
            expires_at: Change::Keep,
            problem: Change::Keep,
            note: Change::Keep,
            customer: Change::Keep,
        }
    }
}

impl Journal {
    /// One order by its number here.
    ///
    /// # Errors
    /// As for every read.
    pub fn order(&self, no: OrderNo) -> Result<Option<Order>, JournalError> {
        self.read(|moment| by_no(moment, no))
    }

    /// The order an intent was for.
    ///
    /// # Errors
    /// As for every read.
    pub fn order_of_intent(&self, id: &IntentId) -> Result<Option<Order>, JournalError> {
        self.read(|moment| order_rows::of_intent(moment, id))
    }

    /// The order with this id at the provider, of this account.
    ///
    /// # Errors
    /// As for every read.
    pub fn order_by_provider_id(
        &self,
        profile: &ProfileId,
        id: &OrderId,
    ) -> Result<Option<Order>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM orders WHERE profile_id = ?1 AND provider_order_id = ?2
                 ORDER BY no DESC LIMIT 1",
                (profile.as_str(), id.as_str()),
                order_rows::order,
            )
        })
    }

    /// Writes what became known about an order and what it rests on, in one
    /// commit, on the disk when this returns. Gives the order as it is then.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such order.
    pub fn change_order(
        &self,
        no: OrderNo,
        change: &OrderChange,
        evidence: &[NewEvidence],
    ) -> Result<Order, JournalError> {
        self.change_order_on_record(no, change, evidence, None)
    }

    /// The same, with an entry of the audit chain in that very commit.
    ///
    /// # Errors
    /// As [`Journal::change_order`] and [`Journal::record`].
    pub fn change_order_on_record(
        &self,
        no: OrderNo,
        change: &OrderChange,
        evidence: &[NewEvidence],
        entry: Option<&Draft>,
    ) -> Result<Order, JournalError> {
        self.durable(|write| {
            let order = by_no(write, no)?.ok_or(JournalError::NotFound { what: "order" })?;
            let order = order_rows::apply(write, order, change)?;
            evidence::append(write, no, evidence)?;
            audit::append_maybe(self, write, entry)?;
            Ok(order)
        })
    }
}
