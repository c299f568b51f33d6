//! What must never happen, run many times on a clock that nobody waits for.
//! The provider is a small model of its own in each file: it shares no code
//! with the client it judges. Each test prints its figures.

// The models and worlds are test code outside of test functions.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod attempts;
mod budget;
mod lockout;
mod pinned_host;
mod settling;
mod world;
mod wrong_clock;
