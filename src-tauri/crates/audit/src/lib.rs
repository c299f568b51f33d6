//! The tamper-evident chain of what was done: pure, no database.
//!
//! Every attempt that touches money, a service, a secret, a key or a setting
//! becomes an [`Entry`]: a [`Draft`] with its number and a seal over itself and
//! the seal before it. Whoever has not the key can neither change, remove, add
//! nor move one without a trace.

mod act;
mod anchor;
pub mod canonical;
mod check_export;
mod draft;
mod entry;
mod export;
mod key;
mod opening;
mod pen;
mod section;
mod verify;

pub use act::Act;
pub use anchor::{Anchor, BadAnchor};
pub use check_export::{Authenticity, BadLine, BadLineKind, Checked, check};
pub use draft::{Draft, Outcome};
pub use entry::{Entry, EntryRef};
pub use export::{Header, Writer};
pub use key::{ChainId, ChainKey, Mac, Sealer};
pub use opening::{KeyOf, Keychain, OnDisk, Opening, open};
pub use pen::{Begins, Pen};
pub use section::{Beginning, Head, Why};
pub use verify::{Fault, FaultKind, Verdict, VerdictKind, Verifier};
