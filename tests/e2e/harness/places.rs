//! Where things lie: the repository, the built programs, the pictures.

use std::path::{Path, PathBuf};

use super::trouble::Trouble;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where the pictures of the window tests go.
pub(crate) fn pictures() -> PathBuf {
    root().join("target").join("e2e")
}

/// A built program of the workspace.
///
/// # Errors
/// Says how to build it where it is not there.
pub fn program(name: &str) -> Result<PathBuf, Trouble> {
    let this = std::env::current_exe()?;
    // Tests lie in `deps` below the folder of the programs.
    let found = this
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        Trouble::start(format!(
            "{name} is not built; `cargo xtask e2e` builds it and runs the window tests"
        ))
    })
}
