//! The order file: one person drafts, another one sends. Body and idempotency
//! key never change, so that it buys once, from however many computers.

mod open;
mod origin;
mod save;
mod saved;
mod sealed;
mod trouble;

pub(crate) use open::{known, open};
pub(crate) use origin::Origin;
pub(crate) use save::save;
pub(crate) use saved::{Saved, of_product as saved_of};
pub(crate) use trouble::FileTrouble;
