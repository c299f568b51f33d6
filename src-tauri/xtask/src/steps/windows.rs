//! The tests that open the real window.

use super::rust::{self, Which};
use crate::tally::Count;
use crate::{repository, setup};

/// Why there can be no window tests here, if so.
pub(crate) fn obstacle() -> Option<&'static str> {
    if setup::windows_can_be_steered() {
        None
    } else {
        Some("window tests: they steer WebKitGTK, which exists on Linux")
    }
}

/// Runs the window tests whose names contain the text. The programs they open
/// must have been built.
pub(crate) fn tests(part: &str) -> Count {
    let pictures = repository::root().join("target").join("e2e");
    let count = rust::tests(Which::Windows(part));
    eprintln!("Pictures of this run: {}", pictures.display());
    count
}
