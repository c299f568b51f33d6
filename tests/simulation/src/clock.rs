//! The one file of this package that asks the system for the time: how long a
//! real process takes.

use std::time::{Duration, Instant};

/// Measures how long something took.
pub(crate) struct Watch(Instant);

impl Watch {
    /// Begins to measure.
    #[allow(clippy::disallowed_methods, reason = "a real process is measured")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
