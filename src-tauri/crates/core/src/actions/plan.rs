//! The plan of an action: fresh facts, what it costs, whether it can be done.
//! Nothing is done yet, and nothing is on the disk.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kh_api::Asker;
use kh_journal::{IntentId, KeptService, Profile};
use kh_model::{ProfileId, Scope, ServiceId};

use super::allowed::{self, Verdict, reason};
use super::detail::{self, Acting, Moment};
use super::facts::{self, Facts};
use super::{kind, price};
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::guards::GuardTrouble;
use crate::intents::press::Button;
use crate::view::{ActionKind, ActionPlanView, ErrorView};
use crate::{chance, connection, guards, profiles, services};

/// A plan that can be run, once.
pub(crate) struct Plan {
    pub(crate) id: String,
    pub(crate) profile: ProfileId,
    pub(crate) service: ServiceId,
    pub(crate) kind: ActionKind,
    pub(crate) name: String,
    pub(crate) customer: Option<String>,
    pub(crate) facts: Facts,
    /// When the facts were read, in the provider's time; none where they were not
    /// read for this plan.
    pub(crate) read_at: Option<Timestamp>,
    /// What has to be typed.
    pub(crate) type_this: Option<String>,
    /// Why it cannot be run: a word of the table, or a code.
    pub(crate) blocked: Option<String>,
    made_at: Timestamp,
    /// Held down while it is run; then its intent.
    pub(crate) run: Button<IntentId>,
}

/// The plans of this run. Old ones are forgotten: planning again is free.
#[derive(Default)]
pub(crate) struct Plans {
    list: VecDeque<Arc<Plan>>,
}

/// How many plans are remembered.
const REMEMBERED: usize = 64;

/// How long a plan counts as what the person just looked at.
const LOOKED_AT_FOR: SignedDuration = SignedDuration::from_mins(10);

/// How long an accepted action keeps the next one waiting, if its service does
/// not say itself that it is changing.
const IN_THE_WAY_FOR: SignedDuration = SignedDuration::from_mins(5);

impl Plans {
    /// The plan of this id.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Plan>> {
        self.list.iter().find(|plan| plan.id == id).cloned()
    }

    /// Takes a plan away: it cannot be run any more.
    pub(crate) fn take(&mut self, id: &str) -> Option<Arc<Plan>> {
        let place = self.list.iter().position(|plan| plan.id == id)?;
        self.list.remove(place)
    }

    fn remember(&mut self, plan: Arc<Plan>) {
        if self.list.len() >= REMEMBERED {
            self.list.pop_front();
        }
        self.list.push_back(plan);
    }

    /// What was shown last for the same deed.
    fn last(
        &self,
        profile: &ProfileId,
        service: &ServiceId,
        kind: ActionKind,
    ) -> Option<Arc<Plan>> {
        let mut plans = self.list.iter().rev();
        plans
            .find(|plan| plan.profile == *profile && plan.service == *service && plan.kind == kind)
            .cloned()
    }

    /// Forgets the plans of a profile.
    pub(crate) fn forget(&mut self, profile: &ProfileId) {
        self.list.retain(|plan| plan.profile != *profile);
    }
}

/// Plans an action. What erases, ends or holds back rests on facts that were
/// read for it; the others on the kept copy.
pub(super) async fn prepare(
    desk: &Arc<Desk>,
    service: &str,
    kind: ActionKind,
) -> Result<ActionPlanView, CoreError> {
    let service = ServiceId::new(service).map_err(|_| CoreError::ServiceNotKnown)?;
    let profile = profiles::active(desk).await?;
    let before = facts::kept(desk, &profile.id, &service).await?;
    let looked = if kind::is_danger(kind) || before.is_none() {
        Some(facts::read(desk, &profile.id, &service, Asker::Person).await)
    } else {
        None
    };
    let (kept, read_at, failed) = match (looked, before.clone()) {
        (Some(Ok(kept)), _) => {
            let at = kept.seen_at;
            (kept, Some(at), None)
        }
        (Some(Err(CoreError::Call(call))), Some(kept)) => {
            let error = edge::call_view(&call, Stake::Nothing, None);
            (kept, None, Some(error))
        }
        (Some(Err(error)), _) => return Err(error),
        (None, Some(kept)) => (kept, None, None),
        (None, None) => return Err(CoreError::ServiceNotKnown),
    };
    let acting = acting(desk, &profile, &service).await?;
    let read_only = guards::is_read_only(desk, &profile.id).await?;
    let blocked = match failed {
        _ if read_only => Some(edge::view(
            &GuardTrouble::ReadOnly.into(),
            Stake::Nothing,
            None,
        )),
        Some(error) => Some(error),
        None => not_now(desk, &profile, &kept, kind)
            .await?
            .map(|reason| blocked_view(kind, reason)),
    };
    let plan = Plan {
        id: chance::name(&*desk.chance, desk.clock.now())?,
        profile: profile.id.clone(),
        service: service.clone(),
        kind,
        name: kept.shown_name().to_owned(),
        customer: kept.own.customer.clone(),
        facts: Facts::of(&kept),
        read_at,
        type_this: kind::wants_the_name(kind).then(|| facts::to_type(&kept)),
        blocked: blocked.as_ref().map(|error| error.code.clone()),
        made_at: desk.clock.now(),
        run: Button::new(),
    };
    let changes = changes(desk, &plan, before.as_ref()).await?;
    let plan = Arc::new(plan);
    let kept_plan = Arc::clone(&plan);
    desk.owner
        .ask(move |state| state.plans.remember(kept_plan))
        .await?;
    Ok(ActionPlanView {
        plan: plan.id.clone(),
        kind,
        service: services::row_of(&kept, acting),
        price: price::of(kind, kept.facts.recurring.as_ref()),
        type_this: plan.type_this.clone(),
        fields: further_fields(kind),
        changes,
        blocked,
    })
}

