//! The payment rescue desk: orders that exist and are not paid.

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::RescueView;

/// Unpaid orders of the active profile.
pub(crate) async fn view(desk: &Desk) -> Result<RescueView, CoreError> {
    profiles::active(desk).await?;
    Ok(RescueView {
        orders: Vec::new(),
        credit: None,
        steps: Vec::new(),
        unpriced: Vec::new(),
    })
}
