//! The proof that nothing is bought twice and nothing bought is lost.

use std::process::Command;

use crate::failure::Failure;
use crate::{process, repository, stopwatch};

/// The program that proves it.
pub(crate) const PROGRAM: &str = "kh-simulation";

/// Every crash point with every fault, a hundred times; other seeds each day.
const SCENARIOS: &str = "16800";

/// Runs the scenarios of a day. The program must have been built.
pub(crate) fn run() -> Result<(), Failure> {
    process::run(
        Command::new(repository::program(PROGRAM)?)
            .args(["--scenarios", SCENARIOS])
            .args(["--day", &day(None)]),
    )
}

/// The day whose seeds are drawn: the given one, else today.
pub(crate) fn day(given: Option<&str>) -> String {
    given.map_or_else(stopwatch::today, str::to_owned)
}
