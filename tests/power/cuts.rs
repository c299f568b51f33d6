//! R10: the power goes at every step of an order, and of the start after it.

use std::collections::{HashMap, HashSet};

use kh_disk::{Image, Plan};
use kh_tests::{Hang, World};

use crate::click::{Click, intents, start_again};

/// How many ways in which what was not flushed is lost, torn or reordered.
const SEEDS: u64 = 100;

/// What the cuts found.
#[derive(Default)]
struct Found {
    cuts: u64,
    /// Different journals that were left; each was started from.
    starts: u64,
    /// How often a person had to press "repeat".
    asked: usize,
}

/// One seed for each different journal that may be left. Each of them is
/// sound, and has the intent of every order that left.
fn different(click: &World, told: &str, found: &mut Found) -> Vec<u64> {
    let disk = click.disk();
    let sent = click.wire.orders();
    let mut looked = HashMap::new();
    let mut seen = HashSet::new();
    let mut seeds = Vec::new();
    for seed in 0..SEEDS {
        found.cuts += 1;
        let image = disk.left_by(seed);
        // Many cuts leave the same bytes; one look is enough for them.
        let kept = looked
            .entry(image.clone())
            .or_insert_with(|| intents(&image));
        for order in &sent {
            let known = kept.iter().any(|(_, intent)| intent.body == order.body);
            assert!(
                known,
                "{told}, seed {seed}: an order left without its intent"
            );
        }
        if seen.insert(format!("{kept:?}")) {
            seeds.push(seed);
        }
    }
    seeds
}

#[test]
fn a_power_cut_at_every_step_of_an_order_buys_nothing_twice_and_loses_nothing() {
    let (steps, _) = Click::measure();
    let mut found = Found::default();
    let stopped_at = |k: u64| {
        let click = Click::ready();
        click.plan(|before, _| Plan::StopBefore(before + k));
        click.press();
        click.assert_nothing_left_unwritten(&format!("step {k}"));
        click
    };
    for k in 1..=steps + 1 {
        let told = format!("step {k}");
        let mut first = Some(stopped_at(k));
        let seeds = first
            .as_ref()
            .map(|click| different(&click.world, &told, &mut found));
        for seed in seeds.unwrap() {
            // Each in a world of its own: what was repeated is done there.
            let click = first.take().unwrap_or_else(|| stopped_at(k));
            let left = click.world.disk().cut_power(seed);
            let Click { world, life, .. } = click;
            life.crash();
            found.asked += start_again(&world, &left, &format!("{told}, seed {seed}"));
            found.starts += 1;
        }
    }
    println!(
        "R10: {} power cuts at {} steps of an order: all sound, no order without its intent; \
         {} starts from what was left: 0 double, 0 lost, {} asked a person",
        found.cuts,
        steps + 1,
        found.starts,
        found.asked
    );
}

/// A world in which the program died after the provider had done the order.
fn died_after_the_deed() -> (World, Image) {
    let click = Click::ready();
    click.world.wire.set_hang(Some(Hang::AfterCommit));
    click.begin();
    click.life.run(click.world.wire.post_hangs());
    click.world.wire.set_hang(None);
    let left = click.world.disk().kill();
    let Click { world, life, .. } = click;
    life.crash();
    (world, left)
}

#[test]
fn a_power_cut_at_every_step_of_the_start_after_it_buys_nothing_twice_either() {
    let (world, left) = died_after_the_deed();
    world.put_on_disk(&left);
    world.live().crash();
    let steps = world.disk().steps();
    let mut found = Found::default();
    let stopped_at = |k: u64| {
        let (world, left) = died_after_the_deed();
        world.put_on_disk(&left);
        world.disk().plan(Plan::StopBefore(k));
        world.live().crash();
        world
    };
    for k in 1..=steps {
        let told = format!("step {k} of the start");
        let mut first = Some(stopped_at(k));
        let seeds = first
            .as_ref()
            .map(|world| different(world, &told, &mut found));
        for seed in seeds.unwrap() {
            let world = first.take().unwrap_or_else(|| stopped_at(k));
            let left = world.disk().cut_power(seed);
            found.asked += start_again(&world, &left, &format!("{told}, seed {seed}"));
            found.starts += 1;
        }
    }
    println!(
        "R10: {} power cuts at {steps} steps of the start after a crash: all sound; \
         {} starts from what was left: 0 double, 0 lost, {} asked a person",
        found.cuts, found.starts, found.asked
    );
}
