//! The rules of the repository, looked after by a machine.
//!
//! A rule reads the tree and returns its faults; each rule has tests that show
//! it a broken tree.

mod clocks;
mod commands;
mod directions;
mod documents;
mod lines;
mod page;
mod sizes;
mod tree;
mod window;

use crate::failure::Failure;
use crate::repository;
use crate::tally::Count;
use tree::Tree;

/// A rule by what it demands.
type Rule = (&'static str, fn(&Tree) -> Vec<String>);

const RULES: [Rule; 17] = [
    ("crates know only whom they may know", directions::crates),
    (
        "restricted libraries stay in their crates",
        directions::libraries,
    ),
    (
        "bugs made on purpose are the simulation's",
        directions::deliberate_bugs,
    ),
    (
        "only clock files ask the system for the time",
        clocks::system_time,
    ),
    ("no file grows past its limit", sizes::limits),
    ("lines end cleanly", lines::clean_ends),
    ("nothing is left for later", lines::no_leftovers),
    ("no path of a machine", lines::no_machine_paths),
    ("one door to the host", page::one_door),
    ("the page makes no markup from text", page::no_raw_markup),
    ("no static style attribute", page::no_static_style),
    (
        "every command is in exactly one permission set",
        commands::one_set_each,
    ),
    ("the content policy is strict", window::policy),
    ("capabilities reach nothing outside", window::capabilities),
    (
        "commands that documents name exist",
        documents::commands_exist,
    ),
    ("links in documents lead somewhere", documents::links_exist),
    ("the documents are there", documents::complete),
];

/// Checks all rules, printing the faults.
pub(crate) fn check() -> Count {
    let tree = match Tree::read(&repository::root()) {
        Ok(tree) => tree,
        Err(failure) => {
            failure.print();
            return Count::one("the tree could not be read", false);
        }
    };
    for note in sizes::notes(&tree) {
        eprintln!("note: {note}");
    }
    let mut count = Count::default();
    for (name, rule) in RULES {
        let faults = rule(&tree);
        if faults.is_empty() {
            count.passed += 1;
        } else {
            eprintln!("rule broken: {name}");
            for fault in faults {
                eprintln!("  {fault}");
            }
            count.failed.push(name.to_owned());
        }
    }
    count
}

/// Checks all rules and fails when one is broken.
pub(crate) fn run() -> Result<(), Failure> {
    let count = check();
    println!("{} passed, {} failed", count.passed, count.failed.len());
    if count.failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}
