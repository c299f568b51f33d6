//! The way from the client to the simulator, without a socket. It carries out
//! what the simulator's script wants to happen to an answer, remembers every
//! request, and can hold a request in mid air so that a test can end the life
//! that sent it.

use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use kh_api::{
    NotSentKind, Sending, Transport, TransportError, UnknownKind, WireRequest, WireResponse,
};
use kh_model::{Clock, ManualClock};
use kh_simulator::{Call, Effect, Reply, Simulator};
use tokio::sync::Notify;

/// A request as it stood on the wire.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// Path and query, as they were sent.
    pub path: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// When it was sent.
    pub at: Timestamp,
    /// Whether it reached the simulator.
    pub arrived: bool,
}

impl Seen {
    /// A header of the request.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(own, _)| own.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// Whether it is an order.
    #[must_use]
    pub fn is_order(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/orders")
    }

    /// Whether it is an action on a service.
    #[must_use]
    pub fn is_action(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/actions")
    }

    /// Whether it is sent under an idempotency key: an order or an action.
    #[must_use]
    pub fn is_post(&self) -> bool {
        self.is_order() || self.is_action()
    }
}

/// Where an order or an action is held for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hang {
    /// Before the simulator sees it.
    BeforeCommit,
    /// After the simulator did what it says.
    AfterCommit,
}

type Which = fn(&Seen) -> bool;
type Alter = Box<dyn FnMut(&mut Seen) + Send>;

#[derive(Default)]
struct Inner {
    seen: Vec<Seen>,
    offline: bool,
    posts_offline: bool,
    hang: Option<Hang>,
    ended: Option<Arc<AtomicBool>>,
    alter: Option<Alter>,
    nap: Option<(Which, SignedDuration)>,
}

/// The wire.
#[derive(Clone)]
pub struct SimulatedWire {
    simulator: Arc<Simulator>,
    clock: ManualClock,
    inner: Arc<Mutex<Inner>>,
    hanging: Arc<Notify>,
}

impl SimulatedWire {
    /// A wire to this simulator.
    #[must_use]
    pub fn new(simulator: Arc<Simulator>, clock: ManualClock) -> Self {
        Self {
            simulator,
            clock,
            inner: Arc::default(),
            hanging: Arc::default(),
        }
    }

    /// Every request so far, in order.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.inner().seen.clone()
    }

    /// Every order that was sent so far.
    #[must_use]
    pub fn orders(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(Seen::is_order).collect()
    }

    /// Every action that was sent so far.
    #[must_use]
    pub fn actions(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(Seen::is_action).collect()
    }

    /// Every order and action that was sent so far.
    #[must_use]
    pub fn posts(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(Seen::is_post).collect()
    }

    /// Forgets what was sent so far.
    pub fn forget(&self) {
        self.inner().seen.clear();
    }

    /// Cuts the line or mends it: no byte of a request gets through a cut one.
    pub fn set_offline(&self, offline: bool) {
        self.inner().offline = offline;
    }

    /// Cuts the line or mends it for orders and actions alone.
    pub fn set_posts_offline(&self, offline: bool) {
        self.inner().posts_offline = offline;
    }

    /// Holds the next orders and actions for good.
    pub fn set_hang(&self, hang: Option<Hang>) {
        self.inner().hang = hang;
    }

    /// From the moment this is set, nothing is sent any more: the program that
    /// would send it has ended.
    pub fn ends_with(&self, ended: Arc<AtomicBool>) {
        self.inner().ended = Some(ended);
    }

    fn has_ended(&self) -> bool {
        let inner = self.inner();
        let ended = inner.ended.as_ref();
        ended.is_some_and(|ended| ended.load(Ordering::SeqCst))
    }

    /// Changes every request on its way, after it was signed.
    pub fn alter(&self, alter: impl FnMut(&mut Seen) + Send + 'static) {
        self.inner().alter = Some(Box::new(alter));
    }

    /// Leaves requests as they are again.
    pub fn leave_alone(&self) {
        self.inner().alter = None;
    }

    /// The computer sleeps for so long while the next request of this kind is in
    /// flight: it was dealt with, and its answer comes when the computer wakes.
    pub fn set_nap(&self, which: fn(&Seen) -> bool, by: SignedDuration) {
        self.inner().nap = Some((which, by));
    }

    /// How long the computer sleeps over this request.
    fn nap(&self, seen: &Seen) -> SignedDuration {
        let nap = self.inner().nap.take_if(|(which, _)| which(seen));
        nap.map_or(SignedDuration::ZERO, |(_, by)| by)
    }

    /// Waits until an order or an action is held.
    pub async fn post_hangs(&self) {
        self.hanging.notified().await;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the request down as it goes out.
    fn write_down(&self, request: &WireRequest) -> (Seen, Option<Hang>) {
        let mut inner = self.inner();
        let mut seen = Seen {
            method: request.method.as_str().to_owned(),
            path: path_of(&request.url),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            body: request.body.clone(),
            at: self.clock.now(),
            arrived: !inner.offline,
        };
        if let Some(alter) = &mut inner.alter {
            alter(&mut seen);
        }
        let hang = inner.hang.filter(|_| seen.is_post());
        seen.arrived &= !(inner.posts_offline && seen.is_post());
        seen.arrived &= hang != Some(Hang::BeforeCommit);
        inner.seen.push(seen.clone());
        (seen, hang)
    }
}

impl Transport for SimulatedWire {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(async move {
            if self.has_ended() {
                return pending().await;
            }
            let (seen, hang) = self.write_down(&request);
            if hang == Some(Hang::BeforeCommit) {
                self.hanging.notify_one();
                return pending().await;
            }
            if !seen.arrived {
                return Err(TransportError::NotSent {
                    kind: NotSentKind::Connect,
                    detail: "the line is cut".to_owned(),
                });
            }
            let nap = self.nap(&seen);
            let mut call = Call::new(&seen.method, &seen.path);
            call.headers = seen.headers;
            call.body = seen.body;
            let reply = self.simulator.handle(call);
            if hang == Some(Hang::AfterCommit) {
                self.hanging.notify_one();
                return pending().await;
            }
            self.clock.shift(nap);
            self.carry(reply, &request).await
        })
    }
}

impl SimulatedWire {
    /// What arrives of an answer.
    async fn carry(
        &self,
        reply: Reply,
        request: &WireRequest,
    ) -> Result<WireResponse, TransportError> {
        let broken = |detail: &str| TransportError::Unknown {
            kind: UnknownKind::Broken,
            detail: detail.to_owned(),
        };
        match reply.effect {
            Effect::Whole => {}
            Effect::Dropped => return Err(broken("the connection ended")),
            Effect::Cut(_) => return Err(broken("the answer ended in the middle")),
            Effect::Delayed(time) if time > request.timeout => {
                self.clock.sleep(request.timeout).await;
                return Err(TransportError::Unknown {
                    kind: UnknownKind::Timeout,
                    detail: "no answer in time".to_owned(),
                });
            }
            Effect::Delayed(time) => self.clock.sleep(time).await,
        }
        Ok(WireResponse {
            status: reply.status,
            headers: reply.headers,
            body: reply.body,
        })
    }
}

/// Path and query of a URL, exactly as they stand in it.
fn path_of(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url[host..].find('/').map_or(url.len(), |at| at + host);
    url[path..].to_owned()
}
