//! The caps of a profile, held against an order.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::guards::GuardTrouble;
use crate::view::ReviewView;

/// Lifts the caps that a review passes.
pub(crate) async fn lift(
    _desk: &Desk,
    _review: &str,
    _typed: &str,
) -> Result<ReviewView, CoreError> {
    Err(GuardTrouble::NothingToLift.into())
}
