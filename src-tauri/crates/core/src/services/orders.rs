//! What services tell about orders: an order that never named its service is
//! known to be set up once a service names it (contract 13, rule 12).

use jiff::Timestamp;
use kh_journal::{Journal, JournalError, NewEvidence, Order, OrderChange, OrderFilter};
use kh_model::{OrderId, ProfileId, ServiceId, ServiceState, Stated};

use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::evidence::Particulars;
use crate::orders::progress::{self, Heard, Shown};
use crate::orders::words::{happened, source};
use crate::view::OrderProgress;

/// Orders that are looked at after a walk; newest first.
const MOST_WAITING: u32 = 100;

/// Takes what was seen of services to the orders they name.
///
/// # Errors
/// The journal cannot be read or written; the next look learns the same.
pub(super) async fn learn(
    desk: &Desk,
    profile: &ProfileId,
    named: &[OrderId],
    at: Timestamp,
) -> Result<(), CoreError> {
    if named.is_empty() {
        return Ok(());
    }
    let (own, named) = (profile.clone(), named.to_vec());
    let changed = desk
        .store
        .run(move |journal| {
            let mut changed = Vec::new();
            for id in &named {
                if let Some(order) = journal.order_by_provider_id(&own, id)?
                    && take(journal, &own, id, &order, at)?
                {
                    changed.push(order.no);
                }
            }
            Ok(changed)
        })
        .await?;
    for no in changed {
        desk.notify_order(profile, no);
    }
    Ok(())
}

/// Takes every service to the orders that still wait for one. An order whose id
/// became known late may have been named long before.
///
/// # Errors
/// As [`learn`].
pub(super) async fn learn_all(
    desk: &Desk,
    profile: &ProfileId,
    at: Timestamp,
) -> Result<(), CoreError> {
    let filter = OrderFilter {
        states: progress::ALL
            .into_iter()
            .filter(|progress| progress::is_on_its_way(*progress))
            .map(|progress| progress::word(progress).to_owned())
            .collect(),
        ..OrderFilter::default()
    };
    let own = profile.clone();
    let waiting = desk
        .store
        .run(move |journal| {
            Ok(journal
                .list_orders(Some(&own), &filter, 0, MOST_WAITING)?
                .orders)
        })
        .await?;
    let ids: Vec<OrderId> = waiting
        .into_iter()
        .filter_map(|order| order.provider_order_id)
        .collect();
    learn(desk, profile, &ids, at).await
}

/// Whether the order is another one now.
fn take(
    journal: &Journal,
    profile: &ProfileId,
    id: &OrderId,
    order: &Order,
    at: Timestamp,
) -> Result<bool, JournalError> {
    let services = journal.services_of_order(profile, id)?;
    let ids: Vec<ServiceId> = services
        .iter()
        .map(|service| service.facts.id.clone())
        .collect();
    let active = services
        .iter()
        .any(|service| status(service.facts.status.as_ref()) == Some(ServiceState::Active));
    let before = progress::read(&order.terms.state);
    let next = if progress::is_on_its_way(before) {
        progress::next(
            before,
            false,
            Heard::Order(Shown {
                state: order
                    .provider_status
                    .as_deref()
                    .map(|word| Stated::read(word).kind),
                payment: None,
                has_service: !ids.is_empty(),
                service_active: active,
            }),
        )
    } else {
        before
    };
    let is_new = ids.iter().any(|id| !order.service_ids.contains(id));
    if next == before && !is_new {
        return Ok(false);
    }
    let mut all = order.service_ids.clone();
    all.extend(ids.into_iter().filter(|id| !order.service_ids.contains(id)));
    let mut change = OrderChange::at(at);
    change.state = Some(progress::word(next).to_owned());
    let request_id = services.first().and_then(|one| one.request_id.clone());
    let names: Vec<&str> = all.iter().map(ServiceId::as_str).collect();
    let mut line: NewEvidence = Particulars::default()
        .fact("services", names.join(", "))
        .evidence(happened_by(before, next), source::PROVIDER, at, request_id);
    // It happened somewhere between the last look at the order and this one.
    line.at_from = order.updated_at.min(at);
    line.at_to = Some(at);
    change.service_ids = Some(all);
    journal.change_order(order.no, &change, &[line])?;
    Ok(true)
}

fn status(stated: Option<&Stated<ServiceState>>) -> Option<ServiceState> {
    stated.map(|stated| stated.kind)
}

fn happened_by(before: OrderProgress, next: OrderProgress) -> &'static str {
    if next != before && next == OrderProgress::Provisioned {
        happened::PROVISIONED
    } else {
        happened::SERVICE_SEEN
    }
}
