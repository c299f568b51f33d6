//! Whether an attempt is repeated: a decision with a price. What ended is
//! classified, the wait is computed, and the repetition is paid from one
//! budget per client, so that an outage is not answered with more traffic.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_model::Chance;

use crate::ledger::Asker;
use crate::nonce;
use crate::rate::{RateSeen, later};

/// How an attempt ended, for the decision. All requests that come here may be
/// repeated: reads and PUT by their nature, POST by its idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setback {
    /// Nothing was sent.
    NotSent,
    /// No whole answer.
    Unanswered,
    /// 5xx, or 429: the provider may have named a time.
    Refused,
    /// 409 while an earlier attempt of the same POST is open: it still runs.
    StillRunning,
    /// 401 for the time or the nonce; both are new in the next attempt.
    Stale,
}

/// The decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Repeat(Duration),
    Stop,
}

/// Repetitions that may still be made; answers refill it.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

const FULL: u32 = 20;
const SHORTEST: SignedDuration = SignedDuration::from_secs(1);
const LONGEST: SignedDuration = SignedDuration::from_secs(300);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl RetryBudget {
    /// The provider works: a repetition more.
    pub(crate) fn refill(&self) {
        // The closure always gives a value, so this cannot fail.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some((left + 1).min(FULL))
            });
    }

    fn pay(&self, price: u32) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(price)
            })
            .is_ok()
    }
}

/// Decides after attempt `n` (from 1). `named` is the wait that the provider
/// asked for; `patience` what the asker still waits in all; `retries` what is
/// left to be spent, and the chance for the jitter.
pub(crate) fn decide(
    setback: Setback,
    n: u32,
    asker: Asker,
    named: Option<Duration>,
    patience: Duration,
    (budget, chance): (&RetryBudget, &dyn Chance),
) -> Decision {
    let (most, price) = match setback {
        Setback::Stale => (u32::MAX, 0),
        Setback::NotSent | Setback::Refused | Setback::StillRunning => (attempts_of(asker), 2),
        Setback::Unanswered => (attempts_of(asker), 4),
    };
    if n >= most {
        return Decision::Stop;
    }
    let wait = match setback {
        Setback::Stale => Duration::ZERO,
        Setback::StillRunning => Duration::from_secs(2) + jitter(chance, 500),
        Setback::NotSent | Setback::Unanswered | Setback::Refused => {
            named.unwrap_or_else(|| backoff(chance, n))
        }
    };
    if wait > patience || !budget.pay(price) {
        return Decision::Stop;
    }
    Decision::Repeat(wait)
}

/// How long an asker waits in all, for the budget and between attempts.
pub(crate) fn patience_of(asker: Asker) -> Duration {
    match asker {
        Asker::Background => Duration::from_secs(2),
        Asker::Person | Asker::PersonInsists => Duration::from_secs(20),
    }
}

/// Until when the provider wants quiet after a 429 or a 5xx: `Retry-After`
/// first, in full; else Reset, kept within 1 to 300 seconds. A 429 without
/// either is taken as one second.
pub(crate) fn quiet_until(status: u16, rate: &RateSeen, now: Timestamp) -> Option<Timestamp> {
    let not_before = later(now, SHORTEST);
    if let Some(until) = rate.retry_after {
        return Some(until.max(not_before));
    }
    if status != 429 {
        return None;
    }
    let reset = rate.reset.unwrap_or(not_before);
    Some(reset.clamp(not_before, later(now, LONGEST)))
}

/// From a named moment to a wait, with jitter, so that many windows do not come
/// back at the same instant.
pub(crate) fn wait_until(until: Timestamp, now: Timestamp, chance: &dyn Chance) -> Duration {
    let wait = Duration::try_from(until.duration_since(now)).unwrap_or_default();
    wait + jitter(chance, 250)
}

fn attempts_of(asker: Asker) -> u32 {
    match asker {
        Asker::Background => 2,
        Asker::Person => 3,
        // One deliberate click is one call.
        Asker::PersonInsists => 1,
    }
}

/// 0.3 s, 0.6 s, 1.2 s and so on, each up to twice as long.
fn backoff(chance: &dyn Chance, n: u32) -> Duration {
    let base = 300 << n.saturating_sub(1).min(6);
    Duration::from_millis(base) + jitter(chance, base)
}

fn jitter(chance: &dyn Chance, below: u64) -> Duration {
    Duration::from_millis(nonce::below(chance, below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonce::SystemChance;

    const LONG: Duration = Duration::from_secs(20);

    fn now() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap()
    }

    fn first(setback: Setback, named: Option<Duration>) -> Decision {
        let budget = RetryBudget::default();
        decide(
            setback,
            1,
            Asker::Person,
            named,
            LONG,
            (&budget, &SystemChance),
        )
    }

    #[test]
    fn the_wait_that_the_provider_names_comes_first() {
        let named = Duration::from_secs(7);
        assert_eq!(
            first(Setback::Refused, Some(named)),
            Decision::Repeat(named)
        );
        assert_eq!(
            first(Setback::Refused, Some(Duration::from_secs(21))),
            Decision::Stop
        );
    }

    #[test]
    fn a_person_gets_three_attempts_and_a_poller_two() {
        for (asker, most) in [
            (Asker::Person, 3),
            (Asker::Background, 2),
            (Asker::PersonInsists, 1),
        ] {
            let budget = RetryBudget::default();
            let stopped = (1..).find(|n| {
                decide(
                    Setback::NotSent,
                    *n,
                    asker,
                    None,
                    LONG,
                    (&budget, &SystemChance),
                ) == Decision::Stop
            });
            assert_eq!(stopped, Some(most), "{asker:?}");
        }
    }

    #[test]
    fn an_outage_uses_up_the_budget_and_answers_refill_it() {
        let budget = RetryBudget::default();
        let repeat = || {
            let decision = decide(
                Setback::NotSent,
                1,
                Asker::Person,
                None,
                LONG,
                (&budget, &SystemChance),
            );
            decision != Decision::Stop
        };
        let repeated = (0..1_000).filter(|_| repeat()).count();
        assert_eq!(repeated, 10);
        budget.refill();
        assert!(!repeat());
        budget.refill();
        assert!(repeat());
    }

    #[test]
    fn waits_grow_and_are_never_the_same() {
        let spread: std::collections::HashSet<_> =
            (0..50).map(|_| backoff(&SystemChance, 2)).collect();
        assert!(spread.len() > 5);
        assert!(backoff(&SystemChance, 1) < Duration::from_millis(600));
        assert!(backoff(&SystemChance, 3) >= Duration::from_millis(1_200));
    }

    #[test]
    fn retry_after_is_kept_in_full_and_a_reset_within_bounds() {
        let at = |seconds| now() + SignedDuration::from_secs(seconds);
        let asked = RateSeen {
            retry_after: Some(at(600)),
            reset: Some(at(3)),
            ..RateSeen::default()
        };
        assert_eq!(quiet_until(429, &asked, now()), Some(at(600)));
        assert_eq!(quiet_until(503, &asked, now()), Some(at(600)));
        for (reset, expected) in [(-100, 1), (0, 1), (30, 30), (9_000, 300)] {
            let seen = RateSeen {
                reset: Some(at(reset)),
                ..RateSeen::default()
            };
            assert_eq!(quiet_until(429, &seen, now()), Some(at(expected)));
            assert_eq!(quiet_until(500, &seen, now()), None);
        }
        assert_eq!(quiet_until(429, &RateSeen::default(), now()), Some(at(1)));
    }
}
