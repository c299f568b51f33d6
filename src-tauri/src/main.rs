//! The program: reads its few arguments and runs the console.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use kernelhost_console::arguments::{Asked, HELP, read};

#[allow(clippy::print_stdout, clippy::print_stderr)] // there is no window to speak through
fn main() -> ExitCode {
    match read(std::env::args().skip(1)) {
        Ok(Asked::Help) => println!("{HELP}"),
        Ok(Asked::Version) => println!("kernelhost-console {}", env!("CARGO_PKG_VERSION")),
        Ok(Asked::VerifyAudit(file)) => {
            let (text, code) = kernelhost_console::verify_audit::run(&file);
            println!("{text}");
            return ExitCode::from(code);
        }
        Ok(Asked::Run(start)) => {
            if let Err(cause) = kernelhost_console::run(start) {
                eprintln!("kernelhost-console: {cause}");
                return ExitCode::FAILURE;
            }
        }
        Err(unknown) => {
            eprintln!("kernelhost-console: {unknown}\n\n{HELP}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
