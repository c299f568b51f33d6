//! The harness of the tests that cross crates: the simulated provider, a wire
//! to it without sockets, a journal in a folder of its own, secrets in memory
//! and a clock that is moved by hand, in one call ([`World::new`]).
//!
//! A [`Life`] is one run of the console. Dropping it is a crash: every task
//! ends where it stands, and the next life finds what is on the disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desktop;
mod disk;
mod keychain;
mod life;
mod oracle;
mod record;
mod wire;
mod world;

pub use desktop::{AnnouncementList, MemoryClipboard};
pub use keychain::MemoryKeychain;
pub use life::Life;
pub use oracle::Ledger;
pub use record::{Heard, attempts_heard, disagreements};
pub use wire::{Hang, Seen, SimulatedWire};
pub use world::{BASE_URL, World};
