//! Connecting a key: form, reach, clock, exactly one signed question, and only
//! then the secret is kept. Each step that fails ends it.

use std::sync::Arc;

use jiff::SignedDuration;
use kh_api::answers::Me;
use kh_api::{Answer, Asker, Client, ClockState};
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{AccountSeen, Profile, ProfileKind, SecretHome};
use kh_model::{KeyId, ProfileId};
use kh_secrets::Secret;

use super::{record, rules, view};
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::{CoreError, FormError};
use crate::view::{ConnectRequest, ConnectStep, ConnectView, StepKind, StepState};
use crate::{chance, connection};

/// The steps and how far they came.
struct Steps {
    list: Vec<ConnectStep>,
}

impl Steps {
    fn new() -> Self {
        let kinds = [
            StepKind::Form,
            StepKind::Reach,
            StepKind::Clock,
            StepKind::Account,
            StepKind::Keep,
        ];
        let step = |kind| ConnectStep {
            kind,
            state: StepState::NotTried,
            figure: None,
        };
        Self {
            list: kinds.map(step).to_vec(),
        }
    }

    fn done(&mut self, kind: StepKind, figure: Option<i64>) {
        self.end(kind, StepState::Done, figure);
    }

    fn end(&mut self, kind: StepKind, state: StepState, figure: Option<i64>) {
        if let Some(step) = self.list.iter_mut().find(|step| step.kind == kind) {
            step.state = state;
            step.figure = figure;
        }
    }

    /// The first step that was not done is the one that failed.
    fn failed(mut self, error: &CoreError) -> ConnectView {
        if let Some(step) = self
            .list
            .iter_mut()
            .find(|step| step.state == StepState::NotTried)
        {
            step.state = StepState::Failed;
        }
        ConnectView {
            steps: self.list,
            profile: None,
            error: Some(edge::view(error, Stake::Nothing, None)),
        }
    }

    fn succeeded(self, profile: &Profile) -> ConnectView {
        ConnectView {
            steps: self.list,
            profile: Some(view::view(profile)),
            error: None,
        }
    }
}

/// Connects a new key and makes its profile the active one.
pub(crate) async fn connect(desk: &Arc<Desk>, request: ConnectRequest) -> ConnectView {
    let mut steps = Steps::new();
    let label = request.label.trim().to_owned();
    match connect_by_steps(desk, request, &mut steps).await {
        Ok(profile) => steps.succeeded(&profile),
        Err(error) => {
            // What was typed may be anything; only its name is kept.
            let now = desk.clock.now();
            let mut draft = Draft::new(now, Act::ProfileConnected, Outcome::Refused);
            draft.target_name = (!label.is_empty()).then_some(label);
            record::stopped(desk, draft, &error).await;
            steps.failed(&error)
        }
    }
}

async fn connect_by_steps(
    desk: &Arc<Desk>,
    request: ConnectRequest,
    steps: &mut Steps,
) -> Result<Profile, CoreError> {
    let secret = rules::secret(&request.secret)?;
    let secret = Secret::new(secret.as_bytes().to_vec())?;
    let key_id = rules::key_id(&request.key_id)?;
    let endpoint = rules::endpoint(request.base_url.as_deref(), &key_id)?;
    let kind = match endpoint.kind() {
        kh_api::EndpointKind::Live => ProfileKind::Live,
        kh_api::EndpointKind::Simulator => ProfileKind::Simulator,
    };
    let now = desk.clock.now();
    let profile = Profile {
        id: ProfileId::new(chance::name(&*desk.chance, now)?).map_err(|_| FormError::Id)?,
        label: rules::label(&request.label)?,
        accent_hue: view::hue(request.accent, kind),
        kind,
        base_url: endpoint.base().to_owned(),
        key_id,
        sign_path: rules::sign_path(&request.sign_path)?,
        secret_home: view::chosen_home(request.keep),
        created_at: now,
        account: None,
    };
    refuse_a_second_profile(desk, &profile.key_id).await?;
    steps.done(StepKind::Form, None);
    let deed = Deed {
        act: Act::ProfileConnected,
        asker: Asker::Person,
    };
    admit(desk, profile, secret, deed, steps).await
}

/// What goes on record, and who asks.
struct Deed {
    act: Act,
    asker: Asker,
}

/// Takes a new secret for a profile that is there: after a session ended, or
/// after the secret was rotated (contract 12).
pub(crate) async fn enter_secret(
    desk: &Arc<Desk>,
    id: &str,
    secret: &str,
    keep: crate::view::SecretHome,
) -> ConnectView {
    let mut steps = Steps::new();
    match enter_by_steps(desk, id, secret, view::chosen_home(keep), &mut steps).await {
        Ok(profile) => steps.succeeded(&profile),
        Err(error) => steps.failed(&error),
    }
}

