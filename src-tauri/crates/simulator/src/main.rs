//! The simulator as a program: one line of JSON says where it listens and which
//! keys it has, then it serves until it is killed.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use kh_simulator::{Data, Options, Running, Scale, ServeOptions, SimulatorError, serve};

/// A simulated provider for the documented Reseller API.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// The file that keeps the world, or "memory"
    #[arg(long, default_value = "memory")]
    data: String,
    /// Makes a new world repeatable: the same number gives the same keys
    #[arg(long)]
    seed: Option<u64>,
    /// Gives a new world so many services in the first account
    #[arg(long)]
    services: Option<u32>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match start(arguments) {
        Ok(running) => {
            running.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(
                std::io::stderr(),
                "kh-simulator: {error} [{}]",
                error.code()
            );
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments) -> Result<Running, SimulatorError> {
    let data = match arguments.data.as_str() {
        "memory" => Data::Memory,
        path => Data::File(PathBuf::from(path)),
    };
    let running = serve(ServeOptions {
        listen: arguments.listen,
        simulator: Options {
            data,
            seed: arguments.seed,
            scale: arguments.services.map_or_else(Scale::default, Scale::Fleet),
            ..Options::default()
        },
    })?;
    let line = serde_json::json!({
        "base_url": running.base_url,
        "control_url": running.control_url,
        "keys": running.keys,
    });
    let mut out = std::io::stdout();
    // Whoever started this reads the line or has gone; serving goes on.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    Ok(running)
}
