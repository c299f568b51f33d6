//! The project's own commands: `cargo xtask <command>`. Each command does the
//! set-up it needs; `cargo xtask <command> --help` says what it does.
// A command's answer is what it prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod audit;
mod bench;
mod bindings;
mod check;
mod demo;
mod dev;
mod e2e;
mod failure;
mod process;
mod repository;
mod setup;
mod simulator;
mod soak;
mod steps;
mod stopwatch;
mod tally;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands")]
struct Call {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up, build, and open the console on the built-in simulator
    Demo(demo::Options),
    /// Set up, then run every check and every test there is
    Test(test::Options),
    /// The fast part of `test`: format, lints, types, repository rules
    Check,
    /// Run the console with the page reloading as it is edited
    Dev(dev::Options),
    /// The window tests alone, or those whose names match
    E2e(e2e::Options),
    /// The proof: crashes and faults of orders by the hundred thousand
    Soak(soak::Options),
    /// The simulated provider as a program of its own
    Simulator(simulator::Options),
    /// Measure: size, signature, whole call, waits for the disk
    Bench(bench::Options),
    /// Write the TypeScript types that are generated from Rust
    Bindings(bindings::Options),
    /// The rules of the repository
    Tidy,
    /// Known weaknesses and licences of what the program is built from
    Audit,
}

fn main() -> ExitCode {
    let done = match Call::parse().command {
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Check => check::run(),
        Command::Dev(options) => dev::run(&options),
        Command::E2e(options) => e2e::run(&options),
        Command::Soak(options) => soak::run(&options),
        Command::Simulator(options) => simulator::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Bindings(options) => bindings::run(&options),
        Command::Tidy => tidy::run(),
        Command::Audit => audit::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_well_formed() {
        super::Call::command().debug_assert();
    }
}
