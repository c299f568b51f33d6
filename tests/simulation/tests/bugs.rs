//! The proof of the proof: four bugs that were made on purpose, each found
//! within ten thousand scenarios.

use kh_core::{Bug, with_bug};
use kh_simulation::{Seed, World, scenario};

/// Runs scenarios with the bug until one is not clean; how many that took.
fn found_after(bug: Bug) -> Option<(u64, Seed, String)> {
    let world = World::new();
    let base = Seed::base_of("bugs on purpose");
    (0..10_000).find_map(|n| {
        let seed = Seed::nth(base, n);
        let outcome = with_bug(Some(bug), || scenario(&world, seed, false));
        let found = outcome.verdict.lines().into_iter().next()?;
        Some((n + 1, seed, found))
    })
}

fn is_found(bug: Bug, what: &str) {
    let (after, seed, found) = found_after(bug).expect("no scenario found it");
    println!("R1: {what}: found after {after} scenarios ({seed}: {found})");
}

#[test]
fn a_key_that_is_made_when_it_is_sent_is_found() {
    is_found(Bug::KeyAtSending, "key made at sending");
}

#[test]
fn an_intent_that_is_written_after_the_sending_is_found() {
    is_found(Bug::IntentAfterSending, "intent written after sending");
}

#[test]
fn a_repetition_after_a_day_is_found() {
    is_found(Bug::RepeatAfterADay, "repeated at any age");
}

#[test]
fn an_age_that_is_not_asked_for_within_one_click_is_found() {
    is_found(Bug::NoAgeWithinAClick, "no age check within one click");
}
