//! Which action makes sense in which state: a table, and nothing else. What we
//! do not know is allowed with a note: the provider decides, and says so.

use kh_model::{PowerState, ServiceState};

use crate::view::ActionKind;

/// The state of a service, as last read. None: not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) status: Option<ServiceState>,
    pub(crate) power: Option<PowerState>,
}

/// Whether an action can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Yes.
    Allowed,
    /// Yes, and this is not certain; a stable word.
    Uncertain(&'static str),
    /// Not now, for this reason; a stable word.
    NotNow(&'static str),
}

/// The words. Keys of the sentences in the window; they never change meaning.
pub(crate) mod reason {
    pub(crate) const STATUS_NOT_KNOWN: &str = "status_not_known";
    pub(crate) const POWER_NOT_KNOWN: &str = "power_not_known";
    pub(crate) const ALREADY_RUNNING: &str = "already_running";
    pub(crate) const ALREADY_STOPPED: &str = "already_stopped";
    pub(crate) const ALREADY_SUSPENDED: &str = "already_suspended";
    pub(crate) const NOT_SUSPENDED: &str = "not_suspended";
    pub(crate) const NOT_RUNNING: &str = "not_running";
    pub(crate) const SUSPENDED: &str = "suspended";
    pub(crate) const CHANGING: &str = "changing";
    pub(crate) const SETTING_UP: &str = "setting_up";
    pub(crate) const ENDED: &str = "ended";
    pub(crate) const HELD_BY_PROVIDER: &str = "held_by_provider";
    pub(crate) const NOT_VISIBLE: &str = "not_visible";
    pub(crate) const MISSING_SCOPE: &str = "missing_scope";
    pub(crate) const ACTION_OPEN: &str = "action_open";
    pub(crate) const ACTION_ON_ITS_WAY: &str = "action_on_its_way";
}

/// The table.
pub(crate) fn verdict(kind: ActionKind, standing: Standing) -> Verdict {
    use ServiceState as S;
    match standing.status {
        Some(S::Terminated | S::Cancelled) => Verdict::NotNow(reason::ENDED),
        Some(S::Pending) => Verdict::NotNow(reason::SETTING_UP),
        Some(S::Fraud) => Verdict::NotNow(reason::HELD_BY_PROVIDER),
        Some(S::Suspended) => while_suspended(kind),
        Some(S::Active) => while_active(kind, standing.power),
        Some(S::Unknown) | None => while_not_known(kind, standing.power),
    }
}

fn while_suspended(kind: ActionKind) -> Verdict {
    match kind {
        ActionKind::Unsuspend | ActionKind::Terminate => Verdict::Allowed,
        ActionKind::Suspend => Verdict::NotNow(reason::ALREADY_SUSPENDED),
        ActionKind::Start | ActionKind::Stop | ActionKind::Reboot | ActionKind::Reinstall => {
            Verdict::NotNow(reason::SUSPENDED)
        }
    }
}

fn while_active(kind: ActionKind, power: Option<PowerState>) -> Verdict {
    use PowerState as P;
    match (kind, power) {
        // Ending never waits for anything else.
        (ActionKind::Terminate, _) => Verdict::Allowed,
        (ActionKind::Unsuspend, _) => Verdict::NotNow(reason::NOT_SUSPENDED),
        (_, Some(P::Changing)) => Verdict::NotNow(reason::CHANGING),
        (ActionKind::Suspend, _) => Verdict::Allowed,
        (_, Some(P::Unknown) | None) => Verdict::Uncertain(reason::POWER_NOT_KNOWN),
        (ActionKind::Start, Some(P::Running)) => Verdict::NotNow(reason::ALREADY_RUNNING),
        (ActionKind::Stop, Some(P::Stopped)) => Verdict::NotNow(reason::ALREADY_STOPPED),
        (ActionKind::Reboot, Some(P::Stopped)) => Verdict::NotNow(reason::NOT_RUNNING),
        (
            ActionKind::Start | ActionKind::Stop | ActionKind::Reboot | ActionKind::Reinstall,
            Some(P::Running | P::Stopped),
        ) => Verdict::Allowed,
    }
}

/// The state is not known, but a machine that says how it runs still says so.
fn while_not_known(kind: ActionKind, power: Option<PowerState>) -> Verdict {
    use PowerState as P;
    match (kind, power) {
        (ActionKind::Start, Some(P::Running)) => Verdict::NotNow(reason::ALREADY_RUNNING),
        (ActionKind::Stop, Some(P::Stopped)) => Verdict::NotNow(reason::ALREADY_STOPPED),
        (
            ActionKind::Start
            | ActionKind::Stop
            | ActionKind::Reboot
            | ActionKind::Reinstall
            | ActionKind::Suspend
            | ActionKind::Unsuspend
            | ActionKind::Terminate,
            Some(P::Running | P::Stopped | P::Changing | P::Unknown) | None,
        ) => Verdict::Uncertain(reason::STATUS_NOT_KNOWN),
    }
}

#[cfg(test)]
#[path = "allowed_tests.rs"]
mod tests;
