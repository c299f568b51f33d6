//! The disk is what it says: a journal works on it, a power cut takes what was
//! not flushed and nothing else, and every trouble shows itself as it would.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod cuts;
mod desk;
mod order;
mod plans;
