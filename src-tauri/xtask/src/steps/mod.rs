//! The steps that `test`, `check` and `e2e` are made of. Each returns its count.

pub(crate) mod page;
pub(crate) mod proof;
pub(crate) mod report;
pub(crate) mod rust;
pub(crate) mod windows;

use crate::failure::Failure;
use crate::tally::Count;

/// A step that only can succeed or fail, counted as one check.
pub(crate) fn one(name: &str, done: Result<(), Failure>) -> Count {
    match done {
        Ok(()) => Count::one(name, true),
        Err(failure) => {
            failure.print();
            Count::one(name, false)
        }
    }
}
