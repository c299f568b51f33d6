//! The audit chain and access data under it, through the console.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chain;
mod faults;
mod keychain;
mod looks;
mod refused;
mod steps;
