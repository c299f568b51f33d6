//! Who may know whom: the arrows of ARCHITECTURE.md, held by the manifests.

use toml::{Table, Value};

use super::tree::Tree;

/// A manifest, and the crates of this project it may name for its product.
const ARROWS: [(&str, &[&str]); 14] = [
    ("src-tauri/crates/model/Cargo.toml", &[]),
    ("src-tauri/crates/api/Cargo.toml", &["kh-model"]),
    ("src-tauri/crates/audit/Cargo.toml", &["kh-model"]),
    (
        "src-tauri/crates/journal/Cargo.toml",
        &["kh-audit", "kh-model"],
    ),
    ("src-tauri/crates/secrets/Cargo.toml", &["kh-model"]),
    ("src-tauri/crates/simulator/Cargo.toml", &["kh-model"]),
    (
        "src-tauri/crates/core/Cargo.toml",
        &["kh-api", "kh-audit", "kh-journal", "kh-model", "kh-secrets"],
    ),
    ("Cargo.toml", &["kh-core", "kh-model", "kh-simulator"]),
    ("src-tauri/xtask/Cargo.toml", &[]),
    (
        "tests/bench/Cargo.toml",
        &[
            "kh-api",
            "kh-audit",
            "kh-core",
            "kh-e2e",
            "kh-journal",
            "kh-model",
            "kh-simulator",
            "kh-tests",
        ],
    ),
    ("tests/disk/Cargo.toml", &["kh-journal"]),
    ("tests/e2e/Cargo.toml", &["kh-journal"]),
    (
        "tests/simulation/Cargo.toml",
        &[
            "kh-api",
            "kh-core",
            "kh-disk",
            "kh-journal",
            "kh-model",
            "kh-secrets",
            "kh-simulator",
            "kh-tests",
        ],
    ),
    (
        "tests/Cargo.toml",
        &[
            "kh-api",
            "kh-audit",
            "kh-core",
            "kh-disk",
            "kh-journal",
            "kh-model",
            "kh-secrets",
            "kh-simulator",
        ],
    ),
];

/// A library, by the beginning of its name, and the manifests that may name it
/// for their product.
const LIBRARIES: [(&str, &[&str]); 4] = [
    ("tauri", &["Cargo.toml"]),
    (
        "reqwest",
        &[
            "src-tauri/crates/api/Cargo.toml",
            "src-tauri/crates/simulator/Cargo.toml",
        ],
    ),
    (
        "rusqlite",
        &[
            "src-tauri/crates/journal/Cargo.toml",
            "src-tauri/crates/simulator/Cargo.toml",
        ],
    ),
    ("keyring", &["src-tauri/crates/secrets/Cargo.toml"]),
];

/// Arrows between our crates that are not drawn.
pub(super) fn crates(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in manifests(tree) {
        let allowed = ARROWS
            .iter()
            .find(|(of, _)| *of == path)
            .map(|(_, names)| *names);
        for (kind, name) in dependencies(text) {
            if !name.starts_with("kh-") {
                continue;
            }
            // The shell's own tests put other parts together; those of every
            // other crate know no more than the crate.
            if path == "Cargo.toml" && kind == "dev-dependencies" {
                continue;
            }
            // Not drawn means nobody: the window tests drive built programs.
            if !allowed.unwrap_or_default().contains(&name.as_str()) {
                faults.push(format!("{path}: [{kind}] names {name}"));
            }
        }
    }
    faults
}

/// Libraries named outside their crates. Tests may use them to look inside.
pub(super) fn libraries(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in manifests(tree) {
        if path.starts_with("tests/") {
            continue;
        }
        for (kind, name) in dependencies(text) {
            let forbidden = LIBRARIES.iter().any(|(library, places)| {
                let same = name == *library || name.starts_with(&format!("{library}-"));
                same && !places.contains(&path)
            });
            if forbidden && kind != "dev-dependencies" {
                faults.push(format!("{path}: [{kind}] names {name}"));
            }
        }
    }
    faults
}

