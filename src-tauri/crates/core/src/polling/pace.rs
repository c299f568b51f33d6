//! How far apart two questions about one subject are, before the budget has
//! its say. Pure.

use jiff::{SignedDuration, Timestamp};

use super::watched::{Gaze, Motion, Subject, Watched};

/// What is on its way is asked for after 5 percent of its age.
const SHARE_OF_AGE: i32 = 20;
/// But not more often than this.
const SOONEST: SignedDuration = SignedDuration::from_secs(2);
/// And not less often than this: whoever waits learns of the end within two
/// minutes, with ten seconds for the question itself.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_secs(110);
/// A person pays in the portal: that takes minutes, not seconds.
const SOONEST_UNPAID: SignedDuration = SignedDuration::from_secs(30);
/// What is stuck is asked for again now and then, in case it comes loose.
const SOONEST_STUCK: SignedDuration = SignedDuration::from_mins(30);
const LONGEST_STUCK: SignedDuration = SignedDuration::from_hours(6);
/// A list is read whole at least once a day, whatever it costs.
const ONCE_A_DAY: SignedDuration = SignedDuration::from_hours(24);
/// What failed and does not move is tried again not later than this.
const LONGEST_AFTER_FAILURE: SignedDuration = SignedDuration::from_mins(30);

/// How long what has no outcome waits for its next try: nobody was there, or
/// the key has to rest, so ever more rarely.
const UNSETTLED: [SignedDuration; 5] = [
    SignedDuration::from_secs(60),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_mins(60),
    SignedDuration::from_mins(240),
];

/// How long a line that is down waits for its next try.
const DOWN: [SignedDuration; 6] = [
    SignedDuration::from_secs(15),
    SignedDuration::from_secs(30),
    SignedDuration::from_secs(60),
    SignedDuration::from_secs(110),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
];

/// The pace of what rests: while a person looks, while nobody does, and right
/// after a change.
struct Rest {
    seen: SignedDuration,
    unseen: SignedDuration,
    soon_after_change: SignedDuration,
}

fn rest(subject: &Subject) -> Rest {
    let secs = SignedDuration::from_secs;
    let (seen, unseen, soon_after_change) = match subject {
        Subject::Unsettled | Subject::Order(_) | Subject::Service(_) => (110, 110, 15),
        Subject::Services => (120, 300, 15),
        Subject::Credit => (300, 900, 60),
        Subject::Invoices => (600, 1_800, 60),
        Subject::Account => (900, 1_800, 900),
        Subject::Catalogue => (86_400, 86_400, 86_400),
    };
    Rest {
        seen: secs(seen),
        unseen: secs(unseen),
        soon_after_change: secs(soon_after_change),
    }
}

/// The distance between the last question and the next one.
pub(super) fn distance(watched: &Watched, gaze: Gaze, now: Timestamp) -> SignedDuration {
    let asked = watched.asked_at.unwrap_or(now);
    let plain = match watched.motion {
        Motion::OnItsWay { since } => by_age(asked, since, SOONEST),
        Motion::Unpaid { since } => by_age(asked, since, SOONEST_UNPAID),
        Motion::Stuck { since } => {
            (asked.duration_since(since) / SHARE_OF_AGE).clamp(SOONEST_STUCK, LONGEST_STUCK)
        }
        Motion::Unsettled { tries } => step(&UNSETTLED, tries),
        Motion::Resting { changed_at } => resting(watched, changed_at, gaze, asked),
    };
    after_failures(plain, watched)
}

/// The same without regard to what just changed or failed.
pub(super) fn usual_distance(watched: &Watched, gaze: Gaze, now: Timestamp) -> SignedDuration {
    match watched.motion {
        Motion::Resting { .. } => resting(watched, None, gaze, now),
        Motion::OnItsWay { .. }
        | Motion::Unpaid { .. }
        | Motion::Stuck { .. }
        | Motion::Unsettled { .. } => distance(watched, gaze, now),
    }
}

fn by_age(asked: Timestamp, since: Timestamp, soonest: SignedDuration) -> SignedDuration {
    (asked.duration_since(since) / SHARE_OF_AGE).clamp(soonest, LONGEST_WAIT)
}

/// Where something changed, more may follow: as young things are asked for
/// often, so is what rests, until it is as old as its own pace.
fn resting(
    watched: &Watched,
    changed_at: Option<Timestamp>,
    gaze: Gaze,
    asked: Timestamp,
) -> SignedDuration {
    let pace = rest(&watched.subject);
    let usual = match gaze {
        Gaze::Visible => pace.seen,
        Gaze::Away => pace.unseen,
    };
    let soonest = pace.soon_after_change.min(usual);
    let distance = changed_at.map_or(usual, |changed_at| {
        (asked.duration_since(changed_at) / SHARE_OF_AGE).clamp(soonest, usual)
    });
    // A list of many pages costs as many calls as lists of one page would.
    let calls = i32::try_from(watched.calls.max(1)).unwrap_or(i32::MAX);
    distance
        .checked_mul(calls)
        .unwrap_or(ONCE_A_DAY)
        .min(ONCE_A_DAY.max(usual))
}

fn after_failures(plain: SignedDuration, watched: &Watched) -> SignedDuration {
    let longest = match watched.motion {
        Motion::OnItsWay { .. } | Motion::Unpaid { .. } => LONGEST_WAIT,
        // Their steps are made for failure.
        Motion::Stuck { .. } | Motion::Unsettled { .. } => return plain,
        Motion::Resting { .. } => LONGEST_AFTER_FAILURE.max(plain),
    };
    plain
        .checked_mul(1 << watched.failures.min(8))
        .unwrap_or(longest)
        .min(longest)
}

/// When a line that is down is tried again, counted from the last try.
pub(super) fn while_down(tries: u32, gaze: Gaze) -> SignedDuration {
    let wait = step(&DOWN, tries.saturating_sub(1));
    match gaze {
        Gaze::Visible => wait.min(LONGEST_WAIT),
        Gaze::Away => wait,
    }
}

fn step(steps: &[SignedDuration], number: u32) -> SignedDuration {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    steps
        .get(number)
        .or(steps.last())
        .copied()
        .unwrap_or(LONGEST_WAIT)
}

/// Calls that a subject on its way costs in the hour from now at its own pace.
pub(super) fn calls_in_an_hour(watched: &Watched, now: Timestamp) -> u32 {
    let (since, soonest) = match watched.motion {
        Motion::OnItsWay { since } => (since, SOONEST),
        Motion::Unpaid { since } => (since, SOONEST_UNPAID),
        Motion::Stuck { .. } | Motion::Unsettled { .. } | Motion::Resting { .. } => return 0,
    };
    let age = now.duration_since(since).max(SignedDuration::ZERO);
    let (mut at, end) = (age, age + SignedDuration::from_hours(1));
    let mut calls = 0_u32;
    while at < end {
        calls = calls.saturating_add(watched.calls.max(1));
        at += (at / SHARE_OF_AGE).clamp(soonest, LONGEST_WAIT);
    }
    calls
}
