//! Order files that were saved here and can still be sent from elsewhere: who
//! orders the same meanwhile is told. Kept as one setting of the profile.

use jiff::Timestamp;
use kh_journal::{IntentId, Journal, JournalError, SettingOf};
use kh_model::{ProductId, ProfileId};
use serde::{Deserialize, Serialize};

/// The setting that keeps them.
const SETTING: &str = "saved_order_files";

/// A file that was saved here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Saved {
    /// Its idempotency key.
    pub(crate) key: String,
    /// What it orders.
    pub(crate) product: String,
    /// Until when it can be sent.
    pub(crate) until: Timestamp,
}

/// Remembers a file; those whose time is over are dropped.
pub(super) fn remember(
    journal: &Journal,
    profile: &ProfileId,
    saved: Saved,
    now: Timestamp,
) -> Result<(), JournalError> {
    let mut all = valid(journal, profile, now)?;
    all.push(saved);
    let text = serde_json::to_string(&all).unwrap_or_default();
    journal.set_setting(SettingOf::Profile(profile), SETTING, Some(&text))
}

/// The file of a product that can be sent the longest and was not sent from
/// here; an order that was is an earlier order like any other.
pub(crate) fn of_product(
    journal: &Journal,
    profile: &ProfileId,
    product: &ProductId,
    now: Timestamp,
) -> Result<Option<Saved>, JournalError> {
    let mut found: Option<Saved> = None;
    for saved in valid(journal, profile, now)? {
        if saved.product != product.as_str() || was_sent(journal, &saved)? {
            continue;
        }
        if found.as_ref().is_none_or(|best| best.until < saved.until) {
            found = Some(saved);
        }
    }
    Ok(found)
}

fn was_sent(journal: &Journal, saved: &Saved) -> Result<bool, JournalError> {
    // The intent of an order has the name of its key.
    match IntentId::new(saved.key.as_str()) {
        Ok(id) => Ok(journal.intent(&id)?.is_some()),
        Err(_) => Ok(false),
    }
}

fn valid(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
) -> Result<Vec<Saved>, JournalError> {
    let kept = journal.setting(SettingOf::Profile(profile), SETTING)?;
    let all: Option<Vec<Saved>> = kept.and_then(|text| serde_json::from_str(&text).ok());
    let mut all = all.unwrap_or_default();
    all.retain(|saved| now < saved.until);
    Ok(all)
}
