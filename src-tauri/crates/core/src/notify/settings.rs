//! Settings of native notifications: those of the desktop for all profiles,
//! and the line below which credit is low for each account.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Journal, JournalError, SettingOf};
use kh_model::{Amount, ProfileId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::audit;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{EventGroup, NotifyGroup, NotifySettings};

const NAME: &str = "notify";
const LOW_CREDIT: &str = "notify.low_credit";
/// What an account is taken to run dry at until a person says otherwise.
const USUAL_LINE: &str = "10.00";
/// Kept for "never": no amount is written like this.
const NEVER: &str = "never";
/// The highest line that makes sense.
const HIGHEST: i64 = 1_000_000_000;

/// The part that is the same for all profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OfDesktop {
    on: bool,
    groups: Vec<NotifyGroup>,
    names: bool,
    amounts: bool,
}

impl Default for NotifySettings {
    /// Everything but the watching itself, without names and amounts: a screen
    /// may be seen by others.
    fn default() -> Self {
        let groups = [
            EventGroup::Orders,
            EventGroup::Services,
            EventGroup::Invoices,
            EventGroup::Credit,
            EventGroup::Key,
            EventGroup::Watching,
        ];
        let switch = |group| NotifyGroup {
            group,
            on: group != EventGroup::Watching,
        };
        Self {
            on: true,
            groups: groups.into_iter().map(switch).collect(),
            names: false,
            amounts: false,
            low_credit: Some(USUAL_LINE.to_owned()),
        }
    }
}

/// The settings, with the line of the active profile.
pub(crate) async fn read(desk: &Desk) -> Result<NotifySettings, CoreError> {
    let active = profiles::active(desk).await.ok().map(|profile| profile.id);
    desk.store
        .run(move |journal| {
            let mut settings = NotifySettings::default();
            let kept = journal.setting(SettingOf::Console, NAME)?;
            if let Some(kept) = kept.and_then(|text| read_kept(&text)) {
                settings.on = kept.on;
                settings.names = kept.names;
                settings.amounts = kept.amounts;
                for switch in &mut settings.groups {
                    let found = kept.groups.iter().find(|one| one.group == switch.group);
                    switch.on = found.map_or(switch.on, |found| found.on);
                }
            }
            if let Some(profile) = active {
                settings.low_credit = line(journal, &profile)?.map(|line| line.to_string());
            }
            Ok(settings)
        })
        .await
}

fn read_kept(text: &str) -> Option<OfDesktop> {
    serde_json::from_str(text).ok()
}

/// The amount below which the credit of an account is low; none for never.
pub(crate) fn line(
    journal: &Journal,
    profile: &ProfileId,
) -> Result<Option<Decimal>, JournalError> {
    let kept = journal.setting(SettingOf::Profile(profile), LOW_CREDIT)?;
    let text = kept.unwrap_or_else(|| USUAL_LINE.to_owned());
    Ok(Amount::parse(&text, None).ok().map(|line| line.value))
}

/// Keeps settings. That they changed goes on record in the same commit; that
/// they could not be kept does after it.
///
/// # Errors
/// [`FormError::Settings`] where the line is no amount.
pub(crate) async fn save(
    desk: &Desk,
    settings: NotifySettings,
) -> Result<NotifySettings, CoreError> {
    let active = profiles::active(desk).await.ok().map(|profile| profile.id);
    let entry = Draft {
        profile: active.clone(),
        target: Some(NAME.to_owned()),
        ..Draft::new(desk.clock.now(), Act::SettingsChanged, Outcome::Done)
    };
    if let Err(error) = keep(desk, settings, active, entry.clone()).await {
        audit::stopped(desk, entry, &error).await;
        return Err(error);
    }
    read(desk).await
}

async fn keep(
    desk: &Desk,
    settings: NotifySettings,
    active: Option<ProfileId>,
    entry: Draft,
) -> Result<(), CoreError> {
    let wanted = settings.low_credit.as_deref().map(str::trim);
    let line = match wanted {
        None | Some("") => NEVER.to_owned(),
        Some(text) => read_line(text)?,
    };
    let of_desktop = OfDesktop {
        on: settings.on,
        groups: settings.groups,
        names: settings.names,
        amounts: settings.amounts,
    };
    let text = serde_json::to_string(&of_desktop).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })?;
    desk.chain.ready().await;
    desk.store
        .run(move |journal| {
            let mut kept = vec![(SettingOf::Console, NAME, Some(text.as_str()))];
            if let Some(profile) = &active {
                kept.push((SettingOf::Profile(profile), LOW_CREDIT, Some(line.as_str())));
            }
            journal.set_settings(&kept, Some(&entry))
        })
        .await
}

fn read_line(text: &str) -> Result<String, CoreError> {
    let wrong = || CoreError::Form(FormError::Settings);
    let amount = Amount::parse(text, None).map_err(|_| wrong())?;
    let makes_sense = (Decimal::ZERO..=Decimal::from(HIGHEST)).contains(&amount.value);
    if makes_sense {
        Ok(amount.value.to_string())
    } else {
        Err(wrong())
    }
}
