//! The seven actions by their words, and the entry each makes in the audit
//! chain.

use kh_audit::Act;

use crate::view::ActionKind;

/// All seven, in the order in which they are shown.
pub(crate) const ALL: [ActionKind; 7] = [
    ActionKind::Start,
    ActionKind::Stop,
    ActionKind::Reboot,
    ActionKind::Reinstall,
    ActionKind::Suspend,
    ActionKind::Unsuspend,
    ActionKind::Terminate,
];

/// The word at the provider (contract 2) and in the journal. Never changes.
pub(crate) fn word(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Start => "start",
        ActionKind::Stop => "stop",
        ActionKind::Reboot => "reboot",
        ActionKind::Reinstall => "reinstall",
        ActionKind::Suspend => "suspend",
        ActionKind::Unsuspend => "unsuspend",
        ActionKind::Terminate => "terminate",
    }
}

/// Reads a kept word; none where a newer program wrote it.
pub(crate) fn read(kept: &str) -> Option<ActionKind> {
    ALL.into_iter().find(|kind| word(*kind) == kept)
}

/// The act in the audit chain.
pub(crate) fn act(kind: ActionKind) -> Act {
    match kind {
        ActionKind::Start => Act::ServiceStart,
        ActionKind::Stop => Act::ServiceStop,
        ActionKind::Reboot => Act::ServiceReboot,
        ActionKind::Reinstall => Act::ServiceReinstall,
        ActionKind::Suspend => Act::ServiceSuspend,
        ActionKind::Unsuspend => Act::ServiceUnsuspend,
        ActionKind::Terminate => Act::ServiceTerminate,
    }
}

/// Whether it erases or ends something.
pub(crate) fn is_danger(kind: ActionKind) -> bool {
    match kind {
        ActionKind::Reinstall | ActionKind::Suspend | ActionKind::Terminate => true,
        ActionKind::Start | ActionKind::Stop | ActionKind::Reboot | ActionKind::Unsuspend => false,
    }
}

/// Whether the name has to be typed. There is no way to switch that off.
pub(crate) fn wants_the_name(kind: ActionKind) -> bool {
    match kind {
        ActionKind::Reinstall | ActionKind::Terminate => true,
        ActionKind::Start
        | ActionKind::Stop
        | ActionKind::Reboot
        | ActionKind::Suspend
        | ActionKind::Unsuspend => false,
    }
}

/// Whether the state of the service alone shows that the aim is reached,
/// however it came there. That a machine runs does not show that it was
/// rebooted.
pub(crate) fn leads_to_one_state(kind: ActionKind) -> bool {
    match kind {
        ActionKind::Start
        | ActionKind::Stop
        | ActionKind::Suspend
        | ActionKind::Unsuspend
        | ActionKind::Terminate => true,
        ActionKind::Reboot | ActionKind::Reinstall => false,
    }
}
