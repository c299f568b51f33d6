//! A disk in memory for SQLite, as tests need it: what was written and not
//! flushed may be lost, torn or reordered when the power goes, the program can
//! end at any step, and any call can fail.
//!
//! [`install_as_default`] makes it the file layer of this process. Files in the
//! folder of a mounted [`Disk`] live on that disk; all others are the system's,
//! as before. An [`Image`] is what a disk holds, cheap to copy, so that one
//! prepared journal starts any number of scenarios.
//!
//! What the disk promises is what the poorest real one does: a write has
//! reached it when a later sync of that file succeeded, and not before; sectors
//! have 512 bytes, and the one that is torn may hold anything; a sync that
//! fails has forgotten what it was to flush, though it can still be read, as
//! Linux does; names are made and removed for good by a sync of the folder, which
//! comes with the first sync of a new file.

mod chance;
mod cut;
mod disk;
mod file;
mod image;
mod locks;
mod node;
mod plan;
mod registry;
mod state;
mod vfs;

pub use disk::Disk;
pub use image::Image;
pub use plan::{FileKind, Op, Plan, Step, Times, Trouble};
pub use vfs::install_as_default;
