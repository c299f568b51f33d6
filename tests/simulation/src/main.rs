//! `cargo xtask soak`: many scenarios of the proof, or one of them again.
#![allow(clippy::print_stdout, reason = "the figures are the answer")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use kh_simulation::{Seed, World, kill, live_as_buyer, many, own_program, scenario};

#[derive(Parser)]
#[command(about = "Simulates orders with every crash and every fault")]
struct Call {
    /// How many scenarios; 168 visit every crash point with every fault once
    #[arg(long, default_value_t = 16_800)]
    scenarios: u64,
    /// The day whose seeds are drawn, such as 2026-01-31
    #[arg(long, default_value = "2026-01-01")]
    day: String,
    /// How many threads
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// How many times a real process is killed
    #[arg(long, default_value_t = 0)]
    kills: u32,
    /// Becomes the process that is killed, in this folder
    #[arg(long, hide = true)]
    buy_in: Option<PathBuf>,
    /// Plays this one again and tells its story
    #[arg(long, value_name = "SEED")]
    replay: Option<Seed>,
}

fn main() -> ExitCode {
    let call = Call::parse();
    match (&call.buy_in, call.replay) {
        (Some(folder), _) => {
            live_as_buyer(folder);
            ExitCode::SUCCESS
        }
        (None, Some(seed)) => replay(seed),
        (None, None) => soak(&call),
    }
}

fn replay(seed: Seed) -> ExitCode {
    let outcome = scenario(&World::new(), seed, true);
    for line in outcome.story {
        println!("{line}");
    }
    for order in &outcome.record.there {
        println!("at the provider: {order:?}");
    }
    for shown in &outcome.record.shown {
        println!("on the screen: {shown:?}");
    }
    for line in outcome.verdict.lines() {
        println!("{line}");
    }
    if outcome.verdict.is_clean() {
        println!("{seed}: nothing is wrong");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn soak(call: &Call) -> ExitCode {
    let base = Seed::base_of(&call.day);
    println!("seeds of {}", call.day);
    let figures = many(base, call.scenarios, call.threads);
    for (seed, lines) in &figures.wrong {
        for line in lines {
            println!("{seed} {:?} {:?}: {line}", seed.point(), seed.fault());
        }
    }
    if !figures.is_clean() {
        println!("play one again: cargo xtask soak --replay SEED");
    }
    println!(
        "R1: {} scenarios with {} clicks and {} orders on the wire: {} double",
        figures.scenarios, figures.clicks, figures.sent, figures.double
    );
    println!(
        "R2: the same scenarios: {} lost, {} silent",
        figures.lost, figures.silent
    );
    println!(
        "R3: the same orders: {} at 23 h or later, {} unequal under one key, {} without an intent",
        figures.late, figures.unequal, figures.unkept
    );
    let killed = kill(&own_program(), call.kills, base);
    for line in &killed.wrong {
        println!("{line}");
    }
    if call.kills > 0 {
        println!(
            "R1: {} kills of a real process, {} amid an order: {} wrong",
            killed.kills,
            killed.amid,
            killed.wrong.len()
        );
    }
    println!("{figures}");
    if figures.is_clean() && killed.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
