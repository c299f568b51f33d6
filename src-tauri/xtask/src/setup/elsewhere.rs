//! Systems whose packages this program does not install: it looks, and names
//! in one screen what is missing and what brings it.

use std::process::Command;

use super::Purpose;
use super::system::System;
use crate::failure::Failure;
use crate::process;

/// One thing a machine must have.
struct Need {
    purpose: Purpose,
    what: &'static str,
    probe: Probe,
    fedora: &'static str,
    arch: &'static str,
}

/// How to see whether it is there.
enum Probe {
    Program(&'static str),
    Library(&'static str),
}

const LINUX: [Need; 8] = [
    need(
        Purpose::Programs,
        "a C compiler",
        Probe::Program("cc"),
        "gcc",
        "base-devel",
    ),
    need(
        Purpose::Programs,
        "pkg-config",
        Probe::Program("pkg-config"),
        "pkgconf-pkg-config",
        "pkgconf",
    ),
    need(
        Purpose::Console,
        "WebKitGTK 4.1",
        Probe::Library("webkit2gtk-4.1"),
        "webkit2gtk4.1-devel",
        "webkit2gtk-4.1",
    ),
    need(
        Purpose::WindowTests,
        "WebKitWebDriver",
        Probe::Program("WebKitWebDriver"),
        "webkit2gtk-driver",
        "webkit2gtk-4.1",
    ),
    need(
        Purpose::WindowTests,
        "Xvfb",
        Probe::Program("Xvfb"),
        "xorg-x11-server-Xvfb",
        "xorg-server-xvfb",
    ),
    need(
        Purpose::WindowTests,
        "D-Bus",
        Probe::Program("dbus-daemon"),
        "dbus-daemon",
        "dbus",
    ),
    need(
        Purpose::WindowTests,
        "GNOME Keyring",
        Probe::Program("gnome-keyring-daemon"),
        "gnome-keyring",
        "gnome-keyring",
    ),
    need(
        Purpose::WindowTests,
        "openssl",
        Probe::Program("openssl"),
        "openssl",
        "openssl",
    ),
];

const fn need(
    purpose: Purpose,
    what: &'static str,
    probe: Probe,
    fedora: &'static str,
    arch: &'static str,
) -> Need {
    Need {
        purpose,
        what,
        probe,
        fedora,
        arch,
    }
}

/// Names what is missing and fails, or passes in silence.
pub(super) fn check(system: System, purpose: Purpose) -> Result<(), Failure> {
    let missing = match system {
        System::Debian | System::Fedora | System::Arch | System::OtherLinux => {
            linux(system, purpose, present)
        }
        System::Mac => mac(),
        System::Windows => windows(purpose),
    };
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Before this can run, this machine needs:\n  {}\nThen run the command again.",
        missing.join("\n  ")
    )))
}

fn linux(system: System, purpose: Purpose, present: impl Fn(&Probe) -> bool) -> Vec<String> {
    let missing: Vec<&Need> = LINUX
        .iter()
        .filter(|need| need.purpose <= purpose && !present(&need.probe))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<String> = missing.iter().map(|need| need.what.to_owned()).collect();
    let packages = |name: fn(&Need) -> &'static str| {
        let mut names: Vec<&str> = missing.iter().map(|need| name(need)).collect();
        names.dedup();
        names.join(" ")
    };
    match system {
        System::Fedora => lines.push(format!(
            "all of it: sudo dnf install {}",
            packages(|need| need.fedora)
        )),
        System::Arch => lines.push(format!(
            "all of it: sudo pacman -S --needed {}",
            packages(|need| need.arch)
        )),
        System::Debian | System::OtherLinux | System::Mac | System::Windows => {}
    }
    lines
}

fn present(probe: &Probe) -> bool {
    match probe {
        Probe::Program(name) => process::find(name).is_some(),
        Probe::Library(name) => {
            process::succeeds(Command::new("pkg-config").args(["--exists", name]))
        }
    }
}

fn mac() -> Vec<String> {
    if process::succeeds(Command::new("xcode-select").arg("-p")) {
        Vec::new()
    } else {
        vec!["the Xcode command line tools: xcode-select --install".to_owned()]
    }
}

fn windows(purpose: Purpose) -> Vec<String> {
    // The machine-wide entry of the evergreen WebView2 runtime.
    const RUNTIME: &str = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let there = purpose < Purpose::Console
        || process::succeeds(Command::new("reg").args(["query", RUNTIME]));
    if there {
        Vec::new()
    } else {
        vec!["the WebView2 runtime: winget install Microsoft.EdgeWebView2Runtime".to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_machine_misses_nothing() {
        assert!(linux(System::Fedora, Purpose::WindowTests, |_| true).is_empty());
    }

    #[test]
    fn what_is_missing_comes_with_the_command_that_brings_it() {
        let lines = linux(System::Arch, Purpose::Console, |probe| {
            matches!(probe, Probe::Program(_))
        });
        assert_eq!(
            lines,
            [
                "WebKitGTK 4.1",
                "all of it: sudo pacman -S --needed webkit2gtk-4.1"
            ]
        );
    }

    #[test]
    fn an_unknown_linux_gets_the_names_without_a_command() {
        let lines = linux(System::OtherLinux, Purpose::Programs, |_| false);
        assert_eq!(lines, ["a C compiler", "pkg-config"]);
    }
}
