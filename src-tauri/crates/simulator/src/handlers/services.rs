//! Services, their access data and what can be done to them.

use serde_json::{Value, json};

use crate::actions::{self, Action};
use crate::call::Call;
use crate::mail::{self, Mail};
use crate::problem::{Code, FieldError, Problem};
use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};
use crate::world::{ApiKey, Service, ServiceStatus};
use crate::{answers, audit, provisioning, store};

/// `GET /v1/services`, all or only those in one `status`
pub(super) fn list(turn: &Turn<'_>, key: &ApiKey, call: &Call) -> Result<Answer, Stop> {
    let ask = super::page_ask(turn, call)?;
    let query = call.query();
    let status = query.iter().find(|(name, _)| name == "status");
    let status = status
        .map(|(_, word)| {
            ServiceStatus::parse(word)
                .ok_or_else(|| super::invalid("status", "is no state of a service"))
        })
        .transpose()?;
    let (services, total) =
        store::services::page(turn.db, key.tenant, status, ask.offset, ask.limit)?;
    let items = services.iter().map(answers::service).collect();
    let page = super::page_info(ask, total, call);
    Ok(Answer::list(Kind::Services, items, Some(page)))
}

/// `GET /v1/services/{id}`
pub(super) fn one(turn: &Turn<'_>, key: &ApiKey, id: u64) -> Result<Answer, Stop> {
    let service = own(turn, key, id)?;
    let body = answers::service(&service);
    Ok(Answer::one(200, Kind::Service, body))
}

/// `GET /v1/services/{id}/credentials`: each reading is an entry of its own in
/// the audit log and, if the owner wants that, a mail (contract 9).
pub(super) fn credentials(turn: &Turn<'_>, key: &ApiKey, id: u64) -> Result<Answer, Stop> {
    let service = own(turn, key, id)?;
    if let ServiceStatus::Pending | ServiceStatus::Terminated = service.status {
        return Err(Problem::new(
            Code::NotFound,
            format!(
                "There is no access data while the service is {}.",
                service.status.as_str()
            ),
        )
        .into());
    }
    let account = super::account::own(turn, key)?;
    audit::note(
        turn,
        "credentials.read",
        &json!({"account": key.tenant.0, "key": key.id, "service": service.id}),
    )?;
    if account.mail_on_credentials {
        mail::send(
            turn,
            key.tenant,
            &Mail::CredentialsRead {
                service_id: service.id,
                key_id: &key.id,
            },
        )?;
    }
    let password = turn
        .vault
        .open(&provisioning::password_name(service.id), &service.password)?;
    let body = answers::credentials(&service, &password);
    Ok(Answer::one(200, Kind::Credentials, body))
}

/// `POST /v1/services/{id}/actions`
pub(super) fn act(turn: &mut Turn<'_>, key: &ApiKey, id: u64, body: &[u8]) -> Result<Answer, Stop> {
    let mut service = own(turn, key, id)?;
    let fields = super::object(body)?;
    let action = fields
        .get("action")
        .and_then(Value::as_str)
        .and_then(Action::parse)
        .ok_or_else(|| {
            let known = Action::ALL.map(Action::as_str).join(", ");
            super::invalid("action", &format!("is needed, one of {known}"))
        })?;
    if let Err(why) = actions::begin(turn, &mut service, action)? {
        return Err(Problem {
            reason: Some("impossible_action"),
            ..Problem::invalid(vec![FieldError::new("action", why)])
        }
        .into());
    }
    let body = json!({"service_id": id, "action": action.as_str(), "status": "accepted"});
    Ok(Answer::one(202, Kind::Action, body))
}

fn own(turn: &Turn<'_>, key: &ApiKey, id: u64) -> Result<Service, Stop> {
    store::services::find(turn.db, key.tenant, id)?.ok_or_else(|| Problem::not_found().into())
}
