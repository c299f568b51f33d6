//! The tamper-evident chain of what was done: pure, no database.
//!
//! Every attempt that touches money, a service, a secret, a key or a setting
//! becomes an [`Entry`]: a [`Draft`] with its number and a seal over itself and
//! the seal before it. Whoever has not the key can neither change, remove, add
//! nor move one without a trace.

mod act;
pub mod canonical;
mod draft;
mod entry;
mod key;

pub use act::Act;
pub use draft::{Draft, Outcome};
pub use entry::{Entry, EntryRef};
pub use key::{ChainId, ChainKey, Mac, Sealer};
