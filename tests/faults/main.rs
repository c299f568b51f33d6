//! Orders under faults: whatever goes wrong between the click and the answer,
//! nothing is bought twice and nothing that was bought is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod bad_input;
mod click;
mod crash;
mod disk;
mod follow;
mod payment;
mod restart;
mod time;
