//! A world without waiting: a clock that jumps to the next thing that happens,
//! tasks that run on it, and a generator with a seed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use jiff::Timestamp;
use kh_api::{
    Client, ClientSetup, Endpoint, KeyLedger, PageForm, SigningKey, Transport, WireResponse,
};
use kh_model::{Clock, KeyId, SignPath};

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
pub(crate) const WEEK: i64 = 7 * DAY;
/// 2026-01-01T00:00:00Z.
pub(crate) const START: i64 = 1_767_225_600 * SECOND;

/// True time, and the computer's idea of it.
#[derive(Clone)]
pub(crate) struct World(Arc<Mutex<State>>);

struct State {
    now: i64,
    slept: i64,
    wall: i64,
    has_steady: bool,
    timers: BinaryHeap<Reverse<i64>>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            now: START,
            slept: 0,
            wall: 0,
            has_steady: true,
            timers: BinaryHeap::new(),
        })))
    }

    /// A world whose computer has nothing but its settable clock.
    pub(crate) fn without_steady_time(self) -> Self {
        self.0.lock().unwrap().has_steady = false;
        self
    }

    /// The true time in milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.0.lock().unwrap().now
    }

    /// Sets the computer's clock, relative to the truth.
    pub(crate) fn set_wall(&self, ahead: i64) {
        self.0.lock().unwrap().wall = ahead;
    }

    /// The computer sleeps: true time passes, the steady time does not.
    pub(crate) fn suspend(&self, time: i64) {
        let mut state = self.0.lock().unwrap();
        state.now += time;
        state.slept += time;
    }

    pub(crate) fn pass(&self, time: i64) -> impl Future<Output = ()> + Send + use<> {
        let until = {
            let mut state = self.0.lock().unwrap();
            let until = state.now + time;
            state.timers.push(Reverse(until));
            until
        };
        let world = self.clone();
        std::future::poll_fn(move |_| {
            if world.now() >= until {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
    }

    /// Runs the tasks until all are done or the time is over.
    pub(crate) fn run(&self, until: i64, mut tasks: Vec<Task<'_>>) {
        let woken = Arc::new(Woken(AtomicBool::new(false)));
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        while !tasks.is_empty() {
            woken.0.store(false, Ordering::Relaxed);
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            if woken.0.load(Ordering::Relaxed) {
                continue;
            }
            let mut state = self.0.lock().unwrap();
            match state.timers.pop() {
                Some(Reverse(next)) if next < until => state.now = state.now.max(next),
                Some(_) | None => return,
            }
        }
    }

    /// Runs one future to its end.
    pub(crate) fn finish<T>(&self, future: impl Future<Output = T>) -> T {
        let mut result = None;
        let task: Task<'_> = Box::pin(async { result = Some(future.await) });
        self.run(i64::MAX, vec![task]);
        result.expect("the future ends")
    }
}

pub(crate) type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        let state = self.0.lock().unwrap();
        Timestamp::from_millisecond(state.now + state.wall).unwrap()
    }

    fn steady(&self) -> Option<Duration> {
        let state = self.0.lock().unwrap();
        let awake = u64::try_from(state.now - START - state.slept).unwrap();
        state.has_steady.then(|| Duration::from_millis(awake))
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.pass(i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4)))
    }
}

/// Numbers from a seed; the same seed gives the same world.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        let mut draw = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        draw.next();
        draw
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number from `low` to below `high`.
    pub(crate) fn within(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap();
        low + i64::try_from(self.next() % span).unwrap()
    }

    pub(crate) fn percent(&mut self, chance: i64) -> bool {
        self.within(0, 100) < chance
    }
}

pub(crate) fn key_id() -> KeyId {
    KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap()
}

/// A client of one process in a world.
pub(crate) fn client(
    world: &World,
    transport: Arc<dyn Transport>,
    ledger: Arc<dyn KeyLedger>,
) -> Client {
    Client::new(ClientSetup {
        endpoint: Endpoint::simulator("http://127.0.0.1:4010/v1").unwrap(),
        key_id: key_id(),
        signing_key: SigningKey::new(b"sandboxSECRET").unwrap(),
        sign_path: SignPath::Short,
        page_form: PageForm::Page,
        transport,
        clock: Arc::new(world.clone()),
        ledger,
    })
    .unwrap()
}

/// An answer with a `Date`, as every server sends it.
pub(crate) fn answer(status: u16, now: i64, body: &str) -> WireResponse {
    let time = std::time::UNIX_EPOCH + Duration::from_millis(u64::try_from(now).unwrap());
    WireResponse {
        status,
        headers: vec![("date".to_owned(), httpdate::fmt_http_date(time))],
        body: body.as_bytes().to_vec(),
    }
}

pub(crate) fn balance(now: i64) -> WireResponse {
    answer(200, now, r#"{"data":{"balance":"1.00","currency":"EUR"}}"#)
}

/// A problem as the provider writes it (contract 7).
pub(crate) fn problem(status: u16, now: i64, code: &str, reason: &str) -> WireResponse {
    let body = format!(
        "{{\"type\":\"https://www.kernelhost.com/en/reseller-api/errors/{code}\",\"title\":\"t\",\"status\":{status},\"detail\":\"d\",\"request_id\":\"r\",\"reason\":\"{reason}\"}}"
    );
    answer(status, now, &body)
}
