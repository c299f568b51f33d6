//! `cargo xtask soak`: the proof, as long as one likes, or one scenario of it
//! again.

use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::{proof, rust};
use crate::{process, repository};

#[derive(Args)]
#[command(
    long_about = "Simulates orders at every place where the program can end, with everything \
    that can fail, and kills a real process in the middle of orders. The last line is \
    `N scenarios: 0 double, 0 lost, 0 late, 0 silent`. A scenario that went wrong prints its \
    seed; `--replay SEED` plays it again to the letter and tells its story."
)]
pub(crate) struct Options {
    /// How many scenarios; every 168 visit each crash point with each fault
    #[arg(long, default_value_t = 168_000)]
    scenarios: u64,
    /// How many times a real process is killed
    #[arg(long, default_value_t = 500)]
    kills: u32,
    /// The day whose seeds are drawn, such as 2026-01-31; today without it
    #[arg(long)]
    day: Option<String>,
    /// Plays one scenario again
    #[arg(long, value_name = "SEED")]
    replay: Option<String>,
}

/// Builds the proof and becomes it.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    setup::prepare(Purpose::Programs)?;
    rust::build_proof()?;
    let mut command = Command::new(repository::program(proof::PROGRAM)?);
    match &options.replay {
        Some(seed) => command.args(["--replay", seed]),
        None => command
            .args(["--scenarios", &options.scenarios.to_string()])
            .args(["--kills", &options.kills.to_string()])
            .args(["--day", &proof::day(options.day.as_deref())]),
    };
    process::become_program(&mut command)
}
