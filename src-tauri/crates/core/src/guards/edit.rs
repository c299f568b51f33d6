//! Changing the guards of a profile. Whatever makes them looser needs the name
//! of the profile typed; every change is on record in the commit that
//! makes it.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Profile, SettingOf};
use kh_model::{Amount, Currency};

use super::GuardTrouble;
use super::kept::{self, Guards, MOST_HOURS, NAME};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{GuardsEdit, GuardsView, Topic};
use crate::{audit, profiles};

/// Keeps the guards of the active profile.
pub(crate) async fn save(desk: &Desk, edit: GuardsEdit) -> Result<GuardsView, CoreError> {
    let profile = profiles::active(desk).await?;
    if let Err(error) = keep(desk, &profile, &edit).await {
        let entry = entry(desk, &profile).await;
        audit::stopped(desk, entry, &error).await;
        return Err(error);
    }
    super::of(desk, &profile).await
}

async fn keep(desk: &Desk, profile: &Profile, edit: &GuardsEdit) -> Result<(), CoreError> {
    let before = kept::read(desk, &profile.id).await?;
    let after = wanted(profile, &before, edit)?;
    let Some(changed) = differences(&before, &after) else {
        return Ok(());
    };
    let entry = Draft {
        reason: Some(changed),
        ..entry(desk, profile).await
    };
    let text = serde_json::to_string(&after).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })?;
    let id = profile.id.clone();
    desk.chain.ready().await;
    desk.store
        .run(move |journal| {
            let guards = (SettingOf::Profile(&id), NAME, Some(text.as_str()));
            journal.set_settings(&[guards], Some(&entry))
        })
        .await?;
    desk.notify(Topic::Profiles, Some(&profile.id));
    Ok(())
}

async fn entry(desk: &Desk, profile: &Profile) -> Draft {
    let now = desk.now(&profile.id).await;
    Draft {
        target: Some(profile.id.as_str().to_owned()),
        target_name: Some(profile.label.clone()),
        ..audit::draft(now, profile, Act::GuardsChanged, Outcome::Done)
    }
}

/// The guards that a person wants, if they may be had like this.
fn wanted(profile: &Profile, before: &Guards, edit: &GuardsEdit) -> Result<Guards, GuardTrouble> {
    if edit.twin_hours > MOST_HOURS {
        return Err(GuardTrouble::Hours);
    }
    let seen = profile.account.as_ref();
    let own = seen.and_then(|account| account.currency.clone());
    let after = Guards {
        read_only: edit.read_only,
        twin_hours: edit.twin_hours,
        per_order: amount(edit.per_order.as_deref(), own.as_ref(), "order")?,
        per_day: amount(edit.per_day.as_deref(), own.as_ref(), "day")?,
        per_month: amount(edit.per_month.as_deref(), own.as_ref(), "month")?,
    };
    let typed = edit.typed.as_deref().unwrap_or_default().trim();
    if is_looser(before, &after) && typed != profile.label.trim() {
        return Err(GuardTrouble::TypeLabel);
    }
    Ok(after)
}

/// `50.00 EUR`; where no currency is named, the one of the account.
fn amount(
    text: Option<&str>,
    own: Option<&Currency>,
    cap: &'static str,
) -> Result<Option<Amount>, GuardTrouble> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let bad = |_| GuardTrouble::Amount { cap };
    let (value, currency) = match text.split_once(char::is_whitespace) {
        Some((value, code)) => (value, Some(Currency::new(code).map_err(bad)?)),
        None => (text, own.cloned()),
    };
    let amount = Amount::parse(value, currency).map_err(bad)?;
    if amount.value.is_sign_negative() && !amount.value.is_zero() {
        return Err(GuardTrouble::Amount { cap });
    }
    Ok(Some(amount))
}

/// Whether anything may leave afterwards that could not before.
fn is_looser(before: &Guards, after: &Guards) -> bool {
    let raised = |before: &Option<Amount>, after: &Option<Amount>| match (before, after) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(before), Some(after)) => {
            before.currency != after.currency || after.value > before.value
        }
    };
    (before.read_only && !after.read_only)
        || after.twin_hours < before.twin_hours
        || raised(&before.per_order, &after.per_order)
        || raised(&before.per_day, &after.per_day)
        || raised(&before.per_month, &after.per_month)
}

fn differences(before: &Guards, after: &Guards) -> Option<String> {
    let cap = |cap: &Option<Amount>| cap.as_ref().map_or("none".to_owned(), ToString::to_string);
    let pair = |name, of: &dyn Fn(&Guards) -> String| (name, of(before), of(after));
    profiles::record::differences(&[
        pair("read-only", &|guards| guards.read_only.to_string()),
        pair("same order shown for", &|guards| {
            format!("{} h", guards.twin_hours)
        }),
        pair("per order", &|guards| cap(&guards.per_order)),
        pair("per 24 hours", &|guards| cap(&guards.per_day)),
        pair("per 30 days", &|guards| cap(&guards.per_month)),
    ])
}
