//! `cargo xtask test`: everything, and one plain line at the end.

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::{self, page, proof, rust, windows};
use crate::tally::Tally;
use crate::{bindings, tidy};

#[derive(Args)]
#[command(
    long_about = "Does its own set-up, then runs everything: format, lints, Rust tests, \
    types and unit tests of the page, generated files, rules of the repository, and the tests of \
    the real window under a display of their own. A failed step does not stop the others. The \
    last line is `N passed, N failed`."
)]
pub(crate) struct Options {
    /// Leave out the tests that open the real window
    #[arg(long)]
    no_windows: bool,
}

/// Runs it all; fails when anything failed.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let purpose = if setup::windows_can_be_steered() {
        Purpose::WindowTests
    } else {
        Purpose::Console
    };
    let mut tally = Tally::default();
    let mut ready = false;
    tally.step("set-up", || {
        let done = setup::prepare(purpose);
        ready = done.is_ok();
        steps::one("set-up", done)
    });
    if ready {
        everything(&mut tally, options);
    }
    if tally.finish() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}

fn everything(tally: &mut Tally, options: &Options) {
    tally.step("build of the page", || {
        steps::one("build of the page", setup::build_page())
    });
    tally.step("format", || steps::one("format", rust::format()));
    tally.step("rules of the repository", tidy::check);
    tally.step("types of the page", || {
        steps::one("types of the page", page::types())
    });
    tally.step("format of the page", || {
        steps::one("format of the page", page::format())
    });
    tally.step("lints of the page", || {
        steps::one("lints of the page", page::lints())
    });
    tally.step("unit tests of the page", page::tests);
    tally.step("lints", || steps::one("lints", rust::lints()));
    tally.step("build", || steps::one("build", rust::build()));
    tally.step("Rust tests", || rust::tests(rust::Which::WithoutWindow));
    tally.step("the proof", || steps::one("the proof", proof::run()));
    tally.step("generated files", || {
        steps::one("generated files", bindings::compare())
    });
    match windows::obstacle() {
        Some(obstacle) => tally.leave_out(obstacle),
        None if options.no_windows => tally.leave_out("window tests: asked to leave them out"),
        None => tally.step("window tests", || windows::tests("")),
    }
}
