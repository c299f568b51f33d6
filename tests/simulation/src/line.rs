//! The line between the console and the provider, and the end of the program.
//! It carries requests, writes every one of them down, does to them what the
//! plan says, and ends the program where the plan says.

mod carry;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kh_api::{Sending, Transport, WireRequest};
use kh_disk::{Disk, Image};
use kh_simulator::{Call, Reply, Simulator};
use tokio::sync::Notify;

use crate::blow::{self, Blow};
use crate::draw::Draw;
use crate::nap::Nap;
use crate::plan::{Crash, CrashPoint, End, Plan, Reach};
use crate::record::{Done, Sent};
use crate::time::Time;

/// The line. Clones are handles to the same one.
#[derive(Clone)]
pub struct Line {
    shared: Arc<Shared>,
}

struct Shared {
    simulator: Arc<Simulator>,
    time: Time,
    ended: AtomicBool,
    bell: Notify,
    inner: Mutex<Inner>,
}

struct Inner {
    plan: Plan,
    draw: Draw,
    /// The fault is over for good.
    mended: bool,
    /// The end that is still to come in this run.
    crash: Option<Crash>,
    /// Orders on the wire in all runs, and in this one.
    orders: u32,
    orders_now: u32,
    clicks: u32,
    /// A click that the program ends in has begun.
    placing: bool,
    front: blow::Front,
    /// Requests that reach the provider after the program has ended.
    under_way: Vec<(Duration, u32, Call)>,
    sent: Vec<Sent>,
    done: Vec<Done>,
    /// When the provider asked for quiet, and when that is over.
    quiets: Vec<(Duration, Duration)>,
    /// Keys that were found on the disk.
    durable: BTreeSet<String>,
    disk: Option<Arc<Disk>>,
    left: Option<Image>,
    story: Option<Vec<String>>,
}

impl Line {
    /// A line to this provider that does what the plan says.
    #[must_use]
    pub fn new(simulator: Arc<Simulator>, time: Time, plan: Plan, draw: Draw, told: bool) -> Self {
        let inner = Inner {
            crash: None,
            mended: false,
            orders: 0,
            orders_now: 0,
            clicks: 0,
            placing: false,
            front: blow::Front::of(plan.fault, &draw),
            under_way: Vec::new(),
            sent: Vec::new(),
            done: Vec::new(),
            quiets: Vec::new(),
            durable: BTreeSet::new(),
            disk: None,
            left: None,
            story: told.then(Vec::new),
            plan,
            draw,
        };
        Self {
            shared: Arc::new(Shared {
                simulator,
                time,
                ended: AtomicBool::new(false),
                bell: Notify::new(),
                inner: Mutex::new(inner),
            }),
        }
    }

    /// A run begins on this disk; it ends here.
    pub fn begin(&self, disk: &Arc<Disk>, crash: Option<Crash>) {
        let mut inner = self.inner();
        inner.disk = Some(Arc::clone(disk));
        inner.left = None;
        inner.crash = crash;
        inner.orders_now = 0;
        inner.placing = false;
        self.shared.ended.store(false, Ordering::SeqCst);
        if let Some(crash) = crash
            && crash.point == CrashPoint::DuringRecovery
        {
            disk.plan(kh_disk::Plan::StopBefore(u64::from(crash.at)));
            self.when_disk_stops(disk, crash.end);
        }
    }

    /// The program ends now, unless it has; gives what the disk holds then.
    #[must_use]
    pub fn end(&self, end: End) -> Image {
        let mut inner = self.inner();
        self.end_program(&mut inner, end);
        inner.disk = None;
        inner.left.take().unwrap_or_default()
    }

