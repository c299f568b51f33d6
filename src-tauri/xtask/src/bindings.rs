//! `cargo xtask bindings`: the page's TypeScript, generated from the host's
//! types and command list, committed, and compared in the tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::rust;
use crate::{process, repository};

#[derive(Args)]
pub(crate) struct Options {
    /// Change nothing; fail when what is committed differs
    #[arg(long)]
    check: bool,
}

/// Writes the generated file, or compares it.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    setup::prepare(Purpose::Console)?;
    // The program that generates contains the page like every build of it.
    setup::build_page()?;
    rust::build_example("bindings")?;
    if options.check {
        return compare();
    }
    let file = committed();
    std::fs::write(&file, generate()?).map_err(|error| Failure::file(&file, &error))?;
    println!("{}", file.display());
    Ok(())
}

/// Fails where what is committed is not what would be written. The generating
/// program must have been built.
pub(crate) fn compare() -> Result<(), Failure> {
    let file = committed();
    match first_difference(&repository::read(&file)?, &generate()?) {
        None => Ok(()),
        Some(line) => Err(Failure::new(format!(
            "{}:{line}: not what the host's types say. Write it anew with: cargo xtask bindings",
            shown(&file)
        ))),
    }
}

fn committed() -> PathBuf {
    repository::root().join("ui/src/bindings/index.ts")
}

fn shown(file: &Path) -> String {
    let root = repository::root();
    file.strip_prefix(&root)
        .unwrap_or(file)
        .display()
        .to_string()
}

fn generate() -> Result<String, Failure> {
    let program = repository::programs()?
        .join("examples")
        .join(format!("bindings{}", std::env::consts::EXE_SUFFIX));
    let text = process::read(&mut Command::new(program))?;
    if text.trim().is_empty() {
        return Err(Failure::new("the generating program printed nothing"));
    }
    Ok(text)
}

/// The first line that differs, from 1.
fn first_difference(committed: &str, fresh: &str) -> Option<usize> {
    if committed == fresh {
        return None;
    }
    let same = committed
        .lines()
        .zip(fresh.lines())
        .take_while(|(committed, fresh)| committed == fresh)
        .count();
    Some(same + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_differing_line_is_named() {
        assert_eq!(first_difference("a\nb\nc\n", "a\nx\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
    }

    #[test]
    fn a_missing_last_newline_differs_too() {
        assert_eq!(first_difference("a\n", "a"), Some(2));
    }
}
