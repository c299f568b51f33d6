//! The profile of the simulator inside this program. Its address and key are
//! the simulator's own; its secret never leaves memory.

use std::sync::Arc;

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Profile, ProfileKind, SecretHome};
use kh_model::{ProfileId, SignPath};
use kh_secrets::Secret;

use super::view;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::setup::{BuiltInSimulator, SimulatorAccess};
use crate::view::{Accent, PracticeScene, ProfileView, Topic};
use crate::{audit, chance, connection, credentials};

/// Its name; a person can change it.
const LABEL: &str = "Simulator";

fn simulator(desk: &Desk) -> Result<Arc<dyn BuiltInSimulator>, CoreError> {
    desk.simulator.clone().ok_or(CoreError::NoSimulator)
}

/// Starts the simulator and makes its profile the active one.
pub(crate) async fn open(desk: &Arc<Desk>) -> Result<ProfileView, CoreError> {
    let access = simulator(desk)?.open().await?;
    let mut entry = entry(desk, Act::SimulatorOpened, Outcome::Done).await?;
    entry.key = Some(access.key_id.clone());
    audit::record(desk, entry).await?;
    enter(desk, access).await
}

async fn entry(desk: &Desk, act: Act, outcome: Outcome) -> Result<Draft, CoreError> {
    let profile = find(desk).await?;
    let at = match &profile {
        Some(profile) => desk.now(&profile.id).await,
        None => desk.clock.now(),
    };
    Ok(Draft {
        profile: profile.as_ref().map(|profile| profile.id.clone()),
        key: profile.map(|profile| profile.key_id),
        target_name: Some(LABEL.to_owned()),
        ..Draft::new(at, act, outcome)
    })
}

/// Begins a new world and makes its profile the active one. Orders of the old
/// world stay in the journal. The old world cannot be had back, so that it goes
/// is on record before it goes.
pub(crate) async fn reset(desk: &Arc<Desk>) -> Result<ProfileView, CoreError> {
    let simulator = simulator(desk)?;
    let begun = entry(desk, Act::SimulatorReset, Outcome::Begun).await?;
    audit::record(desk, begun.clone()).await?;
    let access = simulator.reset().await.map_err(CoreError::from);
    let mut ended = begun;
    audit::outcome_of(&mut ended, &access);
    if let Ok(access) = &access {
        ended.key = Some(access.key_id.clone());
    }
    audit::record_after(desk, ended).await;
    let access = access?;
    credentials::end_all(desk);
    if let Some(profile) = find(desk).await? {
        desk.owner
            .ask(move |state| state.forget(&profile.id))
            .await?;
    }
    enter(desk, access).await
}

/// Plays a scene in the active simulator.
pub(crate) async fn practise(desk: &Arc<Desk>, scene: PracticeScene) -> Result<(), CoreError> {
    let active = super::active(desk).await?;
    if !view::is_built_in(&active) {
        return Err(CoreError::SimulatorNotActive);
    }
    simulator(desk)?.play(scene).await?;
    desk.notify(Topic::Connection, Some(&active.id));
    connection::look_again(desk, &active);
    Ok(())
}

async fn enter(desk: &Arc<Desk>, access: SimulatorAccess) -> Result<ProfileView, CoreError> {
    let mut profile = match find(desk).await? {
        Some(profile) => profile,
        None => new_profile(desk, &access)?,
    };
    follow_address(desk, &mut profile, &access).await?;
    super::save(desk, &profile).await?;
    super::make_active(desk, &profile.id).await?;
    let client = super::build(desk, &profile, &access.secret).await?;
    let id = profile.id.clone();
    desk.owner
        .ask(move |state| state.link(&id).client = Some(client))
        .await?;
    connection::connect(desk, &profile.id, kh_api::Asker::Person).await?;
    let profile = super::one(desk, &profile.id).await?;
    connection::after_connecting(desk, &profile);
    Ok(view::view(&profile))
}

async fn find(desk: &Desk) -> Result<Option<Profile>, CoreError> {
    let (profiles, _) = super::all(desk).await?;
    Ok(profiles.into_iter().find(view::is_built_in))
}

fn new_profile(desk: &Desk, access: &SimulatorAccess) -> Result<Profile, CoreError> {
    let now = desk.clock.now();
    Ok(Profile {
        id: ProfileId::new(chance::name(&*desk.chance, now)?).map_err(|_| FormError::Id)?,
        label: LABEL.to_owned(),
        accent_hue: view::hue(Accent::Olive, ProfileKind::Simulator),
        kind: ProfileKind::Simulator,
        base_url: access.base_url.clone(),
        key_id: access.key_id.clone(),
        sign_path: SignPath::Short,
        secret_home: SecretHome::Simulator,
        created_at: now,
        account: None,
    })
}

/// Starts the simulator for its profile, whose address changes with each start.
pub(super) async fn open_for(desk: &Desk, profile: &mut Profile) -> Result<Secret, CoreError> {
    let access = simulator(desk)?.open().await?;
    follow_address(desk, profile, &access).await?;
    Ok(access.secret)
}

async fn follow_address(
    desk: &Desk,
    profile: &mut Profile,
    access: &SimulatorAccess,
) -> Result<(), CoreError> {
    if profile.base_url == access.base_url && profile.key_id == access.key_id {
        return Ok(());
    }
    profile.base_url.clone_from(&access.base_url);
    profile.key_id.clone_from(&access.key_id);
    super::save(desk, profile).await
}
