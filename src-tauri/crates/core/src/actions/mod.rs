//! Actions on services.

use std::sync::Arc;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{ActionKind, ActionPlanView, ActionRequest, ActionView};

/// Plans an action with fresh facts. Nothing is done.
pub(crate) async fn prepare(
    _desk: &Arc<Desk>,
    _service: &str,
    _kind: ActionKind,
) -> Result<ActionPlanView, CoreError> {
    Err(CoreError::Closing)
}

/// Gives a plan up; that is kept in the audit chain.
pub(crate) async fn cancel(_desk: &Arc<Desk>, _plan: &str) -> Result<(), CoreError> {
    Err(CoreError::Closing)
}

/// Runs a plan. Pressed twice it gives the same action.
pub(crate) async fn run(
    _desk: &Arc<Desk>,
    _request: ActionRequest,
) -> Result<ActionView, CoreError> {
    Err(CoreError::Closing)
}

/// Sends the identical request of an action without an outcome again.
pub(crate) async fn repeat(_desk: &Arc<Desk>, _id: &str) -> Result<ActionView, CoreError> {
    Err(CoreError::Closing)
}

/// One action with its evidence.
pub(crate) async fn detail(_desk: &Arc<Desk>, _id: &str) -> Result<ActionView, CoreError> {
    Err(CoreError::Closing)
}
