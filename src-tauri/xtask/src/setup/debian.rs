//! Debian, Ubuntu and their kin: see what is missing, say so, install it.

use std::process::Command;

use super::Purpose;
use crate::failure::Failure;
use crate::process;

/// Packages by the first purpose that needs them.
const PACKAGES: [(Purpose, &[&str]); 3] = [
    (Purpose::Programs, &["build-essential", "pkg-config"]),
    (Purpose::Console, &["libwebkit2gtk-4.1-dev"]),
    (
        Purpose::WindowTests,
        &[
            "webkit2gtk-driver",
            "xvfb",
            "dbus",
            "gnome-keyring",
            "fonts-dejavu-core",
            // The signature tests ask a second program for its opinion.
            "openssl",
        ],
    ),
];

/// Installs what the purpose needs and the machine lacks.
pub(super) fn install(purpose: Purpose) -> Result<(), Failure> {
    let missing = missing(purpose, installed);
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Missing system packages: {}", missing.join(" "));
    let sudo = needs_sudo()?;
    eprintln!(
        "Installing them with apt-get{}.",
        if sudo { " through sudo" } else { "" }
    );
    process::run(apt_get(sudo).args(["update", "-qq"]))?;
    process::run(
        apt_get(sudo)
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&missing),
    )
    .map_err(|failure| {
        Failure::new(format!(
            "{failure}\nInstall these by hand, then run the command again: {}",
            missing.join(" ")
        ))
    })
}

fn missing(purpose: Purpose, installed: impl Fn(&str) -> bool) -> Vec<&'static str> {
    PACKAGES
        .iter()
        .filter(|(first, _)| *first <= purpose)
        .flat_map(|(_, packages)| packages.iter().copied())
        .filter(|package| !installed(package))
        .collect()
}

/// Asks dpkg. A package that was removed but left its settings is not there.
fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

fn needs_sudo() -> Result<bool, Failure> {
    let user = process::read(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        Ok(false)
    } else if process::find("sudo").is_some() {
        Ok(true)
    } else {
        Err(Failure::new(
            "Installing needs root or sudo, and here is neither. \
             Install the packages as root, then run the command again.",
        ))
    }
}

fn apt_get(sudo: bool) -> Command {
    let mut command = if sudo {
        let mut sudo = Command::new("sudo");
        // sudo drops the environment; env carries the one word that matters.
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        Command::new("apt-get")
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_machine_misses_nothing() {
        assert!(missing(Purpose::WindowTests, |_| true).is_empty());
    }

    #[test]
    fn each_purpose_adds_to_the_one_before() {
        let programs = missing(Purpose::Programs, |_| false);
        let console = missing(Purpose::Console, |_| false);
        let windows = missing(Purpose::WindowTests, |_| false);
        assert!(console.starts_with(&programs));
        assert!(windows.starts_with(&console));
        assert!(!programs.contains(&"libwebkit2gtk-4.1-dev"));
        assert!(windows.contains(&"webkit2gtk-driver"));
    }

    #[test]
    fn what_is_installed_is_not_named() {
        let missing = missing(Purpose::Console, |package| package == "build-essential");
        assert!(!missing.contains(&"build-essential"));
        assert!(missing.contains(&"libwebkit2gtk-4.1-dev"));
    }
}
