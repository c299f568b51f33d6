//! Every documented rule, proven through the front door: calls go in as they
//! would come over the wire, signed by a signer of their own, on a clock that
//! only moves when a test moves it.

// The whole program is a test: what is not as it should be may end it.
#![allow(clippy::unwrap_used)]

mod actions;
mod audit;
mod authentication;
mod billing;
mod catalogue;
mod control;
mod credentials;
mod faults;
mod fleet;
mod idempotency;
mod limits;
mod lockout;
mod orders;
mod over_the_wire;
mod payments;
mod renewals;
mod scopes;
mod secrets_at_rest;
mod support;
mod tenancy;
mod vectors;
mod webhooks;