    /// Whether the program has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.shared.ended.load(Ordering::SeqCst)
    }

    /// Waits until it has.
    pub async fn ended(&self) {
        while !self.has_ended() {
            self.shared.bell.notified().await;
        }
    }

    /// Nothing fails any more, and nothing ends by itself.
    pub fn mend(&self) {
        let mut inner = self.inner();
        inner.mended = true;
        inner.crash = None;
    }

    /// A person presses the button of an order.
    pub fn click(&self) {
        let mut inner = self.inner();
        inner.clicks += 1;
        let Some(crash) = inner.crash.filter(|crash| crash.at == inner.clicks) else {
            return;
        };
        let before = match crash.point {
            CrashPoint::BeforeIntent => {
                inner.placing = true;
                return;
            }
            CrashPoint::RowBeforeFsync => true,
            CrashPoint::AfterFsync => false,
            CrashPoint::AfterSign
            | CrashPoint::FirstByte
            | CrashPoint::LastByte
            | CrashPoint::ServerCommit
            | CrashPoint::ResponseHeaders
            | CrashPoint::ResponseBody
            | CrashPoint::BeforeOutcome
            | CrashPoint::AfterOutcome
            | CrashPoint::DuringRecovery => return,
        };
        self.stop_at_sync(&inner, before, crash.end);
    }

    /// The provider hears what was under way when the program ended, as far as
    /// it has come by now.
    pub fn arrive(&self) {
        let now = self.shared.time.passed();
        loop {
            let mut inner = self.inner();
            let Some(place) = inner.under_way.iter().position(|(due, _, _)| *due <= now) else {
                return;
            };
            let (_, sent, call) = inner.under_way.remove(place);
            self.carry_out(&mut inner, sent, call);
        }
    }

    /// When the next of what is under way arrives.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Duration> {
        let inner = self.inner();
        inner.under_way.iter().map(|(due, _, _)| *due).min()
    }

    /// Every request so far, and what the provider did about orders.
    #[must_use]
    pub fn record(&self) -> (Vec<Sent>, Vec<Done>) {
        let inner = self.inner();
        (inner.sent.clone(), inner.done.clone())
    }

    /// When the provider asked for quiet, and when that was over.
    #[must_use]
    pub fn quiets(&self) -> Vec<(Duration, Duration)> {
        self.inner().quiets.clone()
    }

    /// Whether the provider will never say what became of an order.
    #[must_use]
    pub fn keeps_silent_about(&self, key: &str) -> bool {
        self.inner().front.answers_500_for_good(key)
    }

    /// Adds a line to the story of the scenario, where somebody wants it.
    pub fn tell(&self, line: impl FnOnce() -> String) {
        self.inner().tell(&self.shared.time, line);
    }

    /// The story so far.
    #[must_use]
    pub fn story(&self) -> Vec<String> {
        self.inner().story.clone().unwrap_or_default()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        let inner = self.shared.inner.lock();
        inner.unwrap_or_else(PoisonError::into_inner)
    }

    fn end_program(&self, inner: &mut Inner, end: End) {
        let Some(disk) = inner.disk.clone().filter(|_| inner.left.is_none()) else {
            return;
        };
        let steps = disk.steps();
        inner.left = Some(match end {
            End::Killed => disk.kill(),
            End::PowerCut(seed) => disk.cut_power(seed),
        });
        inner.tell(&self.shared.time, || {
            format!("the program ends ({end:?}) after {steps} steps of the disk")
        });
        self.shared.ended.store(true, Ordering::SeqCst);
        self.shared.bell.notify_one();
    }

    fn stop_at_sync(&self, inner: &Inner, before: bool, end: End) {
        if let Some(disk) = &inner.disk {
            disk.plan(kh_disk::Plan::StopAtSync { before });
            self.when_disk_stops(disk, end);
        }
    }

    fn when_disk_stops(&self, disk: &Arc<Disk>, end: End) {
        let line = self.clone();
        disk.at_stop(move || line.end_program(&mut line.inner(), end));
    }

    /// Has the provider deal with a request, and writes down what it did.
    fn carry_out(&self, inner: &mut Inner, sent: u32, call: Call) -> Reply {
        let is_order = call.method == "POST" && call.path_and_query.ends_with("/orders");
        let key = call
            .header("idempotency-key")
            .unwrap_or_default()
            .to_owned();
        let reply = self.shared.simulator.handle(call);
        if is_order {
            let order = blow::order_named_in(&reply.body);
            inner.tell(&self.shared.time, || {
                format!("provider: request {sent} gives {} {order:?}", reply.status)
            });
            inner.done.push(Done {
                key,
                status: reply.status,
                order,
            });
        }
        reply
    }
}

impl Inner {
    fn tell(&mut self, time: &Time, line: impl FnOnce() -> String) {
        if let Some(story) = &mut self.story {
            story.push(format!("{} {}", time.now(), line()));
        }
    }

    /// Writes the request down as it goes out.
    fn write_down(&mut self, time: &Time, call: &Call, fingerprint: u64) -> u32 {
        let n = u32::try_from(self.sent.len()).unwrap_or(u32::MAX);
        let header = |name| call.header(name).unwrap_or_default().to_owned();
        let key = header("idempotency-key");
        // What is on the disk once stays there: the journal deletes nothing.
        let known = key.is_empty() || self.durable.contains(&key);
        let durable = known || self.is_durable(&key, fingerprint);
        if durable && !known {
            self.durable.insert(key.clone());
        }
        self.tell(time, || {
            let (method, path) = (&call.method, &call.path_and_query);
            format!("request {n}: {method} {path} {key} {}", header("kh-nonce"))
        });
        self.sent.push(Sent {
            at: time.passed(),
            method: call.method.clone(),
            path: call.path_and_query.clone(),
            key,
            nonce: header("kh-nonce"),
            body: call.body.clone(),
            durable,
        });
        n
    }

    /// Whether the key would be on the disk if the power went now.
    fn is_durable(&self, key: &str, fingerprint: u64) -> bool {
        let Some(disk) = &self.disk else {
            return false;
        };
        let left = disk.left_by(fingerprint);
        let holds = |name: &str| {
            let bytes = left.file(name).unwrap_or_default();
            memchr::memmem::find(bytes, key.as_bytes()).is_some()
        };
        holds("journal.db-wal") || holds("journal.db")
    }

    /// What happens to a request, if anything.
    fn blow(&mut self, is_order: bool, key: &str) -> Option<Blow> {
        if let Some(blow) = self.front.still(key) {
            return Some(blow);
        }
        let strike = self.plan.strike;
        let struck = self.orders >= strike.from && self.orders < strike.from + strike.times;
        let meant = is_order || strike.reach == Reach::Everything;
        (!self.mended && struck && meant).then(|| self.front.blow(key, is_order, &self.draw))
    }

    /// The sleep of the computer that falls into a request, if one does.
    fn nap(&mut self, is_order: bool) -> Option<Nap> {
        if self.mended || !self.plan.naps {
            return None;
        }
        Nap::drawn(is_order, &self.draw)
    }

    /// The end that this order on the wire brings, if it does.
    fn crash_here(&self, is_order: bool) -> Option<Crash> {
        self.crash
            .filter(|crash| is_order && crash.at == self.orders_now)
    }
}

impl Transport for Line {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        Box::pin(async move {
            let answer = self.carry(&request).await;
            if self.has_ended() {
                return std::future::pending().await;
            }
            answer
        })
    }
}
