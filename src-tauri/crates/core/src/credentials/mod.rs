//! Access data under audit.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{CopiedView, LookPlanView, LookRequest, LookView, RevealView};

/// What a look would mean; without a call.
pub(crate) async fn plan(
    _desk: &std::sync::Arc<Desk>,
    _service: &str,
) -> Result<LookPlanView, CoreError> {
    Err(CoreError::Closing)
}

/// Reads access data once: the audit entry is on disk before the request leaves.
pub(crate) async fn look(
    _desk: &std::sync::Arc<Desk>,
    _request: LookRequest,
) -> Result<LookView, CoreError> {
    Err(CoreError::Closing)
}

/// Gives one value out, for thirty seconds on screen.
pub(crate) async fn reveal(
    _desk: &std::sync::Arc<Desk>,
    _look: &str,
    _index: u32,
) -> Result<RevealView, CoreError> {
    Err(CoreError::Closing)
}

/// Puts one value into the clipboard; it is cleared after ten seconds if it still holds it.
pub(crate) async fn copy(
    _desk: &std::sync::Arc<Desk>,
    _look: &str,
    _index: u32,
) -> Result<CopiedView, CoreError> {
    Err(CoreError::Closing)
}

/// Ends a look; its values are wiped.
pub(crate) async fn end(_desk: &std::sync::Arc<Desk>, _look: &str) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Clears the clipboard now, if it holds a value of ours.
pub(crate) async fn clear_clipboard(_desk: &std::sync::Arc<Desk>) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}
