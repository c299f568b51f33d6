//! One action with its evidence, as the journal tells it.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use kh_journal::{Action, Intent, IntentId, Journal, JournalError, NewEvidence};
use kh_model::{ProfileId, ServiceId};

use super::{kind, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::evidence::{self, Particulars};
use crate::intents::recovery::{self, Decision};
use crate::intents::words;
use crate::view::{ActionKind, ActionProgress, ActionView, ErrorView, MoneyMoved, ProviderText};

/// An action of the journal.
pub(crate) async fn kept(desk: &Desk, id: &IntentId) -> Result<Action, CoreError> {
    let id = id.clone();
    let found = desk.store.run(move |journal| journal.action(&id)).await?;
    found.ok_or(CoreError::ActionNotFound)
}

/// An action with its evidence.
pub(crate) async fn by_id(desk: &Desk, id: &IntentId) -> Result<ActionView, CoreError> {
    let action = kept(desk, id).await?;
    let moment = Moment::of(desk, &action.profile_id).await?;
    let file = desk
        .store
        .run(move |journal| File::read(journal, action))
        .await?;
    file.view(&moment).ok_or(CoreError::ActionNotFound)
}

/// What is true at the moment of looking and is not in the journal.
pub(crate) struct Moment {
    now: Timestamp,
    busy: HashSet<IntentId>,
}

impl Moment {
    /// The moment for a profile.
    pub(crate) async fn of(desk: &Desk, profile: &ProfileId) -> Result<Self, CoreError> {
        let now = desk.now(profile).await;
        let busy = desk.owner.ask(|state| state.busy.clone()).await?;
        Ok(Self { now, busy })
    }

    fn progress(&self, action: &Action, intent: &Intent) -> ActionProgress {
        progress::shown_now(
            progress::read(&action.terms.state),
            self.busy.contains(&intent.id),
            intent.first_sent_at,
            self.now,
        )
    }
}

/// An action of ours on a service that is on its way or has no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Acting {
    /// Which.
    pub(crate) kind: ActionKind,
    /// Whether it has no outcome, and a person should look.
    pub(crate) unknown: bool,
    /// Whether nobody knows yet what became of it, so that no other may begin.
    pub(crate) open: bool,
    /// Whether the provider took it on and its service does not show it yet.
    pub(crate) accepted: bool,
    /// When something was last learnt of it.
    pub(crate) since: Timestamp,
}

/// The services of an account with an action that is on its way or has no
/// outcome. For the rows of a list; never waits for the provider.
///
/// # Errors
/// As for every read of the journal.
pub(crate) fn acting(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
) -> Result<Vec<(ServiceId, Acting)>, JournalError> {
    let mut acting = Vec::new();
    for action in journal.standing_actions(profile, &STANDING)? {
        let service = action.service_id.clone();
        if let Some(found) = acting_of(journal, &action, moment)? {
            acting.push((service, found));
        }
    }
    Ok(acting)
}

/// As [`acting`], for one service.
///
/// # Errors
/// As for every read of the journal.
pub(crate) fn acting_on(
    journal: &Journal,
    profile: &ProfileId,
    service: &ServiceId,
    moment: &Moment,
) -> Result<Option<Acting>, JournalError> {
    match journal.actions_on(profile, service, 1)?.first() {
        Some(newest) => acting_of(journal, newest, moment),
        None => Ok(None),
    }
}

fn acting_of(
    journal: &Journal,
    action: &Action,
    moment: &Moment,
) -> Result<Option<Acting>, JournalError> {
    let Some(kind) = kind::read(&action.terms.action) else {
        return Ok(None);
    };
    let Some(intent) = journal.intent(&action.intent_id)? else {
        return Ok(None);
    };
    let shown = moment.progress(action, &intent);
    let unknown = match shown {
        ActionProgress::Unknown | ActionProgress::NeedsPerson => true,
        ActionProgress::Written | ActionProgress::Sending | ActionProgress::Accepted => false,
        ActionProgress::Done | ActionProgress::Refused | ActionProgress::NotSent => {
            return Ok(None);
        }
    };
    Ok(Some(Acting {
        kind,
        unknown,
        open: action.open,
        accepted: shown == ActionProgress::Accepted,
        since: action.updated_at,
    }))
}

/// The newest action on a service, if it is on its way or has no outcome.
///
/// # Errors
/// As for every read of the journal.
pub(crate) fn standing_on(
    journal: &Journal,
    profile: &ProfileId,
    service: &ServiceId,
    moment: &Moment,
) -> Result<Option<ActionView>, JournalError> {
    let newest = journal.actions_on(profile, service, 1)?.into_iter().next();
    let Some(action) = newest.filter(|action| STANDING.contains(&action.terms.state.as_str()))
    else {
        return Ok(None);
    };
    Ok(File::read(journal, action)?.view(moment))
}

/// States of an action that a row tells of.
const STANDING: [&str; 5] = ["written", "sending", "unknown", "accepted", "needs_person"];

/// Everything the journal has of an action.
struct File {
    action: Action,
    intent: Intent,
    evidence: Vec<NewEvidence>,
}

impl File {
    fn read(journal: &Journal, action: Action) -> Result<Self, JournalError> {
        let intent = journal.intent(&action.intent_id)?;
        Ok(Self {
            intent: intent.ok_or(JournalError::NotFound {
                what: words::INTENT,
            })?,
            evidence: journal.action_evidence(&action.intent_id)?,
            action,
        })
    }

    /// None for an action that only a newer program knows.
    fn view(&self, moment: &Moment) -> Option<ActionView> {
        let progress = moment.progress(&self.action, &self.intent);
        let busy = moment.busy.contains(&self.intent.id);
        let open = matches!(progress, ActionProgress::Unknown | ActionProgress::Sending);
        Some(ActionView {
            id: self.intent.id.as_str().to_owned(),
            kind: kind::read(&self.action.terms.action)?,
            service_id: self.action.service_id.as_str().to_owned(),
            service_name: self.action.terms.service_name.clone(),
            progress,
            created_at: self.action.created_at,
            safe_until: open.then(|| recovery::safe_until(self.intent.first_sent_at)),
            can_repeat: !busy
                && open
                && recovery::decide(&self.intent, moment.now) == Decision::Repeat,
            idempotency_key: self.intent.idempotency_key.as_str().to_owned(),
            request: format!("{} {}", self.intent.method, self.intent.path),
            body: String::from_utf8_lossy(&self.intent.body).into_owned(),
            attempts: self
                .intent
                .attempts
                .iter()
                .map(evidence::attempt_view)
                .collect(),
            timeline: self.evidence.iter().map(evidence::view).collect(),
            error: self.error(),
        })
    }

    /// The last error, with the provider's words where it had some.
    fn error(&self) -> Option<ErrorView> {
        let problem = self.action.problem.as_ref()?;
        let refusal = self
            .evidence
            .iter()
            .rev()
            .find_map(|line| Particulars::read(&line.params_json).refusal);
        Some(ErrorView {
            code: problem.code.clone(),
            facts: BTreeMap::new(),
            // No action moves money by itself.
            money: MoneyMoved::NotConcerned,
            request_id: problem.request_id.clone().map(String::from),
            provider: refusal.map(ProviderText::from),
            retry_after_seconds: None,
        })
    }
}
