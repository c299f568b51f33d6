//! When each subject is asked next: its own pace, stretched where the calls
//! that are left do not carry it. Pure, and the whole of the planner.

use jiff::{SignedDuration, Timestamp};

use super::pace;
use super::watched::{Line, Situation, Subject, Watched};

/// Part of the calls that are left which things on their way may take in one
/// hour: the half, so that there is always something left for the next.
const HALF: u32 = 2;
/// Part of the minute's calls that watching keeps to in the long run.
const MINUTE_SHARE: u32 = 75;
/// No stretch, in percent.
const PLAIN: u32 = 100;
/// The longest stretch. Beyond it the wait says no more than "not today".
const LONGEST_STRETCH: u32 = 100_000;

/// When one subject is asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The question.
    pub subject: Subject,
    /// When it is due; in the past if it waits for its turn.
    pub due: Timestamp,
    /// The distance to the question before it, as planned.
    pub every: SignedDuration,
}

/// What is asked when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Soonest first; of those that are due, what somebody waits for first.
    pub next: Vec<Next>,
    /// By how much the pace of what rests is stretched, in percent; 100 is not
    /// at all.
    pub resting_stretch: u32,
    /// The same for what is on its way.
    pub moving_stretch: u32,
}

impl Plan {
    /// Those that are due.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = &Next> {
        self.next.iter().filter(move |next| next.due <= now)
    }

    /// When the first one is due.
    #[must_use]
    pub fn first_due(&self) -> Option<Timestamp> {
        self.next.iter().map(|next| next.due).min()
    }

    /// What is planned for one subject.
    #[must_use]
    pub fn of(&self, subject: &Subject) -> Option<&Next> {
        self.next.iter().find(|next| next.subject == *subject)
    }
}

/// Plans the next question about everything that is watched.
#[must_use]
pub fn plan(situation: &Situation, watched: &[Watched]) -> Plan {
    match situation.line {
        Line::Shut => nothing(),
        Line::Down { tries } => only_the_line(situation, watched, tries),
        Line::Open => whole(situation, watched, None),
        Line::Held { until, .. } => whole(situation, watched, Some(until)),
    }
}

fn nothing() -> Plan {
    Plan {
        next: Vec::new(),
        resting_stretch: PLAIN,
        moving_stretch: PLAIN,
    }
}

/// One question tells whether the line is up again; the others wait for it.
fn only_the_line(situation: &Situation, watched: &[Watched], tries: u32) -> Plan {
    let every = pace::while_down(tries, situation.gaze);
    let account = watched
        .iter()
        .find(|watched| watched.subject == Subject::Account);
    let next = account.map(|account| Next {
        subject: Subject::Account,
        due: after(account.asked_at, every, situation.now),
        every,
    });
    Plan {
        next: next.into_iter().collect(),
        ..nothing()
    }
}

fn whole(situation: &Situation, watched: &[Watched], not_before: Option<Timestamp>) -> Plan {
    let (moving_stretch, resting_stretch) = stretches(situation, watched);
    let mut next: Vec<Next> = watched
        .iter()
        .map(|watched| {
            let stretch = if watched.motion.is_moving() {
                moving_stretch
            } else {
                resting_stretch
            };
            let every = pace::distance(watched, situation.gaze, situation.now);
            let every = stretched(every, stretch);
            let due = after(watched.asked_at, every, situation.now);
            Next {
                subject: watched.subject.clone(),
                due: not_before.map_or(due, |until| due.max(until)),
                every,
            }
        })
        .collect();
    // What is late is late; among that, the order of the subjects decides.
    next.sort_by_key(|next| (next.due.max(situation.now), next.subject.clone()));
    Plan {
        next,
        resting_stretch,
        moving_stretch,
    }
}

/// What was never asked is due at once.
fn after(asked_at: Option<Timestamp>, every: SignedDuration, now: Timestamp) -> Timestamp {
    asked_at.map_or(now, |asked| {
        asked.saturating_add(every).unwrap_or(Timestamp::MAX)
    })
}

fn stretched(every: SignedDuration, percent: u32) -> SignedDuration {
    if percent <= PLAIN {
        return every;
    }
    let millis = every.as_millis() * i128::from(percent) / i128::from(PLAIN);
    SignedDuration::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// How far the paces of what moves and what rests are stretched.
fn stretches(situation: &Situation, watched: &[Watched]) -> (u32, u32) {
    let (moving, resting): (Vec<&Watched>, Vec<&Watched>) = watched
        .iter()
        .partition(|watched| watched.motion.is_moving());
    let this_hour: u32 = moving
        .iter()
        .map(|watched| pace::calls_in_an_hour(watched, situation.now))
        .fold(0, u32::saturating_add);
    let may_take = situation.calls_left / HALF;
    let by_day = percent(u64::from(this_hour), u64::from(may_take));
    let by_minute = percent(
        per_minute(&moving, situation),
        u64::from(situation.per_minute) * u64::from(MINUTE_SHARE),
    );
    let left = situation.calls_left - this_hour.min(may_take);
    let resting = percent(a_day_of(&resting, situation), u64::from(left));
    (by_day.max(by_minute), resting)
}

/// Hundredths of calls per minute that what is on its way costs now.
fn per_minute(moving: &[&Watched], situation: &Situation) -> u64 {
    let one = |watched: &&Watched| {
        let every = pace::distance(watched, situation.gaze, situation.now);
        let millis = u64::try_from(every.as_millis().max(1)).unwrap_or(u64::MAX);
        u64::from(watched.calls.max(1)) * 60_000 * u64::from(PLAIN) / millis
    };
    moving.iter().map(one).fold(0, u64::saturating_add)
}

/// Calls of a day at the usual pace. What is asked more often after a change
/// is so for an hour, and costs few.
fn a_day_of(resting: &[&Watched], situation: &Situation) -> u64 {
    let one = |watched: &&Watched| {
        let every = pace::usual_distance(watched, situation.gaze, situation.now);
        let millis = u64::try_from(every.as_millis().max(1)).unwrap_or(u64::MAX);
        u64::from(watched.calls.max(1)) * 86_400_000 / millis
    };
    resting.iter().map(one).fold(0, u64::saturating_add)
}

/// By how much a demand exceeds what there is, in percent.
fn percent(demand: u64, supply: u64) -> u32 {
    if demand <= supply {
        return PLAIN;
    }
    let percent = demand
        .saturating_mul(u64::from(PLAIN))
        .div_ceil(supply.max(1));
    u32::try_from(percent)
        .unwrap_or(LONGEST_STRETCH)
        .min(LONGEST_STRETCH)
}

/// However far failures and a day's calls stretch the pace, a check older than
/// this is red.
const ALWAYS_LATE: SignedDuration = SignedDuration::from_mins(30);

/// When a check is too old to be trusted: twice as long ago as planned and a
/// minute, at least ten minutes and at most thirty; a person sees that in red.
#[must_use]
pub fn late_after(every: SignedDuration) -> SignedDuration {
    let twice = every
        .checked_mul(2)
        .unwrap_or(SignedDuration::MAX)
        .saturating_add(SignedDuration::from_secs(60));
    twice.clamp(SignedDuration::from_mins(10), ALWAYS_LATE)
}
