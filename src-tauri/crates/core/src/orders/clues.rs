//! What speaks for and against an order whose answer never came.

use kh_journal::OrderNo;

use super::detail;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::OrderView;

/// Reads what the clues rest on, and shows the order.
pub(crate) async fn refresh(desk: &Desk, no: OrderNo) -> Result<OrderView, CoreError> {
    detail::by_no(desk, no).await
}
