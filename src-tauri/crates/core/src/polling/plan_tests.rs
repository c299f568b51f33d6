//! The planner, on made-up situations.

use jiff::{SignedDuration, Timestamp};
use kh_api::HoldReason;
use kh_journal::OrderNo;

use super::*;

const PLAIN: u32 = 100;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

fn secs(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

fn situation(now: i64) -> Situation {
    Situation {
        now: at(now),
        gaze: Gaze::Visible,
        line: Line::Open,
        calls_left: 4_000,
        per_minute: 60,
    }
}

fn rests(subject: Subject, asked: i64) -> Watched {
    Watched {
        subject,
        motion: Motion::Resting { changed_at: None },
        asked_at: Some(at(asked)),
        failures: 0,
        calls: 1,
    }
}

fn order(no: i64, since: i64, asked: i64) -> Watched {
    Watched {
        motion: Motion::OnItsWay { since: at(since) },
        ..rests(Subject::Order(OrderNo::new(no)), asked)
    }
}

fn lists(asked: i64) -> Vec<Watched> {
    [
        Subject::Services,
        Subject::Credit,
        Subject::Invoices,
        Subject::Account,
        Subject::Catalogue,
    ]
    .into_iter()
    .map(|subject| rests(subject, asked))
    .collect()
}

fn every(plan: &Plan, subject: &Subject) -> SignedDuration {
    plan.of(subject).unwrap().every
}

#[test]
fn a_young_order_is_asked_for_every_two_seconds_and_an_old_one_at_five_percent_of_its_age() {
    for (age, wanted) in [(0, 2), (30, 2), (400, 20), (1_000, 50), (9_000, 110)] {
        let plan = plan(&situation(age), &[order(1, 0, age)]);
        assert_eq!(every(&plan, &Subject::Order(OrderNo::new(1))), secs(wanted));
    }
}

#[test]
fn nobody_waits_longer_than_two_minutes_for_what_is_on_its_way() {
    for age in [60, 3_600, 40_000, 900_000] {
        for failures in 0..12 {
            let watched = Watched {
                failures,
                ..order(1, 0, age)
            };
            let plan = plan(&situation(age), &[watched]);
            assert!(plan.next[0].every <= LONGEST_WAIT);
        }
    }
}

#[test]
fn what_rests_is_asked_for_less_when_nobody_looks() {
    let away = Situation {
        gaze: Gaze::Away,
        ..situation(0)
    };
    let (seen, unseen) = (plan(&situation(0), &lists(0)), plan(&away, &lists(0)));
    assert_eq!(every(&seen, &Subject::Services), secs(120));
    assert_eq!(every(&unseen, &Subject::Services), secs(300));
    assert!(every(&unseen, &Subject::Credit) > every(&seen, &Subject::Credit));
}

#[test]
fn coming_back_makes_due_what_was_left_alone() {
    let watched = lists(0);
    let away = Situation {
        gaze: Gaze::Away,
        ..situation(200)
    };
    assert_eq!(plan(&away, &watched).due(at(200)).count(), 0);
    let back = plan(&situation(200), &watched);
    let due: Vec<&Subject> = back.due(at(200)).map(|next| &next.subject).collect();
    assert_eq!(due, [&Subject::Services]);
}

#[test]
fn after_a_change_more_is_looked_for_and_ever_less() {
    let of = |changed: i64, now: i64| {
        let watched = Watched {
            motion: Motion::Resting {
                changed_at: Some(at(changed)),
            },
            ..rests(Subject::Services, now)
        };
        every(&plan(&situation(now), &[watched]), &Subject::Services)
    };
    assert_eq!(of(0, 0), secs(15));
    assert_eq!(of(0, 1_000), secs(50));
    assert_eq!(of(0, 50_000), secs(120));
}

#[test]
fn a_list_of_many_pages_costs_what_short_lists_cost_and_is_still_read_every_day() {
    let of = |calls: u32| {
        let watched = Watched {
            calls,
            ..rests(Subject::Services, 0)
        };
        every(&plan(&situation(0), &[watched]), &Subject::Services)
    };
    assert_eq!(of(10), secs(1_200));
    assert_eq!(of(1_000), secs(86_400));
    assert_eq!(of(u32::MAX), secs(86_400 * 1_000));
}

#[test]
fn an_idle_day_at_these_paces_stays_under_a_third_of_the_calls() {
    let plan = plan(&situation(0), &lists(0));
    let calls: i64 = plan
        .next
        .iter()
        .map(|next| 86_400 / next.every.as_secs())
        .sum();
    assert!(calls <= 1_750, "{calls} calls");
    assert_eq!(plan.resting_stretch, PLAIN);
}

#[test]
fn with_few_calls_left_everything_is_stretched_and_nothing_is_dropped() {
    let mut watched = lists(0);
    watched.push(order(1, -40, 0));
    let plenty = plan(&situation(0), &watched);
    let scarce = plan(
        &Situation {
            calls_left: 100,
            ..situation(0)
        },
        &watched,
    );
    assert_eq!(scarce.next.len(), watched.len());
    assert!(scarce.resting_stretch > 10 * PLAIN);
    assert!(scarce.moving_stretch > PLAIN);
    for next in &plenty.next {
        assert!(every(&scarce, &next.subject) > next.every);
    }
}

#[test]
fn what_somebody_waits_for_is_stretched_less_than_what_rests() {
    let mut watched = lists(0);
    watched.push(order(1, -40, 0));
    let scarce = Situation {
        calls_left: 150,
        ..situation(0)
    };
    let plan = plan(&scarce, &watched);
    assert!(plan.moving_stretch < plan.resting_stretch);
}

#[test]
fn without_any_call_left_there_is_still_a_plan() {
    let empty = Situation {
        calls_left: 0,
        ..situation(0)
    };
    let plan = plan(&empty, &lists(0));
    assert_eq!(plan.due(at(0)).count(), 0);
    assert_eq!(plan.next.len(), 5);
}

#[test]
fn many_young_orders_share_the_calls_of_the_minute() {
    let watched: Vec<Watched> = (1..=100).map(|no| order(no, 0, 0)).collect();
    let plan = plan(&situation(0), &watched);
    let per_minute: i64 = plan
        .next
        .iter()
        .map(|next| 60_000 / i64::try_from(next.every.as_millis()).unwrap())
        .sum();
    assert!(per_minute <= 45, "{per_minute} calls a minute");
}

#[test]
fn while_the_line_is_down_only_the_line_is_tried_and_ever_less() {
    let mut watched = lists(0);
    watched.push(order(1, 0, 0));
    let mut before = SignedDuration::ZERO;
    for tries in 1..10 {
        let down = Situation {
            line: Line::Down { tries },
            gaze: Gaze::Away,
            ..situation(0)
        };
        let plan = plan(&down, &watched);
        assert_eq!(plan.next.len(), 1);
        assert_eq!(plan.next[0].subject, Subject::Account);
        assert!(plan.next[0].every >= before);
        before = plan.next[0].every;
    }
    assert_eq!(before, secs(900));
}

#[test]
fn while_a_person_looks_a_line_that_is_down_is_tried_every_two_minutes() {
    let down = Situation {
        line: Line::Down { tries: 40 },
        ..situation(0)
    };
    assert_eq!(plan(&down, &lists(0)).next[0].every, LONGEST_WAIT);
}

#[test]
fn nothing_is_due_while_the_key_rests() {
    let held = Situation {
        line: Line::Held {
            reason: HoldReason::AuthFailures,
            until: at(700),
        },
        ..situation(600)
    };
    let mut watched = lists(0);
    watched.push(order(1, 0, 0));
    let plan = plan(&held, &watched);
    assert_eq!(plan.due(at(699)).count(), 0);
    assert_eq!(plan.first_due(), Some(at(700)));
}

#[test]
fn without_a_key_nothing_is_planned() {
    let shut = Situation {
        line: Line::Shut,
        ..situation(0)
    };
    assert_eq!(plan(&shut, &lists(0)).first_due(), None);
}

#[test]
fn what_was_never_asked_is_due_at_once_and_what_somebody_waits_for_comes_first() {
    let mut watched = lists(0);
    for one in &mut watched {
        one.asked_at = None;
    }
    watched.push(Watched {
        asked_at: None,
        ..order(9, 0, 0)
    });
    let plan = plan(&situation(0), &watched);
    assert_eq!(plan.due(at(0)).count(), 6);
    assert_eq!(plan.next[0].subject, Subject::Order(OrderNo::new(9)));
}

#[test]
fn what_has_no_outcome_is_tried_at_growing_distances() {
    let of = |tries: u32| {
        let watched = Watched {
            motion: Motion::Unsettled { tries },
            ..rests(Subject::Unsettled, 0)
        };
        every(&plan(&situation(0), &[watched]), &Subject::Unsettled)
    };
    assert_eq!([of(0), of(1), of(2)], [secs(60), secs(300), secs(900)]);
    assert_eq!(of(4), of(400));
}

#[test]
fn a_check_is_late_when_it_is_twice_as_old_as_planned_and_not_before_ten_minutes() {
    assert_eq!(late_after(secs(120)), secs(600));
    assert_eq!(late_after(secs(600)), secs(1_260));
}

#[test]
fn a_check_is_late_after_half_an_hour_however_far_the_pace_is_stretched() {
    assert_eq!(late_after(secs(120_000)), secs(1_800));
    assert_eq!(late_after(SignedDuration::MAX), secs(1_800));
}
