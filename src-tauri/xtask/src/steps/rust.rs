//! Format, lints and tests of the Rust side.
//!
//! Every call selects the whole workspace: cargo unites the features of what
//! is selected, so one selection for all calls means one build for all.

use std::process::{Command, Stdio};

use super::report;
use crate::failure::Failure;
use crate::tally::Count;
use crate::{process, repository};

/// rustfmt changes nothing.
pub(crate) fn format() -> Result<(), Failure> {
    process::run(process::cargo(&repository::root()).args(["fmt", "--all", "--check"]))
}

/// clippy has nothing to say, about tests neither.
pub(crate) fn lints() -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .args(["clippy", "--quiet", "--workspace", "--all-targets"])
            .args(["--", "-D", "warnings"]),
    )
}

/// Builds programs and tests.
pub(crate) fn build() -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .arg("build")
            .args(SELECTION)
            .arg("--all-targets"),
    )
}

/// Builds the programs alone, from the same dependencies as [`build`].
pub(crate) fn build_programs() -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .arg("build")
            .args(SELECTION)
            .arg("--bins"),
    )
}

/// Builds the program of the proof, from the same dependencies as [`build`].
pub(crate) fn build_proof() -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .arg("build")
            .args(SELECTION)
            .args(["--bin", super::proof::PROGRAM]),
    )
}

/// Builds one example, from the same dependencies as [`build`].
pub(crate) fn build_example(name: &str) -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .arg("build")
            .args(SELECTION)
            .args(["--example", name]),
    )
}

/// The whole workspace. Windows does not let a running program be replaced,
/// so this one stays out there.
const SELECTION: &[&str] = if cfg!(windows) {
    &["--workspace", "--exclude", "xtask"]
} else {
    &["--workspace"]
};

/// Which tests a call runs.
#[derive(Clone, Copy)]
pub(crate) enum Which<'a> {
    /// All that open no window.
    WithoutWindow,
    /// Those of the real window whose names contain the text.
    Windows(&'a str),
}

/// Runs Rust tests with cargo-nextest where it is present, else with cargo.
pub(crate) fn tests(which: Which<'_>) -> Count {
    let has_nextest =
        process::succeeds(process::cargo(&repository::root()).args(["nextest", "--version"]));
    let name = match which {
        Which::WithoutWindow => "Rust tests",
        Which::Windows(_) => "window tests",
    };
    let count = if has_nextest {
        with_nextest(which)
    } else {
        with_cargo(which)
    };
    count.unwrap_or_else(|failure| {
        failure.print();
        Count::one(name, false)
    })
}

fn with_nextest(which: Which<'_>) -> Result<Count, Failure> {
    let root = repository::root();
    let metadata = process::cargo(&root)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .stderr(Stdio::null())
        .output();
    let target = metadata
        .ok()
        .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok())
        .and_then(|metadata| Some(metadata.get("target_directory")?.as_str()?.to_owned()))
        .ok_or_else(|| Failure::new("cargo metadata names no target folder"))?;
    let report = std::path::Path::new(&target).join("nextest/default/junit.xml");
    // An old report must not speak for a run that never came to testing.
    if report.exists() {
        std::fs::remove_file(&report).map_err(|error| Failure::file(&report, &error))?;
    }
    let filter = match which {
        Which::WithoutWindow => "not package(kh-e2e)".to_owned(),
        Which::Windows("") => "package(kh-e2e)".to_owned(),
        Which::Windows(part) => format!("package(kh-e2e) and test({part})"),
    };
    let mut command = process::cargo(&root);
    command
        .args(["nextest", "run", "--no-fail-fast", "--no-tests=pass"])
        .args(SELECTION)
        .args(["-E", &filter]);
    let done = process::run(&mut command);
    let mut count = match std::fs::read_to_string(&report) {
        Ok(text) => {
            for figure in report::figures(&text) {
                eprintln!("{figure}");
            }
            let (requests, tests) = report::agreements(&text);
            if tests > 0 {
                eprintln!(
                    "R16: the chain and the provider's log agree over {requests} requests in {tests} window tests"
                );
            }
            let looked = report::searches(&text);
            if looked.tests > 0 {
                eprintln!(
                    "R13: no secret of a key and no revealed value in {} answers, {} programs and {} files of {} window tests, in 5 encodings",
                    looked.answers, looked.programs, looked.files, looked.tests
                );
            }
            report::from_junit(&text)
        }
        Err(_) => Count::default(),
    };
    if let Err(failure) = done
        && count.failed.is_empty()
    {
        failure.print();
        count
            .failed
            .push("the tests did not run to their end".to_owned());
    }
    Ok(count)
}

fn with_cargo(which: Which<'_>) -> Result<Count, Failure> {
    let mut command = process::cargo(&repository::root());
    command.args(["test", "--no-fail-fast"]);
    match which {
        Which::WithoutWindow => command.args(SELECTION).args(["--exclude", "kh-e2e"]),
        // Each window test has a display, a bus and a browser of its own: two
        // at a time are what two cores carry.
        Which::Windows(part) => command
            .args(["-p", "kh-e2e", "--", "--test-threads=2"])
            .args((!part.is_empty()).then_some(part)),
    };
    eprintln!("cargo-nextest is not here; running cargo test");
    let (text, success) = show_and_keep(&mut command)?;
    let mut count = report::from_cargo(&text);
    if !success && count.failed.is_empty() {
        count
            .failed
            .push("the tests did not run to their end".to_owned());
    }
    Ok(count)
}

/// Runs a program, lets its standard output through line by line, and keeps it.
fn show_and_keep(command: &mut Command) -> Result<(String, bool), Failure> {
    use std::io::{BufRead, BufReader};
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let mut text = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            eprintln!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("cargo was lost: {error}")))?;
    Ok((text, status.success()))
}
