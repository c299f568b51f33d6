//! Documents say what is so: the commands they name exist, their links lead to
//! files, and the ones people expect are there.

use clap::CommandFactory;

use super::tree::{File, Tree};

/// The documents people look for at the root.
const EXPECTED: [&str; 5] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
];

/// Expected documents that are missing or empty.
pub(super) fn complete(tree: &Tree) -> Vec<String> {
    EXPECTED
        .iter()
        .filter(|name| {
            tree.file(name)
                .is_none_or(|file| file.text.trim().is_empty())
        })
        .map(|name| format!("{name} is missing"))
        .collect()
}

/// `cargo xtask x` where there is no `x`.
pub(super) fn commands_exist(tree: &Tree) -> Vec<String> {
    let known: Vec<String> = crate::Call::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let mut faults = Vec::new();
    for file in documents(tree) {
        for (number, line) in file.lines() {
            for (at, call) in line.match_indices("cargo xtask ") {
                let name: String = line[at + call.len()..]
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '-')
                    .collect();
                if !name.is_empty() && name != "help" && !known.contains(&name) {
                    faults.push(format!(
                        "{}:{number}: there is no `cargo xtask {name}`",
                        file.path
                    ));
                }
            }
        }
    }
    faults
}

/// Links and pictures with a relative target that is not there.
pub(super) fn links_exist(tree: &Tree) -> Vec<String> {
    let root = crate::repository::root();
    let mut faults = Vec::new();
    for file in documents(tree).filter(|file| file.ending() == "md") {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in file.lines() {
            for target in targets(line) {
                let path = target.split('#').next().unwrap_or_default();
                let outside = target.contains("://") || target.starts_with("mailto:");
                if !path.is_empty() && !outside && !root.join(folder).join(path).exists() {
                    faults.push(format!("{}:{number}: {target} is not there", file.path));
                }
            }
        }
    }
    faults
}

fn documents(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files
        .iter()
        .filter(|file| matches!(file.ending(), "md" | "yml") || file.path.starts_with(".ci/"))
}

/// What stands in the brackets after `](`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_is_not_there_is_a_fault() {
        let tree = Tree::of(&[(
            "README.md",
            "Run `cargo xtask demo`, then `cargo xtask dance`.\n",
        )]);
        assert_eq!(
            commands_exist(&tree),
            ["README.md:1: there is no `cargo xtask dance`"]
        );
    }

    #[test]
    fn a_link_to_nowhere_is_a_fault() {
        let tree = Tree::of(&[(
            "README.md",
            "[one](Cargo.toml) [two](no/such.md) [web](https://example.org) [here](#top)\n",
        )]);
        assert_eq!(links_exist(&tree), ["README.md:1: no/such.md is not there"]);
    }

    #[test]
    fn a_missing_document_is_a_fault() {
        let tree = Tree::of(&[("README.md", "x"), ("LICENSE", "x"), ("CHANGELOG.md", "")]);
        assert_eq!(
            complete(&tree),
            [
                "ARCHITECTURE.md is missing",
                "CONTRIBUTING.md is missing",
                "CHANGELOG.md is missing"
            ]
        );
    }
}
