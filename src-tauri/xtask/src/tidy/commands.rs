//! Every command of the host is in exactly one permission set, and the window
//! is granted the sets and nothing else.

use std::collections::BTreeMap;

use serde_json::Value;

use super::tree::Tree;

const SETS: &str = "src-tauri/permissions/";
const LIST: &str = "src-tauri/src/ipc.rs";

/// What the window may have beside the sets: hearing the host's notices, and
/// what the page script of the notification plugin asks at every start.
const GRANTED_OF_TAURI: [&str; 3] = [
    "core:event:allow-listen",
    "core:event:allow-unlisten",
    "notification:allow-is-permission-granted",
];

/// Commands in no set, in two, or in one but not in the list.
pub(super) fn one_set_each(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut names = Vec::new();
    for file in tree.below(SETS, &["toml"]) {
        let Ok(table) = file.text.parse::<toml::Table>() else {
            faults.push(format!("{}: not readable", file.path));
            continue;
        };
        for permission in table
            .get("permission")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
        {
            let set = permission
                .get("identifier")
                .and_then(toml::Value::as_str)
                .unwrap_or("?");
            names.push(set.to_owned());
            let allowed = permission
                .get("commands")
                .and_then(|commands| commands.get("allow"));
            for command in allowed
                .and_then(toml::Value::as_array)
                .into_iter()
                .flatten()
            {
                let command = command.as_str().unwrap_or("?").to_owned();
                sets.entry(command).or_default().push(set.to_owned());
            }
        }
    }
    let listed = tree
        .file(LIST)
        .map(|file| listed(&file.text))
        .unwrap_or_default();
    for (command, sets) in &sets {
        if sets.len() > 1 {
            faults.push(format!("{command} is in {}", sets.join(" and ")));
        }
        if !listed.contains(command) {
            faults.push(format!(
                "{command} is in {} but not in {LIST}",
                sets.join(" and ")
            ));
        }
    }
    for command in &listed {
        if !sets.contains_key(command) {
            faults.push(format!("{command} is in no set"));
        }
    }
    faults.extend(grants(tree, &names));
    faults
}

/// Grants of the window that are neither a set of ours nor hearing notices.
fn grants(tree: &Tree, sets: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.below("src-tauri/capabilities/", &["json"]) {
        let capability: Value = serde_json::from_str(&file.text).unwrap_or_default();
        let Some(permissions) = capability.get("permissions").and_then(Value::as_array) else {
            faults.push(format!("{}: grants are not readable", file.path));
            continue;
        };
        for permission in permissions {
            let name = permission.as_str().unwrap_or("a scoped permission");
            if !sets.iter().any(|set| set == name) && !GRANTED_OF_TAURI.contains(&name) {
                faults.push(format!("{}: grants {name}", file.path));
            }
        }
    }
    faults
}

/// The commands named in the `commands! { set { name(...) -> Type; } }` list.
fn listed(text: &str) -> Vec<String> {
    let Some((_, list)) = text.split_once("\ncommands! {") else {
        return Vec::new();
    };
    let list = list.split("\n}").next().unwrap_or(list);
    list.lines()
        .map(str::trim)
        .filter(|line| line.ends_with(';') && line.contains(") -> "))
        .filter_map(|line| line.split_once('('))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPC: &str = "macro_rules! commands {}\n\ncommands! {\n    read {\n        start() -> StartView;\n        \
        order(no: i32) -> OrderView;\n    }\n}\n";

    fn tree(read: &str, write: &str, granted: &str) -> Tree {
        let set = |name: &str, commands: &str| {
            format!("[[permission]]\nidentifier = \"{name}\"\ncommands.allow = [{commands}]\n")
        };
        Tree::of(&[
            (LIST, IPC),
            ("src-tauri/permissions/read.toml", &set("read", read)),
            ("src-tauri/permissions/write.toml", &set("write", write)),
            (
                "src-tauri/capabilities/main.json",
                &format!("{{\"permissions\":[{granted}]}}"),
            ),
        ])
    }

    #[test]
    fn each_command_in_one_set_is_right() {
        let tree = tree("\"start\"", "\"order\"", "\"read\",\"write\"");
        assert_eq!(one_set_each(&tree), Vec::<String>::new());
    }

    #[test]
    fn a_command_in_two_sets_or_in_none_is_a_fault() {
        let tree = tree("\"start\"", "\"start\"", "\"read\"");
        assert_eq!(
            one_set_each(&tree),
            ["start is in read and write", "order is in no set"]
        );
    }

    #[test]
    fn a_set_does_not_name_what_is_not_there() {
        let tree = tree("\"start\"", "\"order\",\"gone\"", "\"read\"");
        assert_eq!(
            one_set_each(&tree),
            ["gone is in write but not in src-tauri/src/ipc.rs"]
        );
    }

    #[test]
    fn the_window_gets_no_plugin() {
        let tree = tree("\"start\"", "\"order\"", "\"read\",\"shell:default\"");
        assert_eq!(
            one_set_each(&tree),
            ["src-tauri/capabilities/main.json: grants shell:default"]
        );
    }
}