/// Fields that may be sent beside the action's name: what a reinstall takes is
/// not documented (contract 3), so nothing is sent that was not typed.
pub(super) fn further_fields(kind: ActionKind) -> Vec<String> {
    match kind {
        ActionKind::Reinstall => vec!["os".to_owned(), "template".to_owned()],
        ActionKind::Start
        | ActionKind::Stop
        | ActionKind::Reboot
        | ActionKind::Suspend
        | ActionKind::Unsuspend
        | ActionKind::Terminate => Vec::new(),
    }
}

/// What differs from what the person looked at: the plan before this one, else
/// the copy that the window showed.
async fn changes(
    desk: &Desk,
    plan: &Plan,
    before: Option<&KeptService>,
) -> Result<Vec<crate::view::FactChange>, CoreError> {
    let (profile, service, kind) = (plan.profile.clone(), plan.service.clone(), plan.kind);
    let last = desk
        .owner
        .ask(move |state| state.plans.last(&profile, &service, kind))
        .await?;
    let last = last.filter(|last| plan.made_at.duration_since(last.made_at) < LOOKED_AT_FOR);
    let shown = last
        .map(|last| last.facts.clone())
        .or_else(|| before.map(Facts::of));
    Ok(shown.map_or_else(Vec::new, |shown| shown.changes_to(&plan.facts)))
}

/// Why an action cannot be asked for now; a word of the table. None if it can.
pub(super) async fn not_now(
    desk: &Desk,
    profile: &Profile,
    kept: &KeptService,
    kind: ActionKind,
) -> Result<Option<&'static str>, CoreError> {
    let situation = Situation {
        may: connection::may(profile, &Scope::WriteServices),
        missing: kept.missing_since.is_some(),
        acting: acting(desk, profile, &kept.facts.id).await?,
        now: desk.now(&profile.id).await,
    };
    Ok(match situation.verdict(kind, kept) {
        Verdict::Allowed | Verdict::Uncertain(_) => None,
        Verdict::NotNow(reason) => Some(reason),
    })
}

/// An action of ours on a service that is on its way or has no outcome.
async fn acting(
    desk: &Desk,
    profile: &Profile,
    service: &ServiceId,
) -> Result<Option<Acting>, CoreError> {
    let moment = Moment::of(desk, &profile.id).await?;
    let (own, service) = (profile.id.clone(), service.clone());
    desk.store
        .run(move |journal| detail::acting_on(journal, &own, &service, &moment))
        .await
}

/// What stands around a service beside its state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation {
    /// Whether the key may act; none where its scopes are not known.
    pub(crate) may: Option<bool>,
    /// Whether the service is not visible to this key.
    pub(crate) missing: bool,
    /// An action of ours on it.
    pub(crate) acting: Option<Acting>,
    /// The provider's time.
    pub(crate) now: Timestamp,
}

impl Situation {
    /// The table's say, with what stands around it.
    pub(crate) fn verdict(&self, kind: ActionKind, kept: &KeptService) -> Verdict {
        if self.may == Some(false) {
            return Verdict::NotNow(reason::MISSING_SCOPE);
        }
        if self.missing {
            return Verdict::NotNow(reason::NOT_VISIBLE);
        }
        match self.acting {
            Some(acting) if acting.open => return Verdict::NotNow(reason::ACTION_OPEN),
            Some(acting) if kind != ActionKind::Terminate && self.is_in_the_way(&acting) => {
                return Verdict::NotNow(reason::ACTION_ON_ITS_WAY);
            }
            Some(_) | None => {}
        }
        allowed::verdict(kind, facts::standing(kept))
    }

    fn is_in_the_way(&self, acting: &Acting) -> bool {
        acting.accepted && self.now.duration_since(acting.since) < IN_THE_WAY_FOR
    }
}

fn blocked_view(kind: ActionKind, reason: &str) -> ErrorView {
    let error = CoreError::NotNow {
        action: kind,
        reason: reason.to_owned(),
    };
    edge::view(&error, Stake::Nothing, None)
}
