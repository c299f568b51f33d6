//! Rate limits (contract 6).

use kh_simulator::{Call, LOW_LIMITS, SECOND_ACCOUNT};

use crate::support::World;

fn header(shown: &crate::support::Shown, name: &str) -> i64 {
    shown.header(name).unwrap().parse().unwrap()
}

#[test]
fn a_key_has_a_burst_of_twenty_and_gets_one_call_back_per_second() {
    let world = World::bare();
    for left in (0..20).rev() {
        let shown = world.owner().get("/v1/me");
        assert_eq!(shown.status(), 200);
        assert_eq!(header(&shown, "x-ratelimit-remaining"), left);
    }
    let over = world.owner().get("/v1/me");
    assert_eq!(over.code(), "rate_limited");
    assert_eq!(header(&over, "retry-after"), 1);
    assert_eq!(header(&over, "x-ratelimit-remaining"), 0);
    assert_eq!(header(&over, "x-ratelimit-reset"), world.now() + 20);
    world.wait(1);
    assert_eq!(world.owner().get("/v1/me").status(), 200);
    assert_eq!(world.owner().get("/v1/me").status(), 429);
}

#[test]
fn sixty_calls_a_minute_go_on_for_ever() {
    let world = World::bare();
    for _ in 0..120 {
        assert_eq!(world.owner().get("/v1/me").status(), 200);
        world.wait(1);
    }
}

#[test]
fn a_refused_call_takes_nothing() {
    let world = World::bare();
    for _ in 0..40 {
        world.owner().get("/v1/me");
    }
    world.wait(1);
    assert_eq!(world.owner().get("/v1/me").status(), 200);
}

#[test]
fn refusals_behind_the_signature_carry_the_headers_and_take_a_call() {
    let world = World::bare();
    let shown = world.owner().get("/v1/orders/1");
    assert_eq!(shown.status(), 404);
    assert_eq!(header(&shown, "x-ratelimit-remaining"), 19);
}

#[test]
fn a_call_that_was_not_signed_rightly_takes_nothing_from_the_key() {
    let world = World::bare();
    world.owner().with_secret("a guess").get("/v1/me");
    let shown = world.owner().get("/v1/me");
    assert_eq!(header(&shown, "x-ratelimit-remaining"), 19);
}

#[test]
fn the_key_with_low_limits_has_three_at_once_and_forty_a_day() {
    let world = World::bare();
    let call = || world.caller(LOW_LIMITS).get("/v1/me");
    for _ in 0..3 {
        assert_eq!(call().status(), 200);
    }
    assert_eq!(header(&call(), "retry-after"), 6);
    for _ in 0..37 {
        world.wait(6);
        assert_eq!(call().status(), 200);
    }
    world.wait(60);
    let over = call();
    assert_eq!(over.code(), "rate_limited");
    let midnight = (world.now() / 86_400 + 1) * 86_400;
    assert_eq!(header(&over, "retry-after"), midnight - world.now());
    assert_eq!(header(&over, "x-ratelimit-reset"), midnight);
    world.wait(u64::try_from(midnight - world.now()).unwrap());
    assert_eq!(call().status(), 200);
}

#[test]
fn a_day_has_five_thousand_calls() {
    let world = World::bare();
    for _ in 0..5_000 {
        assert_eq!(world.owner().get("/v1/me").status(), 200);
        world.wait(1);
    }
    assert_eq!(world.owner().get("/v1/me").status(), 429);
    assert_eq!(world.caller(SECOND_ACCOUNT).get("/v1/me").status(), 200);
}

#[test]
fn an_address_has_six_hundred_calls_a_minute_whatever_key_it_uses() {
    let world = World::bare();
    let health = || world.send(Call::new("GET", "/v1/health"));
    for _ in 0..600 {
        assert_eq!(health().status(), 200);
    }
    let over = health();
    assert_eq!(over.code(), "rate_limited");
    assert_eq!(header(&over, "retry-after"), 1);
    assert_eq!(world.owner().get("/v1/me").status(), 429);
    assert_eq!(
        world.owner().from("203.0.113.9").get("/v1/me").status(),
        200
    );
    world.wait(60);
    assert_eq!(health().status(), 200);
}

#[test]
fn a_clock_that_is_set_back_gives_nothing_away() {
    let world = World::bare();
    for _ in 0..20 {
        world.owner().get("/v1/me");
    }
    world.clock.shift(jiff::SignedDuration::from_secs(-60));
    assert_eq!(world.owner().get("/v1/me").status(), 429);
}
