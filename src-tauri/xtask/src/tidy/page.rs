//! Rules of the page: one door to the host, three tiers, no markup from text.

use super::tree::{File, Tree};

const CODE: &[&str] = &["ts", "js", "svelte"];

/// Only the backend folder imports Tauri or the generated types.
pub(super) fn one_door(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in sources(tree).filter(|file| !file.path.starts_with("ui/src/backend/")) {
        if file.path.starts_with("ui/src/bindings/") {
            continue;
        }
        for (number, target) in imports(file) {
            if target.starts_with("@tauri-apps/") || target.contains("bindings") {
                faults.push(format!("{}:{number}: imports {target}", file.path));
            }
        }
        faults.extend(file.faults("reaches past the door", |line| line.contains("__TAURI")));
    }
    faults
}

/// Text never becomes markup or code.
pub(super) fn no_raw_markup(tree: &Tree) -> Vec<String> {
    const WAYS: [&str; 8] = [
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "srcdoc",
        "eval(",
        "new Function(",
    ];
    sources(tree)
        .flat_map(|file| {
            file.faults("makes markup or code from text", |line| {
                WAYS.iter().any(|way| line.contains(way))
            })
        })
        .collect()
}

/// The content policy forbids style attributes in markup; Svelte's `style:` and
/// `style={...}` set properties one by one and are allowed.
pub(super) fn no_static_style(tree: &Tree) -> Vec<String> {
    sources(tree)
        .filter(|file| file.ending() == "svelte")
        .flat_map(|file| {
            file.faults("static style attribute", |line| {
                [" style=\"", " style='", "\tstyle=\""]
                    .iter()
                    .any(|text| line.contains(text))
                    || line.trim_start().starts_with("style=\"")
            })
        })
        .collect()
}

/// A folder of the page, and folders it may not import from.
const TIERS: [(&str, &[&str]); 5] = [
    (
        "lib",
        &["backend", "bindings", "state", "components", "views"],
    ),
    ("backend", &["state", "components", "views"]),
    ("state", &["components", "views"]),
    (
        "components/shared",
        &["backend", "bindings", "state", "views", "components"],
    ),
    ("components", &["views"]),
];

/// Views know parts of a domain, those know the shared parts; never back.
pub(super) fn tiers(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in sources(tree) {
        let inside = &file.path["ui/src/".len()..];
        let Some((tier, forbidden)) = TIERS
            .iter()
            .find(|(tier, _)| inside.starts_with(&format!("{tier}/")))
        else {
            continue;
        };
        for (number, target) in imports(file) {
            let Some(target) = resolve(inside, target) else {
                continue;
            };
            let own = target.starts_with(&format!("{tier}/"));
            let known = forbidden
                .iter()
                .any(|folder| target.starts_with(&format!("{folder}/")));
            if known && !own {
                faults.push(format!("{}:{number}: {tier} imports {target}", file.path));
            }
        }
    }
    faults
}

fn sources(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.below("ui/src/", CODE)
}

/// What a file imports, with line numbers: `from "x"`, `import "x"`, `import("x")`.
fn imports(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.lines().filter_map(|(number, line)| {
        let at = ["from ", "import ", "import("]
            .iter()
            .filter_map(|word| line.rfind(word).map(|at| at + word.len()))
            .find(|at| line[*at..].starts_with(['"', '\'']))?;
        let quote = line[at..].chars().next()?;
        let target = line[at + 1..].split(quote).next()?;
        Some((number, target))
    })
}

/// A relative import, or one from the root `~/`, as a path inside `ui/src`.
fn resolve(from: &str, target: &str) -> Option<String> {
    if let Some(named) = target.strip_prefix("~/") {
        return Some(named.to_owned());
    }
    if !target.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_backend_imports_the_host() {
        let line = "import { invoke } from '@tauri-apps/api/core';\n";
        let tree = Tree::of(&[
            ("ui/src/backend/backend.ts", line),
            ("ui/src/views/Orders.svelte", line),
            (
                "ui/src/state/orders.svelte.ts",
                "import type { Order } from '../bindings/Order';\n",
            ),
        ]);
        assert_eq!(one_door(&tree).len(), 2);
    }

    #[test]
    fn raw_markup_is_a_fault() {
        let tree = Tree::of(&[("ui/src/views/A.svelte", "<p>{@html text}</p>\n")]);
        assert_eq!(no_raw_markup(&tree).len(), 1);
    }

    #[test]
    fn a_style_attribute_is_a_fault_and_a_style_directive_is_not() {
        let tree = Tree::of(&[(
            "ui/src/views/A.svelte",
            "<p style=\"top:0\">\n<p style:top={y}>\n<p style={all}>\n",
        )]);
        assert_eq!(no_static_style(&tree).len(), 1);
    }

    #[test]
    fn shared_parts_know_no_domain() {
        let tree = Tree::of(&[
            (
                "ui/src/components/shared/Button.svelte",
                "import Order from '../orders/Order.svelte';\n",
            ),
            (
                "ui/src/components/shared/Dialog.svelte",
                "import Button from './Button.svelte';\n",
            ),
            (
                "ui/src/components/orders/Order.svelte",
                "import Button from '../shared/Button.svelte';\n",
            ),
            (
                "ui/src/components/orders/Line.svelte",
                "import V from '../../views/Orders.svelte';\n",
            ),
        ]);
        let faults = tiers(&tree);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("shared/Button.svelte:1"));
        assert!(faults[1].contains("orders/Line.svelte:1"));
    }

    #[test]
    fn state_reaches_down_to_the_backend_and_not_up_to_views() {
        let tree = Tree::of(&[(
            "ui/src/state/orders.svelte.ts",
            "import { backend } from '~/backend';\nimport V from \"~/views/V.svelte\";\n",
        )]);
        assert_eq!(tiers(&tree).len(), 1);
    }
}
