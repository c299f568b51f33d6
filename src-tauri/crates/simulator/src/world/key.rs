//! An API key as the provider stores it.

use ipnet::IpNet;
use jiff::Timestamp;
use kh_model::Scope;

use super::Tenant;

/// A key with its rights. The secret is only here as ciphertext.
#[derive(Debug, Clone)]
pub(crate) struct ApiKey {
    /// The public id, `kh_live_SIM…`.
    pub(crate) id: String,
    /// Whose key it is.
    pub(crate) tenant: Tenant,
    /// What its owner calls it.
    pub(crate) label: String,
    /// What it may do.
    pub(crate) scopes: Vec<Scope>,
    /// The networks it may be used from; empty means from everywhere.
    pub(crate) allowed: Vec<IpNet>,
    /// How often it may be used.
    pub(crate) limits: Limits,
    /// The secret, sealed.
    pub(crate) sealed: Vec<u8>,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it last signed a call that was accepted.
    pub(crate) last_used_at: Option<Timestamp>,
    /// Until when it is refused.
    pub(crate) locked_until: Option<Timestamp>,
    /// Where its events go.
    pub(crate) webhook_url: Option<String>,
}

/// The rate limits of a key (contract 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Tokens that come back per minute.
    pub(crate) per_minute: u32,
    /// Tokens the bucket holds.
    pub(crate) burst: u32,
    /// Calls per day.
    pub(crate) per_day: u32,
}

impl Limits {
    /// The documented default.
    pub(crate) const DOCUMENTED: Self = Self {
        per_minute: 60,
        burst: 20,
        per_day: 5_000,
    };
}

impl ApiKey {
    /// Whether the key may do this.
    pub(crate) fn may(&self, scope: &Scope) -> bool {
        self.scopes.contains(scope)
    }

    /// The networks it may be used from, as text.
    pub(crate) fn networks(&self) -> Vec<String> {
        self.allowed.iter().map(IpNet::to_string).collect()
    }
}
