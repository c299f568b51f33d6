//! A file is a room: one that holds too much is divided.

use super::tree::{File, Tree};

/// From here on a file is noted.
const SOFT: usize = 300;
/// A longer file is a fault.
const HARD: usize = 500;

/// Code files over the limit.
pub(super) fn limits(tree: &Tree) -> Vec<String> {
    longer_than(tree, HARD)
        .map(|(file, length)| format!("{}: {length} lines, the limit is {HARD}", file.path))
        .collect()
}

/// Code files that begin to be long.
pub(super) fn notes(tree: &Tree) -> Vec<String> {
    longer_than(tree, SOFT)
        .map(|(file, length)| format!("{}: {length} lines, over {SOFT}", file.path))
        .collect()
}

fn longer_than(tree: &Tree, limit: usize) -> impl Iterator<Item = (&File, usize)> {
    tree.files
        .iter()
        .filter(|file| is_code(file))
        .map(|file| (file, file.text.lines().count()))
        .filter(move |(_, length)| *length > limit)
}

fn is_code(file: &File) -> bool {
    ["rs", "ts", "js", "svelte", "css", "sql", "sh", "py"].contains(&file.ending())
        && !file.path.starts_with("ui/src/bindings/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_code_file_is_a_fault_and_a_long_list_is_not() {
        let text = "line\n".repeat(HARD + 1);
        let tree = Tree::of(&[
            ("src-tauri/src/lib.rs", &text),
            ("tests/vectors/signing.json", &text),
            ("ui/src/bindings/all.ts", &text),
        ]);
        assert_eq!(
            limits(&tree),
            ["src-tauri/src/lib.rs: 501 lines, the limit is 500"]
        );
    }

    #[test]
    fn a_file_at_the_limit_is_only_noted() {
        let text = "line\n".repeat(HARD);
        let tree = Tree::of(&[("src-tauri/src/lib.rs", &text)]);
        assert!(limits(&tree).is_empty());
        assert_eq!(notes(&tree).len(), 1);
    }
}
