//! The tolerant reader: what one rule of contract 13 says is read in one file
//! here, and nowhere else. No provider answer is documented, so every form
//! that is plausible is read and what cannot be read stays unknown.
//!
//! Field names are no matter of this folder; each resource keeps its own list
//! in `answers/`.

mod digits;
pub(crate) mod envelope;
pub(crate) mod json;
mod link_header;
pub(crate) mod money;
mod page_walk;
pub(crate) mod paging;
mod parse;
pub(crate) mod prices;
pub(crate) mod scalar;
mod setup_fee;
pub mod text;
mod time;
mod unreadable;
mod write;

pub use json::{Json, MAX_DEPTH, Object};
pub use page_walk::{More, NextPage, PageWalk, Step, WalkEnd};
pub use paging::PageFacts;
pub use prices::Price;
pub use time::{StatedTime, TimePrecision};
pub use unreadable::Unreadable;
