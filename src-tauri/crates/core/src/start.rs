//! What happens at the start: the first answer to the window, the keychain's
//! state, and the settling of what a crash left open.

use std::sync::Arc;

use kh_journal::Journal;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::settle;
use crate::profiles::{self, view as profile_view};
use crate::settings;
use crate::setup::Habits;
use crate::view::{KeychainState, KeychainView, SettingsView, StartView, StoreState};
use crate::{audit, connection, polling};

/// The first answer: no network, no keychain. A journal that cannot be used is
/// told, not an error: the window has to say it.
pub(crate) async fn view(desk: &Desk) -> Result<StartView, CoreError> {
    let store = desk.store.view().await?;
    let usable = store.state != StoreState::Unusable;
    let (profiles, active) = if usable {
        profiles::all(desk).await?
    } else {
        (Vec::new(), None)
    };
    let settings = if usable {
        settings::read(desk).await?
    } else {
        SettingsView::default()
    };
    Ok(StartView {
        version: desk.version.clone(),
        profiles: profiles.iter().map(profile_view::view).collect(),
        active: active.map(String::from),
        settings,
        store,
        data_folder: desk.data_folder.to_string_lossy().into_owned(),
    })
}

/// The keychain of this computer, asked just now.
pub(crate) async fn keychain(desk: &Desk) -> KeychainView {
    let found = desk.homes.keychain_state().await;
    let code = found.trouble.as_ref().map(|trouble| trouble.code());
    KeychainView {
        state: match &found.trouble {
            None => KeychainState::Ready,
            Some(trouble) => keychain_state(trouble),
        },
        name: found.name.to_owned(),
        code: code.map(|code| crate::edge::under("keychain", "keychain_", code)),
    }
}

fn keychain_state(trouble: &kh_secrets::SecretError) -> KeychainState {
    use kh_secrets::SecretError as E;
    match trouble {
        E::Locked | E::TimedOut | E::Denied => KeychainState::Locked,
        E::NoService { .. }
        | E::Missing
        | E::Corrupt { .. }
        | E::TooLarge
        | E::Empty
        | E::Failed { .. } => KeychainState::Missing,
    }
}

/// Settles what is open, connects the active profile, then watches for as long
/// as the program runs.
pub(crate) async fn settle_and_watch(
    desk: Arc<Desk>,
    habits: Habits,
    settled: tokio::sync::watch::Sender<bool>,
) {
    // Before anything that goes on record.
    audit::start(&desk).await;
    // Before anything is asked: what was looked at last is what a gap begins with.
    polling::remember(&desk).await;
    if habits.settles_at_start {
        settle::all_open(&desk).await;
    }
    // Fails only when nobody waits.
    let _ = settled.send(true);
    // Now, so that no order has to. Without it an order only takes longer.
    if let Err(error) = desk.store.run(Journal::make_room).await {
        tracing::info!(error = %error, "no room was made in the write-ahead file");
    }
    if habits.connects_at_start
        && let Ok(active) = profiles::active(&desk).await
    {
        connection::connect_later(&desk, &active.id);
    }
    if habits.watches {
        polling::keep_watch(desk).await;
    }
}
