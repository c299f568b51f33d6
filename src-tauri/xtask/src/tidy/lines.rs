//! Rules of single lines.

use super::tree::{File, Tree};

/// No space at the end of a line, no foreign line end, a newline at the end.
pub(super) fn clean_ends(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| is_ours(file)) {
        if file.text.contains('\r') {
            faults.push(format!("{}: lines end with a carriage return", file.path));
            continue;
        }
        faults.extend(file.faults("space at the end of the line", |line| {
            line.ends_with([' ', '\t'])
        }));
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            faults.push(format!("{}: no newline at the end", file.path));
        }
    }
    faults
}

/// No marker for work to be done some day: do it, or write it down where work
/// is planned.
pub(super) fn no_leftovers(tree: &Tree) -> Vec<String> {
    // Put together, so that this file does not break its own rule.
    let markers = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X"].concat(),
    ];
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| is_ours(file)) {
        faults.extend(file.faults("left for later", |line| {
            markers.iter().any(|marker| has_word(line, marker))
        }));
    }
    faults
}

/// No folder of somebody's machine. An invented person's is fine in examples.
pub(super) fn no_machine_paths(tree: &Tree) -> Vec<String> {
    let folders = ["home", "Users", "root", "work", "mnt"].map(|name| format!("/{name}/"));
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| is_ours(file)) {
        faults.extend(file.faults("a path of a machine", |line| {
            folders.iter().any(|folder| begins_a_path(line, folder))
                || line.contains(&["C:", "\\Users"].concat())
        }));
    }
    faults
}

/// Files people write here. Lock files, licences and generated files are not.
fn is_ours(file: &File) -> bool {
    !matches!(file.ending(), "lock" | "svg" | "json")
        && file.path != "LICENSE"
        && !file.path.starts_with("ui/src/bindings/")
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Such a folder at the beginning of a path, not inside one or inside an address.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        before.is_none_or(|before| !before.is_alphanumeric() && !"./-_}>".contains(before))
            && after.is_some_and(char::is_alphanumeric)
            && !line[at + folder.len()..].starts_with("someone")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_at_the_end_and_a_missing_newline_are_faults() {
        let tree = Tree::of(&[
            ("a.rs", "one \ntwo"),
            ("b.rs", "one\r\n"),
            ("c.rs", "one\n"),
        ]);
        let faults = clean_ends(&tree);
        assert_eq!(faults.len(), 3);
        assert!(faults.iter().all(|fault| !fault.starts_with("c.rs")));
    }

    #[test]
    fn a_marker_is_a_fault_as_a_word_only() {
        let marker = ["TO", "DO"].concat();
        let tree = Tree::of(&[
            ("a.rs", &format!("// {marker}: later\n")),
            ("b.rs", &format!("const {marker}S: u8 = 1;\n")),
        ]);
        let faults = no_leftovers(&tree);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("a.rs:1"));
    }

    #[test]
    fn a_home_folder_is_a_fault_and_a_web_address_is_not() {
        let home = ["/ho", "me/ada/x"].concat();
        let tree = Tree::of(&[
            ("a.rs", &format!("open(\"{home}\")\n")),
            ("b.rs", &format!("https://example.org{home}\n")),
            ("c.rs", &format!("ui/src{home}\n")),
        ]);
        let faults = no_machine_paths(&tree);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with("a.rs:1"));
    }
}
