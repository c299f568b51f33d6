//! The proof as `cargo xtask test` runs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "figures are printed for the summary"
)]

mod bugs;
mod bytes;
mod kills;
mod outage;
mod same;
