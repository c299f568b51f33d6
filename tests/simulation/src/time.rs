//! The time of a scenario. It stands still while anybody can work; when all
//! wait, it moves to the next moment somebody waits for. The computer of the
//! person may believe in another time.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_model::Clock;

/// When every scenario begins: 1 January 2026.
const BEGINNING: i64 = 1_767_225_600;

/// The time. Clones share it.
#[derive(Clone, Default)]
pub struct Time {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// Since the beginning.
    passed: Duration,
    /// What of it the computer slept through.
    slept: Duration,
    /// How far the computer's clock is wrong.
    wrong_by: SignedDuration,
    /// Who waits until when, in the order of waiting.
    sleepers: BTreeMap<(Duration, u64), Waker>,
    next: u64,
}

impl Time {
    /// Back to the beginning, with nobody waiting.
    pub fn rewind(&self) {
        *self.lock() = Inner::default();
    }

    /// The right time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        moment(self.passed())
    }

    /// How much has passed since the beginning.
    #[must_use]
    pub fn passed(&self) -> Duration {
        self.lock().passed
    }

    /// Moves on to the next moment somebody waits for. False if nobody waits.
    pub fn step(&self) -> bool {
        let mut inner = self.lock();
        let Some(((until, _), sleeper)) = inner.sleepers.pop_first() else {
            return false;
        };
        inner.passed = inner.passed.max(until);
        drop(inner);
        sleeper.wake();
        true
    }

    /// Time passes while no program runs.
    pub fn pass(&self, time: Duration) {
        self.lock().passed += time;
    }

    /// The computer sleeps for so long: its timers find that they are late.
    pub fn sleep_through(&self, time: Duration) {
        let mut inner = self.lock();
        inner.passed += time;
        inner.slept += time;
    }

    /// Somebody sets the clock of the computer, or it is wrong from the start.
    pub fn set_wrong_by(&self, wrong_by: SignedDuration) {
        self.lock().wrong_by = wrong_by;
    }

    /// The clock on the provider's wall: always right.
    #[must_use]
    pub fn of_the_provider(&self) -> Arc<dyn Clock> {
        Arc::new(Right(self.clone()))
    }

    /// The clock of the person's computer.
    #[must_use]
    pub fn of_the_computer(&self) -> Arc<dyn Clock> {
        Arc::new(Own(self.clone()))
    }

    /// Ends when so much time has passed.
    pub fn wait(&self, time: Duration) -> impl Future<Output = ()> + Send + use<> {
        let until = self.passed().saturating_add(time);
        Wait {
            time: self.clone(),
            until,
            place: None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn moment(passed: Duration) -> Timestamp {
    let beginning = Timestamp::from_second(BEGINNING).unwrap_or(Timestamp::UNIX_EPOCH);
    beginning.saturating_add(passed).unwrap_or(Timestamp::MAX)
}

struct Right(Time);

impl Clock for Right {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.0.wait(time))
    }
}

struct Own(Time);

impl Clock for Own {
    fn now(&self) -> Timestamp {
        let inner = self.0.lock();
        let right = moment(inner.passed);
        right.saturating_add(inner.wrong_by).unwrap_or(right)
    }

    fn steady(&self) -> Option<Duration> {
        let inner = self.0.lock();
        Some(inner.passed.saturating_sub(inner.slept))
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.0.wait(time))
    }
}

struct Wait {
    time: Time,
    until: Duration,
    place: Option<(Duration, u64)>,
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let own = self.place.take();
        let place = {
            let mut inner = self.time.lock();
            if let Some(place) = own {
                inner.sleepers.remove(&place);
            }
            if inner.passed >= self.until {
                return Poll::Ready(());
            }
            inner.next += 1;
            let place = (self.until, inner.next);
            inner.sleepers.insert(place, context.waker().clone());
            place
        };
        self.place = Some(place);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            self.time.lock().sleepers.remove(&place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_least_is_woken_first_and_time_moves_no_further() {
        let time = Time::default();
        let mut context = Context::from_waker(Waker::noop());
        let mut long = Box::pin(time.wait(Duration::from_secs(9)));
        let mut short = Box::pin(time.wait(Duration::from_secs(2)));
        assert!(long.as_mut().poll(&mut context).is_pending());
        assert!(short.as_mut().poll(&mut context).is_pending());
        assert!(time.step());
        assert_eq!(time.passed(), Duration::from_secs(2));
        assert!(short.as_mut().poll(&mut context).is_ready());
        assert!(long.as_mut().poll(&mut context).is_pending());
    }

    #[test]
    fn who_gives_up_waiting_moves_nothing() {
        let time = Time::default();
        let mut context = Context::from_waker(Waker::noop());
        let mut wait = Box::pin(time.wait(Duration::from_secs(9)));
        assert!(wait.as_mut().poll(&mut context).is_pending());
        drop(wait);
        assert!(!time.step());
    }

    #[test]
    fn a_computer_that_slept_notices_by_its_two_clocks() {
        let time = Time::default();
        let own = time.of_the_computer();
        let (wall, steady) = (own.now(), own.steady().unwrap());
        time.sleep_through(Duration::from_secs(3_600));
        assert_eq!(own.now().duration_since(wall).as_secs(), 3_600);
        assert_eq!(own.steady().unwrap(), steady);
    }
}
