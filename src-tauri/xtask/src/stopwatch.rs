//! The one file of these commands that asks the system for the time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

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

/// Today in UTC, such as `2026-01-31`.
#[allow(clippy::disallowed_methods)]
pub(crate) fn today() -> String {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH);
    date(passed.unwrap_or_default().as_secs() / 86_400)
}

/// The date so many days after 1 January 1970.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
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
    fn days_are_named_as_the_calendar_does() {
        for (days, name) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
        ] {
            assert_eq!(date(days), name);
        }
    }

    #[test]
    fn short_spans_have_tenths_and_long_ones_minutes() {
        assert_eq!(words(Duration::from_millis(4_250)), "4.2 s");
        assert_eq!(words(Duration::from_secs(185)), "3 min 05 s");
    }
}
