//! A session bus, and the keychain on it, both of one desk only.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::clock::{Deadline, PAUSE};
use super::display::first_line;
use super::group::{Group, Streams};
use super::trouble::Trouble;

/// A running session bus that starts no services by itself: what is on it was
/// put there by the test.
pub(crate) struct Bus {
    _daemon: Group,
    /// What programs reach it by.
    pub(crate) address: String,
}

impl Bus {
    /// Starts one with its socket and settings in `folder`.
    pub(crate) fn start(folder: &Path, log: &Path) -> Result<Self, Trouble> {
        let settings = folder.join("bus.conf");
        let socket = folder.join("bus");
        std::fs::write(
            &settings,
            format!(
                "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n\
                 \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n\
                 <busconfig><type>session</type><listen>unix:path={}</listen>\n\
                 <auth>EXTERNAL</auth><policy context=\"default\">\n\
                 <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>\n\
                 <allow own=\"*\"/></policy></busconfig>\n",
                socket.display()
            ),
        )?;
        let settings = format!("--config-file={}", settings.display());
        let mut daemon = Group::start(
            Path::new("dbus-daemon"),
            &[&settings, "--nofork", "--nopidfile", "--print-address=1"],
            &[("PATH".to_owned(), std::env::var("PATH").unwrap_or_default())],
            log,
            Streams::Out,
        )?;
        let address = first_line(&mut daemon)?;
        if address.is_empty() {
            return Err(Trouble::start(format!(
                "no session bus; see {}",
                log.display()
            )));
        }
        Ok(Self {
            _daemon: daemon,
            address,
        })
    }

    /// Whether somebody on the bus has this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        Command::new("dbus-send")
            .args([
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ])
            .args([
                "org.freedesktop.DBus.NameHasOwner",
                &format!("string:{name}"),
            ])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("true"))
    }
}

/// A running, unlocked GNOME Keyring with one empty collection.
pub(crate) struct Keyring {
    _daemon: Group,
}

impl Keyring {
    /// Starts it on the bus of this environment and waits until it answers.
    pub(crate) fn start(
        bus: &Bus,
        environment: &[(String, String)],
        log: &Path,
    ) -> Result<Self, Trouble> {
        let mut daemon = Group::start(
            Path::new("gnome-keyring-daemon"),
            &["--foreground", "--unlock", "--components=secrets"],
            environment,
            log,
            Streams::In,
        )?;
        if let Some(mut input) = daemon.input() {
            // The password of a keyring that lives as long as the test.
            input.write_all(b"desk")?;
        }
        let deadline = Deadline::after(Duration::from_secs(20));
        while !bus.has("org.freedesktop.secrets") {
            daemon.still_runs()?;
            if deadline.over() {
                return Err(Trouble::start(format!(
                    "the keyring did not come to the bus; see {}",
                    log.display()
                )));
            }
            std::thread::sleep(PAUSE);
        }
        Ok(Self { _daemon: daemon })
    }
}
