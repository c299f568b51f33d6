//! What a row of the benchmark is, and the arithmetic behind its figures. The
//! rows themselves are in the example `rows`; `cargo xtask bench` runs it.

#![allow(
    clippy::float_arithmetic,
    reason = "ratios of times are no money and are never exact"
)]

pub mod crates;
pub mod filesystem;
pub mod polling;
mod row;
pub mod samples;
mod stopwatch;

pub use row::{Figure, Row, Target};
pub use stopwatch::nanoseconds;
