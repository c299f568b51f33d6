//! Every documented rule of the provider, through the real client. The
//! simulator's own suite has its twin of each: two programs written from one
//! contract can disagree, and here they would.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod authentication;
mod billing;
mod catalogue;
mod credentials;
mod hand;
mod idempotency;
mod limits;
mod lockout;
mod orders;
mod payments;
mod scopes;
mod services;
mod shapes;
mod tenancy;
mod webhooks;