/// Bugs that were made on purpose, in a build that is not the simulation's.
pub(super) fn deliberate_bugs(tree: &Tree) -> Vec<String> {
    const PLACES: [&str; 2] = [
        "src-tauri/crates/core/Cargo.toml",
        "tests/simulation/Cargo.toml",
    ];
    let mut faults = Vec::new();
    for (path, text) in manifests(tree) {
        if !PLACES.contains(&path) && text.contains("deliberate-bugs") {
            faults.push(format!("{path}: names deliberate-bugs"));
        }
    }
    faults
}

fn manifests(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.files
        .iter()
        .filter(|file| file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml"))
        .map(|file| (file.path.as_str(), file.text.as_str()))
}

/// Kind and name of each dependency, those of single targets included.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let Ok(manifest) = manifest.parse::<Table>() else {
        return vec![("manifest".to_owned(), "kh-unreadable".to_owned())];
    };
    let targets = manifest.get("target").and_then(Value::as_table);
    let tables = std::iter::once(&manifest).chain(
        targets
            .into_iter()
            .flat_map(Table::values)
            .filter_map(Value::as_table),
    );
    let mut found = Vec::new();
    for table in tables {
        for kind in KINDS {
            let Some(names) = table.get(kind).and_then(Value::as_table) else {
                continue;
            };
            for (name, entry) in names {
                // A dependency may be renamed; what counts is what it is.
                let package = entry.get("package").and_then(Value::as_str);
                found.push((kind.to_owned(), package.unwrap_or(name).to_owned()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simulator_may_not_know_the_client() {
        let tree = Tree::of(&[(
            "src-tauri/crates/simulator/Cargo.toml",
            "[dependencies]\nkh-model.workspace = true\n[dev-dependencies]\nkh-api.workspace = true\n",
        )]);
        assert_eq!(
            crates(&tree),
            ["src-tauri/crates/simulator/Cargo.toml: [dev-dependencies] names kh-api"]
        );
    }

    #[test]
    fn a_new_crate_knows_nobody_until_its_arrows_are_drawn() {
        let tree = Tree::of(&[(
            "src-tauri/crates/new/Cargo.toml",
            "[dependencies]\nkh-model.workspace = true\n",
        )]);
        assert_eq!(crates(&tree).len(), 1);
    }

    #[test]
    fn tauri_outside_the_shell_is_a_fault_even_renamed_or_for_one_system() {
        let tree = Tree::of(&[
            (
                "Cargo.toml",
                "[dependencies]\ntauri = \"2\"\ntauri-plugin-notification = \"2\"\n",
            ),
            (
                "src-tauri/crates/core/Cargo.toml",
                "[target.'cfg(unix)'.dependencies]\nt = { package = \"tauri\", version = \"2\" }\n",
            ),
        ]);
        assert_eq!(
            libraries(&tree),
            ["src-tauri/crates/core/Cargo.toml: [dependencies] names tauri"]
        );
    }

    #[test]
    fn bugs_on_purpose_are_for_the_simulation_alone() {
        let named = "kh-core = { features = [\"deliberate-bugs\"] }\n";
        let tree = Tree::of(&[
            ("tests/simulation/Cargo.toml", named),
            ("Cargo.toml", named),
        ]);
        assert_eq!(
            deliberate_bugs(&tree),
            ["Cargo.toml: names deliberate-bugs"]
        );
    }

    #[test]
    fn sqlite_stays_where_the_stores_are() {
        let tree = Tree::of(&[
            (
                "src-tauri/crates/journal/Cargo.toml",
                "[dependencies]\nrusqlite = \"0.41\"\n",
            ),
            (
                "src-tauri/crates/core/Cargo.toml",
                "[dependencies]\nrusqlite = \"0.41\"\n",
            ),
        ]);
        assert_eq!(libraries(&tree).len(), 1);
    }
}
