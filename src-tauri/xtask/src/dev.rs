//! `cargo xtask dev`: the console, its page reloading as it is edited.

use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::setup::{self, Purpose};
use crate::{process, repository};

/// The page's server while developing. It is not in `tauri.conf.json`, because
/// then a plain build would look for it instead of carrying its own page.
const SERVER: &str = r#"{"build":{"devUrl":"http://localhost:1420"}}"#;

#[derive(Args)]
pub(crate) struct Options {
    /// Arguments for the console, such as --simulator
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Starts the Tauri CLI that lies among the page's packages.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    setup::prepare(Purpose::Console)?;
    // The program carries the page; while developing any page will do, but one
    // must be there.
    setup::build_page()?;
    let root = repository::root();
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let mut command = Command::new(root.join("ui/node_modules/.bin").join(name));
    command
        .current_dir(&root)
        .args(["dev", "--config", SERVER, "--", "--"])
        .args(&options.arguments);
    process::become_program(&mut command)
}
