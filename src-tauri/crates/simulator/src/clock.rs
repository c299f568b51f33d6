//! The only place of this program that asks the system for the time.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_model::Clock;

/// The clock of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// The time in the simulated world: a clock outside, and how far the operator
/// has moved the world against it.
pub(crate) struct WorldClock {
    base: Arc<dyn Clock>,
    offset: SignedDuration,
}

impl WorldClock {
    pub(crate) fn new(base: Arc<dyn Clock>) -> Self {
        Self {
            base,
            offset: SignedDuration::ZERO,
        }
    }

    /// Now, in the world, to the millisecond: what is stored reads back equal.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.base.now();
        let moved = now.saturating_add(self.offset).unwrap_or(now);
        Timestamp::from_millisecond(moved.as_millisecond()).unwrap_or(moved)
    }

    /// Seconds by which the world is ahead.
    pub(crate) fn offset_s(&self) -> i64 {
        self.offset.as_secs()
    }

    /// Sets how far the world is ahead.
    pub(crate) fn set_offset_s(&mut self, seconds: i64) {
        self.offset = SignedDuration::from_secs(seconds);
    }
}
