//! What the console knows while it runs. Owned by one task; what must survive
//! the program is in the journal instead.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use kh_api::Client;
use kh_journal::{IntentId, OrderNo};
use kh_model::ProfileId;

use crate::activity::Window;
use crate::billing::state::Billing;
use crate::catalogue::Shelf;
use crate::notify::Groups;
use crate::orders::Reviews;
use crate::polling::Watch;
use crate::view::{ConnectionState, ErrorView};

/// Everything the owner owns.
#[derive(Default)]
pub(crate) struct State {
    /// The line to the provider, per profile.
    pub(crate) links: HashMap<ProfileId, Link>,
    /// The catalogue, per profile.
    pub(crate) shelves: HashMap<ProfileId, Shelf>,
    /// What is going on with invoices, per profile.
    pub(crate) billing: HashMap<ProfileId, Billing>,
    /// How the reading of the list of services stands, per profile.
    pub(crate) service_readings: HashMap<ProfileId, crate::services::Reading>,
    /// Reviews that can still be sent.
    pub(crate) reviews: Reviews,
    /// Intents that are being sent or asked for right now.
    pub(crate) busy: HashSet<IntentId>,
    /// What the scheduler remembers, per profile.
    pub(crate) watches: HashMap<ProfileId, Watch>,
    /// Whether a person can see the window.
    pub(crate) window: Window,
    /// Notifications that still grow.
    pub(crate) announced: Groups,
    /// When an order on its way was last asked for.
    pub(crate) asked: HashMap<OrderNo, Timestamp>,
    /// Plans of actions that can still be run.
    pub(crate) plans: crate::actions::Plans,
    /// Events of the webhook that were pasted into the inspector.
    pub(crate) pasted_events: crate::webhooks::PastedEvents,
}

/// The line to the provider for one profile.
#[derive(Clone)]
pub(crate) struct Link {
    /// The signed client, once the secret was found.
    pub(crate) client: Option<Client>,
    /// How the last call went.
    pub(crate) state: ConnectionState,
    /// When something was last answered, in the provider's time.
    pub(crate) last_answer_at: Option<Timestamp>,
    /// Why the state is not connected.
    pub(crate) error: Option<ErrorView>,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            client: None,
            state: ConnectionState::Idle,
            last_answer_at: None,
            error: None,
        }
    }
}

impl State {
    /// The link of a profile; a new one where there is none yet.
    pub(crate) fn link(&mut self, profile: &ProfileId) -> &mut Link {
        self.links.entry(profile.clone()).or_default()
    }

    /// What the scheduler remembers of a profile.
    pub(crate) fn watch(&mut self, profile: &ProfileId) -> &mut Watch {
        self.watches.entry(profile.clone()).or_default()
    }

    /// Profiles that there is a client for, so that they can be watched.
    pub(crate) fn watched_profiles(&self) -> Vec<ProfileId> {
        let mut profiles: Vec<ProfileId> = self
            .links
            .iter()
            .filter(|(_, link)| link.client.is_some())
            .map(|(profile, _)| profile.clone())
            .collect();
        profiles.sort();
        profiles
    }

    /// Takes an intent for oneself. False if somebody else works on it.
    pub(crate) fn take(&mut self, intent: &IntentId) -> bool {
        self.busy.insert(intent.clone())
    }

    /// The shelf of a profile; an empty one where there is none yet.
    pub(crate) fn shelf(&mut self, profile: &ProfileId) -> &mut Shelf {
        self.shelves.entry(profile.clone()).or_default()
    }

    /// What is going on with the invoices of a profile.
    pub(crate) fn billing(&mut self, profile: &ProfileId) -> &mut Billing {
        self.billing.entry(profile.clone()).or_default()
    }

    /// Forgets what belongs to a profile.
    pub(crate) fn forget(&mut self, profile: &ProfileId) {
        self.links.remove(profile);
        self.watches.remove(profile);
        self.shelves.remove(profile);
        self.billing.remove(profile);
        self.reviews.forget(profile);
        self.plans.forget(profile);
    }
}