async fn enter_by_steps(
    desk: &Arc<Desk>,
    id: &str,
    secret: &str,
    keep: SecretHome,
    steps: &mut Steps,
) -> Result<Profile, CoreError> {
    let secret = Secret::new(rules::secret(secret)?.as_bytes().to_vec())?;
    let mut profile = super::one(desk, &super::read_id(id)?).await?;
    if view::is_built_in(&profile) {
        return Err(CoreError::BuiltIn);
    }
    let before = desk.homes.load(profile.secret_home, &profile.id).await;
    let another = before.is_ok_and(|before| before.expose() != secret.expose());
    profile.secret_home = keep;
    steps.done(StepKind::Form, None);
    // The refusals before it were of the old secret; typing a new one is the
    // deliberate click.
    let deed = Deed {
        act: if another {
            Act::SecretRotated
        } else {
            Act::SecretEntered
        },
        asker: Asker::PersonInsists,
    };
    let refused = record::entry(desk, &profile, deed.act).await;
    let admitted = admit(desk, profile, secret, deed, steps).await;
    if let Err(error) = &admitted {
        record::stopped(desk, refused, error).await;
    }
    admitted
}

async fn refuse_a_second_profile(desk: &Desk, key: &KeyId) -> Result<(), CoreError> {
    let (profiles, _) = super::all(desk).await?;
    match profiles.into_iter().find(|profile| profile.key_id == *key) {
        None => Ok(()),
        Some(profile) => Err(CoreError::Form(FormError::KeyInUse {
            profile_id: profile.id.as_str().to_owned(),
            label: profile.label,
        })),
    }
}

/// Reach, clock, account, keep. The profile is written down last.
async fn admit(
    desk: &Arc<Desk>,
    mut profile: Profile,
    secret: Secret,
    deed: Deed,
    steps: &mut Steps,
) -> Result<Profile, CoreError> {
    let client = super::build(desk, &profile, &secret).await?;
    reach(desk, &client, steps).await?;
    let me = client.me(deed.asker).await?;
    steps.done(StepKind::Account, None);
    profile.account = Some(account_seen(&me));
    record::before(desk, &profile, deed.act, None, me.request_id.clone()).await?;
    desk.homes
        .keep(profile.secret_home, &profile.id, Arc::new(secret))
        .await?;
    write_down(desk, &profile).await?;
    steps.done(StepKind::Keep, None);
    take_over(desk, &profile, client, &me).await?;
    Ok(profile)
}

async fn reach(desk: &Desk, client: &Client, steps: &mut Steps) -> Result<(), CoreError> {
    let asked = desk.clock.now();
    client.health().await?;
    let took = desk.clock.now().duration_since(asked);
    steps.done(StepKind::Reach, i64::try_from(took.as_millis()).ok());
    match client.clock_state() {
        ClockState::Known { offset } => {
            steps.done(StepKind::Clock, Some(ahead_seconds(offset)));
            Ok(())
        }
        ClockState::Unknown => Err(CoreError::Call(kh_api::CallError::ClockUnknown {
            detail: "the answer had no date".to_owned(),
        })),
    }
}

/// Seconds this computer is ahead of the provider.
pub(crate) fn ahead_seconds(offset: SignedDuration) -> i64 {
    // Whole seconds: the provider's date has no more.
    -offset.as_secs()
}

/// What `GET /v1/me` told, as it is kept.
pub(crate) fn account_seen(me: &Answer<Me>) -> AccountSeen {
    AccountSeen {
        read_at: me.at,
        account_id: me.view.account_id.clone(),
        email: me.view.email.clone(),
        currency: me.view.currency.clone(),
        key_label: me.view.key.label.clone(),
        scopes: me.view.key.scopes.clone(),
        original: me.original.body.clone(),
    }
}

/// The profile goes to the journal; if it cannot, the secret does not stay
/// behind without it.
async fn write_down(desk: &Desk, profile: &Profile) -> Result<(), CoreError> {
    let written = write_profile(desk, profile).await;
    if written.is_err() {
        // The first error is the one that matters.
        let _ = desk.homes.forget(profile.secret_home, &profile.id).await;
    }
    written
}

async fn write_profile(desk: &Desk, profile: &Profile) -> Result<(), CoreError> {
    super::save(desk, profile).await?;
    record_account(desk, profile).await
}

/// Keeps what the provider said about the account.
pub(crate) async fn record_account(desk: &Desk, profile: &Profile) -> Result<(), CoreError> {
    let Some(seen) = profile.account.clone() else {
        return Ok(());
    };
    let id = profile.id.clone();
    desk.store
        .run(move |journal| journal.record_account(&id, &seen))
        .await
}

/// The client that was just proven becomes the profile's, and it the active one.
async fn take_over(
    desk: &Arc<Desk>,
    profile: &Profile,
    client: Client,
    me: &Answer<Me>,
) -> Result<(), CoreError> {
    let (id, at) = (profile.id.clone(), me.at);
    desk.owner
        .ask(move |state| {
            let link = state.link(&id);
            link.client = Some(client);
            link.state = crate::view::ConnectionState::Connected;
            link.last_answer_at = Some(at);
            link.error = None;
            let watch = state.watch(&id);
            watch.last_success = watch.last_success.max(Some(at));
        })
        .await?;
    super::make_active(desk, &profile.id).await?;
    connection::after_connecting(desk, profile);
    Ok(())
}
