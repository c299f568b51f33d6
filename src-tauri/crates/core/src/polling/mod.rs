//! One scheduler for all polling. `plan` says when what is asked, as a pure
//! function of what is on its way, what changed last, whether somebody looks
//! and how many calls are left; the person's reserve is never planned with.
//!
//! ```text
//! watched   what is watched, as plain data
//! pace      how far apart two questions are, before the budget
//! plan      the budget's say: everything is stretched, nothing fails
//! ```

mod pace;
mod plan;
#[cfg(test)]
mod plan_tests;
mod watched;

pub use pace::LONGEST_WAIT;
pub use plan::{Next, Plan, late_after, plan};
pub use watched::{Gaze, Line, Motion, Situation, Subject, Watched};
