//! Time is passed in. Production reads the system once, in the clock file of a
//! program; tests move time by hand and never wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// The longest pause between two attempts for whom a person waits.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// Tells the time, and waits.
pub trait Clock: Send + Sync {
    /// The time of this computer, right or wrong.
    fn now(&self) -> Timestamp;

    /// Time since some start that nobody can set. Against [`Clock::now`] it
    /// shows that the computer's clock was set or that the computer slept.
    /// None where there is no such time.
    fn steady(&self) -> Option<Duration> {
        None
    }

    /// Ends when the given time has passed on this clock.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// A clock that stands still until it is moved. Clones share their time.
#[derive(Clone)]
pub struct ManualClock {
    inner: Arc<Mutex<Inner>>,
    auto: bool,
}

struct Inner {
    now: Timestamp,
    steady: Duration,
    /// How long the computer sleeps while the next wait goes on.
    doze: SignedDuration,
    /// Whether long sleeps wait instead of moving a jumping clock.
    held: bool,
    sleepers: Vec<Waker>,
}

impl ManualClock {
    /// Stands at `now`; sleepers wait until [`ManualClock::advance`] passes them.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self {
            inner: Arc::new(Mutex::new(Inner {
                now,
                steady: Duration::ZERO,
                doze: SignedDuration::ZERO,
                held: false,
                sleepers: Vec::new(),
            })),
            auto: false,
        }
    }

    /// Stands at `now`; whoever sleeps moves the clock to the end of the sleep
    /// at once. For simulations with one actor at a time.
    #[must_use]
    pub fn jumping(now: Timestamp) -> Self {
        Self {
            auto: true,
            ..Self::new(now)
        }
    }

    /// Moves the time forward and wakes who has slept enough.
    pub fn advance(&self, by: Duration) {
        let length = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.move_time(length, by);
    }

    /// Moves the time, backwards too, as a user does who sets the clock. The
    /// steady time stands still, as it does while a computer sleeps.
    pub fn shift(&self, by: SignedDuration) {
        self.move_time(by, Duration::ZERO);
    }

    /// The computer falls asleep for so long while somebody waits by this clock:
    /// the next who does. For a jumping clock.
    pub fn doze(&self, by: SignedDuration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.doze = by;
    }

    /// Whoever sleeps for longer than between two attempts does not move a jumping
    /// clock meanwhile: for a moment in which several actors are at work, and one of
    /// them must not find that hours have passed.
    pub fn hold(&self, held: bool) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.held = held;
        let sleepers = std::mem::take(&mut inner.sleepers);
        drop(inner);
        for sleeper in sleepers {
            sleeper.wake();
        }
    }

    fn is_held(&self) -> bool {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.held
    }

    fn take_doze(&self) -> SignedDuration {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut inner.doze)
    }

    fn move_time(&self, by: SignedDuration, steady: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.steady = inner.steady.saturating_add(steady);
        inner.now = inner.now.saturating_add(by).unwrap_or(inner.now);
        let sleepers = std::mem::take(&mut inner.sleepers);
        drop(inner);
        for sleeper in sleepers {
            sleeper.wake();
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .now
    }

    fn steady(&self) -> Option<Duration> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        Some(inner.steady)
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if self.auto && time > LONGEST_WAIT && self.is_held() {
            return Box::pin(Held {
                clock: self.clone(),
                time,
            });
        }
        if self.auto {
            self.advance(time);
            self.shift(self.take_doze());
            return Box::pin(std::future::ready(()));
        }
        let length = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
        let until = self.now().saturating_add(length).unwrap_or(Timestamp::MAX);
        Box::pin(Sleep {
            clock: self.clone(),
            until,
        })
    }
}

/// A sleep that begins when the clock is let go.
struct Held {
    clock: ManualClock,
    time: Duration,
}

impl Future for Held {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let inner = self.clock.inner.lock();
        let mut inner = inner.unwrap_or_else(PoisonError::into_inner);
        if inner.held {
            inner.sleepers.push(context.waker().clone());
            return Poll::Pending;
        }
        drop(inner);
        self.clock.advance(self.time);
        Poll::Ready(())
    }
}

struct Sleep {
    clock: ManualClock,
    until: Timestamp,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut inner = self
            .clock
            .inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if inner.now >= self.until {
            Poll::Ready(())
        } else {
            inner.sleepers.push(context.waker().clone());
            Poll::Pending
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleeper_wakes_when_its_time_has_come_and_not_before() {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
        let mut sleep = clock.sleep(Duration::from_secs(10));
        let mut context = Context::from_waker(Waker::noop());
        clock.advance(Duration::from_secs(9));
        assert!(sleep.as_mut().poll(&mut context).is_pending());
        clock.advance(Duration::from_secs(1));
        assert!(sleep.as_mut().poll(&mut context).is_ready());
    }

    #[test]
    fn the_steady_time_does_not_notice_that_the_clock_was_set() {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
        clock.advance(Duration::from_secs(5));
        clock.shift(SignedDuration::from_hours(-3));
        assert_eq!(clock.steady(), Some(Duration::from_secs(5)));
    }

    #[test]
    fn a_held_clock_does_not_jump_for_long_sleeps() {
        let clock = ManualClock::jumping(Timestamp::UNIX_EPOCH);
        let mut context = Context::from_waker(Waker::noop());
        clock.hold(true);
        let mut long = clock.sleep(Duration::from_secs(60));
        let mut short = clock.sleep(Duration::from_secs(2));
        assert!(short.as_mut().poll(&mut context).is_ready());
        assert!(long.as_mut().poll(&mut context).is_pending());
        assert_eq!(clock.now(), Timestamp::from_second(2).unwrap());
        clock.hold(false);
        assert!(long.as_mut().poll(&mut context).is_ready());
        assert_eq!(clock.now(), Timestamp::from_second(62).unwrap());
    }

    #[test]
    fn a_jumping_clock_sleeps_in_no_time() {
        let clock = ManualClock::jumping(Timestamp::UNIX_EPOCH);
        let mut context = Context::from_waker(Waker::noop());
        assert!(
            clock
                .sleep(Duration::from_secs(60))
                .as_mut()
                .poll(&mut context)
                .is_ready()
        );
        assert_eq!(clock.now(), Timestamp::from_second(60).unwrap());
    }
}
