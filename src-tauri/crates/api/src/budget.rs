//! How much of the provider's limits is left (contract 6): a token bucket for
//! the minute, a rolling count for 24 hours. Both are plain data on a time
//! axis in milliseconds of the provider's time, so that they survive restarts
//! and can be shared by processes.

use serde::{Deserialize, Serialize};

use crate::rate::RateSeen;

/// What the provider allows per key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Calls per minute, refilled evenly.
    pub per_minute: u32,
    /// Calls at once after a pause.
    pub burst: u32,
    /// Calls per day.
    pub per_day: u32,
}

impl Default for Limits {
    /// The documented limits.
    fn default() -> Self {
        Self {
            per_minute: 60,
            burst: 20,
            per_day: 5_000,
        }
    }
}

impl Limits {
    /// The lower of both in every part. What a provider states may lower our
    /// limits, never raise them.
    #[must_use]
    pub fn lowered_to(self, stated: Self) -> Self {
        Self {
            per_minute: self.per_minute.min(stated.per_minute).max(1),
            burst: self.burst.min(stated.burst).max(1),
            per_day: self.per_day.min(stated.per_day).max(1),
        }
    }

    /// The burst we allow ourselves: a tenth less, because calls that leave one
    /// after the other may arrive together.
    fn own_burst(self) -> u32 {
        (self.burst - self.burst.div_ceil(10)).max(1)
    }

    /// Tokens of the minute that background calls leave to a person.
    pub(crate) fn minute_reserve(self) -> u32 {
        self.own_burst() / 6
    }

    /// Calls of the day that background calls leave to a person: a fifth.
    pub(crate) fn day_reserve(self) -> u32 {
        self.per_day.div_ceil(5)
    }

    /// Milliseconds per token, rounded up.
    fn gap(self) -> i64 {
        i64::from(60_000_u32.div_ceil(self.per_minute))
    }
}

/// A token bucket as one number: the moment at which it will be full again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Bucket {
    full_at: i64,
}

impl Bucket {
    /// Whole tokens left.
    pub(crate) fn left(self, limits: Limits, now: i64) -> u32 {
        let missing = self.debt(now);
        let missing = (missing + limits.gap() - 1) / limits.gap();
        let missing = u32::try_from(missing).unwrap_or(u32::MAX);
        limits.own_burst().saturating_sub(missing)
    }

    /// The first moment at which a token can be taken with `keep` left over.
    pub(crate) fn ready_at(self, limits: Limits, keep: u32, now: i64) -> i64 {
        let depth = i64::from(limits.own_burst().saturating_sub(keep).max(1) - 1);
        let full_at = now + self.debt(now);
        now.max(full_at - depth * limits.gap())
    }

    /// Takes one token.
    pub(crate) fn take(&mut self, limits: Limits, now: i64) {
        self.full_at = now + self.debt(now) + limits.gap();
    }

    /// Leaves at most `tokens`.
    pub(crate) fn lower_to(&mut self, limits: Limits, tokens: u32, now: i64) {
        let missing = i64::from(limits.own_burst().saturating_sub(tokens));
        self.full_at = self.full_at.max(now + missing * limits.gap());
    }

    /// Holds every token back until `until`.
    pub(crate) fn empty_until(&mut self, limits: Limits, until: i64) {
        let depth = i64::from(limits.own_burst() - 1);
        self.full_at = self.full_at.max(until + depth * limits.gap());
    }

    /// More than an empty bucket and a minute cannot be owed. Such a debt comes
    /// from a clock that was wrong; the bucket is taken to be empty.
    pub(crate) fn heal(&mut self, limits: Limits, now: i64) {
        let empty = i64::from(limits.own_burst()) * limits.gap();
        if self.debt(now) > empty + 60_000 {
            self.full_at = now + empty;
        }
    }

    /// The same for a bucket that is counted while the provider's time is not
    /// known: after the clock was set back it begins anew, so that the time can
    /// be learnt at all.
    pub(crate) fn begin_anew_if_impossible(&mut self, limits: Limits, now: i64) {
        if self.debt(now) > i64::from(limits.own_burst()) * limits.gap() {
            self.full_at = now;
        }
    }

