//! Waiting for other programs has an end. The one file here that asks the
//! system for the time.

use std::time::{Duration, Instant};

/// How often something is looked at while waiting for it.
pub(crate) const PAUSE: Duration = Duration::from_millis(40);

/// The moment when waiting is over.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    /// Begins now and ends after `span`.
    // Other processes run on the system's time; there is no other to wait by.
    #[allow(clippy::disallowed_methods)]
    pub(crate) fn after(span: Duration) -> Self {
        Self(Instant::now() + span)
    }

    /// Whether waiting is over.
    #[allow(clippy::disallowed_methods)]
    pub(crate) fn over(self) -> bool {
        Instant::now() >= self.0
    }
}
