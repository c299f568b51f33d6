//! `cargo xtask demo`: from nothing to the console on the built-in simulator.

use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::steps::rust;
use crate::{process, repository};

#[derive(Args)]
#[command(
    long_about = "Installs what is missing, builds, and opens the console on the built-in \
    simulator: ready to browse and order without a key. Where there is no display, the same \
    program is started under a virtual one and walked through the guided tour; the pictures land \
    in target/tour/."
)]
pub(crate) struct Options {
    /// Walk the guided tour under a virtual display and take pictures
    #[arg(long)]
    tour: bool,
}

/// Opens the console, or walks the tour where nobody could see it.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let display = has_display();
    if !display {
        eprintln!("There is no display here: the guided tour runs under a virtual one.");
    }
    let tour = options.tour || !display;
    if tour && !setup::windows_can_be_steered() {
        return Err(Failure::new(
            "The guided tour steers WebKitGTK, which exists on Linux. \
             Without --tour the console opens here.",
        ));
    }
    setup::prepare(if tour {
        Purpose::WindowTests
    } else {
        Purpose::Console
    })?;
    setup::build_page()?;
    rust::build_programs()?;
    if tour {
        let pictures = repository::root().join("target").join("tour");
        process::run(Command::new(repository::program("kh-tour")?).arg(pictures))
    } else {
        process::become_program(
            Command::new(repository::program("kernelhost-console")?).arg("--simulator"),
        )
    }
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
