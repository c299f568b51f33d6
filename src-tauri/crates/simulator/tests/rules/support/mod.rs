//! A world to try the rules in, and a hand to sign with.

mod caller;
mod signer;

pub(crate) use caller::{Caller, Shown};
pub(crate) use signer::{Draft, sign};

use std::cell::Cell;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kh_model::ManualClock;
use kh_simulator::{
    Call, FULL_ACCESS, IssuedKey, ManualResolver, Options, Scale, SentMail, Simulator,
};
use serde_json::Value;

/// The documented order.
pub(crate) const ORDER: &str = r#"{"product_id":42,"billing_cycle":"monthly"}"#;

/// When every world begins: 2026-01-01T00:00:00Z.
pub(crate) const BEGINNING: i64 = 1_767_225_600;

/// A small world in memory with a clock that stands still.
pub(crate) struct World {
    pub(crate) sim: Simulator,
    pub(crate) clock: ManualClock,
    keys: Vec<IssuedKey>,
    nonces: Cell<u64>,
}

impl World {
    /// Four products, two accounts without services.
    pub(crate) fn bare() -> Self {
        Self::of(Scale::Bare)
    }

    /// The world of the given scale.
    pub(crate) fn of(scale: Scale) -> Self {
        let clock = ManualClock::new(Timestamp::from_second(BEGINNING).unwrap());
        let public: IpAddr = "8.8.8.8".parse().unwrap();
        let private: IpAddr = "10.0.0.7".parse().unwrap();
        let names = HashMap::from([
            ("hooks.example.net".to_owned(), vec![public]),
            ("inside.example.net".to_owned(), vec![public, private]),
        ]);
        let sim = Simulator::open(Options {
            seed: Some(7),
            scale,
            clock: Arc::new(clock.clone()),
            resolver: Arc::new(ManualResolver(names)),
            ..Options::default()
        })
        .unwrap();
        Self {
            keys: sim.keys().unwrap(),
            sim,
            clock,
            nonces: Cell::new(0),
        }
    }

    /// Someone who calls with the key of this label.
    pub(crate) fn caller(&self, label: &str) -> Caller<'_> {
        let key = self.keys.iter().find(|key| key.label == label).unwrap();
        Caller::new(self, key.clone())
    }

    /// Someone who may do everything.
    pub(crate) fn owner(&self) -> Caller<'_> {
        self.caller(FULL_ACCESS)
    }

    /// A nonce that was not used before.
    pub(crate) fn nonce(&self) -> String {
        self.nonces.set(self.nonces.get() + 1);
        format!("{:032x}", self.nonces.get())
    }

    /// Moves the clock.
    pub(crate) fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Now, Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        self.sim.now().as_second()
    }

    /// Sends a call as it is.
    pub(crate) fn send(&self, call: Call) -> Shown {
        Shown(self.sim.handle(call))
    }

    /// Gives an order to the control plane and expects it to be carried out.
    pub(crate) fn control(&self, verb: &str, body: &str) -> Value {
        let shown = self.try_control(verb, body);
        assert_eq!(shown.status(), 200, "{}", shown.text());
        shown.json()
    }

    /// Gives an order to the control plane.
    pub(crate) fn try_control(&self, verb: &str, body: &str) -> Shown {
        let mut call = Call::new("POST", &format!("/_sim/{verb}"));
        call.body = body.as_bytes().to_vec();
        self.send(call)
    }

    /// What the operator sees.
    pub(crate) fn state(&self) -> Value {
        self.send(Call::new("GET", "/_sim/state")).json()
    }

    /// The mails of one kind.
    pub(crate) fn mails(&self, kind: &str) -> Vec<SentMail> {
        let mut mails = self.sim.mails().unwrap();
        mails.retain(|mail| mail.kind == kind);
        mails
    }

    /// The rows of the audit log that tell of one event.
    pub(crate) fn audit(&self, event: &str) -> Vec<Value> {
        let rows = self.sim.audit().unwrap();
        rows.iter()
            .map(|entry| serde_json::from_str::<Value>(&entry.row).unwrap())
            .filter(|row| row["event"] == event)
            .collect()
    }

    /// Places the documented order and waits until its service is set up.
    /// Answers the number of the service.
    pub(crate) fn a_running_service(&self) -> u64 {
        let order = self.owner().post("/v1/orders", ORDER, &self.nonce());
        assert_eq!(order.status(), 201, "{}", order.text());
        self.wait(20);
        order.json()["data"]["service_ids"][0].as_u64().unwrap()
    }
}

/// Places the documented order on the clock of this computer.
pub(crate) fn place_order_now(sim: &Simulator, key: &IssuedKey) {
    let timestamp = sim.now().as_second().to_string();
    let nonce = "a".repeat(32);
    let signature = sign(
        &key.secret,
        &Draft {
            method: "POST",
            path: "/v1/orders",
            timestamp: &timestamp,
            nonce: &nonce,
            body: ORDER.as_bytes(),
        },
    );
    let headers = [
        ("KH-Key", key.key.as_str()),
        ("KH-Timestamp", &timestamp),
        ("KH-Nonce", &nonce),
        ("KH-Signature", &signature),
        ("Idempotency-Key", "now"),
    ];
    let mut call = Call::new("POST", "/v1/orders");
    call.headers = headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    call.body = ORDER.as_bytes().to_vec();
    let reply = sim.handle(call);
    assert!(matches!(reply.status, 201 | 402), "{}", reply.status);
}
