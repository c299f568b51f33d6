//! Settings of the console itself, kept as one text in the journal.

use kh_journal::SettingOf;

use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::view::{SettingsView, Topic};

const NAME: &str = "settings";
const ZOOM: std::ops::RangeInclusive<u16> = 80..=200;

/// The kept settings; the defaults where there are none or they cannot be read.
pub(crate) async fn read(desk: &Desk) -> Result<SettingsView, CoreError> {
    let kept = desk
        .store
        .run(|journal| journal.setting(SettingOf::Console, NAME))
        .await?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// Keeps settings.
pub(crate) async fn save(desk: &Desk, settings: SettingsView) -> Result<SettingsView, CoreError> {
    if !ZOOM.contains(&settings.zoom) {
        return Err(CoreError::Form(FormError::Settings));
    }
    let text = serde_json::to_string(&settings).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })?;
    desk.store
        .run(move |journal| journal.set_setting(SettingOf::Console, NAME, Some(&text)))
        .await?;
    desk.notify(Topic::Settings, None);
    Ok(settings)
}
