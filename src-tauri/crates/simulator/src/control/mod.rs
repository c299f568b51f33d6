//! The control plane under `/_sim`: the operator's hand in the world, over HTTP
//! and only from this computer.

mod deed;
mod elsewhere;
mod order;
mod state;

use serde_json::{Value, json};

use crate::SimulatorError;
use crate::call::{Call, Effect, Reply};
use crate::machine::Machine;
use crate::{audit, mail};

const MOUNT: &str = "/_sim";

/// Whether a call is for the control plane.
pub(crate) fn is_meant(call: &Call) -> bool {
    let path = call.path();
    path == MOUNT
        || path
            .strip_prefix(MOUNT)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// Why an operator is not served.
enum Refusal {
    /// Not from this computer, or from a page in a browser.
    Stranger,
    /// No such verb.
    Verb,
    /// The body makes no sense.
    Body(String),
    /// The world says no.
    World(SimulatorError),
}

impl From<SimulatorError> for Refusal {
    fn from(error: SimulatorError) -> Self {
        Self::World(error)
    }
}

/// Serves the operator.
pub(crate) fn handle(machine: &mut Machine, call: &Call) -> Reply {
    match serve(machine, call) {
        Ok(Served::Json(body)) => reply(200, "application/json", body.to_string()),
        Ok(Served::Lines(body)) => reply(200, "application/x-ndjson", body),
        Err(refusal) => {
            let (status, why) = match refusal {
                Refusal::Stranger => (403, "the control plane serves this computer only".into()),
                Refusal::Verb => (404, "the control plane knows no such verb".into()),
                Refusal::Body(why) => (400, why),
                Refusal::World(error @ SimulatorError::NoSuch(_)) => (404, error.to_string()),
                Refusal::World(error @ SimulatorError::Senseless(_)) => (409, error.to_string()),
                Refusal::World(error) => (500, error.to_string()),
            };
            reply(
                status,
                "application/json",
                json!({"error": why}).to_string(),
            )
        }
    }
}

enum Served {
    Json(Value),
    Lines(String),
}

fn serve(machine: &mut Machine, call: &Call) -> Result<Served, Refusal> {
    // A page in a browser could reach loopback; it always says where it is
    // from, and no operator's program does.
    let from_page = call
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("origin"));
    if !call.peer_ip.to_canonical().is_loopback() || from_page {
        return Err(Refusal::Stranger);
    }
    let now = machine.clock.now();
    machine.catch_up(now)?;
    let path = call.path().trim_start_matches(MOUNT);
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match (call.method.as_str(), segments.as_slice()) {
        ("GET", ["state"]) => Ok(Served::Json(state::whole(machine)?)),
        ("GET", ["mail"]) => Ok(Served::Json(mails(machine)?)),
        ("GET", ["audit"]) => Ok(Served::Lines(audit_lines(machine)?)),
        ("GET", ["faults"]) => Ok(Served::Json(json!({"faults": machine.script.left()}))),
        ("POST", verb) => order::carry_out(machine, verb, &call.body).map(Served::Json),
        _ => Err(Refusal::Verb),
    }
}

fn mails(machine: &Machine) -> Result<Value, SimulatorError> {
    let mails = mail::all(&machine.db)?
        .into_iter()
        .map(|mail| {
            json!({
                "account": mail.account,
                "kind": mail.kind,
                "to": mail.recipient,
                "subject": mail.subject,
                "body": mail.body,
                "at": mail.at.to_string(),
            })
        })
        .collect::<Vec<_>>();
    Ok(json!({"mails": mails}))
}

fn audit_lines(machine: &Machine) -> Result<String, SimulatorError> {
    let lines = audit::all(&machine.db)?
        .into_iter()
        .map(|entry| {
            let line = json!({
                "n": entry.n,
                "row": entry.row,
                "chain_hash": hex::encode(entry.chain_hash),
            });
            format!("{line}\n")
        })
        .collect();
    Ok(lines)
}

fn reply(status: u16, content_type: &str, body: String) -> Reply {
    Reply {
        status,
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: body.into_bytes(),
        effect: Effect::Whole,
    }
}
