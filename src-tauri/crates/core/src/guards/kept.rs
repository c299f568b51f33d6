//! The guards of a profile as the journal keeps them.

use kh_journal::{JournalError, OrdersNow};
use kh_model::{Amount, ProfileId};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::CoreError;

/// The setting of a profile that holds them.
pub(super) const NAME: &str = "guards";

/// The longest time for which the same order is shown again.
pub(super) const MOST_HOURS: u32 = 720;

/// The guards of one profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Guards {
    /// Whether nothing that changes something at the provider leaves.
    pub(crate) read_only: bool,
    /// For how long the same order is shown before it is placed again.
    pub(crate) twin_hours: u32,
    /// The most one order may cost.
    pub(crate) per_order: Option<Amount>,
    /// The most the orders of 24 hours may cost.
    pub(crate) per_day: Option<Amount>,
    /// The most the orders of 30 days may cost.
    pub(crate) per_month: Option<Amount>,
}

impl Default for Guards {
    fn default() -> Self {
        Self {
            read_only: false,
            twin_hours: 24,
            per_order: None,
            per_day: None,
            per_month: None,
        }
    }
}

/// Guards that were set and cannot be read any more let nothing out.
fn read_text(kept: Option<String>) -> Guards {
    let Some(text) = kept else {
        return Guards::default();
    };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        tracing::error!(error = %error, "the guards of a profile cannot be read");
        Guards {
            read_only: true,
            ..Guards::default()
        }
    })
}

/// The guards of a profile, in the same moment as what else is looked at.
pub(crate) fn in_journal(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
) -> Result<Guards, JournalError> {
    Ok(read_text(orders.setting(profile, NAME)?))
}

/// The guards of a profile.
pub(super) async fn read(desk: &Desk, profile: &ProfileId) -> Result<Guards, CoreError> {
    let id = profile.clone();
    desk.store
        .run(move |journal| journal.look_at_orders(|orders| in_journal(orders, &id)))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_that_cannot_be_read_let_nothing_out() {
        assert!(!read_text(None).read_only);
        assert!(!read_text(Some("{}".to_owned())).read_only);
        assert!(read_text(Some("{".to_owned())).read_only);
        assert!(read_text(Some(r#"{"per_day":"much"}"#.to_owned())).read_only);
    }

    #[test]
    fn guards_come_back_as_they_were_kept() {
        let guards = Guards {
            read_only: true,
            twin_hours: 48,
            per_order: Some(Amount::parse("50", None).unwrap()),
            ..Guards::default()
        };
        let text = serde_json::to_string(&guards).unwrap();
        assert_eq!(read_text(Some(text)), guards);
    }
}
