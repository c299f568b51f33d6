//! `cargo xtask audit`: known weaknesses, licences and sources of what the
//! program is built from. What could not be checked is said, never passed over.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::failure::Failure;
use crate::stopwatch::Stopwatch;
use crate::{process, repository};

/// How long building cargo-deny may take where it is not installed.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// What one look brought to light.
enum Finding {
    Clean,
    Faults,
    NotChecked(String),
}

/// Looks at crates and npm packages; fails when something was found. Not being
/// able to look is said and does not fail.
pub(crate) fn run() -> Result<(), Failure> {
    let mut findings = Vec::new();
    // The crates of every system are looked at, not only those built here.
    let all_here = process::run(process::cargo(&repository::root()).args(["fetch", "--quiet"]));
    match all_here.and_then(|()| deny()) {
        Ok(deny) => {
            for (what, check) in [
                ("crates allowed and banned", "bans"),
                ("licences of crates", "licenses"),
                ("sources of crates", "sources"),
            ] {
                findings.push((what, deny_check(&deny, &["check", check])));
            }
            findings.push(("known weaknesses of crates", advisories(&deny)));
        }
        Err(failure) => findings.push((
            "crates (bans, licences, sources, known weaknesses)",
            Finding::NotChecked(failure.to_string()),
        )),
    }
    findings.push(("known weaknesses of npm packages", npm_audit()));
    println!();
    let mut clean = true;
    for (what, finding) in &findings {
        match finding {
            Finding::Clean => println!("audit: {what}: nothing found"),
            Finding::Faults => {
                clean = false;
                println!("audit: {what}: FOUND, see above");
            }
            Finding::NotChecked(why) => println!("audit: {what}: NOT CHECKED: {why}"),
        }
    }
    if clean {
        Ok(())
    } else {
        Err(Failure::new("The audit found something."))
    }
}

/// Finds cargo-deny, or builds it below `target/tools`.
fn deny() -> Result<PathBuf, Failure> {
    if let Some(found) = process::find("cargo-deny") {
        return Ok(found);
    }
    let tools = repository::root().join("target").join("tools");
    let own = tools
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if own.is_file() {
        return Ok(own);
    }
    eprintln!(
        "cargo-deny is not here; building it takes some minutes, once, into {}",
        tools.display()
    );
    let mut command = process::cargo(&repository::root());
    command
        .args(["install", "--quiet", "--locked", "cargo-deny", "--root"])
        .arg(&tools)
        // Its own folder of products: it shares nothing with the project.
        .env("CARGO_TARGET_DIR", tools.join("build"));
    if within(PATIENCE, &mut command)? && own.is_file() {
        Ok(own)
    } else {
        Err(Failure::new(
            "cargo-deny is not installed and could not be built here \
             (cargo install cargo-deny --locked)",
        ))
    }
}

fn deny_check(deny: &PathBuf, check: &[&str]) -> Finding {
    let done = process::run(
        Command::new(deny)
            .current_dir(repository::root())
            .args([
                "--log-level",
                "error",
                "--workspace",
                "--all-features",
                "--offline",
            ])
            .args(check),
    );
    match done {
        Ok(()) => Finding::Clean,
        Err(_) => Finding::Faults,
    }
}

/// The database of advisories is fetched from outside; without it nothing is
/// known, which is not the same as nothing being wrong.
fn advisories(deny: &PathBuf) -> Finding {
    let mut fetch = Command::new(deny);
    fetch
        .current_dir(repository::root())
        .args(["--log-level", "error", "fetch", "db"])
        .stderr(Stdio::null());
    match within(Duration::from_secs(90), &mut fetch) {
        Ok(true) => deny_check(deny, &["check", "--disable-fetch", "advisories"]),
        Ok(false) | Err(_) => Finding::NotChecked(
            "the advisory database (github.com/rustsec/advisory-db) could not be fetched"
                .to_owned(),
        ),
    }
}

fn npm_audit() -> Finding {
    let ui = repository::root().join("ui");
    let output = process::npm(&ui)
        .args(["audit", "--json", "--package-lock-only"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let Ok(output) = output else {
        return Finding::NotChecked("npm is not here".to_owned());
    };
    judge_npm(&String::from_utf8_lossy(&output.stdout))
}

/// Reads npm's report: counts by severity, or an error in their place.
fn judge_npm(report: &str) -> Finding {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let total = report
        .pointer("/metadata/vulnerabilities/total")
        .and_then(serde_json::Value::as_u64);
    match total {
        Some(0) => Finding::Clean,
        Some(total) => {
            eprintln!("npm knows {total} weaknesses; see: cd ui && npm audit");
            Finding::Faults
        }
        None => {
            let why = ["/message", "/error/summary"]
                .iter()
                .filter_map(|place| report.pointer(place)?.as_str())
                .find(|why| !why.is_empty())
                .unwrap_or("no readable answer");
            Finding::NotChecked(format!("the npm registry gave no audit: {why}"))
        }
    }
}

/// Runs a program, ends it when the time is over, and says whether it succeeded.
fn within(limit: Duration, command: &mut Command) -> Result<bool, Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start a program: {error}")))?;
    let watch = Stopwatch::start();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if watch.elapsed() < limit => {
                std::thread::sleep(Duration::from_millis(200));
            }
            Ok(None) | Err(_) => {
                // It may have ended by itself in between.
                let _ = child.kill();
                let _ = child.wait();
                return Ok(false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_weaknesses_is_clean() {
        let report = r#"{"metadata":{"vulnerabilities":{"total":0}}}"#;
        assert!(matches!(judge_npm(report), Finding::Clean));
    }

    #[test]
    fn a_weakness_is_a_fault() {
        let report = r#"{"metadata":{"vulnerabilities":{"high":1,"total":1}}}"#;
        assert!(matches!(judge_npm(report), Finding::Faults));
    }

    #[test]
    fn no_answer_is_not_a_clean_answer() {
        let refused = r#"{"message":"request to the registry failed","error":{"summary":""}}"#;
        let Finding::NotChecked(why) = judge_npm(refused) else {
            panic!("an error passed for an answer");
        };
        assert!(why.contains("request to the registry failed"));
        assert!(matches!(judge_npm(""), Finding::NotChecked(_)));
    }
}
