//! Which system this is.

use std::path::Path;

/// The systems that differ in how their prerequisites are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// Debian, Ubuntu and what is made from them.
    Debian,
    /// Fedora and what is made from it.
    Fedora,
    /// Arch and what is made from it.
    Arch,
    /// Any other Linux.
    OtherLinux,
    /// macOS.
    Mac,
    /// Windows.
    Windows,
}

/// Looks at the running system.
pub(crate) fn detect() -> System {
    if cfg!(target_os = "macos") {
        System::Mac
    } else if cfg!(windows) {
        System::Windows
    } else {
        let release = std::fs::read_to_string(Path::new("/etc/os-release")).unwrap_or_default();
        from_release(&release)
    }
}

/// Reads the text of `/etc/os-release`.
fn from_release(release: &str) -> System {
    let names: Vec<&str> = release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches(['"', '\'']).split_whitespace())
        .collect();
    if names.iter().any(|name| ["debian", "ubuntu"].contains(name)) {
        System::Debian
    } else if names.iter().any(|name| ["fedora", "rhel"].contains(name)) {
        System::Fedora
    } else if names.contains(&"arch") {
        System::Arch
    } else {
        System::OtherLinux
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_its_name_or_its_kin() {
        assert_eq!(from_release("NAME=\"x\"\nID=debian\n"), System::Debian);
        assert_eq!(
            from_release("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"),
            System::Debian
        );
        assert_eq!(from_release("ID=fedora\n"), System::Fedora);
        assert_eq!(from_release("ID=manjaro\nID_LIKE=arch\n"), System::Arch);
        assert_eq!(from_release("ID=void\n"), System::OtherLinux);
        assert_eq!(from_release(""), System::OtherLinux);
    }

    #[test]
    fn a_name_that_only_contains_a_known_one_is_another() {
        assert_eq!(from_release("ID=archaic\n"), System::OtherLinux);
    }
}
