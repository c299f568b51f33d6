//! `cargo xtask e2e`: the tests of the real window.

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::{self, rust, windows};
use crate::tally::Tally;

#[derive(Args)]
pub(crate) struct Options {
    /// Run only the tests whose names contain this
    #[arg(default_value = "")]
    part: String,
}

/// Builds what the window tests open, and runs them.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    if let Some(obstacle) = windows::obstacle() {
        return Err(Failure::new(format!("Not run here: {obstacle}")));
    }
    setup::prepare(Purpose::WindowTests)?;
    setup::build_page()?;
    let mut tally = Tally::default();
    tally.step("build", || steps::one("build", rust::build_programs()));
    tally.step("window tests", || windows::tests(&options.part));
    if tally.finish() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}
