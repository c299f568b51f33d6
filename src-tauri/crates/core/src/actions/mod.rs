//! The seven actions on services: planned with fresh facts, confirmed, sent
//! once, settled, and followed until the service shows them. The state machine
//! is in `progress`, the table of what makes sense when in `allowed`.

pub(crate) mod allowed;
pub(crate) mod detail;
pub(crate) mod facts;
pub(crate) mod kind;
mod outcome;
mod plan;
pub(crate) mod price;
pub(crate) mod progress;
mod run;
pub(crate) mod seen;
mod send;
pub(crate) mod settle;
pub(crate) mod transition;
mod words;

use std::sync::Arc;

use kh_journal::IntentId;
use kh_model::{ProfileId, ServiceId};

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{ActionKind, ActionPlanView, ActionRequest, ActionView, Topic};

pub(crate) use plan::{Plans, Situation};
pub(crate) use transition::in_transition;

/// Plans an action with fresh facts. Nothing is done.
pub(crate) async fn prepare(
    desk: &Arc<Desk>,
    service: &str,
    kind: ActionKind,
) -> Result<ActionPlanView, CoreError> {
    plan::prepare(desk, service, kind).await
}

/// Gives a plan up; that is kept in the audit chain.
pub(crate) async fn cancel(desk: &Arc<Desk>, plan: &str) -> Result<(), CoreError> {
    run::cancel(desk, plan).await
}

/// Runs a plan. Pressed twice it gives the same action.
pub(crate) async fn run(desk: &Arc<Desk>, request: ActionRequest) -> Result<ActionView, CoreError> {
    run::run(desk, request).await
}

/// Sends the identical request of an action without an outcome again.
pub(crate) async fn repeat(desk: &Arc<Desk>, id: &str) -> Result<ActionView, CoreError> {
    settle::repeat_by_person(desk, id).await
}

/// One action with its evidence.
pub(crate) async fn detail(desk: &Arc<Desk>, id: &str) -> Result<ActionView, CoreError> {
    let id = IntentId::new(id).map_err(|_| CoreError::ActionNotFound)?;
    detail::by_id(desk, &id).await
}

/// Tells the window that an action on a service has changed.
fn notify(desk: &Desk, profile: &ProfileId, service: &ServiceId) {
    desk.notify_one(Topic::Actions, Some(profile), service.as_str());
    desk.notify_one(Topic::Services, Some(profile), service.as_str());
}
