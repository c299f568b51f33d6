//! The whole world at a glance, for the operator and for tests. No secret is
//! in it.

use serde_json::{Value, json};

use crate::machine::Machine;
use crate::webhooks::outbox;
use crate::{SimulatorError, answers, money, store};

/// Everything that can be seen.
pub(super) fn whole(machine: &Machine) -> Result<Value, SimulatorError> {
    let db = &machine.db;
    Ok(json!({
        "now": machine.clock.now().to_string(),
        "clock_offset_s": machine.clock.offset_s(),
        "shape": machine.shape.as_str(),
        "rules": rules(machine),
        "accounts": accounts(machine)?,
        "keys": keys(machine)?,
        "orders": orders(machine)?,
        "services": services(machine)?,
        "deliveries": outbox::all(db)?,
        "faults": machine.script.left(),
        "answered_by_script": machine.in_its_place,
        "counts": {
            "products": machine.catalogue.len(),
            "mails": count(machine, "SELECT count(*) FROM mails")?,
            "audit": count(machine, "SELECT count(*) FROM audit")?,
            "invoices": count(machine, "SELECT count(*) FROM invoices")?,
            "nonces": count(machine, "SELECT count(*) FROM nonces")?,
            "idempotency_keys": count(machine, "SELECT count(*) FROM idempotency")?,
        },
    }))
}

/// The rules that can be changed.
pub(super) fn rules(machine: &Machine) -> Value {
    json!({
        "provisioning_s": machine.rules.provisioning.as_secs(),
        "action_s": machine.rules.action.as_secs(),
        "sign_path": machine.rules.sign_path.as_str(),
    })
}

fn count(machine: &Machine, sql: &str) -> Result<i64, SimulatorError> {
    let count = machine
        .db
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    Ok(count)
}

fn accounts(machine: &Machine) -> Result<Vec<Value>, SimulatorError> {
    let accounts = store::accounts::all(&machine.db)?
        .into_iter()
        .map(|account| {
            json!({
                "id": account.id,
                "email": account.email,
                "name": account.name,
                "currency": account.currency,
                "credit": money::text(account.credit),
                "card": account.card.as_str(),
                "client_known": account.client_known,
                "mail_on_credentials": account.mail_on_credentials,
            })
        })
        .collect();
    Ok(accounts)
}

fn keys(machine: &Machine) -> Result<Vec<Value>, SimulatorError> {
    let now = machine.clock.now();
    let keys = store::keys::all(&machine.db)?
        .into_iter()
        .map(|key| {
            let locked = key.locked_until.filter(|until| *until > now);
            json!({
                "key": key.id,
                "label": key.label,
                "account": key.tenant.0,
                "scopes": key.scopes,
                "ip_whitelist": key.networks(),
                "locked_until": locked.map(|until| until.to_string()),
                "last_used_at": key.last_used_at.map(|at| at.to_string()),
                "webhook_url": key.webhook_url,
            })
        })
        .collect();
    Ok(keys)
}

fn orders(machine: &Machine) -> Result<Vec<Value>, SimulatorError> {
    store::orders::all(&machine.db)?
        .into_iter()
        .map(|order| {
            let services = store::services::ids_of_order(&machine.db, order.id)?;
            Ok(of_account(
                order.tenant.0,
                answers::order(&order, &services),
            ))
        })
        .collect()
}

fn services(machine: &Machine) -> Result<Vec<Value>, SimulatorError> {
    let services = store::services::all(&machine.db)?
        .into_iter()
        .map(|service| of_account(service.tenant.0, answers::service(&service)))
        .collect();
    Ok(services)
}

fn of_account(account: u64, mut what: Value) -> Value {
    if let Value::Object(fields) = &mut what {
        fields.insert("account".to_owned(), json!(account));
    }
    what
}
