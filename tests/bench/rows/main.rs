//! The rows of the benchmark. Ratios are taken within one run against a
//! baseline measured in between; counts need no baseline. Run by
//! `cargo xtask bench`, which also builds what P3 looks at.
//!
//! ```text
//! rows --only P3,P5,P6,P7,P8,P9,P10,P11,P13,P14 [--json FILE] [--program FILE] [--installer FILE]
//! ```
// A benchmark's answer is what it prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]
#![allow(
    clippy::float_arithmetic,
    reason = "ratios of times are no money and are never exact"
)]

mod allocations;
mod bench_client;
mod durable_step;
mod invoice_file;
mod loopback;
mod order_rows;
mod polling_days;
mod service_search;
mod signature;
mod size;
mod view_refresh;
mod whole_get;
#[cfg(target_os = "linux")]
mod window;

// The one counter of waits there is; it belongs to the journal's own tests.
#[allow(
    clippy::expect_used,
    reason = "written for a test, where a panic is a failure"
)]
#[path = "../../../src-tauri/crates/journal/tests/fsync/counting_vfs.rs"]
mod counting_vfs;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use kh_bench::Row;

/// Why a row could not be measured; it is printed and nothing else.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// What was asked for.
#[derive(Default)]
struct Call {
    only: Vec<String>,
    json: Option<PathBuf>,
    program: Option<PathBuf>,
    installer: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures the rows one after the other; true if all of them pass.
fn run() -> Outcome<bool> {
    let call = read(std::env::args().skip(1))?;
    let mut rows = Vec::new();
    let mut all_pass = true;
    let mut fleet = Fleet::default();
    for name in &call.only {
        match measure(name, &call, &mut fleet) {
            Ok(row) => {
                println!("{row}");
                all_pass &= row.passes();
                rows.push(row.json());
            }
            Err(error) => {
                println!("{name} not measured: {error} FAIL");
                all_pass = false;
                rows.push(serde_json::json!({
                    "row": name, "pass": false, "not_measured": error.to_string(),
                }));
            }
        }
    }
    if let Some(file) = &call.json {
        std::fs::write(file, format!("{:#}\n", serde_json::Value::from(rows)))?;
    }
    Ok(all_pass)
}

/// The window that the rows measured in it share; none where it cannot be steered.
#[cfg(target_os = "linux")]
type Fleet = Option<window::Fleet>;
#[cfg(not(target_os = "linux"))]
type Fleet = ();

fn measure(name: &str, call: &Call, fleet: &mut Fleet) -> Outcome<Row> {
    match name {
        "P3" => size::row(call.program.as_deref(), call.installer.as_deref()),
        "P5" => signature::row(),
        "P6" => whole_get::row(),
        "P7" => durable_step::row(),
        "P8" => service_search::row(),
        #[cfg(target_os = "linux")]
        "P9" => window::list_sweep(fleet),
        #[cfg(target_os = "linux")]
        "P10" => window::search_typing(fleet),
        #[cfg(not(target_os = "linux"))]
        "P9" | "P10" => {
            let () = fleet;
            Err("only windows of WebKitGTK can be steered".into())
        }
        "P11" => polling_days::row(),
        "P13" => invoice_file::row(),
        "P14" => view_refresh::row(),
        _ => Err(format!("there is no row {name}").into()),
    }
}

fn read(mut words: impl Iterator<Item = String>) -> Outcome<Call> {
    let mut call = Call::default();
    while let Some(word) = words.next() {
        let value = words.next().ok_or(format!("{word} needs a value"))?;
        match word.as_str() {
            "--only" => call.only = value.split(',').map(str::to_owned).collect(),
            "--json" => call.json = Some(value.into()),
            "--program" => call.program = Some(value.into()),
            "--installer" => call.installer = Some(value.into()),
            _ => return Err(format!("{word} is not understood").into()),
        }
    }
    Ok(call)
}
