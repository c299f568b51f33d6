//! Rules of the page: one door to the host, no markup from text. The tiers of
//! its folders are held by the linter of the page.

use super::tree::{File, Tree};

const CODE: &[&str] = &["ts", "js", "svelte"];

/// Only the backend folder imports Tauri or values of the bindings; types of the
/// bindings are words that all may use.
pub(super) fn one_door(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in sources(tree).filter(|file| !file.path.starts_with("ui/src/backend/")) {
        if file.path.starts_with("ui/src/bindings/") {
            continue;
        }
        for (number, line, target) in imports(file) {
            let type_only = line.trim_start().starts_with("import type ");
            let bindings = target.split('/').any(|part| part == "bindings");
            if target.starts_with("@tauri-apps/") || (bindings && !type_only) {
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
        // Tests read the markup to see what is not in it.
        .filter(|file| !file.path.ends_with(".test.ts"))
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

fn sources(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.below("ui/src/", CODE)
}

/// What a file imports, with the number of the line that names it and the line
/// its statement begins on: `from "x"`, `import "x"`, `import("x")`.
fn imports(file: &File) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut begin = "";
    file.lines().filter_map(move |(number, line)| {
        if !line.starts_with(['}', ' ']) {
            begin = line;
        }
        let at = ["from ", "import ", "import("]
            .iter()
            .filter_map(|word| line.rfind(word).map(|at| at + word.len()))
            .find(|at| line[*at..].starts_with(['"', '\'']))?;
        let quote = line[at..].chars().next()?;
        let target = line[at + 1..].split(quote).next()?;
        let begin = if line.starts_with('}') { begin } else { line };
        Some((number, begin, target))
    })
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
        ]);
        assert_eq!(
            one_door(&tree),
            ["ui/src/views/Orders.svelte:1: imports @tauri-apps/api/core"]
        );
    }

    #[test]
    fn types_of_the_bindings_are_free_and_values_are_not() {
        let tree = Tree::of(&[(
            "ui/src/state/orders.svelte.ts",
            "import type {\n  OrderView,\n} from '~/bindings';\nimport { NOTICE_EVENT } from '~/bindings';\n",
        )]);
        assert_eq!(
            one_door(&tree),
            ["ui/src/state/orders.svelte.ts:4: imports ~/bindings"]
        );
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
}
