//! What is watched, and what a plan needs to know of it. Plain data.

use jiff::Timestamp;
use kh_api::HoldReason;
use kh_journal::OrderNo;
use kh_model::ServiceId;

/// One question that is asked again and again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// What has no outcome yet: orders and actions without an answer.
    Unsettled,
    /// An order on its way.
    Order(OrderNo),
    /// A service in transition.
    Service(ServiceId),
    /// The list of services.
    Services,
    /// The credit.
    Credit,
    /// The list of invoices.
    Invoices,
    /// The account and its key; also how the line is tried while it is down.
    Account,
    /// The catalogue.
    Catalogue,
}

/// How a subject moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// It changes by itself, and has been about to since then.
    OnItsWay {
        /// When it began.
        since: Timestamp,
    },
    /// It waits for a person who pays in the portal.
    Unpaid {
        /// When it began.
        since: Timestamp,
    },
    /// It should have come to an end long ago, and nothing says that it will.
    Stuck {
        /// Since when it did not change.
        since: Timestamp,
    },
    /// Nobody knows what became of it. Tried so often in this run.
    Unsettled {
        /// Tries.
        tries: u32,
    },
    /// Nothing is known to be about to change. It last did then.
    Resting {
        /// The last change that concerns it.
        changed_at: Option<Timestamp>,
    },
}

impl Motion {
    /// Whether somebody waits for the end of it.
    #[must_use]
    pub fn is_moving(self) -> bool {
        match self {
            Self::OnItsWay { .. } | Self::Unpaid { .. } => true,
            Self::Stuck { .. } | Self::Unsettled { .. } | Self::Resting { .. } => false,
        }
    }
}

/// A subject and what is known of asking for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The question.
    pub subject: Subject,
    /// How it moves.
    pub motion: Motion,
    /// When it was last asked, answered or not; none if not in this run.
    pub asked_at: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// Calls that asking costs: pages of a list.
    pub calls: u32,
}

/// Whether the person can see the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gaze {
    /// It is on the screen.
    #[default]
    Visible,
    /// It is hidden, minimised, or was left alone.
    Away,
}

/// How the line of a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Calls get through, as far as is known.
    Open,
    /// The last tries did not get through.
    Down {
        /// How many in a row.
        tries: u32,
    },
    /// Nothing may be sent before this moment.
    Held {
        /// Why.
        reason: HoldReason,
        /// Until when.
        until: Timestamp,
    },
    /// Nothing can be sent: no key, or one that was refused. A person opens it.
    Shut,
}

/// Everything a plan is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// Now, in the provider's time.
    pub now: Timestamp,
    /// Whether the person looks.
    pub gaze: Gaze,
    /// The line.
    pub line: Line,
    /// Calls that background work may still spend in these 24 hours; what is
    /// kept for the person is not among them.
    pub calls_left: u32,
    /// Calls per minute the key has.
    pub per_minute: u32,
}