    /// Milliseconds until it is full.
    fn debt(self, now: i64) -> i64 {
        (self.full_at - now).max(0)
    }
}

/// The calls of the last 24 hours, in half hours. The time zone of the
/// provider's day is not documented; whoever stays within the limit in every
/// 24 hours stays within it in every day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DayCount {
    /// Half hours since 1970, and the calls in each; oldest first.
    slots: Vec<(i64, u32)>,
    /// What the provider said is left, and until when that holds.
    stated: Option<(u32, i64)>,
}

const HALF_HOUR: i64 = 30 * 60 * 1_000;
/// A slot is forgotten when its last moment is 24 hours old.
const SLOTS: i64 = 48;
const DAY: i64 = 48 * HALF_HOUR;

impl DayCount {
    /// Calls counted in the last 24 hours; up to half an hour more.
    pub(crate) fn used(&self, now: i64) -> u32 {
        let oldest = now.div_euclid(HALF_HOUR) - SLOTS;
        self.slots
            .iter()
            .filter(|(slot, _)| *slot >= oldest)
            .map(|(_, calls)| *calls)
            .fold(0, u32::saturating_add)
    }

    /// Calls left.
    pub(crate) fn left(&self, limits: Limits, now: i64) -> u32 {
        let own = limits.per_day.saturating_sub(self.used(now));
        match self.stated {
            Some((left, until)) if now < until => own.min(left),
            Some(_) | None => own,
        }
    }

    /// The first moment at which more than `keep` calls can be left, or `now`.
    pub(crate) fn ready_at(&self, limits: Limits, keep: u32, now: i64) -> i64 {
        if self.left(limits, now) > keep {
            return now;
        }
        let stated = match self.stated {
            Some((left, until)) if left <= keep && now < until => until,
            Some(_) | None => now,
        };
        let mut over = self.used(now).saturating_add(keep + 1);
        let oldest = now.div_euclid(HALF_HOUR) - SLOTS;
        let mut own = now;
        for (slot, calls) in self.slots.iter().filter(|(slot, _)| *slot >= oldest) {
            if over <= limits.per_day {
                break;
            }
            over = over.saturating_sub(*calls);
            own = (slot + SLOTS + 1) * HALF_HOUR;
        }
        own.max(stated)
    }

    pub(crate) fn take(&mut self, now: i64) {
        let slot = now.div_euclid(HALF_HOUR);
        self.forget(slot);
        match self.slots.last_mut() {
            Some((last, calls)) if *last == slot => *calls = calls.saturating_add(1),
            Some(_) | None => self.slots.push((slot, 1)),
        }
        if let Some((left, _)) = &mut self.stated {
            *left = left.saturating_sub(1);
        }
    }

    /// Takes back one call that provably never left.
    pub(crate) fn refund(&mut self) {
        if let Some((_, calls)) = self.slots.last_mut() {
            *calls = calls.saturating_sub(1);
        }
    }

    /// Believes the provider if it says that less is left than we think.
    pub(crate) fn lower_to(&mut self, left: u32, until: i64, now: i64) {
        let known = match self.stated {
            Some((known, end)) if now < end => known,
            Some(_) | None => u32::MAX,
        };
        if left < known {
            self.stated = Some((left, until.min(now + DAY)));
        }
    }

    /// Drops what is older than a day. What lies in the future was counted
    /// under a wrong clock: it is kept, as of now.
    fn forget(&mut self, slot: i64) {
        self.slots.retain(|(known, _)| *known >= slot - SLOTS);
        if self.slots.iter().any(|(known, _)| *known > slot) {
            let mut early = 0_u32;
            self.slots.retain(|(known, calls)| {
                let keep = *known < slot;
                if !keep {
                    early = early.saturating_add(*calls);
                }
                keep
            });
            self.slots.push((slot, early));
        }
    }
}

/// Which bucket the rate headers describe is not documented: a limit or a reset
/// that cannot be a minute's means the day.
pub(crate) fn describes_day(rate: &RateSeen, now: i64) -> bool {
    match (rate.limit, rate.reset) {
        (Some(limit), _) => limit > 600,
        (None, Some(reset)) => reset.as_millisecond() - now > 120_000,
        (None, None) => false,
    }
}

#[cfg(test)]
#[path = "budget_tests.rs"]
mod tests;
