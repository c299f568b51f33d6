//! What this machine did with one key: the limits used, the failures seen. All
//! windows and processes share it, so it is plain data behind a port that
//! changes it atomically; core keeps it in the journal.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use kh_model::KeyId;
use serde::{Deserialize, Serialize};

use crate::budget::{Bucket, DayCount, Limits, describes_day};
use crate::error::HoldReason;
use crate::lockout::{Lockout, Verdict};
use crate::rate::{RateSeen, later};

/// Keeps the use of keys. Called twice for each attempt.
pub trait KeyLedger: Send + Sync {
    /// Reads, changes and writes the use of one key; no other process comes in
    /// between. A key that was never used begins with [`KeyUse::default`].
    ///
    /// # Errors
    /// [`LedgerError`] if the change is not kept; then nothing is sent.
    fn update(&self, key: &KeyId, change: &mut dyn FnMut(&mut KeyUse)) -> Result<(), LedgerError>;
}

/// The use of a key could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the use of the key could not be counted: {detail}")]
pub struct LedgerError {
    /// The stable code of the store's error.
    pub code: String,
    /// What happened, for a log.
    pub detail: String,
}

/// Who asks for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asker {
    /// A poller or a recovery: leaves a fifth of the day to the person, and
    /// does not wait long.
    Background,
    /// A person clicked.
    Person,
    /// A person was told of the failed authentications and clicked again: one
    /// call, and never the one that locks the key.
    PersonInsists,
}

/// The use of one key, in the provider's time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyUse {
    limits: Limits,
    minute: Bucket,
    unsigned: Bucket,
    day: DayCount,
    lockout: Lockout,
    quiet_until: i64,
}

/// The right to send one signed attempt; must be settled.
#[derive(Debug, PartialEq, Eq)]
pub struct Lease(u64);

/// Whether a signed attempt may be sent now.
#[derive(Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Go(Lease),
    /// Not before this time.
    Later(HoldReason, Timestamp),
}

/// How an attempt ended, for the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Answered by someone who had accepted the signature.
    Accepted,
    /// Refused with 401.
    AuthFailure,
    /// Answered without a word about the signature: 429, 5xx, a redirect.
    NoVerdict,
    /// Provably not sent.
    NotSent,
    /// Sent, no whole answer.
    Unanswered,
}

/// What is left of a key's limits, for the display of the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The limits that are counted against.
    pub limits: Limits,
    /// Calls that could go out at once.
    pub minute_left: u32,
    /// Calls of the last 24 hours.
    pub day_used: u32,
    /// Calls left in 24 hours for a person.
    pub day_left: u32,
    /// Calls left in 24 hours for background work.
    pub day_left_background: u32,
    /// Failed authentications in the last 10 minutes.
    pub auth_failures: u32,
    /// Why a person's next call would have to wait, and until when.
    pub hold: Option<(HoldReason, Timestamp)>,
}

/// A provider's request for quiet is honoured up to this long.
const LONGEST_QUIET: i64 = 3_600_000;
/// Health checks need no key; they are counted per address (contract 6).
const UNSIGNED: Limits = Limits {
    per_minute: 60,
    burst: 12,
    per_day: 5_000,
};

impl KeyUse {
    /// Decides over one signed attempt and, if it may go, counts it.
    pub fn admit(&mut self, asker: Asker, now: Timestamp) -> Admission {
        let now = now.as_millisecond();
        match self.obstacle(asker, now) {
            Some((reason, until)) => Admission::Later(reason, moment(until)),
            None => {
                self.minute.take(self.limits, now);
                self.day.take(now);
                Admission::Go(Lease(self.lockout.begin(now)))
            }
        }
    }

    /// Notes how an attempt ended and what the answer said about the limits.
    /// `quiet_until`: before this moment nothing may be sent.
    pub fn settle(
        &mut self,
        lease: &Lease,
        ended: Ended,
        rate: &RateSeen,
        quiet_until: Option<Timestamp>,
        now: Timestamp,
    ) {
        let now = now.as_millisecond();
        match ended {
            Ended::Accepted => self.lockout.accepted(lease.0),
            Ended::AuthFailure => self.lockout.failed(lease.0, now),
            Ended::NoVerdict => self.lockout.ended(lease.0),
            Ended::Unanswered => self.lockout.unanswered(lease.0, now),
            Ended::NotSent => {
                self.lockout.ended(lease.0);
                self.day.refund();
            }
        }
        if let Some(until) = quiet_until {
            self.keep_quiet(until, moment(now));
        }
        self.believe(rate, now);
    }

