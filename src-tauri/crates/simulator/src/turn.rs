//! One turn of the machine: what a rule may look at and change while one call
//! is answered or due work is done.

use std::time::Duration;

use jiff::Timestamp;
use kh_model::SignPath;
use rusqlite::Connection;
use serde_json::Value;

use crate::SimulatorError;
use crate::dice::Dice;
use crate::problem::Problem;
use crate::shapes::{Kind, PageInfo, Preset};
use crate::vault::Vault;
use crate::webhooks::vet::Resolve;
use crate::world::Product;

/// What the operator can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How long a paid service takes to be set up.
    pub provisioning: Duration,
    /// How long an action takes.
    pub action: Duration,
    /// The form of the path that signatures are checked against (contract 1.4).
    pub sign_path: SignPath,
    /// Whether services are renewed when their time is over.
    pub renewals: bool,
    /// How long the invoice of a renewal may stay open before it is overdue and
    /// its service is held back.
    pub renewal_grace: Duration,
    /// Whether a 402 names the order that stays unpaid. The documented example
    /// does not (contract 8).
    pub names_unpaid_order: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            provisioning: Duration::from_secs(20),
            action: Duration::from_secs(5),
            sign_path: SignPath::Short,
            renewals: true,
            renewal_grace: Duration::from_secs(3 * 86_400),
            names_unpaid_order: true,
        }
    }
}

/// What is at hand during one turn. The database is inside a transaction.
pub(crate) struct Turn<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) now: Timestamp,
    pub(crate) request_id: &'a str,
    pub(crate) rules: Rules,
    pub(crate) shape: Preset,
    /// Calls per minute from one address.
    pub(crate) per_address: u32,
    pub(crate) catalogue: &'a [Product],
    pub(crate) vault: &'a Vault,
    pub(crate) dice: &'a mut Dice,
    pub(crate) resolver: &'a dyn Resolve,
}

impl Turn<'_> {
    /// The product with this number.
    pub(crate) fn product(&self, id: u64) -> Option<&Product> {
        self.catalogue.iter().find(|product| product.id == id)
    }

    /// The moment that lies `wait` after now.
    pub(crate) fn after(&self, wait: Duration) -> Timestamp {
        self.now.saturating_add(wait).unwrap_or(Timestamp::MAX)
    }
}

/// What a handler answers with.
pub(crate) enum Answer {
    /// A resource, before the preset gives it its form.
    Json {
        status: u16,
        kind: Kind,
        body: Value,
        page: Option<PageInfo>,
    },
    /// A document.
    Pdf(Vec<u8>),
}

impl Answer {
    pub(crate) fn one(status: u16, kind: Kind, body: Value) -> Self {
        Self::Json {
            status,
            kind,
            body,
            page: None,
        }
    }

    pub(crate) fn list(kind: Kind, items: Vec<Value>, page: Option<PageInfo>) -> Self {
        Self::Json {
            status: 200,
            kind,
            body: Value::Array(items),
            page,
        }
    }
}

/// Why a handler does not answer.
pub(crate) enum Stop {
    /// It refuses. What it has written until then stays.
    Refused(Box<Problem>),
    /// The world is broken. Nothing stays.
    Broken(SimulatorError),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl From<SimulatorError> for Stop {
    fn from(error: SimulatorError) -> Self {
        Self::Broken(error)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error.into())
    }
}
