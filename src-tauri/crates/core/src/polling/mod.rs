//! One scheduler for all polling. `plan` says when what is asked, as a pure
//! function of what is on its way, what changed last, whether somebody looks
//! and how many calls are left; the person's reserve is never planned with.
//!
//! ```text
//! watched   what is watched, as plain data
//! pace      how far apart two questions are, before the budget
//! plan      the budget's say: everything is stretched, nothing fails
//! gather    what there is to watch, from the journal and the running program
//! ask       what a question is as a use case, and what follows from it
//! watch     what is remembered of a profile while the program runs
//! run       the one loop
//! ```

mod ask;
mod gather;
mod pace;
mod plan;
#[cfg(test)]
mod plan_tests;
mod run;
mod watch;
mod watched;

pub use pace::LONGEST_WAIT;
pub use plan::{Next, Plan, late_after, plan};
pub(crate) use run::{keep_watch, remember};
pub(crate) use watch::{Planned, Watch};
pub use watched::{Gaze, Line, Motion, Situation, Subject, Watched};
