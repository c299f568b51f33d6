//! Time is passed in. One file of a program may ask the system.

use std::collections::BTreeMap;

use super::tree::Tree;

/// The calls that ask the system for the time.
const CALLS: [&str; 5] = [
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "UNIX_EPOCH.elapsed",
];

/// The names a clock file may have.
const NAMES: [&str; 2] = ["clock.rs", "stopwatch.rs"];

/// Tests whose subject is time itself.
const MEASURES: [&str; 2] = [
    "src-tauri/crates/api/src/webhook_signature/timing_tests.rs",
    "src-tauri/crates/audit/tests/tampering/speed.rs",
];

/// Calls outside clock files, and crates with more than one clock file.
pub(super) fn system_time(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let mut clocks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in tree.below("", &["rs"]) {
        if file.path == "src-tauri/xtask/src/tidy/clocks.rs"
            || MEASURES.contains(&file.path.as_str())
        {
            continue;
        }
        let asks = |line: &str| {
            let code = line.split("//").next().unwrap_or_default();
            CALLS.iter().any(|call| code.contains(call))
        };
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if !NAMES.contains(&name) {
            faults.extend(file.faults("asks the system for the time", asks));
        } else if file.lines().any(|(_, line)| asks(line)) {
            clocks
                .entry(package(&file.path))
                .or_default()
                .push(&file.path);
        }
    }
    for (package, files) in clocks {
        if files.len() > 1 {
            faults.push(format!(
                "{package}: more than one clock: {}",
                files.join(", ")
            ));
        }
    }
    faults
}

/// The folder of the crate a source file belongs to.
fn package(path: &str) -> &str {
    path.find("/src/").map_or_else(
        || path.rsplit_once('/').map_or("", |(folder, _)| folder),
        |end| &path[..end],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_outside_a_clock_file_is_a_fault() {
        let tree = Tree::of(&[
            ("src-tauri/crates/api/src/clock.rs", "Timestamp::now()"),
            (
                "src-tauri/crates/api/src/retry.rs",
                "let t = Instant::now();",
            ),
            ("src-tauri/crates/api/src/skew.rs", "// not Instant::now"),
        ]);
        assert_eq!(
            system_time(&tree),
            [
                "src-tauri/crates/api/src/retry.rs:1: asks the system for the time: \
                 let t = Instant::now();"
            ]
        );
    }

    #[test]
    fn a_crate_has_one_clock() {
        let tree = Tree::of(&[
            ("src-tauri/crates/api/src/clock.rs", "Timestamp::now()"),
            (
                "src-tauri/crates/api/src/wire/clock.rs",
                "SystemTime::now()",
            ),
            (
                "src-tauri/crates/simulator/src/clock.rs",
                "Timestamp::now()",
            ),
        ]);
        assert_eq!(system_time(&tree).len(), 1);
    }
}
