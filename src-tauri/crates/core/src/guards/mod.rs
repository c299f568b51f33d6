//! Guards before the money leaves: caps, the time for which the same order is
//! shown again, and the switch that lets nothing out. Kept per profile, loosened
//! only by a person who types the profile's name.

mod edit;
mod kept;
pub(crate) mod spent;

use kh_journal::Profile;
use kh_model::{Amount, ProfileId};

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{GuardsView, Money};

pub(crate) use edit::save;
pub(crate) use kept::{Guards, in_journal};

/// Why a guard did not let something through, or was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GuardTrouble {
    /// Nothing that changes something at the provider leaves.
    #[error("the profile is read-only")]
    ReadOnly,
    /// The name of the profile was not typed.
    #[error("the name of the profile was not typed")]
    TypeLabel,
    /// The amount of the button was not typed.
    #[error("the amount was not typed as the button shows it")]
    TypeAmount,
    /// No cap stands in the way.
    #[error("no cap stands in the way")]
    NothingToLift,
    /// Not an amount, or less than nothing.
    #[error("not an amount: {cap}")]
    Amount {
        /// Of which cap: `order`, `day`, `month`.
        cap: &'static str,
    },
    /// Hours out of range.
    #[error("the hours are out of range")]
    Hours,
}

impl GuardTrouble {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::ReadOnly => "profile.read_only",
            Self::TypeLabel => "guards.type_label",
            Self::TypeAmount => "guards.type_amount",
            Self::NothingToLift => "guards.nothing_to_lift",
            Self::Amount { .. } => "guards.amount",
            Self::Hours => "guards.hours",
        }
    }

    /// Facts for the window.
    pub(crate) fn facts(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Amount { cap } => Some(("cap", (*cap).to_owned())),
            Self::Hours => Some(("most", kept::MOST_HOURS.to_string())),
            Self::ReadOnly | Self::TypeLabel | Self::TypeAmount | Self::NothingToLift => None,
        }
    }
}

/// The guards of the active profile, with what was spent.
pub(crate) async fn view(desk: &Desk) -> Result<GuardsView, CoreError> {
    let profile = profiles::active(desk).await?;
    of(desk, &profile).await
}

async fn of(desk: &Desk, profile: &Profile) -> Result<GuardsView, CoreError> {
    let (id, now) = (profile.id.clone(), desk.now(&profile.id).await);
    let (guards, day, month) = desk
        .store
        .run(move |journal| {
            journal.look_at_orders(|orders| {
                let guards = in_journal(orders, &id)?;
                let day = spent::since(orders, &id, spent::day_before(now))?;
                let month = spent::since(orders, &id, spent::month_before(now))?;
                Ok((guards, day, month))
            })
        })
        .await?;
    let money = |amounts: Vec<Amount>| amounts.into_iter().map(Money::from).collect();
    Ok(GuardsView {
        profile_id: profile.id.as_str().to_owned(),
        profile_label: profile.label.clone(),
        read_only: guards.read_only,
        twin_hours: guards.twin_hours,
        per_order: guards.per_order.map(Into::into),
        per_day: guards.per_day.map(Into::into),
        per_month: guards.per_month.map(Into::into),
        spent_day: money(day),
        spent_month: money(month),
    })
}

/// Whether nothing that changes something at the provider leaves a profile.
pub(crate) async fn is_read_only(desk: &Desk, profile: &ProfileId) -> Result<bool, CoreError> {
    Ok(kept::read(desk, profile).await?.read_only)
}

/// Lets through only what a profile that is not read-only sends.
///
/// # Errors
/// [`GuardTrouble::ReadOnly`].
pub(crate) async fn writable(desk: &Desk, profile: &ProfileId) -> Result<(), CoreError> {
    if is_read_only(desk, profile).await? {
        return Err(GuardTrouble::ReadOnly.into());
    }
    Ok(())
}
