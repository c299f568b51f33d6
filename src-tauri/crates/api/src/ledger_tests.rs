//! One key's use, as all windows of a machine share it.

use super::*;

fn start() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

fn after(seconds: i64) -> Timestamp {
    start() + SignedDuration::from_secs(seconds)
}

fn go(used: &mut KeyUse, asker: Asker, now: Timestamp) -> Lease {
    match used.admit(asker, now) {
        Admission::Go(lease) => lease,
        Admission::Later(reason, until) => panic!("{reason:?} until {until}"),
    }
}

fn answered(used: &mut KeyUse, asker: Asker, now: Timestamp) {
    let lease = go(used, asker, now);
    used.settle(&lease, Ended::Accepted, &RateSeen::default(), None, now);
}

#[test]
fn background_work_leaves_room_in_the_minute_for_a_person() {
    let mut used = KeyUse::default();
    for _ in 0..15 {
        answered(&mut used, Asker::Background, start());
    }
    assert_eq!(
        used.admit(Asker::Background, start()),
        Admission::Later(HoldReason::Minute, after(1))
    );
    for _ in 0..3 {
        answered(&mut used, Asker::Person, start());
    }
    assert_eq!(
        used.admit(Asker::Person, start()),
        Admission::Later(HoldReason::Minute, after(1))
    );
}

#[test]
fn a_fifth_of_the_day_is_kept_for_a_person() {
    let mut used = KeyUse::default();
    let mut now = 0;
    while used.standing(after(now)).day_left_background > 0 {
        answered(&mut used, Asker::Background, after(now));
        now += 2;
    }
    assert!(matches!(
        used.admit(Asker::Background, after(now)),
        Admission::Later(HoldReason::DayReserve, _)
    ));
    assert_eq!(used.standing(after(now)).day_left, 1_000);
    answered(&mut used, Asker::Person, after(now));
}

#[test]
fn the_provider_asks_for_quiet_and_gets_it_from_everyone() {
    let mut used = KeyUse::default();
    let lease = go(&mut used, Asker::Background, start());
    used.settle(
        &lease,
        Ended::NoVerdict,
        &RateSeen::default(),
        Some(after(600)),
        start(),
    );
    for asker in [Asker::Background, Asker::Person, Asker::PersonInsists] {
        assert_eq!(
            used.admit(asker, after(599)),
            Admission::Later(HoldReason::Quiet, after(600))
        );
    }
    answered(&mut used, Asker::Background, after(600));
}

#[test]
fn quiet_lasts_to_its_last_part_of_a_millisecond() {
    let mut used = KeyUse::default();
    let until = after(600) + SignedDuration::from_micros(500);
    used.keep_quiet(until, start());
    let early = used.admit(Asker::Person, after(600));
    assert!(matches!(early, Admission::Later(HoldReason::Quiet, at) if at >= until));
    assert!(used.quiet(after(600)).is_some());
    assert_eq!(used.quiet(after(601)), None);
}

#[test]
fn a_use_survives_being_stored() {
    let mut used = KeyUse::default();
    answered(&mut used, Asker::Person, start());
    let lease = go(&mut used, Asker::Person, start());
    used.settle(
        &lease,
        Ended::AuthFailure,
        &RateSeen::default(),
        None,
        start(),
    );
    let text = serde_json::to_string(&used).unwrap();
    assert_eq!(serde_json::from_str::<KeyUse>(&text).unwrap(), used);
    assert_eq!(
        serde_json::from_str::<KeyUse>("{}").unwrap(),
        KeyUse::default()
    );
}

#[test]
fn the_providers_remaining_lowers_ours_and_never_raises_it() {
    let mut used = KeyUse::default();
    let lease = go(&mut used, Asker::Person, start());
    let seen = RateSeen {
        remaining: Some(0),
        reset: Some(after(9)),
        ..RateSeen::default()
    };
    used.settle(&lease, Ended::Accepted, &seen, None, start());
    assert_eq!(
        used.admit(Asker::Person, start()),
        Admission::Later(HoldReason::Minute, after(9))
    );
    let lease = go(&mut used, Asker::Person, after(9));
    let plenty = RateSeen {
        remaining: Some(59),
        ..RateSeen::default()
    };
    used.settle(&lease, Ended::Accepted, &plenty, None, after(9));
    assert!(matches!(
        used.admit(Asker::Person, after(9)),
        Admission::Later(HoldReason::Minute, _)
    ));
}

#[test]
fn headers_that_can_only_mean_the_day_lower_the_day() {
    let mut used = KeyUse::default();
    let lease = go(&mut used, Asker::Person, start());
    let seen = RateSeen {
        limit: Some(5_000),
        remaining: Some(1_000),
        reset: Some(after(7_200)),
        ..RateSeen::default()
    };
    used.settle(&lease, Ended::Accepted, &seen, None, start());
    assert_eq!(used.standing(start()).day_left, 1_000);
    assert_eq!(
        used.admit(Asker::Background, start()),
        Admission::Later(HoldReason::DayReserve, after(7_200))
    );
}

#[test]
fn stated_limits_are_counted_against_from_then_on() {
    let mut used = KeyUse::default();
    used.learn_limits(Limits {
        per_minute: 10,
        burst: 3,
        per_day: 40,
    });
    answered(&mut used, Asker::Person, start());
    answered(&mut used, Asker::Person, start());
    assert_eq!(
        used.admit(Asker::Person, start()),
        Admission::Later(HoldReason::Minute, after(6))
    );
}

#[test]
fn health_checks_cost_no_calls_of_the_key_and_are_still_counted() {
    let mut used = KeyUse::default();
    let sent = (0..100)
        .filter(|_| used.admit_unsigned(start()).is_ok())
        .count();
    assert_eq!(sent, 10);
    assert_eq!(used.standing(start()).day_used, 0);
    assert_eq!(used.admit_unsigned(start()), Err(after(1)));
}

#[test]
fn a_clock_that_was_set_back_does_not_keep_the_time_from_being_learnt() {
    let mut used = KeyUse::default();
    assert_eq!(used.admit_unsigned(after(3_600)), Ok(()));
    assert_eq!(used.admit_unsigned(start()), Ok(()));
}

#[test]
fn quiet_from_a_wrong_future_ends_within_an_hour() {
    let mut used = KeyUse {
        quiet_until: i64::MAX,
        ..KeyUse::default()
    };
    assert!(matches!(
        used.admit(Asker::Person, start()),
        Admission::Later(HoldReason::Quiet, _)
    ));
    answered(&mut used, Asker::Person, after(3_600));
}
