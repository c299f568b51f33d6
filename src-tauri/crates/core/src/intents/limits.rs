//! Until when an attempt may leave. Pure; asked for every single attempt, just
//! before its first byte, because a computer can sleep anywhere: before the
//! first attempt, while an answer is awaited, between two attempts.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Intent, IntentKind};

use super::recovery::{self, Decision};
use super::settle::By;

/// How long a click stands for what it asked for, as long as nothing of it may
/// have arrived. All that a click waits for in turn fits in: the product is read
/// again, the clock is asked for, the minute's budget is waited for (20 s), and
/// three connections fail (10 s each). What leaves later was not asked for by
/// anybody who still sits there, and its price and caps are old.
pub(crate) const CLICK_STANDS: SignedDuration = SignedDuration::from_mins(2);

/// The provider's time is known to within the way of an answer, which takes up to
/// thirty seconds, and the second it is told in.
pub(crate) const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(60);

/// What erases, ends or holds back rests on facts younger than this.
pub(crate) const FACTS_HOLD: SignedDuration = SignedDuration::from_secs(10);

/// How old an action may be when the program repeats it by itself. A request
/// that never arrived would act now: nobody expects a reboot an hour late. From
/// then on a person decides, as long as repeating is safe at all.
pub(crate) const ACTS_BY_ITSELF: SignedDuration = SignedDuration::from_mins(15);

/// Until when the attempts of one call may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Since when the provider may know the key, in the provider's time.
    pub(crate) since: Timestamp,
    /// When a person clicked; none where the program repeats by itself.
    pub(crate) clicked: Option<Clicked>,
    /// When the facts it rests on were read, in the provider's time; none where
    /// it rests on none.
    pub(crate) facts_at: Option<Timestamp>,
    /// From when on the program sends no further attempt by itself, in the
    /// provider's time; none where only the age of the key counts.
    pub(crate) by_itself_until: Option<Timestamp>,
}

/// When a person clicked, by two clocks: that of a computer runs on while it
/// sleeps, and stands still while a virtual machine is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clicked {
    /// By the clock of this computer.
    pub(crate) here: Timestamp,
    /// In the provider's time.
    pub(crate) there: Timestamp,
}

/// The moment of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The time that is signed: the provider's.
    pub(crate) signed_at: Timestamp,
    /// The time by the clock of this computer.
    pub(crate) here: Timestamp,
    /// Whether an attempt of the same call may have been processed.
    pub(crate) open: bool,
}

/// Why an attempt does not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Late {
    /// The provider may have forgotten the key.
    TooOld,
    /// The clock says that the key was first used in the future.
    AgeUnknown,
    /// The click is too long ago.
    ClickOver,
    /// The facts it rests on are too old.
    FactsOld,
    /// It would act so late that a person has to be asked.
    WaitsForAPerson,
}

impl Late {
    /// The last part of its code.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::TooOld => "too_old",
            Self::AgeUnknown => "age_unknown",
            Self::ClickOver => "click_over",
            Self::FactsOld => "facts_old",
            Self::WaitsForAPerson => "waits_for_you",
        }
    }
}

impl Limits {
    /// Of a click on something new, whose key may be known since then.
    pub(crate) fn of_a_click(since: Timestamp, clicked: Clicked) -> Self {
        Self {
            since,
            clicked: Some(clicked),
            facts_at: None,
            by_itself_until: None,
        }
    }

    /// Of an intent that is repeated, now.
    pub(crate) fn of_a_repetition(intent: &Intent, by: By, now: Clicked) -> Self {
        let asked_at = if by.is_a_person() {
            now.there
        } else {
            intent.first_sent_at
        };
        Self {
            since: intent.first_sent_at,
            clicked: by.is_a_person().then_some(now),
            facts_at: None,
            by_itself_until: match intent.kind {
                IntentKind::Order => None,
                IntentKind::Action => Some(acts_until(asked_at)),
            },
        }
    }

    /// Why an attempt does not leave now; none if it may.
    pub(crate) fn refuse(&self, moment: Moment) -> Option<Late> {
        let by_the_latest = moment.signed_at.saturating_add(CLOCK_SLACK);
        let by_the_latest = by_the_latest.unwrap_or(Timestamp::MAX);
        match recovery::age_allows(self.since, moment.signed_at) {
            Decision::AgeUnknown => return Some(Late::AgeUnknown),
            Decision::TooOld => return Some(Late::TooOld),
            Decision::Repeat | Decision::NeverSent => {}
        }
        if recovery::age_allows(self.since, by_the_latest) == Decision::TooOld {
            return Some(Late::TooOld);
        }
        // What may have arrived is repeated to learn what became of it; what
        // provably did not is sent only while somebody waits for it.
        if !moment.open {
            let over = |clicked: Clicked| {
                !is_near(clicked.here, moment.here, CLICK_STANDS)
                    || !is_near(clicked.there, moment.signed_at, CLICK_STANDS)
            };
            if self.clicked.is_some_and(over) {
                return Some(Late::ClickOver);
            }
            if self
                .facts_at
                .is_some_and(|at| !is_near(at, moment.signed_at, FACTS_HOLD))
            {
                return Some(Late::FactsOld);
            }
        }
        let over = self
            .by_itself_until
            .is_some_and(|until| moment.signed_at >= until);
        over.then_some(Late::WaitsForAPerson)
    }
}

/// From when on the program sends no further attempt of an action by itself.
pub(crate) fn acts_until(asked_at: Timestamp) -> Timestamp {
    asked_at.saturating_add(ACTS_BY_ITSELF).unwrap_or(asked_at)
}

/// Whether two moments are less than so much apart. A clock that was set back in
/// between makes nothing young.
pub(crate) fn is_near(at: Timestamp, now: Timestamp, apart: SignedDuration) -> bool {
    now.duration_since(at).abs() < apart
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
