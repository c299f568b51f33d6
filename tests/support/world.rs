//! A world for one test: provider, wire, clock, disk and keychain. It outlives
//! the lives of the console in it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kh_api::{Client, ClientSetup, Endpoint, MemoryLedger, PageForm, SigningKey};
use kh_core::{Habits, JOURNAL_FILE};
use kh_journal::Journal;
use kh_model::{Clock, KeyId, ManualClock, SignPath};
use kh_simulator::{
    Call, Fault, FaultKind, IssuedKey, ManualResolver, Options, Rules, Scale, Simulator,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desktop::{AnnouncementList, MemoryClipboard};
use crate::disk::OnDisk;
use crate::keychain::MemoryKeychain;
use crate::life::Life;
use crate::wire::SimulatedWire;

/// The address of the simulator; nothing listens there.
pub const BASE_URL: &str = "http://127.0.0.1:9/v1";

/// How the simulator's script names the call of an action.
const ACTIONS: &str = "POST /v1/services/{id}/actions";

/// The account of the full key.
const ACCOUNT: u64 = 1;

/// Everything around the console.
pub struct World {
    /// The provider.
    pub simulator: Arc<Simulator>,
    /// The line to it.
    pub wire: SimulatedWire,
    /// The time of everybody. Whoever sleeps by it moves it.
    pub clock: ManualClock,
    /// The keychain of this computer.
    pub keychain: Arc<MemoryKeychain>,
    /// The clipboard of this desktop.
    pub clipboard: Arc<MemoryClipboard>,
    /// What was announced on this desktop.
    pub announcements: Arc<AnnouncementList>,
    pub(crate) on_disk: OnDisk,
    folder: TempDir,
}

impl World {
    /// A world with four products, two accounts and six keys.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Scale::Bare)
    }

    /// A world with more or less in it.
    #[must_use]
    pub fn of(scale: Scale) -> Self {
        Self::on(ManualClock::jumping(start()), scale)
    }

    /// A world in which time stands still until a test moves it: whoever sleeps
    /// waits.
    #[must_use]
    pub fn standing() -> Self {
        Self::on(ManualClock::new(start()), Scale::Bare)
    }

    fn on(clock: ManualClock, scale: Scale) -> Self {
        let simulator = Simulator::open(Options {
            seed: Some(1),
            scale,
            clock: Arc::new(clock.clone()),
            resolver: Arc::new(ManualResolver(
                [(
                    "hooks.example.net".to_owned(),
                    vec!["93.184.216.34".parse().unwrap()],
                )]
                .into(),
            )),
            ..Options::default()
        });
        let simulator = Arc::new(simulator.unwrap());
        Self {
            wire: SimulatedWire::new(Arc::clone(&simulator), clock.clone()),
            simulator,
            clock,
            keychain: Arc::default(),
            clipboard: Arc::default(),
            announcements: Arc::default(),
            on_disk: OnDisk::default(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Another computer: the same provider and the same time, with a line, a
    /// disk and a keychain of its own.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            simulator: Arc::clone(&self.simulator),
            wire: SimulatedWire::new(Arc::clone(&self.simulator), self.clock.clone()),
            clock: self.clock.clone(),
            keychain: Arc::default(),
            clipboard: Arc::default(),
            announcements: Arc::default(),
            on_disk: OnDisk::default(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The folder of this world; gone with it, unless it is killed.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Where the console keeps its data.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where exports go.
    #[must_use]
    pub fn downloads_folder(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// The journal's file.
    #[must_use]
    pub fn journal_path(&self) -> PathBuf {
        self.data_folder().join(JOURNAL_FILE)
    }

    /// The journal, opened beside the console.
    #[must_use]
    pub fn journal(&self) -> Journal {
        Journal::open(&self.journal_path()).unwrap()
    }

    /// A run of the console that does nothing by itself but settle.
    #[must_use]
    pub fn live(&self) -> Life {
        self.live_with(Habits {
            connects_at_start: false,
            watches: false,
            ..Habits::default()
        })
    }

    /// A run of the console with these habits.
    #[must_use]
    pub fn live_with(&self, habits: Habits) -> Life {
        Life::begin(self, habits)
    }

    /// A run that is connected with the full key.
    #[must_use]
    pub fn live_connected(&self) -> Life {
        let life = self.live();
        life.connect(self, kh_simulator::FULL_ACCESS);
        life
    }

    /// One of the keys.
    #[must_use]
    pub fn key(&self, label: &str) -> IssuedKey {
        self.simulator.key(label).unwrap()
    }

    /// A signed client of its own for one of the keys, with a ledger of its own.
    #[must_use]
    pub fn client(&self, label: &str) -> Client {
        self.client_with(&self.key(label), SignPath::Short)
    }

    /// A signed client for this key and secret.
    #[must_use]
    pub fn client_with(&self, key: &IssuedKey, sign_path: SignPath) -> Client {
        let client = Client::new(ClientSetup {
            endpoint: Endpoint::simulator(BASE_URL).unwrap(),
            key_id: KeyId::new(&key.key).unwrap(),
            signing_key: SigningKey::new(key.secret.as_bytes()).unwrap(),
            sign_path,
            page_form: PageForm::default(),
            transport: Arc::new(self.wire.clone()),
            clock: Arc::new(self.clock.clone()),
            ledger: Arc::new(MemoryLedger::new()),
        });
        client.unwrap()
    }

    /// Sets what goes wrong from now on.
    pub fn faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.simulator.set_faults(faults.into_iter().collect());
    }

    /// Has the next `times` orders go wrong.
    pub fn orders_fail(&self, kind: FaultKind, times: u32) {
        self.faults([Fault {
            on: "POST /v1/orders".to_owned(),
            kind,
            skip: 0,
            times,
        }]);
    }

    /// Has the next `times` actions go wrong.
    pub fn actions_fail(&self, kind: FaultKind, times: u32) {
        self.faults([Fault {
            on: ACTIONS.to_owned(),
            kind,
            skip: 0,
            times,
        }]);
    }

    /// Has the next `times` orders and the next `times` actions go wrong.
    pub fn posts_fail(&self, kind: FaultKind, times: u32) {
        let fault = |on: &str, kind: FaultKind| Fault {
            on: on.to_owned(),
            kind,
            skip: 0,
            times,
        };
        self.faults([fault("POST /v1/orders", kind.clone()), fault(ACTIONS, kind)]);
    }

    /// Actions that the provider began, in order: service and action.
    #[must_use]
    pub fn actions_there(&self) -> Vec<(String, String)> {
        let rows = self.simulator.audit().unwrap().into_iter();
        rows.map(|entry| serde_json::from_str::<Value>(&entry.row).unwrap())
            .filter(|row| row["event"] == json!("service.action"))
            .map(|row| {
                let action = row["action"].as_str().unwrap().to_owned();
                (row["service"].to_string(), action)
            })
            .collect()
    }

    /// Sets credit and card of the account.
    pub fn funds(&self, credit: &str, card: kh_simulator::Card) {
        self.simulator
            .set_credit(ACCOUNT, credit.parse().unwrap())
            .unwrap();
        self.simulator.set_card(ACCOUNT, card).unwrap();
    }

    /// Sets how long things take at the provider.
    pub fn rules(&self, rules: Rules) {
        self.simulator.set_rules(rules).unwrap();
    }

    /// Time passes for everybody.
    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.simulator.tick().unwrap();
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Everything the operator of the provider can see.
    #[must_use]
    pub fn state(&self) -> Value {
        self.operator("GET", "state", &Value::Null)
    }

    /// What the operator of the provider does.
    pub fn operator(&self, method: &str, verb: &str, body: &Value) -> Value {
        let mut call = Call::new(method, &format!("/_sim/{verb}"));
        if !body.is_null() {
            call.body = body.to_string().into_bytes();
        }
        let reply = self.simulator.handle(call);
        let said = String::from_utf8(reply.body).unwrap();
        assert_eq!(reply.status, 200, "{verb}: {said}");
        serde_json::from_str(&said).unwrap_or(json!(said))
    }

    /// Changes the price of a product and a cycle, as the provider might.
    pub fn reprice(&self, product: u64, cycle: &str, price: &str) {
        let verb = format!("products/{product}");
        self.operator("POST", &verb, &json!({ "pricing": { cycle: price } }));
    }

    /// Orders that exist at the provider, oldest first.
    #[must_use]
    pub fn orders_there(&self) -> Vec<Value> {
        let state = self.state();
        let mut orders = state["orders"].as_array().unwrap().clone();
        orders.retain(|order| order["account"] == json!(ACCOUNT));
        orders.sort_by_key(|order| order["id"].as_u64());
        orders
    }

    /// Credit of the account.
    #[must_use]
    pub fn credit_there(&self) -> String {
        let state = self.state();
        let accounts = state["accounts"].as_array().unwrap();
        let own = accounts
            .iter()
            .find(|account| account["id"] == json!(ACCOUNT))
            .unwrap();
        own["credit"].as_str().unwrap().to_owned()
    }
}

/// When every world begins.
fn start() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
