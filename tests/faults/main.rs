//! Orders and actions under faults: whatever goes wrong between the click and
//! the answer, nothing is done twice and nothing that was done is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod action_crash;
mod action_outcomes;
mod actions;
mod answers;
mod bad_input;
mod caps;
mod click;
mod crash;
mod disk;
mod doubt;
mod guards;
mod order_file;
mod payment;
mod reconciliation;
mod rescue;
mod resolver;
mod restart;
mod services;
mod time;
mod twins;
mod wanted;
mod watch;
mod webhooks;
mod week;
