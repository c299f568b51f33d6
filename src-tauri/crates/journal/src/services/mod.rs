//! Services: the kept copy of what an account has, the reseller's own words
//! beside it, and the list that is made of both.
//!
//! * `take` writes what was seen, one page in one transaction, and has the
//!   events made inside it.
//! * `walk` remembers how far the reading of the whole list has come.
//! * `page` answers what is shown: sorted, filtered, searched, by pages.

mod board;
mod condition;
mod facts;
pub(crate) mod keys;
mod lately;
mod own_words;
mod page;
mod rows;
mod search;
mod take;
mod tally;
#[cfg(test)]
mod tests;
mod typed;
mod walk;

pub(crate) use board::Boards;
pub use condition::ServiceCondition;
pub use facts::{
    KeptOriginal, KeptService, MomentPrecision, ServiceFacts, ServiceOriginal, StatedMoment,
};
pub use own_words::OwnWords;
pub use page::{ServiceCounts, ServiceFilter, ServicePage, ServiceQuery, ServiceSort};
pub use take::{MakeEvents, SeenService, ServiceChange, Taken, TakenPage};
pub use tally::DueService;
pub use walk::{ServiceListState, ServiceWalk, WalkEnded};
