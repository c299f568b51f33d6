//! Profiles: which account is worked on, and the signed client of each.

pub(crate) mod built_in;
pub(crate) mod connect;
pub(crate) mod record;
mod rules;
pub(crate) mod view;

use std::sync::Arc;

use kh_api::{Client, ClientSetup, Endpoint, PageForm, SigningKey};
use kh_audit::Act;
use kh_journal::{Journal, JournalError, Profile, ProfileKind, SecretHome, SettingOf};
use kh_model::ProfileId;
use kh_secrets::{Secret, SecretError};

use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::ledger::JournalLedger;
use crate::view::{ConnectionState, ProfileEdit, ProfileView, Topic};
use crate::{connection, credentials, rescue};

/// The setting that names the active profile.
const ACTIVE: &str = "active_profile";

/// Reads an id that came from the window.
pub(crate) fn read_id(id: &str) -> Result<ProfileId, CoreError> {
    ProfileId::new(id).map_err(|_| CoreError::ProfileNotFound)
}

/// All profiles in the order of their making, and the id of the active one.
pub(crate) async fn all(desk: &Desk) -> Result<(Vec<Profile>, Option<ProfileId>), CoreError> {
    desk.store
        .run(|journal| {
            let mut profiles = journal.profiles()?;
            profiles.sort_by_key(|profile| profile.created_at);
            let active = active_id(journal)?;
            let active = active.filter(|id| profiles.iter().any(|profile| profile.id == *id));
            Ok((profiles, active))
        })
        .await
}

fn active_id(journal: &Journal) -> Result<Option<ProfileId>, JournalError> {
    let kept = journal.setting(SettingOf::Console, ACTIVE)?;
    Ok(kept.and_then(|id| ProfileId::new(id).ok()))
}

/// The active profile.
pub(crate) async fn active(desk: &Desk) -> Result<Profile, CoreError> {
    let found = desk
        .store
        .run(|journal| match active_id(journal)? {
            Some(id) => journal.profile(&id),
            None => Ok(None),
        })
        .await?;
    found.ok_or(CoreError::NoActiveProfile)
}

/// One profile.
pub(crate) async fn one(desk: &Desk, id: &ProfileId) -> Result<Profile, CoreError> {
    let id = id.clone();
    let found = desk.store.run(move |journal| journal.profile(&id)).await?;
    found.ok_or(CoreError::ProfileNotFound)
}

/// Makes a profile the active one.
pub(crate) async fn make_active(desk: &Desk, id: &ProfileId) -> Result<(), CoreError> {
    let kept = id.clone();
    desk.store
        .run(move |journal| journal.set_setting(SettingOf::Console, ACTIVE, Some(kept.as_str())))
        .await?;
    desk.notify(Topic::Profiles, Some(id));
    desk.notify(Topic::Connection, Some(id));
    Ok(())
}

/// Makes a profile the active one and connects it in the background.
pub(crate) async fn activate(desk: &Arc<Desk>, id: &str) -> Result<ProfileView, CoreError> {
    let profile = one(desk, &read_id(id)?).await?;
    if !is_active(desk, &profile.id).await? {
        record::before(desk, &profile, Act::ProfileActivated, None, None).await?;
        credentials::end_all(desk);
    }
    if let Err(error) = make_active(desk, &profile.id).await {
        let draft = record::entry(desk, &profile, Act::ProfileActivated).await;
        record::stopped(desk, draft, &error).await;
        return Err(error);
    }
    connection::connect_later(desk, &profile.id);
    Ok(view::view(&profile))
}

async fn is_active(desk: &Desk, id: &ProfileId) -> Result<bool, CoreError> {
    let active = desk.store.run(active_id).await?;
    Ok(active.as_ref() == Some(id))
}

/// Changes what needs no call.
pub(crate) async fn edit(desk: &Desk, edit: ProfileEdit) -> Result<ProfileView, CoreError> {
    let mut profile = one(desk, &read_id(&edit.id)?).await?;
    let read =
        rules::label(&edit.label).and_then(|label| Ok((label, rules::sign_path(&edit.sign_path)?)));
    let (label, sign_path) = match read {
        Ok(read) => read,
        Err(error) => {
            let error = CoreError::from(error);
            let draft = record::entry(desk, &profile, Act::ProfileEdited).await;
            record::stopped(desk, draft, &error).await;
            return Err(error);
        }
    };
    let hue = view::hue(edit.accent, profile.kind);
    let changed = record::differences(&[
        ("label", profile.label.clone(), label.clone()),
        ("hue", profile.accent_hue.to_string(), hue.to_string()),
        (
            "signed path",
            format!("{:?}", profile.sign_path),
            format!("{sign_path:?}"),
        ),
    ]);
    if changed.is_some() {
        record::before(desk, &profile, Act::ProfileEdited, changed, None).await?;
    }
    profile.label = label;
    profile.accent_hue = hue;
    let other_signature = profile.sign_path != sign_path;
    profile.sign_path = sign_path;
    if let Err(error) = save(desk, &profile).await {
        let draft = record::entry(desk, &profile, Act::ProfileEdited).await;
        record::stopped(desk, draft, &error).await;
        return Err(error);
    }
    if other_signature {
        // The client signs in one form for its whole life.
        let id = profile.id.clone();
        desk.owner.tell(move |state| state.link(&id).client = None);
    }
    Ok(view::view(&profile))
}

