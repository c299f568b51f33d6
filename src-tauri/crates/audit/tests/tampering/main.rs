//! A log of a thousand entries, and everything that can be done to it without
//! the key: all of it is found.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says its figures"
)]

mod edits;
mod file;
mod log;
mod sections;
mod speed;
