//! The seven actions on a service (contract 2) as a state machine.

use serde_json::json;

use crate::turn::Turn;
use crate::webhooks::outbox;
use crate::world::{Power, Service, ServiceStatus};
use crate::{SimulatorError, answers, audit, provisioning, store};

/// An action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Start,
    Stop,
    Reboot,
    Reinstall,
    Suspend,
    Unsuspend,
    Terminate,
}

impl Action {
    pub(crate) const ALL: [Self; 7] = [
        Self::Start,
        Self::Stop,
        Self::Reboot,
        Self::Reinstall,
        Self::Suspend,
        Self::Unsuspend,
        Self::Terminate,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Reboot => "reboot",
            Self::Reinstall => "reinstall",
            Self::Suspend => "suspend",
            Self::Unsuspend => "unsuspend",
            Self::Terminate => "terminate",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }
}

/// Begins an action on a service, or says why that is impossible now.
pub(crate) fn begin(
    turn: &mut Turn<'_>,
    service: &mut Service,
    action: Action,
) -> Result<Result<(), String>, SimulatorError> {
    let next = match next_state(service, action) {
        Ok(next) => next,
        Err(why) => return Ok(Err(why)),
    };
    service.status = next.status;
    service.power = next.power;
    let takes_time = next.power != next.power.map(Power::settled);
    service.ready_at = takes_time.then(|| turn.after(turn.rules.action));
    if action == Action::Reinstall {
        service.password = provisioning::new_password(turn, service.id)?;
    }
    if action == Action::Terminate {
        service.next_due = None;
    }
    store::services::update(turn.db, service)?;
    audit::note(
        turn,
        "service.action",
        &json!({"account": service.tenant.0, "service": service.id, "action": action.as_str()}),
    )?;
    if service.ready_at.is_none() {
        announce(turn, service)?;
    }
    Ok(Ok(()))
}

/// Ends the action that was running.
pub(crate) fn finish(turn: &mut Turn<'_>, service: &mut Service) -> Result<(), SimulatorError> {
    service.power = service.power.map(Power::settled);
    service.ready_at = None;
    store::services::update(turn.db, service)?;
    announce(turn, service)
}

fn announce(turn: &mut Turn<'_>, service: &Service) -> Result<(), SimulatorError> {
    outbox::announce(
        turn,
        service.tenant,
        "service.changed",
        &answers::service(service),
    )
}

struct Next {
    status: ServiceStatus,
    power: Option<Power>,
}

fn next_state(service: &Service, action: Action) -> Result<Next, String> {
    let (ServiceStatus::Active | ServiceStatus::Suspended) = service.status else {
        return Err(cannot(action, service.status.as_str()));
    };
    if action == Action::Terminate {
        // Also in the middle of another action: ending a service never waits.
        return Ok(Next {
            status: ServiceStatus::Terminated,
            power: service.power.map(|_| Power::Stopped),
        });
    }
    if service.ready_at.is_some() {
        return Err("another action on this service is still running".to_owned());
    }
    match (action, service.status) {
        (Action::Suspend, ServiceStatus::Active) => Ok(Next {
            status: ServiceStatus::Suspended,
            power: service.power.map(|_| Power::Stopped),
        }),
        (Action::Unsuspend, ServiceStatus::Suspended) => Ok(Next {
            status: ServiceStatus::Active,
            power: service.power.map(|_| Power::Starting),
        }),
        (
            Action::Start | Action::Stop | Action::Reboot | Action::Reinstall,
            ServiceStatus::Active,
        ) => next_power(service, action),
        (
            Action::Start
            | Action::Stop
            | Action::Reboot
            | Action::Reinstall
            | Action::Suspend
            | Action::Unsuspend
            | Action::Terminate,
            ServiceStatus::Pending
            | ServiceStatus::Active
            | ServiceStatus::Suspended
            | ServiceStatus::Terminated,
        ) => Err(cannot(action, service.status.as_str())),
    }
}

fn next_power(service: &Service, action: Action) -> Result<Next, String> {
    let Some(power) = service.power else {
        return Err(format!(
            "this service has no machine to {}",
            action.as_str()
        ));
    };
    let next = match (action, power) {
        (Action::Start, Power::Stopped) => Power::Starting,
        (Action::Stop, Power::Running) => Power::Stopping,
        (Action::Reboot, Power::Running) => Power::Rebooting,
        (Action::Reinstall, Power::Running | Power::Stopped) => Power::Reinstalling,
        (
            Action::Start
            | Action::Stop
            | Action::Reboot
            | Action::Reinstall
            | Action::Suspend
            | Action::Unsuspend
            | Action::Terminate,
            Power::Running
            | Power::Stopped
            | Power::Starting
            | Power::Stopping
            | Power::Rebooting
            | Power::Reinstalling,
        ) => return Err(cannot(action, power.as_str())),
    };
    Ok(Next {
        status: service.status,
        power: Some(next),
    })
}

fn cannot(action: Action, state: &str) -> String {
    format!(
        "{} is impossible while the service is {state}",
        action.as_str()
    )
}
