//! What time it is at the provider. Its time is learnt from the `Date` header of
//! an unsigned health check before the first signature, kept as an offset from
//! this computer's clock, and learnt again when that clock was set, when the
//! computer slept, or after some hours.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_model::Clock;

/// A clock that runs this much differently from the steady time was set.
const JUMP: SignedDuration = SignedDuration::from_secs(2);
/// Clocks drift; after this time the offset is learnt again.
const OLD: SignedDuration = SignedDuration::from_hours(6);
/// `Date` has whole seconds: on average half a second is cut off.
const HALF_A_SECOND: SignedDuration = SignedDuration::from_millis(500);

/// What is known of the provider's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Nothing, or nothing that still holds.
    Unknown,
    /// The provider's time is this computer's time plus the offset.
    Known {
        /// Positive if this computer is behind.
        offset: SignedDuration,
    },
}

/// One look at this computer's clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    wall: Timestamp,
    steady: Option<Duration>,
}

impl Look {
    pub(crate) fn at(clock: &dyn Clock) -> Self {
        Self {
            wall: clock.now(),
            steady: clock.steady(),
        }
    }

    /// Whether the clock was left alone between an earlier look and this one.
    fn runs_on_from(self, earlier: Self) -> bool {
        let passed = self.wall.duration_since(earlier.wall);
        match (earlier.steady, self.steady) {
            (Some(before), Some(now)) => {
                let steady = now.saturating_sub(before);
                let steady = SignedDuration::try_from(steady).unwrap_or(SignedDuration::MAX);
                passed.saturating_sub(steady).abs() <= JUMP
            }
            // Without a steady time only a clock that runs backwards is seen.
            (None, _) | (_, None) => passed >= -JUMP,
        }
    }
}

/// The provider's time as one client knows it.
#[derive(Debug, Default)]
pub(crate) struct Skew(Mutex<Option<Known>>);

#[derive(Debug, Clone, Copy)]
struct Known {
    offset: SignedDuration,
    learnt: Look,
}

impl Skew {
    /// The provider's time, if it is known and still holds.
    pub(crate) fn now(&self, clock: &dyn Clock) -> Option<Timestamp> {
        let known = self.known(clock)?;
        clock.now().saturating_add(known.offset).ok()
    }

    /// The provider's time by an offset that may be old, as long as nobody set
    /// this computer's clock since.
    pub(crate) fn guess(&self, clock: &dyn Clock) -> Option<Timestamp> {
        let known = self.lock()?;
        let look = Look::at(clock);
        let runs_on = look.runs_on_from(known.learnt);
        let now = look.wall.saturating_add(known.offset).ok()?;
        runs_on.then_some(now)
    }

    pub(crate) fn state(&self, clock: &dyn Clock) -> ClockState {
        match self.known(clock) {
            Some(Known { offset, .. }) => ClockState::Known { offset },
            None => ClockState::Unknown,
        }
    }

    /// The offset that was last learnt, whether it still holds or not.
    pub(crate) fn last_offset(&self) -> Option<SignedDuration> {
        self.lock().map(|known| known.offset)
    }

    /// Takes the `Date` of an answer that came between two looks. False if the
    /// clock was set meanwhile, so that nothing could be learnt.
    pub(crate) fn learn(&self, date: Timestamp, sent: Look, received: Look) -> bool {
        if !received.runs_on_from(sent) {
            return false;
        }
        let half = received.wall.duration_since(sent.wall) / 2;
        let middle = sent.wall.saturating_add(half).unwrap_or(sent.wall);
        let offset = date.duration_since(middle).saturating_add(HALF_A_SECOND);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Known {
            offset,
            learnt: received,
        });
        true
    }

    /// What was learnt proved wrong.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn known(&self, clock: &dyn Clock) -> Option<Known> {
        let known = self.lock()?;
        let look = Look::at(clock);
        let age = look.wall.duration_since(known.learnt.wall);
        (look.runs_on_from(known.learnt) && age < OLD).then_some(known)
    }

    fn lock(&self) -> Option<Known> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The `Date` header of an answer.
pub(crate) fn date_of(headers: &[(String, String)]) -> Option<Timestamp> {
    let (_, text) = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("date"))?;
    let date = httpdate::parse_http_date(text.trim()).ok()?;
    Timestamp::try_from(date).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kh_model::ManualClock;

    fn start() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap()
    }

    fn learnt(clock: &ManualClock, ahead: i64) -> Skew {
        let skew = Skew::default();
        let look = Look::at(clock);
        let date = clock.now() + SignedDuration::from_secs(ahead);
        assert!(skew.learn(date, look, look));
        skew
    }

    #[test]
    fn the_providers_time_is_ours_and_the_offset() {
        let clock = ManualClock::new(start());
        let skew = Skew::default();
        assert_eq!(skew.now(&clock), None);
        let skew_known = learnt(&clock, 7_200);
        let expected = start() + SignedDuration::from_millis(7_200_500);
        assert_eq!(skew_known.now(&clock), Some(expected));
    }

    #[test]
    fn half_of_the_way_there_and_back_is_taken_off() {
        let clock = ManualClock::new(start());
        let skew = Skew::default();
        let sent = Look::at(&clock);
        clock.advance(Duration::from_secs(8));
        let date = start() + SignedDuration::from_secs(4);
        assert!(skew.learn(date, sent, Look::at(&clock)));
        assert_eq!(skew.last_offset(), Some(HALF_A_SECOND));
    }

    #[test]
    fn a_clock_that_was_set_is_noticed_either_way() {
        for hours in [3, -3] {
            let clock = ManualClock::new(start());
            let skew = learnt(&clock, 0);
            clock.advance(Duration::from_secs(60));
            assert!(skew.now(&clock).is_some());
            clock.shift(SignedDuration::from_hours(hours));
            assert_eq!(skew.now(&clock), None, "{hours} h");
        }
    }

    #[test]
    fn nothing_is_learnt_while_the_clock_is_being_set() {
        let clock = ManualClock::new(start());
        let skew = Skew::default();
        let sent = Look::at(&clock);
        clock.shift(SignedDuration::from_hours(1));
        assert!(!skew.learn(start(), sent, Look::at(&clock)));
        assert_eq!(skew.state(&clock), ClockState::Unknown);
    }

    #[test]
    fn an_offset_grows_old() {
        let clock = ManualClock::new(start());
        let skew = learnt(&clock, 0);
        clock.advance(Duration::from_secs(6 * 3_600));
        assert_eq!(skew.now(&clock), None);
    }

    #[test]
    fn a_date_is_read_in_the_forms_of_http() {
        let headers = vec![(
            "Date".to_owned(),
            "Thu, 01 Jan 2026 00:00:00 GMT".to_owned(),
        )];
        assert_eq!(date_of(&headers), Some(start()));
        assert_eq!(date_of(&[("date".to_owned(), "today".to_owned())]), None);
    }
}