    /// The provider asked for quiet: before `until` nothing may be sent.
    pub fn keep_quiet(&mut self, until: Timestamp, now: Timestamp) {
        let longest = now.as_millisecond() + LONGEST_QUIET;
        // Rounded up: a part of a millisecond early is early.
        let until = later(until, SignedDuration::from_nanos(999_999));
        self.quiet_until = self.quiet_until.max(until.as_millisecond().min(longest));
    }

    /// Until when the provider wants quiet, if it still does.
    #[must_use]
    pub fn quiet(&self, now: Timestamp) -> Option<Timestamp> {
        (now.as_millisecond() < self.quiet_until).then(|| moment(self.quiet_until))
    }

    /// Counts one health check.
    ///
    /// # Errors
    /// The moment from which on there may be one, if there were too many.
    pub fn admit_unsigned(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        let now = now.as_millisecond();
        self.unsigned.begin_anew_if_impossible(UNSIGNED, now);
        let ready = self.unsigned.ready_at(UNSIGNED, 0, now);
        if ready > now {
            return Err(moment(ready));
        }
        self.unsigned.take(UNSIGNED, now);
        Ok(())
    }

    /// Lowers the limits to those the provider states for this key.
    pub fn learn_limits(&mut self, stated: Limits) {
        self.limits = Limits::default().lowered_to(stated);
    }

    /// What is left.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        let at = now.as_millisecond();
        let mut look = self.clone();
        let day_left = self.day.left(self.limits, at);
        Standing {
            limits: self.limits,
            minute_left: self.minute.left(self.limits, at),
            day_used: self.day.used(at),
            day_left,
            day_left_background: day_left.saturating_sub(self.limits.day_reserve()),
            auth_failures: u32::try_from(self.lockout.failures(at)).unwrap_or(u32::MAX),
            hold: look
                .obstacle(Asker::Person, at)
                .filter(|(reason, _)| *reason != HoldReason::Busy)
                .map(|(reason, until)| (reason, moment(until))),
        }
    }

    /// The first thing that stands against a call, the hardest first.
    fn obstacle(&mut self, asker: Asker, now: i64) -> Option<(HoldReason, i64)> {
        let insists = asker == Asker::PersonInsists;
        if let Verdict::Later(reason, until) = self.lockout.verdict(insists, now) {
            return Some((reason, until));
        }
        self.heal(now);
        if now < self.quiet_until {
            return Some((HoldReason::Quiet, self.quiet_until));
        }
        let (day_reserve, minute_reserve) = match asker {
            Asker::Background => (self.limits.day_reserve(), self.limits.minute_reserve()),
            Asker::Person | Asker::PersonInsists => (0, 0),
        };
        let day = self.day.ready_at(self.limits, day_reserve, now);
        if day > now {
            let is_reserve = self.day.left(self.limits, now) > 0;
            let reason = if is_reserve {
                HoldReason::DayReserve
            } else {
                HoldReason::Day
            };
            return Some((reason, day));
        }
        let minute = self.minute.ready_at(self.limits, minute_reserve, now);
        (minute > now).then_some((HoldReason::Minute, minute))
    }

    /// Cuts what cannot be: it was written while a clock was wrong.
    fn heal(&mut self, now: i64) {
        self.quiet_until = self.quiet_until.min(now + LONGEST_QUIET);
        self.minute.heal(self.limits, now);
    }

    /// Corrects our count by the provider's, downwards only: where we guess
    /// differently, the server is right (contract 6).
    fn believe(&mut self, rate: &RateSeen, now: i64) {
        let Some(remaining) = rate.remaining else {
            return;
        };
        let reset = rate.reset.map(Timestamp::as_millisecond);
        if describes_day(rate, now) {
            self.day.lower_to(remaining, reset.unwrap_or(i64::MAX), now);
            return;
        }
        self.minute.lower_to(self.limits, remaining, now);
        if remaining == 0
            && let Some(reset) = reset
        {
            let until = reset.clamp(now, now + 60_000);
            self.minute.empty_until(self.limits, until);
        }
    }
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

/// A ledger that lives as long as its clones: for tests, and for programs that
/// keep nothing.
#[derive(Clone, Default)]
pub struct MemoryLedger {
    uses: Arc<Mutex<HashMap<KeyId, KeyUse>>>,
}

impl MemoryLedger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl KeyLedger for MemoryLedger {
    fn update(&self, key: &KeyId, change: &mut dyn FnMut(&mut KeyUse)) -> Result<(), LedgerError> {
        let mut uses = self.uses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = uses.get_mut(key) {
            change(known);
        } else {
            change(uses.entry(key.clone()).or_default());
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
