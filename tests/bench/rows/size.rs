//! P3: how large the console is, against the smallest window of its toolkit
//! and against a program that brings its own browser.

use std::path::Path;
use std::process::Command;

use kh_bench::{Figure, Row, Target, crates};

use crate::Outcome;

const MEGABYTE: f64 = 1e6;
/// The smallest release build of a Tauri window with one line of text: 3.60 MB
/// on Linux, optimised for size. Ours is optimised for speed.
const HELLO: f64 = 3.60;
/// The lower published figure for an empty Electron app.
const ELECTRON: f64 = 166.0;

pub(crate) fn row(program: Option<&Path>, installer: Option<&Path>) -> Outcome<Row> {
    let program = megabytes(program.ok_or("no release build was named")?)?;
    let metadata = cargo(&["metadata", "--format-version=1", "--offline"])?;
    let in_lock = crates::in_metadata(&metadata).ok_or("cargo metadata names no packages")?;
    let tree = cargo(&[
        "tree",
        "--offline",
        "--package=kernelhost-console",
        "--edges=normal,build",
        "--prefix=none",
    ])?;
    let row = Row::new(
        "P3",
        Figure::ratio("ratio", program / HELLO).target(Target::AtMost(3.5)),
    )
    .with(Figure::ratio("program_mb", program).target(Target::AtMost(12.0)));
    let row = match installer {
        Some(installer) => {
            let installer = megabytes(installer)?;
            row.with(
                Figure::ratio("smaller_than_electron", ELECTRON / installer)
                    .target(Target::AtLeast(20.0)),
            )
            .with(Figure::ratio("installer_mb", installer))
        }
        None => row.note("no installer was built here: not compared"),
    };
    Ok(row
        .with(Figure::count("crates_of_the_console", crates::in_tree(&tree)))
        .with(Figure::count("crates_in_the_lock", in_lock))
        .note(format!(
            "release program / {HELLO:.2} MB, a Tauri window with one line of text (published, not built here)"
        ))
        .note(format!(
            "{ELECTRON:.0} MB, the lower published size of an empty Electron app / installer (deb)"
        )))
}

#[allow(clippy::cast_precision_loss, reason = "programs of some megabytes")]
fn megabytes(file: &Path) -> Outcome<f64> {
    let length = std::fs::metadata(file)
        .map_err(|error| format!("{}: {error}", file.display()))?
        .len();
    Ok(length as f64 / MEGABYTE)
}

fn cargo(arguments: &[&str]) -> Outcome<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}
