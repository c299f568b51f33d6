//! The journal from outside: what is written comes back, once, and survives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod actions;
mod audit;
mod crash;
mod events;
mod fixture;
mod intents;
mod orders;
mod rooms;