/// Writes a profile down and tells the window.
pub(crate) async fn save(desk: &Desk, profile: &Profile) -> Result<(), CoreError> {
    let kept = profile.clone();
    desk.store
        .run(move |journal| journal.save_profile(&kept))
        .await?;
    desk.notify(Topic::Profiles, Some(&profile.id));
    Ok(())
}

/// Removes a profile and its secret. Its orders stay in the journal.
pub(crate) async fn forget(desk: &Desk, id: &str) -> Result<(), CoreError> {
    let profile = one(desk, &read_id(id)?).await?;
    let forgotten = forget_one(desk, &profile).await;
    if let Err(error) = &forgotten {
        let draft = record::entry(desk, &profile, Act::ProfileForgotten).await;
        record::stopped(desk, draft, error).await;
    }
    forgotten
}

async fn forget_one(desk: &Desk, profile: &Profile) -> Result<(), CoreError> {
    if let Some(open) = open_intent(desk, &profile.id).await? {
        return Err(open);
    }
    record::before(desk, profile, Act::ProfileForgotten, None, None).await?;
    credentials::end_all(desk);
    // The secret first: a profile without one can be removed again, a secret
    // without a profile would stay for good.
    desk.homes.forget(profile.secret_home, &profile.id).await?;
    let at = desk.clock.now();
    let gone = profile.id.clone();
    desk.store
        .run(move |journal| {
            journal.remove_profile(&gone, at)?;
            if active_id(journal)?.as_ref() == Some(&gone) {
                journal.set_setting(SettingOf::Console, ACTIVE, None)?;
            }
            Ok(())
        })
        .await?;
    let gone = profile.id.clone();
    desk.owner.tell(move |state| state.forget(&gone));
    desk.notify(Topic::Profiles, None);
    Ok(())
}

/// The oldest order or action of the profile that was sent and not answered, or
/// an order that can still be paid or waits for a person's word, as the reason
/// to keep the profile.
async fn open_intent(desk: &Desk, id: &ProfileId) -> Result<Option<CoreError>, CoreError> {
    let (id, now) = (id.clone(), desk.clock.now());
    desk.store
        .run(move |journal| {
            let open = journal.open_intents()?;
            let Some(intent) = open.into_iter().find(|intent| intent.profile_id == id) else {
                let unsettled = rescue::unsettled(journal, &id, now)?;
                return Ok(unsettled.map(|no| CoreError::OrderOpen { no: no.get() }));
            };
            let order = journal.order_of_intent(&intent.id)?;
            Ok(match (order, intent.service_id) {
                (Some(order), _) => Some(CoreError::OrderOpen { no: order.no.get() }),
                (None, Some(service)) => Some(CoreError::ActionOpen { service }),
                (None, None) => None,
            })
        })
        .await
}

/// The signed client of a profile, made where there is none yet.
pub(crate) async fn client(desk: &Desk, id: &ProfileId) -> Result<Client, CoreError> {
    let asked = id.clone();
    let known = desk
        .owner
        .ask(move |state| state.link(&asked).client.clone())
        .await?;
    if let Some(client) = known {
        return Ok(client);
    }
    let mut profile = one(desk, id).await?;
    let secret = match profile.secret_home {
        SecretHome::Simulator => built_in::open_for(desk, &mut profile).await?,
        home @ (SecretHome::Keychain | SecretHome::Session) => desk
            .homes
            .load(home, id)
            .await
            .map_err(|error| no_secret(desk, id, error))?,
    };
    let client = build(desk, &profile, &secret).await?;
    let (kept, id) = (client.clone(), id.clone());
    desk.owner
        .ask(move |state| state.link(&id).client = Some(kept))
        .await?;
    Ok(client)
}

/// A secret that is not there turns the line to "needs secret".
fn no_secret(desk: &Desk, id: &ProfileId, error: SecretError) -> CoreError {
    let error = match error {
        SecretError::Missing => CoreError::NeedsSecret,
        other => CoreError::Keychain(other),
    };
    connection::set_state(desk, id, ConnectionState::NeedsSecret, Some(&error));
    error
}

/// A client for a profile. It lives as long as its secret and its form of path
/// stay what they are.
pub(crate) async fn build(
    desk: &Desk,
    profile: &Profile,
    secret: &Secret,
) -> Result<Client, CoreError> {
    let endpoint = match profile.kind {
        ProfileKind::Live => Endpoint::live(),
        ProfileKind::Simulator => {
            Endpoint::simulator(&profile.base_url).map_err(kh_api::CallError::Endpoint)?
        }
    };
    let signing_key = SigningKey::new(secret.expose()).map_err(|_| FormError::SecretEmpty)?;
    let journal = desk.store.journal().await?;
    let setup = ClientSetup {
        endpoint,
        key_id: profile.key_id.clone(),
        signing_key,
        sign_path: profile.sign_path,
        page_form: PageForm::default(),
        transport: Arc::clone(&desk.transport),
        clock: Arc::clone(&desk.clock),
        ledger: Arc::new(JournalLedger::new(journal)),
    };
    let client = Client::with_chance(setup, Arc::clone(&desk.chance));
    Ok(client.map_err(kh_api::CallError::Endpoint)?)
}
