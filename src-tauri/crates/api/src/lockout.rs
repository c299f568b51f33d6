//! The breaker before the provider's lockout. Five failed authentications
//! within 10 minutes lock the key (contract 11); this machine stops after two.
//!
//! Calls under way count as failures until they end, since each of them may
//! become one: that is what makes the promise hold for any number of windows
//! and pollers. A call that goes unanswered may have failed unseen; it counts
//! too, against the provider's limit, until an answer shows that the key works.

use serde::{Deserialize, Serialize};

use crate::error::HoldReason;

/// Failures within [`WINDOW`] after which one more needs a deliberate click.
const OURS: usize = 2;
/// Failures, seen and unseen, that never happen within [`WINDOW`]: the fifth
/// locks the key.
const THEIRS: usize = 4;
/// 10 minutes, and a minute more: each process knows the provider's time only
/// as exactly as its health check was quick, at worst to 15 seconds either way.
const WINDOW: i64 = 660_000;
/// A call that has not ended after this time belongs to a program that died.
const LEASE: i64 = 120_000;

/// What this machine knows of failed authentications of one key. All times are
/// milliseconds in the provider's time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Lockout {
    failures: Vec<i64>,
    unanswered: Vec<i64>,
    under_way: Vec<(u64, i64)>,
    last_lease: u64,
}

/// Whether one more signed call may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Go,
    Later(HoldReason, i64),
}

impl Lockout {
    /// Decides over one more call. `insists`: a person was told of the failures
    /// and clicked again.
    pub(crate) fn verdict(&mut self, insists: bool, now: i64) -> Verdict {
        self.forget(now);
        let failed = self.failures.len();
        let open = self.under_way.len();
        let unseen = self.unanswered.len();
        if failed >= OURS && !insists {
            return Verdict::Later(HoldReason::AuthFailures, end(&self.failures, OURS));
        }
        if failed + unseen >= THEIRS {
            let mut all = self.failures.clone();
            all.extend(&self.unanswered);
            all.sort_unstable();
            let reason = if failed >= OURS {
                HoldReason::NearLockout
            } else {
                HoldReason::Unanswered
            };
            return Verdict::Later(reason, end(&all, THEIRS));
        }
        let room = if insists {
            usize::from(open == 0)
        } else {
            OURS.saturating_sub(failed + open)
        };
        if room == 0 || failed + unseen + open >= THEIRS {
            return Verdict::Later(HoldReason::Busy, now);
        }
        Verdict::Go
    }

    /// Notes that a call is under way, and names it.
    pub(crate) fn begin(&mut self, now: i64) -> u64 {
        self.last_lease = self.last_lease.wrapping_add(1);
        self.under_way.push((self.last_lease, now + LEASE));
        self.last_lease
    }

    /// The call was refused with 401.
    pub(crate) fn failed(&mut self, lease: u64, now: i64) {
        self.release(lease);
        self.failures.push(now);
    }

    /// The call was answered by someone who had accepted the key.
    pub(crate) fn accepted(&mut self, lease: u64) {
        self.release(lease);
        self.unanswered.clear();
    }

    /// The call ended without a word about the key, and was not refused.
    pub(crate) fn ended(&mut self, lease: u64) {
        self.release(lease);
    }

    /// The call was sent and no answer came.
    pub(crate) fn unanswered(&mut self, lease: u64, now: i64) {
        self.release(lease);
        self.unanswered.push(now);
    }

    /// Failures within the last 10 minutes.
    pub(crate) fn failures(&self, now: i64) -> usize {
        let recent = |at: &&i64| **at > now - WINDOW;
        self.failures.iter().filter(recent).count()
    }

    fn release(&mut self, lease: u64) {
        self.under_way.retain(|(known, _)| *known != lease);
    }

    /// Forgets what is older than the window. Times in the future come from a
    /// clock that was wrong; they count as of now.
    fn forget(&mut self, now: i64) {
        let unanswered = &mut self.unanswered;
        self.under_way.retain(|(_, until)| {
            let dead = *until <= now || *until > now + 2 * LEASE;
            if dead {
                unanswered.push(now.min(*until));
            }
            !dead
        });
        for times in [&mut self.failures, unanswered] {
            for at in times.iter_mut() {
                *at = (*at).min(now);
            }
            times.retain(|at| *at > now - WINDOW);
            times.sort_unstable();
        }
    }
}

/// When fewer than `most` of these sorted times are within the window.
fn end(times: &[i64], most: usize) -> i64 {
    let last = times.len().saturating_sub(most);
    times.get(last).map_or(0, |at| at + WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_767_225_600_000;
    const MINUTE: i64 = 60_000;

    fn fail(lockout: &mut Lockout, now: i64) {
        let lease = lockout.begin(now);
        lockout.failed(lease, now);
    }

    #[test]
    fn the_third_call_after_two_failures_needs_a_deliberate_click() {
        let mut lockout = Lockout::default();
        fail(&mut lockout, NOW);
        assert_eq!(lockout.verdict(false, NOW), Verdict::Go);
        fail(&mut lockout, NOW + MINUTE);
        let until = NOW + WINDOW;
        assert_eq!(
            lockout.verdict(false, NOW + MINUTE),
            Verdict::Later(HoldReason::AuthFailures, until)
        );
        assert_eq!(lockout.verdict(true, NOW + MINUTE), Verdict::Go);
        assert_eq!(lockout.verdict(false, until), Verdict::Go);
    }

    #[test]
    fn no_click_brings_the_fifth_failure() {
        let mut lockout = Lockout::default();
        for _ in 0..4 {
            assert_eq!(lockout.verdict(true, NOW), Verdict::Go);
            fail(&mut lockout, NOW);
        }
        assert_eq!(
            lockout.verdict(true, NOW),
            Verdict::Later(HoldReason::NearLockout, NOW + WINDOW)
        );
    }

    #[test]
    fn calls_under_way_count_as_the_failures_they_may_become() {
        let mut lockout = Lockout::default();
        let first = lockout.begin(NOW);
        let _second = lockout.begin(NOW);
        assert_eq!(
            lockout.verdict(false, NOW),
            Verdict::Later(HoldReason::Busy, NOW)
        );
        lockout.accepted(first);
        assert_eq!(lockout.verdict(false, NOW), Verdict::Go);
    }

    #[test]
    fn unanswered_calls_count_until_the_key_is_seen_to_work() {
        let mut lockout = Lockout::default();
        for _ in 0..4 {
            let lease = lockout.begin(NOW);
            lockout.unanswered(lease, NOW);
        }
        assert_eq!(
            lockout.verdict(false, NOW),
            Verdict::Later(HoldReason::Unanswered, NOW + WINDOW)
        );
        let lease = lockout.begin(NOW);
        lockout.accepted(lease);
        assert_eq!(lockout.verdict(false, NOW), Verdict::Go);
    }

    #[test]
    fn the_call_of_a_program_that_died_is_an_unanswered_one() {
        let mut lockout = Lockout::default();
        lockout.begin(NOW);
        lockout.begin(NOW);
        assert_eq!(lockout.verdict(false, NOW + LEASE), Verdict::Go);
        assert_eq!(lockout.unanswered.len(), 2);
    }

    #[test]
    fn failures_from_a_wrong_future_end_with_the_window() {
        let mut lockout = Lockout::default();
        fail(&mut lockout, NOW + 1_000 * MINUTE);
        fail(&mut lockout, NOW + 1_000 * MINUTE);
        assert!(matches!(lockout.verdict(false, NOW), Verdict::Later(..)));
        assert_eq!(lockout.verdict(false, NOW + WINDOW), Verdict::Go);
    }
}
