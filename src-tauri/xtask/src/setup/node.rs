//! Node and the packages the page is built with.

use std::path::Path;
use std::process::Command;

use super::page::digest_of;
use crate::failure::Failure;
use crate::process;

/// The oldest Node the page builds with.
const OLDEST: u32 = 20;

/// Fails with the way out where Node or npm is missing or too old.
pub(super) fn check() -> Result<(), Failure> {
    let version = Command::new("node")
        .arg("--version")
        .output()
        .ok()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let found = match version.as_deref() {
        Some(version) if major(version).is_some_and(|major| major >= OLDEST) => None,
        Some(version) => Some(format!("Node {version} is too old")),
        None => Some("Node is missing".to_owned()),
    };
    let found = found.or_else(|| {
        process::find("npm")
            .is_none()
            .then(|| "npm is missing".to_owned())
    });
    match found {
        None => Ok(()),
        Some(found) => Err(Failure::new(format!(
            "{found}. The page is built with Node {OLDEST} or newer and its npm: https://nodejs.org"
        ))),
    }
}

/// Runs `npm ci` unless the last one was for the same lock file.
pub(super) fn install(ui: &Path) -> Result<(), Failure> {
    let lock = ui.join("package-lock.json");
    let marker = ui.join("node_modules").join(".installed-lock");
    let wanted = digest_of(&[lock])?;
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    process::run(process::npm(ui).args(["ci", "--no-fund", "--no-audit"]))?;
    std::fs::write(&marker, wanted).map_err(|error| Failure::file(&marker, &error))
}

/// `v20.1.0` is 20.
fn major(version: &str) -> Option<u32> {
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("22"), Some(22));
        assert_eq!(major(""), None);
    }
}
