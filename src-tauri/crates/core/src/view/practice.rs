//! Scenes to practise in the simulator inside this program.

use serde::Deserialize;
use ts_rs::TS;

/// What the simulator is asked to play. Never reaches the real provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PracticeScene {
    /// Enough credit, a working card.
    AmpleCredit,
    /// No credit, no card: orders are refused, the order waits 24 hours.
    NoCreditNoCard,
    /// No credit, and the card is declined.
    CardDeclined,
    /// No credit, and the card has expired.
    CardExpired,
    /// The answer to the next order is lost after the order was made.
    LoseNextAnswer,
    /// Six hours pass at the provider.
    SixHoursLater,
    /// The oldest order that waits for payment is paid from outside.
    PayInPortal,
    /// A service appears that this console did not order; it is paid with the
    /// credit.
    BoughtElsewhere,
    /// The answer to the next order is lost; its repeat is answered with 409.
    ConflictNextOrder,
}
