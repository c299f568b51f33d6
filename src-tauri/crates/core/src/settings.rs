//! Settings of the console itself, kept as one text in the journal.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::SettingOf;
use serde_json::{Map, Value};

use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::view::{SettingsView, Topic};
use crate::{audit, profiles};

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

/// Keeps settings. That they changed goes on record in the same commit; that
/// they could not be kept does after it.
pub(crate) async fn save(desk: &Desk, settings: SettingsView) -> Result<SettingsView, CoreError> {
    let kept = keep(desk, &settings).await;
    if let Err(error) = &kept {
        audit::stopped(desk, entry(desk), error).await;
    }
    kept?;
    desk.notify(Topic::Settings, None);
    Ok(settings)
}

async fn keep(desk: &Desk, settings: &SettingsView) -> Result<(), CoreError> {
    if !ZOOM.contains(&settings.zoom) {
        return Err(CoreError::Form(FormError::Settings));
    }
    let text = serde_json::to_string(settings).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })?;
    let before = read(desk).await?;
    let entry = changes(&before, settings)?.map(|changed| Draft {
        reason: Some(changed),
        ..entry(desk)
    });
    desk.chain.ready().await;
    desk.store
        .run(move |journal| {
            let text = Some(text.as_str());
            journal.set_settings(&[(SettingOf::Console, NAME, text)], entry.as_ref())
        })
        .await
}

fn entry(desk: &Desk) -> Draft {
    Draft::new(desk.clock.now(), Act::SettingsChanged, Outcome::Done)
}

/// What is different, for the audit chain. Settings hold no secret.
fn changes(before: &SettingsView, after: &SettingsView) -> Result<Option<String>, CoreError> {
    let (before, after) = (map(before)?, map(after)?);
    let shown = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    let pairs: Vec<(&str, String, String)> = after
        .iter()
        .map(|(name, value)| {
            let before = shown(before.get(name));
            (name.as_str(), before, shown(Some(value)))
        })
        .collect();
    Ok(profiles::record::differences(&pairs))
}

fn map(settings: &SettingsView) -> Result<Map<String, Value>, CoreError> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) | Err(_) => Err(CoreError::Internal {
            detail: "settings are no object".to_owned(),
        }),
    }
}
