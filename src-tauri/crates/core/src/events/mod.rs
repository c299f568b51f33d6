//! Events from differences: pure functions that say what happened between two
//! looks. They run inside the transaction that keeps the second look, so that
//! a crash loses no event, and they invent no instant: an event happened after
//! the look before and not after the look that showed it.

mod credit;
mod facts;
mod finding;
mod invoice;
mod key;
mod order;
#[cfg(test)]
mod order_tests;
mod service;
#[cfg(test)]
mod tests;
mod watching;

pub(crate) use credit::of_balance;
pub(crate) use facts::name as fact;
pub(crate) use finding::of_findings;
pub(crate) use invoice::of_invoice;
pub(crate) use key::{of_acceptance, of_key, of_refusal};
pub(crate) use order::{of_order, of_reminder};
pub(crate) use service::of_service;
pub(crate) use watching::{first_look, watching_again};
