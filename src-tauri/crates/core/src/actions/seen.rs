//! What a service shows of itself ends an action that was accepted. Whoever
//! reads a service, for whatever reason, hands it in here.

use jiff::{SignedDuration, Timestamp};
use kh_api::answers::Service;
use kh_journal::{Action, ActionChange, Change, Journal, JournalError, KeptService, NewEvidence};
use kh_model::{PowerState, ProfileId, RequestId, ServiceId, ServiceState, Stated};

use super::allowed::Standing;
use super::progress::{self, Heard, Sight};
use super::words::{happened, source};
use super::{kind, notify};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::evidence::Particulars;
use crate::view::{ActionKind, ActionProgress};

/// What was seen of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) service: ServiceId,
    pub(crate) status: Option<Stated<ServiceState>>,
    pub(crate) power: Option<Stated<PowerState>>,
    pub(crate) at: Timestamp,
    pub(crate) request_id: Option<RequestId>,
}

impl From<&KeptService> for Seen {
    fn from(kept: &KeptService) -> Self {
        Self {
            service: kept.facts.id.clone(),
            status: kept.facts.status.clone(),
            power: kept.facts.power.clone(),
            at: kept.seen_at,
            request_id: kept.request_id.clone(),
        }
    }
}

impl Seen {
    /// What an answer shows.
    pub(crate) fn of(service: &Service, at: Timestamp, request_id: Option<RequestId>) -> Self {
        Self {
            service: service.id.clone(),
            status: service.status.clone(),
            power: service.power.clone(),
            at,
            request_id,
        }
    }

    /// Its state, as our reading of the provider's words.
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            status: self.status.as_ref().map(|stated| stated.kind),
            power: self.power.as_ref().map(|stated| stated.kind),
        }
    }

    /// Its words as facts of a line of evidence.
    fn facts(&self) -> Particulars {
        let status = self.status.as_ref().map(|stated| stated.raw.clone());
        let power = self.power.as_ref().map(|stated| stated.raw.clone());
        Particulars::default()
            .maybe("status", status)
            .maybe("power", power)
    }
}

/// Takes what was seen of services to the actions on them.
///
/// # Errors
/// The journal cannot be read or written; the next look learns the same.
pub(crate) async fn learn(
    desk: &Desk,
    profile: &ProfileId,
    seen: Vec<Seen>,
) -> Result<(), CoreError> {
    let own = profile.clone();
    let changed = desk
        .store
        .run(move |journal| {
            let mut changed = Vec::new();
            for action in journal.standing_actions(&own, &WATCHED)? {
                let look = seen.iter().find(|seen| seen.service == action.service_id);
                let Some(look) = look else {
                    continue;
                };
                if take(journal, &action, look)? {
                    changed.push(action.service_id);
                }
            }
            Ok(changed)
        })
        .await?;
    for service in changed {
        notify(desk, profile, &service);
    }
    Ok(())
}

/// States that a look at the service can end.
pub(crate) const WATCHED: [&str; 2] = ["accepted", "needs_person"];

fn take(journal: &Journal, action: &Action, seen: &Seen) -> Result<bool, JournalError> {
    let Some(kind) = kind::read(&action.terms.action) else {
        return Ok(false);
    };
    let history = journal.action_evidence(&action.intent_id)?;
    let accepted_at = accepted_at(&history);
    if accepted_at.is_none() && !kind::leads_to_one_state(kind) {
        return Ok(false);
    }
    let look = Look {
        kind,
        before: progress::read(&action.terms.state),
        accepted_at: accepted_at.unwrap_or(action.created_at),
        last_look_at: action.updated_at,
        was_changing: history
            .iter()
            .any(|line| line.kind == happened::SEEN_CHANGING),
    };
    // An answer that was on its way before the action was accepted shows what
    // was, not what came of it.
    if seen.at < look.accepted_at {
        return Ok(false);
    }
    let (change, lines) = look.at(seen);
    if lines.is_empty() {
        return Ok(false);
    }
    journal.change_action(&action.intent_id, &change, &lines)?;
    Ok(true)
}

/// When the provider took it on.
pub(crate) fn accepted_at(history: &[NewEvidence]) -> Option<Timestamp> {
    let accepted = history
        .iter()
        .find(|line| line.kind == happened::ACCEPTED)?;
    Some(accepted.at_from)
}

/// What a look is judged by.
#[derive(Debug, Clone, Copy)]
struct Look {
    kind: ActionKind,
    before: ActionProgress,
    accepted_at: Timestamp,
    last_look_at: Timestamp,
    was_changing: bool,
}

impl Look {
    /// What the look changes. No line where nothing new became known.
    fn at(&self, seen: &Seen) -> (ActionChange, Vec<NewEvidence>) {
        let since = seen.at.duration_since(self.accepted_at);
        let sight = progress::sight(self.kind, seen.standing(), self.was_changing, since);
        let shown = progress::next(self.before, false, Heard::Seen(sight));
        let (next, what) = match sight {
            Sight::Done if shown != self.before => (shown, Some(happened::SEEN_DONE)),
            Sight::Changing if !self.was_changing => (shown, Some(happened::SEEN_CHANGING)),
            Sight::NotYet if self.is_over(since) => {
                let next = progress::next(self.before, false, Heard::NeverSeen);
                (next, Some(happened::NEVER_SEEN))
            }
            Sight::Done | Sight::Changing | Sight::NotYet | Sight::CannotTell => (shown, None),
        };
        let mut change = ActionChange::at(seen.at);
        change.state = Some(progress::word(next).to_owned());
        if next == ActionProgress::Done {
            change.problem = Change::Clear;
        }
        let line = what.map(|what| {
            let request = seen.request_id.clone();
            let mut line = seen
                .facts()
                .evidence(what, source::PROVIDER, seen.at, request);
            // It happened somewhere between the last look and this one.
            line.at_from = self.last_look_at.min(seen.at);
            line.at_to = Some(seen.at);
            line
        });
        (change, line.into_iter().collect())
    }

    fn is_over(&self, since: SignedDuration) -> bool {
        self.before == ActionProgress::Accepted && since >= progress::FOLLOWED_FOR
    }
}

/// A look whose result is evidence whatever it shows, for an action that
/// nobody can repeat any more.
pub(crate) fn read_line(seen: &Seen) -> NewEvidence {
    let request = seen.request_id.clone();
    seen.facts()
        .evidence(happened::SERVICE_READ, source::PROVIDER, seen.at, request)
}
