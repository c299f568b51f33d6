//! `cargo xtask check`: the part of `test` that is over soon.

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::{self, page, rust};
use crate::tally::Tally;
use crate::tidy;

/// Format, lints, types and rules. Builds the page, because the program
/// contains it and so cannot be checked without.
pub(crate) fn run() -> Result<(), Failure> {
    setup::prepare(Purpose::Console)?;
    let mut tally = Tally::default();
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
    tally.step("lints", || steps::one("lints", rust::lints()));
    if tally.finish() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}
