//! The order file: one person drafts, another one sends. Body and idempotency
//! key never change, so that it buys once, from however many computers.

mod trouble;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{OrderFileSavedView, OrderFileView};

pub(crate) use trouble::FileTrouble;

/// Saves a review as a file.
pub(crate) async fn save(
    _desk: &Desk,
    _review: String,
    _valid_hours: u32,
    _sender_key: &str,
) -> Result<OrderFileSavedView, CoreError> {
    Err(FileTrouble::NotAvailable.into())
}

/// Opens a file.
pub(crate) async fn open(_desk: &Desk, _text: String) -> Result<OrderFileView, CoreError> {
    Err(FileTrouble::NotAvailable.into())
}
