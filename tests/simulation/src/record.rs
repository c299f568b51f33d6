//! What a scenario writes down while it runs, for the oracle: plain facts of
//! the wire, of the provider and of the person, judged by nobody yet.

use std::time::Duration;

use kh_core::view::{MoneyMoved, OrderProgress};

/// A request as it stood on the wire.
#[derive(Debug, Clone)]
pub struct Sent {
    /// When, since the beginning.
    pub at: Duration,
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The idempotency key; empty where there is none.
    pub key: String,
    /// The nonce; empty where it is not signed.
    pub nonce: String,
    /// The body.
    pub body: Vec<u8>,
    /// Whether its intent would have survived a power cut at that moment.
    pub durable: bool,
}

impl Sent {
    /// Whether it is an order.
    #[must_use]
    pub fn is_order(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/orders")
    }
}

/// What the provider did about an order that reached it.
#[derive(Debug, Clone)]
pub struct Done {
    /// Under which key.
    pub key: String,
    /// What it answered.
    pub status: u16,
    /// The order its answer names.
    pub order: Option<String>,
}

/// What a person was told after a click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Nothing: the program ended.
    Nothing,
    /// There is an order, and this is how it stands.
    Order(i64, OrderProgress),
    /// There is none, for this reason; whether money may have moved.
    Refused(String, MoneyMoved),
}

/// One click on the button of an order.
#[derive(Debug, Clone)]
pub struct Click {
    /// What the person wants: the same number for the same wish.
    pub wish: usize,
    /// The key that the review named.
    pub key: String,
    /// Whether the person was shown an order of the same wish that may still
    /// cost money, and said "another one".
    pub another: bool,
    /// When, since the beginning.
    pub at: Duration,
    /// What came back.
    pub told: Told,
}

/// One click on "send the identical order again".
#[derive(Debug, Clone)]
pub struct Repeat {
    /// The number of the order.
    pub no: i64,
    /// When, since the beginning.
    pub at: Duration,
    /// What came back.
    pub told: Told,
}

/// An order as the last screen shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number.
    pub no: i64,
    /// Its key.
    pub key: String,
    /// Its state.
    pub progress: OrderProgress,
    /// Whether it says that a person has to do something.
    pub needs_you: bool,
    /// Whether it offers to be repeated.
    pub can_repeat: bool,
    /// The provider's number of it.
    pub order_id: Option<String>,
}

/// An order as the journal holds it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its number.
    pub no: i64,
    /// Its key.
    pub key: String,
    /// The exact bytes of its request.
    pub body: Vec<u8>,
    /// Its state's word.
    pub state: String,
    /// Whether its intent is open.
    pub open: bool,
    /// The provider's number of it.
    pub order_id: Option<String>,
    /// Attempts that have a row.
    pub attempts: usize,
    /// Lines of evidence.
    pub evidence: usize,
}

/// An order as it exists at the provider.
#[derive(Debug, Clone)]
pub struct There {
    /// Its number.
    pub id: String,
    /// Its state's word.
    pub status: String,
    /// The host name, which tells whose wish it is.
    pub hostname: String,
    /// What it costs, in cents.
    pub cents: i64,
}

/// Everything that was written down.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The wishes, by their host names.
    pub wishes: Vec<String>,
    /// The clicks.
    pub clicks: Vec<Click>,
    /// The repetitions that were asked for.
    pub repeats: Vec<Repeat>,
    /// Numbers of orders that a person was ever shown.
    pub seen: Vec<i64>,
    /// The last screen.
    pub shown: Vec<Shown>,
    /// The journal.
    pub kept: Vec<Kept>,
    /// The provider's orders.
    pub there: Vec<There>,
    /// What the provider did about orders.
    pub done: Vec<Done>,
    /// The wire.
    pub sent: Vec<Sent>,
    /// Keys about which the provider never says a word.
    pub silent_keys: Vec<String>,
    /// Whether time ran out with nobody at work.
    pub stuck: bool,
}
