//! The one file of the benchmark that asks the system for the time.

use std::time::Instant;

/// Runs the work and gives what it gives, with the nanoseconds it took.
// A benchmark is the measuring of time.
#[allow(clippy::disallowed_methods)]
pub fn nanoseconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed().as_secs_f64() * 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_gives_its_value_and_takes_time() {
        let (value, took) = nanoseconds(|| (0..1_000_u64).fold(0, u64::wrapping_add));
        assert_eq!(value, 499_500);
        assert!(took > 0.0);
    }
}
