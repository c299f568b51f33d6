//! One kept service with everything known of it.

use kh_api::Asker;
use kh_journal::{Journal, JournalError, KeptService, Order, Profile};
use kh_model::{Amount, Scope, ServiceId};

use super::{one, row, timeline};
use crate::actions::allowed::Verdict;
use crate::actions::detail::{self, Moment};
use crate::actions::{Situation, kind, price};
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::view::{ActView, OwnWords, ServiceView};
use crate::{connection, profiles};

/// Addresses that go to the window.
const MOST_ADDRESSES: usize = 32;

/// Reads an id that came from the window.
pub(super) fn read_id(id: &str) -> Result<ServiceId, CoreError> {
    ServiceId::new(id).map_err(|_| CoreError::ServiceNotFound)
}

/// One kept service, without a call.
pub(crate) async fn detail(desk: &Desk, id: &str) -> Result<ServiceView, CoreError> {
    let profile = profiles::active(desk).await?;
    kept(desk, profile, read_id(id)?).await
}

/// Reads one service again because a person looks at it. Where that fails, what
/// is kept is shown with the reason.
pub(crate) async fn refresh_one(desk: &Desk, id: &str) -> Result<ServiceView, CoreError> {
    let profile = profiles::active(desk).await?;
    let id = read_id(id)?;
    let read = one::read(desk, &profile.id, &id, Asker::Person).await;
    let now = desk.now(&profile.id).await;
    let error = match read {
        Ok(_) => None,
        Err(CoreError::Call(call)) => Some(CoreError::Call(call)),
        Err(error) => return Err(error),
    };
    let mut view = match kept(desk, profile, id).await {
        Ok(view) => view,
        Err(not_kept) => return Err(error.unwrap_or(not_kept)),
    };
    view.error = error.map(|error| edge::view(&error, Stake::Nothing, Some(now)));
    Ok(view)
}

async fn kept(desk: &Desk, profile: Profile, id: ServiceId) -> Result<ServiceView, CoreError> {
    let moment = Moment::of(desk, &profile.id).await?;
    let now = desk.now(&profile.id).await;
    let situation = Situation {
        may: connection::may(&profile, &Scope::WriteServices),
        missing: false,
        acting: None,
        now,
    };
    let file = desk
        .store
        .run(move |journal| File::read(journal, &profile, &id, &moment, situation))
        .await?;
    file.map(File::view).ok_or(CoreError::ServiceNotFound)
}

/// Everything the journal has of a service.
struct File {
    kept: KeptService,
    order: Option<Order>,
    situation: Situation,
    view: Parts,
}

/// What is a view already.
struct Parts {
    may_look: Option<bool>,
    action: Option<crate::view::ActionView>,
    timeline: Vec<crate::view::TimelineView>,
    timeline_total: u32,
    original: Option<String>,
    withheld: Vec<String>,
}

impl File {
    fn read(
        journal: &Journal,
        profile: &Profile,
        id: &ServiceId,
        moment: &Moment,
        situation: Situation,
    ) -> Result<Option<Self>, JournalError> {
        let Some(kept) = journal.service(&profile.id, id)? else {
            return Ok(None);
        };
        let order = match &kept.facts.order_id {
            Some(order) => journal.order_by_provider_id(&profile.id, order)?,
            None => None,
        };
        let (timeline, timeline_total) = timeline::of(journal, &profile.id, &kept, order.as_ref())?;
        let original = journal.service_original(&profile.id, id)?;
        let (original, withheld) = original.map_or((None, Vec::new()), |found| {
            let text = found.original.text;
            (
                Some(text).filter(|text| !text.is_empty()),
                found.original.withheld,
            )
        });
        Ok(Some(Self {
            situation: Situation {
                missing: kept.missing_since.is_some(),
                acting: detail::acting_on(journal, &profile.id, id, moment)?,
                ..situation
            },
            view: Parts {
                may_look: connection::may(profile, &Scope::ReadCredentials),
                action: detail::standing_on(journal, &profile.id, id, moment)?,
                timeline,
                timeline_total,
                original,
                withheld,
            },
            kept,
            order,
        }))
    }

    fn view(self) -> ServiceView {
        let facts = &self.kept.facts;
        ServiceView {
            row: row::row(&self.kept, self.situation.acting),
            ips: facts
                .ips
                .iter()
                .take(MOST_ADDRESSES)
                .map(|ip| row::word(ip))
                .collect(),
            created: facts.created_at.as_ref().map(row::stated),
            order_id: facts.order_id.as_ref().map(|id| row::word(id.as_str())),
            order_no: self.order.as_ref().map(|order| order.no.get()),
            first_seen_at: self.kept.first_seen_at,
            request_id: self.kept.request_id.clone().map(String::from),
            own: OwnWords {
                name: self.kept.own.name.clone(),
                customer: self.kept.own.customer.clone(),
                note: self.kept.own.note.clone(),
            },
            acts: self.acts(facts.recurring.as_ref()),
            action: self.view.action,
            may_look: self.view.may_look,
            timeline: self.view.timeline,
            timeline_total: self.view.timeline_total,
            original: self.view.original,
            withheld: self.view.withheld,
            error: None,
        }
    }

    fn acts(&self, renewal: Option<&Amount>) -> Vec<ActView> {
        let act = |action| {
            let (allowed, reason) = match self.situation.verdict(action, &self.kept) {
                Verdict::Allowed => (true, None),
                Verdict::Uncertain(reason) => (true, Some(reason.to_owned())),
                Verdict::NotNow(reason) => (false, Some(reason.to_owned())),
            };
            ActView {
                kind: action,
                allowed,
                reason,
                price: price::of(action, renewal),
                danger: kind::is_danger(action),
            }
        };
        kind::ALL.into_iter().map(act).collect()
    }
}
