//! A desk: all that a person's session has, made for one test.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::bus::{Bus, Keyring};
use super::clock::{Deadline, PAUSE};
use super::display::Display;
use super::ear::{self, HEARD};
use super::group::{Group, Streams};
use super::places;
use super::trouble::Trouble;
use super::window::{PATIENCE, Window};

/// What keychain the session has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keychain {
    /// GNOME Keyring, unlocked.
    Unlocked,
    /// None, as on a machine without a Secret Service.
    Absent,
}

/// A display, a session bus, a keychain and a home. The program may be opened
/// on it again and again and finds what it left; all ends with the desk.
pub struct Desk {
    // The order of the fields is the order in which they end.
    keyring: Option<Keyring>,
    bus: Bus,
    display: Display,
    extra: Vec<(String, String)>,
    heard: bool,
    folder: TempDir,
}

impl Desk {
    /// A desk with an unlocked keychain.
    ///
    /// # Errors
    /// [`Trouble::Start`] where a program is missing or not ready in time.
    pub fn new() -> Result<Self, Trouble> {
        Self::with_keychain(Keychain::Unlocked)
    }

    /// A desk with this keychain.
    ///
    /// # Errors
    /// [`Trouble::Start`] where a program is missing or not ready in time.
    pub fn with_keychain(keychain: Keychain) -> Result<Self, Trouble> {
        // Short, because a socket's path may have 107 letters and no more.
        let folder = tempfile::Builder::new().prefix("kh").tempdir()?;
        for name in ["home", "run", "log", "tmp"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        let run = folder.path().join("run");
        std::fs::set_permissions(&run, std::fs::Permissions::from_mode(0o700))?;
        let log = folder.path().join("log");
        let display = Display::start(&log.join("display"))?;
        let bus = Bus::start(&run, &log.join("bus"))?;
        let mut desk = Self {
            keyring: None,
            bus,
            display,
            extra: Vec::new(),
            heard: true,
            folder,
        };
        if keychain == Keychain::Unlocked {
            let log = desk.log("keyring");
            desk.keyring = Some(Keyring::start(&desk.bus, &desk.environment(), &log)?);
        }
        Ok(desk)
    }

    /// The same with one more variable for the programs opened from now on.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.extra.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same where nobody listens to what the host answers the page, so that
    /// the page takes no longer than it would.
    #[must_use]
    pub fn unheard(mut self) -> Self {
        self.heard = false;
        self
    }

    /// The same in a session that prefers dark windows.
    #[must_use]
    pub fn in_the_dark(self) -> Self {
        self.with("GTK_THEME", "Adwaita:dark")
    }

    /// Opens the console and waits until its page is there.
    ///
    /// # Errors
    /// [`Trouble::Start`] with what the program said.
    pub async fn open(&self, arguments: &[&str]) -> Result<Window, Trouble> {
        Window::open(self, arguments).await
    }

    /// Waits until no program of this desk is left: one that was ended a moment
    /// ago may still be the one that a new one hands over to.
    pub(crate) async fn wait_for_the_last_program(&self) -> Result<(), Trouble> {
        let deadline = Deadline::after(PATIENCE);
        while self
            .bus
            .has("com.kernelhost.reseller-console.SingleInstance")
        {
            if deadline.over() {
                return Err(Trouble::start("the program before does not end"));
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Starts the program once more beside the one that is open, and waits for
    /// it to end by itself.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] where it stays or fails.
    pub fn start_beside(&self) -> Result<(), Trouble> {
        let mut second = Group::start(
            &places::program("kernelhost-console")?,
            &[],
            &self.environment(),
            &self.log("second"),
            Streams::None,
        )?;
        let deadline = Deadline::after(PATIENCE);
        loop {
            match second.ended()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => {
                    return Err(Trouble::wrong(format!("the second start: {status}")));
                }
                None if deadline.over() => {
                    return Err(Trouble::wrong("the second start does not end"));
                }
                None => std::thread::sleep(PAUSE),
            }
        }
    }

    /// The home of this session; the program's data lies below it.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The end of what the programs of this desk wrote to their logs.
    #[must_use]
    pub fn said(&self, name: &str) -> String {
        let text = std::fs::read(self.log(name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    /// Takes the keychain away, as when its program dies.
    pub fn lose_keychain(&mut self) {
        self.keyring = None;
    }

    /// What programs reach the bus of this desk by.
    pub(crate) fn bus_address(&self) -> &str {
        &self.bus.address
    }

    /// From now on this value is a secret like the revealed ones: nothing on this
    /// desk may hold it when the provider ends.
    ///
    /// # Errors
    /// Where it cannot be kept in mind.
    pub fn look_out_for(&self, value: &str) -> Result<(), Trouble> {
        ear::keep_revealed(self.folder(), &[value.as_bytes().to_vec()])
    }

    /// Throws away what was heard of the windows opened until now.
    ///
    /// # Errors
    /// Where the files cannot be removed.
    pub fn forget_what_was_heard(&self) -> Result<(), Trouble> {
        Ok(std::fs::remove_dir_all(self.folder().join(HEARD))?)
    }

    pub(crate) fn display_name(&self) -> &str {
        &self.display.name
    }

    /// Whether what the host answers is listened to.
    pub(crate) fn is_heard(&self) -> bool {
        self.heard
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.folder().join("log").join(name)
    }

    /// Exactly what the programs of this desk find in their environment.
    /// What a program that is started on this desk finds in its environment.
    #[must_use]
    pub fn surroundings(&self) -> Vec<(String, String)> {
        self.environment()
    }

    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let home = self.home();
        let below = |name: &str| home.join(name).display().to_string();
        let mut all: Vec<(String, String)> = [
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", home.display().to_string()),
            ("XDG_DATA_HOME", below(".local/share")),
            ("XDG_CONFIG_HOME", below(".config")),
            ("XDG_CACHE_HOME", below(".cache")),
            ("XDG_STATE_HOME", below(".local/state")),
            (
                "XDG_RUNTIME_DIR",
                self.folder().join("run").display().to_string(),
            ),
            ("TMPDIR", self.folder().join("tmp").display().to_string()),
            ("DBUS_SESSION_BUS_ADDRESS", self.bus.address.clone()),
            ("DISPLAY", self.display.name.clone()),
            ("GDK_BACKEND", "x11".to_owned()),
            ("LANG", "en_GB.UTF-8".to_owned()),
            ("TZ", "Europe/Vienna".to_owned()),
            // There is no graphics card below Xvfb. WebKit's own way to do
            // without (WEBKIT_DISABLE_DMABUF_RENDERER) takes no pictures.
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
            ("GSETTINGS_BACKEND", "memory".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ("RUST_BACKTRACE", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        for (name, value) in &self.extra {
            all.retain(|(known, _)| known != name);
            all.push((name.clone(), value.clone()));
        }
        all
    }
}
