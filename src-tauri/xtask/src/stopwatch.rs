//! The one file of these commands that asks the system for the time.

use std::time::{Duration, Instant};

/// Measures how long a step took.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    // Steps are timed for the person who waits for them; nothing depends on it.
    #[allow(clippy::disallowed_methods)]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A span as a person reads it: `4.2 s`, `3 min 05 s`.
pub(crate) fn words(span: Duration) -> String {
    let seconds = span.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{seconds}.{} s", span.subsec_millis() / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_spans_have_tenths_and_long_ones_minutes() {
        assert_eq!(words(Duration::from_millis(4_250)), "4.2 s");
        assert_eq!(words(Duration::from_secs(185)), "3 min 05 s");
    }
}
