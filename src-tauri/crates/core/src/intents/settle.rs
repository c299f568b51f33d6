//! Settling what is open: by the program after a start or a new connection, by
//! a person who presses "repeat". Orders and actions go the same way and obey
//! the same clock.

use jiff::Timestamp;
use kh_api::Client;
use kh_journal::{Intent, IntentId, IntentKind, IntentState};
use kh_model::ProfileId;

use super::again;
use super::hold::Hold;
use super::limits::{self, Clicked, Limits};
use super::recovery::{self, Decision};
use super::send;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::{actions, guards, orders};

/// Who asks for a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A person.
    Person,
    /// The program when it starts.
    Start,
    /// The program while it runs.
    Watch,
}

impl By {
    /// The word in the history.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Start => "start",
            Self::Watch => "watch",
        }
    }

    /// Whether somebody sits there and waits for it.
    pub(crate) fn is_a_person(self) -> bool {
        match self {
            Self::Person => true,
            Self::Start | Self::Watch => false,
        }
    }
}

/// Why an intent ends without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// Not a byte of it reached anybody.
    NeverSent,
    /// Repeating it is not safe any more.
    TooOld,
}

/// Settles what is open of every profile; for the start of the program.
pub(crate) async fn all_open(desk: &Desk) {
    let mut profiles: Vec<ProfileId> = Vec::new();
    for intent in open(desk, None).await {
        if !profiles.contains(&intent.profile_id) {
            profiles.push(intent.profile_id);
        }
    }
    for profile in profiles {
        open_of(desk, &profile, By::Start).await;
    }
}

/// Settles what is open of one profile. What cannot be settled now stays open
/// and is shown as unknown.
pub(crate) async fn open_of(desk: &Desk, profile: &ProfileId, by: By) {
    for intent in open(desk, Some(profile)).await {
        if let Err(error) = one(desk, &intent.id, by).await {
            tracing::warn!(error = %error, "an open intent could not be settled yet");
        }
    }
}

async fn open(desk: &Desk, profile: Option<&ProfileId>) -> Vec<Intent> {
    let found = desk
        .store
        .run(kh_journal::Journal::open_intents)
        .await
        .unwrap_or_default();
    found
        .into_iter()
        .filter(|intent| profile.is_none_or(|profile| intent.profile_id == *profile))
        .collect()
}

async fn one(desk: &Desk, id: &IntentId, by: By) -> Result<(), CoreError> {
    let Some(_hold) = Hold::take(desk, id).await? else {
        return Ok(());
    };
    let intent = send::intent(desk, id.clone()).await?;
    if intent.state != IntentState::Open {
        return Ok(());
    }
    if recovery::never_sent(&intent) {
        return give_up(desk, &intent, GivenUp::NeverSent).await;
    }
    let (client, now) = send::client_with_clock(desk, &intent.profile_id, intent.kind).await?;
    match recovery::decide(&intent, now) {
        Decision::Repeat if waits_for_a_person(&intent, now) => Ok(()),
        // Until a person switches that off, or its time is over.
        Decision::Repeat if guards::is_read_only(desk, &intent.profile_id).await? => Ok(()),
        Decision::Repeat => repeat(desk, &client, &intent, by, (now, desk.clock.now())).await,
        Decision::TooOld => give_up(desk, &intent, GivenUp::TooOld).await,
        Decision::NeverSent => give_up(desk, &intent, GivenUp::NeverSent).await,
        Decision::AgeUnknown => Err(CoreError::AgeUnknown(intent.kind)),
    }
}

/// Repeating is safe, but not without being asked.
fn waits_for_a_person(intent: &Intent, now: Timestamp) -> bool {
    if !recovery::known_to_have_left(intent) {
        return true;
    }
    match intent.kind {
        IntentKind::Order => false,
        IntentKind::Action => now >= limits::acts_until(intent.first_sent_at),
    }
}

/// Repeats an intent because a person asked for it.
///
/// # Errors
/// Why it is not repeated; what came of it is in the journal.
pub(crate) async fn by_person(desk: &Desk, id: &IntentId) -> Result<(), CoreError> {
    let clicked_at = desk.clock.now();
    match may_repeat(desk, id).await {
        Ok((_hold, client, intent, now)) => {
            repeat(desk, &client, &intent, By::Person, (now, clicked_at)).await
        }
        Err(error) => {
            again::refused(desk, id, &error).await;
            Err(error)
        }
    }
}

/// What a person may repeat, held, and the way to send it with the provider's
/// time.
async fn may_repeat(
    desk: &Desk,
    id: &IntentId,
) -> Result<(Hold, Client, Intent, Timestamp), CoreError> {
    let intent = send::intent(desk, id.clone()).await?;
    let hold = Hold::take(desk, id)
        .await?
        .ok_or(CoreError::Busy(intent.kind))?;
    let intent = send::intent(desk, id.clone()).await?;
    if intent.state != IntentState::Open || recovery::never_sent(&intent) {
        return Err(CoreError::NothingToRepeat(intent.kind));
    }
    let (client, now) = send::client_with_clock(desk, &intent.profile_id, intent.kind).await?;
    match recovery::decide(&intent, now) {
        Decision::Repeat => {
            guards::writable(desk, &intent.profile_id).await?;
            Ok((hold, client, intent, now))
        }
        Decision::TooOld => {
            give_up(desk, &intent, GivenUp::TooOld).await?;
            Err(CoreError::TooOld {
                kind: intent.kind,
                safe_until: recovery::safe_until(intent.first_sent_at),
            })
        }
        Decision::AgeUnknown => Err(CoreError::AgeUnknown(intent.kind)),
        Decision::NeverSent => Err(CoreError::NothingToRepeat(intent.kind)),
    }
}

/// Sends the identical bytes under the identical key. `now` is the provider's
/// time, `here` when it was asked for by the clock of this computer.
async fn repeat(
    desk: &Desk,
    client: &Client,
    intent: &Intent,
    by: By,
    (now, here): (Timestamp, Timestamp),
) -> Result<(), CoreError> {
    let asked = Clicked { here, there: now };
    let parcel = send::stored(intent, Limits::of_a_repetition(intent, by, asked))?;
    match intent.kind {
        IntentKind::Order => orders::settle::repeat(desk, client, intent, (by, now), &parcel).await,
        IntentKind::Action => {
            actions::settle::repeat(desk, client, intent, (by, now), &parcel).await
        }
    }
}

async fn give_up(desk: &Desk, intent: &Intent, why: GivenUp) -> Result<(), CoreError> {
    let at = desk.now(&intent.profile_id).await;
    match intent.kind {
        IntentKind::Order => orders::settle::give_up(desk, intent, why, at).await,
        IntentKind::Action => actions::settle::give_up(desk, intent, why, at).await,
    }
}
