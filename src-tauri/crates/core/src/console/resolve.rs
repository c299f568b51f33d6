//! Orders that need a person: clues, the person's word, the rescue desk.

use kh_journal::OrderNo;

use super::{Console, plain};
use crate::view::{DecisionRequest, ErrorView, OrderView, RescueView};
use crate::{orders, rescue};

impl Console {
    /// Unpaid orders ranked by deadline against the credit, without a call.
    ///
    /// # Errors
    /// `profile.none_active`, `store.*`.
    pub async fn rescue(&self) -> Result<RescueView, ErrorView> {
        plain(rescue::view(&self.desk).await)
    }

    /// Reads services, invoices and credit, and shows the order with what they
    /// say of it. Nothing is sent for the order itself.
    ///
    /// # Errors
    /// `order.not_found`, what a call can fail with, `store.*`.
    pub async fn refresh_clues(&self, no: i64) -> Result<OrderView, ErrorView> {
        plain(orders::clues::refresh(&self.desk, OrderNo::new(no)).await)
    }

    /// Takes a person's word for what became of an order. Nothing is sent.
    ///
    /// # Errors
    /// `order.nothing_to_decide`, `order.not_found`, `input.reason_missing`,
    /// `input.reason_too_long`, `input.id`, `audit.*`, `store.*`.
    pub async fn decide_order(
        &self,
        no: i64,
        decision: DecisionRequest,
    ) -> Result<OrderView, ErrorView> {
        plain(orders::decision::decide(&self.desk, OrderNo::new(no), decision).await)
    }
}
