//! How the reading of the list stands, as the owner keeps it: one walk at a
//! time for each profile, and what the window shows of it.

use std::sync::Arc;

use jiff::Timestamp;
use kh_api::Asker;
use kh_model::ProfileId;
use tokio::sync::Notify;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::owner::Owner;
use crate::view::ErrorView;

/// How the reading of the list of one profile stands.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    /// Whether somebody reads it now.
    pub(super) running: bool,
    /// Whether a person waits for it.
    pub(super) for_person: bool,
    /// Services read so far.
    pub(super) done: u32,
    /// Services in all, if the provider said so.
    pub(super) total: Option<u32>,
    /// Until when it waits for calls to be allowed again.
    pub(super) waits_until: Option<Timestamp>,
    /// Why the last reading broke off.
    pub(super) error: Option<ErrorView>,
    /// Rung when a person begins to wait for a walk of the background.
    pub(super) hurry: Arc<Notify>,
}

impl Reading {
    /// Whether somebody reads the list now.
    pub(crate) fn is_running(&self) -> bool {
        self.running
    }
}

/// The right to read the list of a profile. Given back when dropped, also by a
/// task that is cut off.
pub(super) struct Turn {
    owner: Owner,
    profile: ProfileId,
    /// Rung when a person begins to wait.
    pub(super) hurry: Arc<Notify>,
}

impl Turn {
    /// Takes the turn. None while somebody else reads; a person who comes then
    /// makes the reading their own.
    pub(super) async fn take(
        desk: &Desk,
        profile: &ProfileId,
        asker: Asker,
    ) -> Result<Option<Self>, CoreError> {
        let own = profile.clone();
        let is_person = asker != Asker::Background;
        let taken = desk
            .owner
            .ask(move |state| {
                let reading = state.service_readings.entry(own).or_default();
                let was_running = std::mem::replace(&mut reading.running, true);
                if was_running {
                    if is_person && !std::mem::replace(&mut reading.for_person, true) {
                        reading.hurry.notify_one();
                    }
                    return None;
                }
                *reading = Reading {
                    running: true,
                    for_person: is_person,
                    hurry: Arc::clone(&reading.hurry),
                    ..Reading::default()
                };
                Some(Arc::clone(&reading.hurry))
            })
            .await?;
        Ok(taken.map(|hurry| Self {
            owner: desk.owner.clone(),
            profile: profile.clone(),
            hurry,
        }))
    }

    /// Changes what is shown of the reading.
    pub(super) fn note(&self, change: impl FnOnce(&mut Reading) + Send + 'static) {
        let profile = self.profile.clone();
        self.owner.tell(move |state| {
            if let Some(reading) = state.service_readings.get_mut(&profile) {
                change(reading);
            }
        });
    }

    /// Whether a person waits for it.
    pub(super) async fn is_for_person(&self) -> Result<bool, CoreError> {
        let profile = self.profile.clone();
        self.owner
            .ask(move |state| {
                let reading = state.service_readings.get(&profile);
                reading.is_some_and(|reading| reading.for_person)
            })
            .await
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.note(|reading| {
            reading.running = false;
            reading.waits_until = None;
        });
    }
}

/// How the reading of a profile's list stands.
pub(super) async fn of(desk: &Desk, profile: &ProfileId) -> Result<Reading, CoreError> {
    let own = profile.clone();
    desk.owner
        .ask(move |state| state.service_readings.get(&own).cloned())
        .await
        .map(Option::unwrap_or_default)
}
