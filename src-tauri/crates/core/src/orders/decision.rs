//! A person's word for what became of an order that nothing else can settle:
//! one whose answer never came, or an unpaid one that cannot be asked for.
//! Nothing is sent; the word is evidence, and an entry of the audit chain.

use std::sync::Arc;

use jiff::Timestamp;
use kh_journal::{Evidence, Order, OrderNo};
use kh_model::{ServiceId, ServiceState};

use super::list::Moment;
use super::progress::{self, Heard, Verdict};
use super::words::{happened, source};
use super::{detail, outcome, send, settle};
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::intents::evidence::Particulars;
use crate::intents::settle::GivenUp;
use crate::intents::{self, Hold};
use crate::view::{DecisionRequest, DecisionView, OrderProgress, OrderView};

/// Letters of a reason.
const LONGEST_REASON: usize = 500;

/// Takes a person's word, where nothing else can settle the order.
pub(crate) async fn decide(
    desk: &Arc<Desk>,
    no: OrderNo,
    request: DecisionRequest,
) -> Result<OrderView, CoreError> {
    let word = Word::read(request)?;
    let desk = Arc::clone(desk);
    intents::send::to_the_end(async move {
        take(&desk, no, word).await?;
        desk.orders_bell.notify_one();
        detail::by_no(&desk, no).await
    })
    .await
}

/// What a person says, in a form that can be kept.
struct Word {
    bought: bool,
    service: Option<ServiceId>,
    reason: String,
}

impl Word {
    fn read(request: DecisionRequest) -> Result<Self, FormError> {
        let reason = request.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(FormError::ReasonMissing);
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(FormError::ReasonTooLong);
        }
        let named = request.service_id.filter(|_| request.bought);
        let service = named
            .map(|id| ServiceId::new(id.trim()))
            .transpose()
            .map_err(|_| FormError::Id)?;
        Ok(Self {
            bought: request.bought,
            service,
            reason,
        })
    }

    fn line(&self, at: Timestamp) -> kh_journal::NewEvidence {
        let happened = if self.bought {
            happened::PERSON_BOUGHT
        } else {
            happened::PERSON_NOT_BOUGHT
        };
        Particulars::default()
            .fact("reason", self.reason.as_str())
            .maybe("service", self.service.as_ref().map(ServiceId::as_str))
            .evidence(happened, source::PERSON, at, None)
    }
}

async fn take(desk: &Desk, no: OrderNo, word: Word) -> Result<(), CoreError> {
    let order = detail::order(desk, no).await?;
    let intent = intents::send::intent(desk, order.intent_id.clone()).await?;
    let _hold = Hold::take(desk, &intent.id)
        .await?
        .ok_or(CoreError::Busy(intent.kind))?;
    let moment = Moment::of_settled(desk, &order.profile_id).await;
    let order = detail::order(desk, no).await?;
    if !moment.takes_a_word(&order, &intent) {
        return Err(CoreError::NothingToDecide);
    }
    let at = moment.now;
    let kept = progress::read(&order.terms.state);
    if kept != OrderProgress::NeedsPerson && kept != OrderProgress::Unpaid {
        // Its time ran out while nobody was there to write that down.
        settle::give_up(desk, &intent, GivenUp::TooOld, at).await?;
    }
    let order = detail::order(desk, no).await?;
    if let Some(service) = &word.service {
        check_service(desk, &order, service).await?;
    }
    let verdict = if word.bought {
        Verdict::Bought {
            service_active: is_active(desk, &order, word.service.as_ref()).await?,
        }
    } else {
        Verdict::NotBought
    };
    let before = progress::read(&order.terms.state);
    let next = progress::next(before, false, Heard::Person(verdict));
    if next == before {
        return Err(CoreError::NothingToDecide);
    }
    let settlement = outcome::by_person(
        next,
        word.service.clone().map(|service| vec![service]),
        word.line(at),
        at,
    );
    send::settle_for(desk, &intent, &order, settlement, Some(word.reason)).await?;
    desk.notify_order(&order.profile_id, no);
    Ok(())
}

/// A person may only name a service that was seen and that no other order made.
async fn check_service(desk: &Desk, order: &Order, service: &ServiceId) -> Result<(), CoreError> {
    let (profile, service, own) = (order.profile_id.clone(), service.clone(), order.no);
    let (is_seen, claimed) = desk
        .store
        .run(move |journal| {
            let seen = journal.service(&profile, &service)?.is_some();
            Ok((seen, journal.order_of_service(&profile, &service)?))
        })
        .await?;
    match claimed {
        _ if !is_seen => Err(CoreError::ServiceNotKnown),
        Some(no) if no != own => Err(CoreError::ServiceClaimed { no: no.get() }),
        Some(_) | None => Ok(()),
    }
}

/// Whether the service was seen, and is active.
async fn is_active(
    desk: &Desk,
    order: &Order,
    service: Option<&ServiceId>,
) -> Result<bool, CoreError> {
    let Some(service) = service.cloned() else {
        return Ok(false);
    };
    let profile = order.profile_id.clone();
    let kept = desk
        .store
        .run(move |journal| journal.service(&profile, &service))
        .await?;
    let status = kept.and_then(|kept| kept.facts.status);
    Ok(status.is_some_and(|status| status.kind == ServiceState::Active))
}

/// The last word of a person about the order.
pub(super) fn view(evidence: &[Evidence]) -> Option<DecisionView> {
    let line = evidence.iter().rev().find(|line| {
        [happened::PERSON_BOUGHT, happened::PERSON_NOT_BOUGHT].contains(&line.fact.kind.as_str())
    })?;
    let facts = Particulars::read(&line.fact.params_json).facts;
    Some(DecisionView {
        bought: line.fact.kind == happened::PERSON_BOUGHT,
        service_id: facts.get("service").cloned(),
        reason: facts.get("reason").cloned().unwrap_or_default(),
        at: line.fact.at_from,
    })
}
