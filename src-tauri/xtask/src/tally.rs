//! Counts what passed and what failed, over all the programs that test.

use std::time::Duration;

use crate::stopwatch::{self, Stopwatch};

/// What one step found. A step that only can succeed or fail counts as one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// How many tests passed.
    pub(crate) passed: u64,
    /// The names of those that failed.
    pub(crate) failed: Vec<String>,
}

impl Count {
    /// One check of this name.
    pub(crate) fn one(name: &str, passed: bool) -> Self {
        if passed {
            Self {
                passed: 1,
                failed: Vec::new(),
            }
        } else {
            Self {
                passed: 0,
                failed: vec![name.to_owned()],
            }
        }
    }
}

/// The steps of one run, in their order.
#[derive(Default)]
pub(crate) struct Tally {
    steps: Vec<(String, Count, Duration)>,
    left_out: Vec<String>,
}

impl Tally {
    /// Does a step, says how long it took, and keeps its count.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Count) {
        eprintln!("\n== {name}");
        let watch = Stopwatch::start();
        let count = work();
        let time = watch.elapsed();
        eprintln!(
            "-- {name}: {} passed, {} failed, {}",
            count.passed,
            count.failed.len(),
            stopwatch::words(time)
        );
        self.steps.push((name.to_owned(), count, time));
    }

    /// Notes in one line what could not be run here, and why.
    pub(crate) fn leave_out(&mut self, what: &str) {
        self.left_out.push(what.to_owned());
    }

    /// Prints times, failed names and the one last line; true when all passed.
    pub(crate) fn finish(&self) -> bool {
        println!();
        for line in self.report() {
            println!("{line}");
        }
        self.steps
            .iter()
            .all(|(_, count, _)| count.failed.is_empty())
    }

    fn report(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, _, time) in &self.steps {
            lines.push(format!("time: {name} {}", stopwatch::words(*time)));
        }
        let total = self.steps.iter().map(|(_, _, time)| *time).sum();
        lines.push(format!("time: all {}", stopwatch::words(total)));
        for what in &self.left_out {
            lines.push(format!("not run here: {what}"));
        }
        for (name, count, _) in &self.steps {
            for failed in &count.failed {
                lines.push(format!("failed: {name}: {failed}"));
            }
        }
        let passed: u64 = self.steps.iter().map(|(_, count, _)| count.passed).sum();
        let failed: usize = self
            .steps
            .iter()
            .map(|(_, count, _)| count.failed.len())
            .sum();
        lines.push(format!("{passed} passed, {failed} failed"));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum_over_all_steps() {
        let mut tally = Tally::default();
        tally.step("format", || Count::one("format", true));
        tally.step("tests", || Count {
            passed: 40,
            failed: vec!["money adds up".to_owned()],
        });
        assert!(!tally.finish());
        let report = tally.report();
        assert_eq!(report.last().unwrap(), "41 passed, 1 failed");
        assert!(report.contains(&"failed: tests: money adds up".to_owned()));
    }

    #[test]
    fn a_run_without_failures_succeeds() {
        let mut tally = Tally::default();
        tally.step("format", || Count::one("format", true));
        assert!(tally.finish());
        assert_eq!(tally.report().last().unwrap(), "1 passed, 0 failed");
    }
}
