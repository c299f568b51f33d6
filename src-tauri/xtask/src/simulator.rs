//! `cargo xtask simulator`: the simulated provider as a program of its own.

use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::{process, repository};

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// Arguments of the simulator; --help names them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds it and becomes it: its first line on standard output is the first
/// line of this command, and ending this process ends it.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    setup::prepare(Purpose::Programs)?;
    let built = process::cargo(&repository::root())
        .args([
            "build",
            "--quiet",
            "--package",
            "kh-simulator",
            "--bin",
            "kh-simulator",
        ])
        .status()
        .is_ok_and(|status| status.success());
    if !built {
        return Err(Failure::new("the simulator does not build"));
    }
    process::become_program(
        Command::new(repository::program("kh-simulator")?).args(&options.arguments),
    )
}
