//! Services: what an order leads to.

use jiff::Timestamp;
use kh_model::BillingCycle;
use rust_decimal::Decimal;

use super::Tenant;

/// A service of a customer.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// Number of the service.
    pub(crate) id: u64,
    /// Whose service it is.
    pub(crate) tenant: Tenant,
    /// The order it came from.
    pub(crate) order_id: u64,
    /// What it is.
    pub(crate) product_id: u64,
    /// The name of the product.
    pub(crate) name: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// Where the contract stands.
    pub(crate) status: ServiceStatus,
    /// Whether the machine runs; none where there is no machine.
    pub(crate) power: Option<Power>,
    /// Its address, from the documentation range.
    pub(crate) ip: String,
    /// How it is paid.
    pub(crate) cycle: BillingCycle,
    /// What recurs.
    pub(crate) recurring: Decimal,
    /// Three letters.
    pub(crate) currency: String,
    /// When it is paid next; none where nothing recurs.
    pub(crate) next_due: Option<Timestamp>,
    /// When it was ordered.
    pub(crate) created_at: Timestamp,
    /// When it is set up, or when the running action is done.
    pub(crate) ready_at: Option<Timestamp>,
    /// Who logs in.
    pub(crate) username: String,
    /// The password, sealed.
    pub(crate) password: Vec<u8>,
}

/// Where the contract of a service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServiceStatus {
    /// Being set up.
    Pending,
    /// Usable.
    Active,
    /// Held back.
    Suspended,
    /// Ended; its data is gone.
    Terminated,
}

impl ServiceStatus {
    /// The word on the wire and in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Terminated => "terminated",
        }
    }

    /// Reads the word of [`ServiceStatus::as_str`].
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::Active,
            Self::Suspended,
            Self::Terminated,
        ]
        .into_iter()
        .find(|status| status.as_str() == word)
    }
}

/// Whether a machine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Power {
    /// On.
    Running,
    /// Off.
    Stopped,
    /// On its way up.
    Starting,
    /// On its way down.
    Stopping,
    /// On its way down and up again.
    Rebooting,
    /// Being written anew.
    Reinstalling,
}

impl Power {
    const ALL: [Self; 6] = [
        Self::Running,
        Self::Stopped,
        Self::Starting,
        Self::Stopping,
        Self::Rebooting,
        Self::Reinstalling,
    ];

    /// The word on the wire and in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Starting => "starting",
            Self::Stopping => "stopping",
            Self::Rebooting => "rebooting",
            Self::Reinstalling => "reinstalling",
        }
    }

    /// Reads the word of [`Power::as_str`].
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|power| power.as_str() == word)
    }

    /// Where a change leads when it is done; the same state where nothing is
    /// changing.
    pub(crate) fn settled(self) -> Self {
        match self {
            Self::Running | Self::Starting | Self::Rebooting | Self::Reinstalling => Self::Running,
            Self::Stopped | Self::Stopping => Self::Stopped,
        }
    }
}
