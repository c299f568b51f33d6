//! R9: a day on which nothing works is not answered with more traffic, and
//! nobody calls before the time that the provider named is over.

use std::collections::BTreeMap;
use std::time::Duration;

use kh_core::{Console, Habits};
use kh_simulation::{Draw, Fault, Line, Plan, Reach, Run, Seed, Sent, Time, World};

const DAY: Duration = Duration::from_secs(86_400);

/// A repetition of the same question within this time is no question of its
/// own: the program makes it by itself.
const AT_ONCE: Duration = Duration::from_secs(14);

/// A console that watches for a day of this fault, with a person who tries.
fn a_day_of(world: &World, fault: Fault, seed: u64) -> Line {
    let image = world.begin(seed);
    let seed = Seed::nth(seed, 0);
    let plan = Plan::of_a_lasting(fault, Reach::Everything);
    let line = world.line(plan, seed.draw("line"), false);
    let run = Run {
        habits: Habits::default(),
        ..Run::quiet(1)
    };
    let (time, draw) = (world.time.clone(), seed.draw("person"));
    let _ = world.live(&line, &image, run, async |console| {
        try_now_and_then(&console, &time, &draw).await;
    });
    line
}

async fn try_now_and_then(console: &Console, time: &Time, draw: &Draw) {
    let began = time.passed();
    while time.passed() < began + DAY {
        time.wait(draw.secs(600, 3_600)).await;
        // Whatever they say: nothing works today.
        match draw.below(3) {
            0 => drop(console.check_connection().await),
            1 => drop(console.refresh_credit().await),
            _ => drop(console.refresh_catalogue().await),
        }
    }
}

/// Questions that somebody had, and calls that were made of them.
fn questions_and_calls(sent: &[Sent]) -> (usize, usize) {
    let mut last: BTreeMap<(&str, &str), Duration> = BTreeMap::new();
    let mut questions = 0;
    for call in sent {
        let before = last.insert((&call.method, &call.path), call.at);
        if before.is_none_or(|before| call.at > before + AT_ONCE) {
            questions += 1;
        }
    }
    (questions, sent.len())
}

/// Calls that were made while the provider wanted quiet.
fn too_early(line: &Line) -> Vec<String> {
    let (sent, _) = line.record();
    let quiets = line.quiets();
    let broken = |call: &Sent| {
        let within = |(heard, over): &&(Duration, Duration)| *heard < call.at && call.at < *over;
        let (heard, over) = quiets.iter().find(within)?;
        let (at, path) = (call.at, &call.path);
        Some(format!(
            "{path} at {at:?}, with quiet from {heard:?} to {over:?}"
        ))
    };
    sent.iter().filter_map(broken).collect()
}

#[test]
fn a_day_of_total_outage_is_not_answered_with_more_traffic() {
    let world = World::new();
    let mut worst = 0;
    let mut days = 0;
    for fault in [
        Fault::ConnectRefused,
        Fault::DnsFails,
        Fault::TlsFails,
        Fault::ResetBeforeSend,
        Fault::ReadTimesOut,
        Fault::Error500,
        Fault::Gateway,
    ] {
        for seed in 0..5 {
            let line = a_day_of(&world, fault, seed);
            let (questions, calls) = questions_and_calls(&line.record().0);
            assert!(questions > 20, "{fault:?}: {questions} questions");
            let percent = calls * 100 / questions;
            assert!(percent <= 120, "{fault:?}: {calls} calls of {questions}");
            worst = worst.max(percent);
            days += 1;
        }
    }
    println!("R9: {days} days of total outage: at most {worst} calls for 100 questions");
}

#[test]
fn nobody_calls_before_the_time_that_the_provider_named() {
    let world = World::new();
    let (mut asked, mut calls) = (0, 0);
    for fault in [Fault::RateLimited, Fault::Gateway] {
        for seed in 0..5 {
            let line = a_day_of(&world, fault, seed);
            let early = too_early(&line);
            assert_eq!(early, Vec::<String>::new(), "{fault:?}, seed {seed}");
            asked += line.quiets().len();
            calls += line.record().0.len();
        }
    }
    assert!(asked > 100, "asked {asked} times");
    println!("R9: quiet of 1 to 600 s was asked for {asked} times in {calls} calls: 0 too early");
}
