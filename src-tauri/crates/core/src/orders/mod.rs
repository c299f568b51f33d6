//! Orders: reviewed, placed, settled, followed, shown. The state machine is in
//! `progress`, the only place that sends is `send`.

pub(crate) mod ask;
pub(crate) mod caps;
mod changes;
pub(crate) mod checks;
pub(crate) mod clues;
mod conflict;
pub(crate) mod decision;
pub(crate) mod detail;
mod draft;
pub(crate) mod elsewhere;
pub(crate) mod file;
mod guarded;
pub(crate) mod list;
pub(crate) mod outcome;
pub(crate) mod place;
pub(crate) mod price;
#[cfg(test)]
mod price_tests;
pub(crate) mod progress;
#[cfg(test)]
mod progress_tests;
pub(crate) mod review;
mod send;
pub(crate) mod settle;
mod terms;
mod timeline;
pub(crate) mod twins;
mod weigh;
pub(crate) mod words;

pub(crate) use review::Reviews;
