//! The token bucket and the rolling day.

use super::*;

const LIMITS: Limits = Limits {
    per_minute: 60,
    burst: 20,
    per_day: 5_000,
};
const NOW: i64 = 1_767_225_600_000;

#[test]
fn a_fresh_bucket_gives_a_burst_and_then_one_call_a_second() {
    let mut bucket = Bucket::default();
    for _ in 0..18 {
        assert_eq!(bucket.ready_at(LIMITS, 0, NOW), NOW);
        bucket.take(LIMITS, NOW);
    }
    assert_eq!(bucket.left(LIMITS, NOW), 0);
    assert_eq!(bucket.ready_at(LIMITS, 0, NOW), NOW + 1_000);
    assert_eq!(bucket.left(LIMITS, NOW + 5_000), 5);
    assert_eq!(bucket.left(LIMITS, NOW + 500_000), 18);
}

#[test]
fn what_is_kept_for_a_person_makes_others_wait() {
    let mut bucket = Bucket::default();
    for _ in 0..16 {
        bucket.take(LIMITS, NOW);
    }
    assert_eq!(bucket.ready_at(LIMITS, 0, NOW), NOW);
    assert_eq!(bucket.ready_at(LIMITS, 3, NOW), NOW + 2_000);
}

#[test]
fn the_provider_lowers_a_bucket_and_never_fills_it() {
    let mut bucket = Bucket::default();
    bucket.lower_to(LIMITS, 4, NOW);
    assert_eq!(bucket.left(LIMITS, NOW), 4);
    bucket.lower_to(LIMITS, 19, NOW);
    assert_eq!(bucket.left(LIMITS, NOW), 4);
    bucket.empty_until(LIMITS, NOW + 7_000);
    assert_eq!(bucket.ready_at(LIMITS, 0, NOW), NOW + 7_000);
}

#[test]
fn a_bucket_from_a_wrong_future_is_empty_and_not_shut_for_years() {
    let mut bucket = Bucket::default();
    bucket.take(LIMITS, NOW + 400 * 24 * 3_600_000);
    bucket.heal(LIMITS, NOW);
    assert_eq!(bucket.left(LIMITS, NOW), 0);
    assert_eq!(bucket.ready_at(LIMITS, 0, NOW), NOW + 1_000);
}

#[test]
fn a_call_is_forgotten_after_a_day_and_not_earlier() {
    let mut day = DayCount::default();
    for _ in 0..5_000 {
        day.take(NOW);
    }
    assert_eq!(day.left(LIMITS, NOW + DAY), 0);
    assert_eq!(day.ready_at(LIMITS, 0, NOW), NOW + DAY + HALF_HOUR);
    assert_eq!(day.left(LIMITS, NOW + DAY + HALF_HOUR), 5_000);
}

#[test]
fn the_reserve_is_reached_before_the_end() {
    let mut day = DayCount::default();
    for _ in 0..4_000 {
        day.take(NOW);
    }
    assert_eq!(day.ready_at(LIMITS, 0, NOW), NOW);
    assert_eq!(
        day.ready_at(LIMITS, LIMITS.day_reserve(), NOW),
        NOW + DAY + HALF_HOUR
    );
}

#[test]
fn the_providers_count_of_the_day_is_believed_until_its_reset() {
    let mut day = DayCount::default();
    day.lower_to(10, NOW + 3_600_000, NOW);
    day.take(NOW);
    assert_eq!(day.left(LIMITS, NOW), 9);
    day.lower_to(4_000, NOW + 3_600_000, NOW);
    assert_eq!(day.left(LIMITS, NOW), 9);
    assert_eq!(day.ready_at(LIMITS, 9, NOW), NOW + 3_600_000);
    assert_eq!(day.left(LIMITS, NOW + 3_600_000), 4_999);
}

#[test]
fn calls_counted_under_a_wrong_clock_are_kept() {
    let mut day = DayCount::default();
    for _ in 0..30 {
        day.take(NOW + 40 * DAY);
    }
    day.take(NOW);
    assert_eq!(day.used(NOW), 31);
    assert_eq!(day.used(NOW + DAY + HALF_HOUR), 0);
}

#[test]
fn a_call_that_never_left_is_given_back() {
    let mut day = DayCount::default();
    day.take(NOW);
    day.refund();
    assert_eq!(day.used(NOW), 0);
}

#[test]
fn stated_limits_lower_ours_and_never_raise_them() {
    let low = Limits {
        per_minute: 10,
        burst: 3,
        per_day: 40,
    };
    assert_eq!(Limits::default().lowered_to(low), low);
    let high = Limits {
        per_minute: 600,
        burst: 0,
        per_day: 90_000,
    };
    let lowered = Limits::default().lowered_to(high);
    assert_eq!((lowered.per_minute, lowered.burst), (60, 1));
    assert_eq!(lowered.per_day, 5_000);
}
