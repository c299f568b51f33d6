//! Guards before the money leaves, and the order file.

use super::{Console, plain, unsent};
use crate::view::{
    ErrorView, GuardsEdit, GuardsView, OrderFileSavedView, OrderFileView, ReviewView,
};
use crate::{guards, orders};

impl Console {
    /// The guards of the active profile, with what was spent.
    ///
    /// # Errors
    /// `profile.none_active`, `store.*`.
    pub async fn guards(&self) -> Result<GuardsView, ErrorView> {
        plain(guards::view(&self.desk).await)
    }

    /// Keeps the guards of the active profile. What makes them looser needs the
    /// profile's name in `typed`.
    ///
    /// # Errors
    /// `guards.*`, `profile.none_active`, `store.*`.
    pub async fn save_guards(&self, edit: GuardsEdit) -> Result<GuardsView, ErrorView> {
        plain(guards::save(&self.desk, edit).await)
    }

    /// Lifts the caps that a review passes, for this one review and up to the
    /// figures it shows. `typed` is the amount of the button.
    ///
    /// # Errors
    /// `guards.type_amount`, `guards.nothing_to_lift`, `order.review_not_found`,
    /// `store.*`.
    pub async fn lift_cap(&self, review: String, typed: String) -> Result<ReviewView, ErrorView> {
        unsent(orders::caps::lift(&self.desk, &review, &typed).await)
    }

    /// Saves a review as an order file in the downloads folder. The review is
    /// used up by that: it is a file now, and not an order of its own.
    ///
    /// # Errors
    /// `order_file.*`, `order.not_ready`, `order.review_not_found`,
    /// `key.malformed`, `document.*`, `store.*`.
    pub async fn save_order_file(
        &self,
        review: String,
        valid_hours: u32,
        sender_key: String,
    ) -> Result<OrderFileSavedView, ErrorView> {
        unsent(orders::file::save(&self.desk, review, valid_hours, &sender_key).await)
    }

    /// Reads an order file and reviews its order. Nothing is ordered.
    ///
    /// # Errors
    /// `order_file.*`, what a review can fail with.
    pub async fn open_order_file(&self, text: String) -> Result<OrderFileView, ErrorView> {
        unsent(orders::file::open(&self.desk, text).await)
    }
}
