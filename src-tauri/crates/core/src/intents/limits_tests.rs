//! Tests of what is too late for an attempt.

use jiff::{SignedDuration, Timestamp};

use super::{Clicked, Late, Limits, Moment};

fn click() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

fn after(seconds: i64) -> Timestamp {
    click() + SignedDuration::from_secs(seconds)
}

fn at(seconds: i64, open: bool) -> Moment {
    Moment {
        signed_at: after(seconds),
        here: after(seconds),
        open,
    }
}

fn of_an_order() -> Limits {
    Limits::of_a_click(click(), clicked())
}

fn clicked() -> Clicked {
    Clicked {
        here: click(),
        there: click(),
    }
}

#[test]
fn what_did_not_arrive_leaves_only_while_somebody_waits_for_it() {
    let limits = of_an_order();
    assert_eq!(limits.refuse(at(119, false)), None);
    for seconds in [120, 3_600, -120] {
        assert_eq!(limits.refuse(at(seconds, false)), Some(Late::ClickOver));
    }
}

#[test]
fn a_click_is_over_by_either_clock() {
    let limits = of_an_order();
    for (here, there) in [(3_600, 5), (5, 3_600)] {
        let moment = Moment {
            signed_at: after(there),
            here: after(here),
            open: false,
        };
        assert_eq!(limits.refuse(moment), Some(Late::ClickOver));
    }
}

#[test]
fn what_may_have_arrived_is_repeated_for_23_hours_and_not_a_second_longer() {
    let limits = of_an_order();
    assert_eq!(limits.refuse(at(23 * 3_600 - 61, true)), None);
    // A minute before: that is how well the provider's time is known.
    assert_eq!(limits.refuse(at(23 * 3_600 - 60, true)), Some(Late::TooOld));
    for hours in [23, 24, 25, 60, 500] {
        assert_eq!(limits.refuse(at(hours * 3_600, true)), Some(Late::TooOld));
    }
    assert_eq!(limits.refuse(at(-600, true)), Some(Late::AgeUnknown));
}

#[test]
fn the_age_counts_from_the_first_moment_at_which_anybody_had_the_key() {
    let drafted = click() - SignedDuration::from_hours(22);
    let limits = Limits::of_a_click(drafted, clicked());
    assert_eq!(limits.refuse(at(60, true)), None);
    assert_eq!(limits.refuse(at(3_600, true)), Some(Late::TooOld));
}

#[test]
fn facts_hold_for_ten_seconds() {
    let limits = Limits {
        facts_at: Some(after(3)),
        ..of_an_order()
    };
    assert_eq!(limits.refuse(at(12, false)), None);
    assert_eq!(limits.refuse(at(13, false)), Some(Late::FactsOld));
    assert_eq!(limits.refuse(at(13, true)), None);
}

#[test]
fn an_action_acts_by_itself_for_a_quarter_of_an_hour() {
    let limits = Limits {
        by_itself_until: Some(super::acts_until(click())),
        ..of_an_order()
    };
    assert_eq!(limits.refuse(at(899, true)), None);
    assert_eq!(limits.refuse(at(900, true)), Some(Late::WaitsForAPerson));
}
