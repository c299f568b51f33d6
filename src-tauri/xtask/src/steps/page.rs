//! Types, lints and unit tests of the page.

use std::path::PathBuf;

use super::report;
use crate::failure::Failure;
use crate::tally::Count;
use crate::{process, repository};

/// svelte-check and the TypeScript compiler find nothing.
pub(crate) fn types() -> Result<(), Failure> {
    script("check")
}

/// The linter finds nothing.
pub(crate) fn lints() -> Result<(), Failure> {
    script("lint")
}

/// The formatter changes nothing.
pub(crate) fn format() -> Result<(), Failure> {
    script("format")
}

fn script(name: &str) -> Result<(), Failure> {
    process::run(process::npm(&folder()).args(["run", "--silent", name]))
}

/// The unit tests of the page.
pub(crate) fn tests() -> Count {
    let file = folder().join("node_modules").join(".vitest-report.json");
    // An old report must not speak for a run that never came to testing. It may
    // well not be there.
    let _ = std::fs::remove_file(&file);
    let done = process::run(
        process::npm(&folder())
            .args(["run", "--silent", "test", "--"])
            .args(["--reporter=default", "--reporter=json"])
            .arg(format!("--outputFile.json={}", file.display())),
    );
    let report = std::fs::read_to_string(&file)
        .map_err(|error| Failure::file(&file, &error))
        .and_then(|text| {
            report::from_vitest(&text).map_err(|error| {
                Failure::new(format!("the report of vitest is not readable: {error}"))
            })
        });
    match (done, report) {
        (Ok(()), Ok(count)) => count,
        (Err(_), Ok(count)) if !count.failed.is_empty() => count,
        (Err(failure), _) | (Ok(()), Err(failure)) => {
            failure.print();
            Count::one("the unit tests did not run to their end", false)
        }
    }
}

fn folder() -> PathBuf {
    repository::root().join("ui")
}
