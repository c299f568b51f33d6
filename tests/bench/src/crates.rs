//! How many crates there are, from what cargo prints.

use std::collections::BTreeSet;

use serde_json::Value;

/// Packages in the answer of `cargo metadata`: everything in the lock file
/// that some target or test of the workspace needs.
#[must_use]
pub fn in_metadata(text: &str) -> Option<u64> {
    let metadata: Value = serde_json::from_str(text).ok()?;
    let packages = metadata.get("packages")?.as_array()?;
    u64::try_from(packages.len()).ok()
}

/// Different crates in the answer of `cargo tree --prefix none`, which names a
/// crate again wherever it is needed.
#[must_use]
pub fn in_tree(text: &str) -> u64 {
    let crates: BTreeSet<String> = text
        .lines()
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty())
        .collect();
    u64::try_from(crates.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_is_needed_twice_is_one_and_in_two_versions_two() {
        let tree = "console v0.1.0 (/somewhere)\nsha2 v0.11.1\nhex v0.4.3\n\n\
                    sha2 v0.10.9\nhex v0.4.3 (*)\nserde_derive v1.0.0 (proc-macro)\n";
        assert_eq!(in_tree(tree), 5);
    }

    #[test]
    fn packages_are_counted_and_nonsense_is_no_count() {
        assert_eq!(in_metadata(r#"{"packages":[{},{},{}]}"#), Some(3));
        assert_eq!(in_metadata("{}"), None);
        assert_eq!(in_metadata("cargo: no"), None);
    }
}
