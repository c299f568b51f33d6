//! Asking: what a subject means as a use case, always on behalf of the
//! background, and what follows from how it went.

use std::sync::Arc;

use kh_api::{Asker, CallError};
use kh_journal::Order;
use kh_model::{ProfileId, ServiceId};

use super::watched::Subject;
use crate::connection;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::settle;
use crate::orders::{ask as of_orders, progress};
use crate::view::{ConnectionState, OrderProgress};
use crate::{activity, billing, catalogue, notify, reconciliation, services};

/// Asks one question and notes how it went. What went wrong is kept where the
/// subject itself is shown; here it only decides about the next time.
pub(super) async fn ask(
    desk: &Arc<Desk>,
    profile: &ProfileId,
    subject: &Subject,
    orders: &[Order],
) {
    let answered = match put(desk, profile, subject, orders).await {
        Ok(()) => true,
        Err(error) => {
            tracing::debug!(error = %error, ?subject, "a look was not answered");
            if is_down(&error) {
                note_down(desk, profile);
            }
            false
        }
    };
    if answered && is_a_book(subject) {
        reconciliation::after(desk, profile).await;
    }
    let now = desk.now(profile).await;
    let (own, asked) = (profile.clone(), subject.clone());
    desk.owner
        .tell(move |state| state.watch(&own).note(&asked, now, answered));
    notify::tell(desk, profile).await;
}

/// Whether it is one of the things that are put side by side.
fn is_a_book(subject: &Subject) -> bool {
    match subject {
        Subject::Services | Subject::Credit | Subject::Invoices => true,
        // An order alone says nothing about the others.
        Subject::Order(_)
        | Subject::Unsettled
        | Subject::Service(_)
        | Subject::Account
        | Subject::Catalogue => false,
    }
}

async fn put(
    desk: &Arc<Desk>,
    profile: &ProfileId,
    subject: &Subject,
    orders: &[Order],
) -> Result<(), CoreError> {
    match subject {
        Subject::Unsettled => {
            settle::open_of(desk, profile, settle::By::Watch).await;
            Ok(())
        }
        Subject::Order(no) => match orders.iter().find(|order| order.no == *no) {
            Some(order) => of_order(desk, order).await,
            None => Ok(()),
        },
        Subject::Service(id) => of_service(desk, profile, id).await,
        Subject::Services => {
            services::sync::run(desk, profile, Asker::Background).await?;
            activity::first_look(desk, profile).await
        }
        Subject::Credit => connection::ask_credit(desk, profile, Asker::Background).await,
        Subject::Invoices => billing::sync::run(desk, profile, Asker::Background).await,
        Subject::Account => connection::ask_account(desk, profile, Asker::Background).await,
        Subject::Catalogue => catalogue::read(desk, profile, Asker::Background).await,
    }
}

async fn of_service(desk: &Desk, profile: &ProfileId, id: &ServiceId) -> Result<(), CoreError> {
    let read = services::one::read(desk, profile, id, Asker::Background).await;
    match read {
        // Nothing is known of it, which is an answer.
        Ok(_) | Err(CoreError::ServiceNotVisible) => Ok(()),
        Err(error) => Err(error),
    }
}

/// An order that was set up names its service; that is read at once, so that
/// the person hears of the service and not only of the order.
async fn of_order(desk: &Arc<Desk>, order: &Order) -> Result<(), CoreError> {
    of_orders::ask(desk, order, Asker::Background).await?;
    let no = order.no;
    let after = desk.store.run(move |journal| journal.order(no)).await?;
    let Some(after) = after.filter(|after| after.terms.state != order.terms.state) else {
        return Ok(());
    };
    activity::collect(desk, &order.profile_id).await;
    if progress::read(&after.terms.state) == OrderProgress::Provisioned {
        for service in &after.service_ids {
            of_service(desk, &order.profile_id, service).await?;
        }
    }
    Ok(())
}

fn is_down(error: &CoreError) -> bool {
    matches!(
        error,
        CoreError::Call(
            CallError::NotSent { .. } | CallError::Unknown(_) | CallError::ClockUnknown { .. }
        )
    )
}

/// One more try that did not get through. The line is looked at from now on,
/// and nothing else.
fn note_down(desk: &Desk, profile: &ProfileId) {
    let own = profile.clone();
    desk.owner.tell(move |state| {
        let is_down = state.link(&own).state == ConnectionState::Offline;
        let watch = state.watch(&own);
        watch.down_tries = if is_down {
            watch.down_tries.saturating_add(1)
        } else {
            0
        };
    });
}
