//! `cargo xtask bench`: the rows of the benchmark. Builds with the release
//! profile, then runs the program that measures.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::{process, repository};

#[derive(Args)]
#[command(
    long_about = "Measures with the release profile and prints one line for each row, such as \
    `P5 ratio=1.31 target<=1.60 PASS`, with its details indented below. The verdict is over the \
    whole row. Ratios are taken within the run against a baseline measured in between; on a busy \
    machine look at the spread before the verdict."
)]
pub(crate) struct Options {
    /// Only these rows, such as P5,P6
    #[arg(long, value_delimiter = ',', ignore_case = true)]
    only: Vec<Row>,
    /// Also write the figures to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Row {
    /// Size of the release program and its installer
    #[value(name = "P3")]
    Size,
    /// The signature of a GET
    #[value(name = "P5")]
    Signature,
    /// A whole GET of the client
    #[value(name = "P6")]
    WholeGet,
    /// Waits of an order for the disk
    #[value(name = "P7")]
    DurableStep,
    /// A search among a hundred thousand services
    #[value(name = "P8")]
    ServiceSearch,
    /// Scrolling a hundred thousand services in the window
    #[value(name = "P9")]
    ListSweep,
    /// From a key in the search field to its result, in the window
    #[value(name = "P10")]
    SearchTyping,
    /// Days of watching: how late, and for how many calls
    #[value(name = "P11")]
    PollingDays,
    /// The PDF of an invoice, from the line to its file
    #[value(name = "P13")]
    InvoiceFile,
    /// What a refresh of a list brings to the window
    #[value(name = "P14")]
    ViewRefresh,
}

/// Builds and measures; fails if a row does not pass.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let rows = if options.only.is_empty() {
        Row::value_variants()
    } else {
        &options.only
    };
    let with_size = rows.contains(&Row::Size);
    let with_window = rows.contains(&Row::ListSweep) || rows.contains(&Row::SearchTyping);
    setup::prepare(match (with_window, with_size) {
        (true, _) if setup::windows_can_be_steered() => Purpose::WindowTests,
        (true, _) | (_, true) => Purpose::Console,
        (false, false) => Purpose::Programs,
    })?;
    let mut arguments: Vec<OsString> = vec!["--only".into(), names(rows).into()];
    if let Some(file) = &options.json {
        arguments.extend(["--json".into(), file.into()]);
    }
    let release = release_folder()?;
    // The simulator is what the window reads from.
    build(&[
        "--package=kh-bench",
        "--example=rows",
        "--package=kh-simulator",
        "--bin=kh-simulator",
    ])?;
    if with_size || with_window {
        let program = console(&release)?;
        arguments.extend(["--program".into(), program.into()]);
    }
    // Packages of Debian are made on Linux only.
    if with_size && cfg!(target_os = "linux") {
        arguments.extend(["--installer".into(), pack(&release)?.into()]);
    }
    let program = format!("rows{}", std::env::consts::EXE_SUFFIX);
    let measured = Command::new(release.join("examples").join(program))
        .args(arguments)
        .status()
        .map_err(|error| Failure::new(format!("the benchmark cannot be started: {error}")))?;
    if measured.success() {
        Ok(())
    } else {
        Err(Failure::new("not every row passed"))
    }
}

fn names(rows: &[Row]) -> String {
    let names: Vec<String> = rows
        .iter()
        .filter_map(ValueEnum::to_possible_value)
        .map(|value| value.get_name().to_owned())
        .collect();
    names.join(",")
}

/// Builds the console as the Tauri CLI does for a bundle, and names it.
fn console(release: &Path) -> Result<PathBuf, Failure> {
    setup::build_page()?;
    build(&["--package=kernelhost-console", "--features=custom-protocol"])?;
    let program = format!("kernelhost-console{}", std::env::consts::EXE_SUFFIX);
    Ok(release.join(program))
}

/// Packs the console that was built, and names the package.
fn pack(release: &Path) -> Result<PathBuf, Failure> {
    let folder = release.join("bundle").join("deb");
    // An older package must not be taken for this one.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    }
    let root = repository::root();
    let mut tauri = Command::new(root.join("ui/node_modules/.bin/tauri"));
    tauri
        .current_dir(&root)
        .args(["bundle", "--bundles", "deb"])
        // Standard output belongs to the rows.
        .stdout(io::stderr());
    process::run(&mut tauri)?;
    let packed = std::fs::read_dir(&folder)
        .map_err(|error| Failure::file(&folder, &error))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"));
    packed.ok_or_else(|| Failure::new(format!("{} holds no package", folder.display())))
}

fn build(selection: &[&str]) -> Result<(), Failure> {
    process::run(
        process::cargo(&repository::root())
            .args(["build", "--release"])
            .args(selection),
    )
}

/// Beside the folder this program was built into.
fn release_folder() -> Result<PathBuf, Failure> {
    Ok(repository::programs()?.with_file_name("release"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Call {
        #[command(flatten)]
        options: Options,
    }

    fn rows(words: &[&str]) -> Option<String> {
        let call = Call::try_parse_from(["bench"].iter().chain(words)).ok()?;
        Some(names(&call.options.only))
    }

    #[test]
    fn rows_are_named_in_any_case() {
        assert_eq!(rows(&["--only", "P5,p6"]).as_deref(), Some("P5,P6"));
        assert_eq!(rows(&[]).as_deref(), Some(""));
    }

    #[test]
    fn a_row_that_is_not_there_is_refused() {
        assert_eq!(rows(&["--only", "P5,P99"]), None);
    }

    #[test]
    fn all_rows_have_the_names_of_their_lines() {
        assert_eq!(
            names(Row::value_variants()),
            "P3,P5,P6,P7,P8,P9,P10,P11,P13,P14"
        );
    }
}
