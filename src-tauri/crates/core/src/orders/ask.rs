//! Asking how an order is: once because a person wants to know, or gently in
//! the background while it is on its way. An order that is not found is not
//! gone (contract 11: foreign and absent look the same).

use jiff::Timestamp;
use kh_api::Asker;
use kh_journal::{Order, OrderNo};
use kh_model::{OrderId, ProfileId, ServiceId, ServiceState};

use super::{detail, outcome, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{OrderProgress, OrderView};

/// Asks because a person wants to know.
pub(crate) async fn by_person(desk: &Desk, no: OrderNo) -> Result<OrderView, CoreError> {
    let order = detail::order(desk, no).await?;
    ask(desk, &order, Asker::Person).await?;
    desk.orders_bell.notify_one();
    detail::by_no(desk, no).await
}

/// Asks for the order and writes down what is new.
pub(crate) async fn ask(desk: &Desk, order: &Order, asker: Asker) -> Result<(), CoreError> {
    let id = order
        .provider_order_id
        .clone()
        .ok_or(CoreError::NothingToCheck)?;
    let profile = &order.profile_id;
    let last_known_at = last_known(desk, order).await;
    let asked: OrderId = id.clone();
    let answer = desk
        .call(profile, |client| async move {
            client.order(asker, &asked).await
        })
        .await?;
    let before = progress::read(&order.terms.state);
    let service = answer
        .view
        .service_ids
        .first()
        .or(order.service_ids.first());
    let paid = before == OrderProgress::Paid || before == OrderProgress::Accepted;
    let active = match service {
        Some(service) if paid => is_active(desk, profile, service, asker).await,
        Some(_) | None => false,
    };
    let known_status = order.provider_status.as_deref();
    let (change, evidence) =
        outcome::of_status(before, known_status, last_known_at, &answer, active);
    let (no, at) = (order.no, answer.at);
    desk.owner.tell(move |state| {
        state.asked.insert(no, at);
    });
    if evidence.is_empty() {
        return Ok(());
    }
    desk.store
        .run(move |journal| journal.change_order(no, &change, &evidence))
        .await?;
    desk.notify_order(profile, no);
    Ok(())
}

/// When the state of the order was last known to be what it is.
async fn last_known(desk: &Desk, order: &Order) -> Timestamp {
    let no = order.no;
    let asked = desk
        .owner
        .ask(move |state| state.asked.get(&no).copied())
        .await;
    asked
        .ok()
        .flatten()
        .map_or(order.updated_at, |asked| asked.max(order.updated_at))
}

/// Whether the service was set up. A key that may not read services, or a
/// service that cannot be read, says nothing.
async fn is_active(desk: &Desk, profile: &ProfileId, id: &ServiceId, asker: Asker) -> bool {
    let asked = id.clone();
    let answer = desk
        .call(profile, |client| async move {
            client.service(asker, &asked).await
        })
        .await;
    let active = |state: Option<ServiceState>| state == Some(ServiceState::Active);
    answer.is_ok_and(|answer| active(answer.view.status.map(|status| status.kind)))
}
