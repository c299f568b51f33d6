//! The commands, one file per permission set. A command asks the console and
//! returns its answer; it decides nothing.

pub(crate) mod danger;
pub(crate) mod diagnostics;
pub(crate) mod read;
pub(crate) mod secrets;
pub(crate) mod write;
