//! A bus of its own for a test, with a keychain on it or something else, in a
//! home of its own. Everything ends and is removed with the value that stands
//! for it.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use tempfile::TempDir;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};

/// Set in a program that was started inside a bus: which part it is to play.
const PART: &str = "KH_SECRETS_PART";

/// The name every Secret Service has on its bus.
const SECRET_SERVICE: &str = "org.freedesktop.secrets";

/// The part of this program, if [`Bus::run`] started it.
pub(crate) fn inside() -> Option<String> {
    std::env::var(PART).ok()
}

/// A session bus, or the place where one could be.
pub(crate) struct Bus {
    home: Home,
    daemon: Option<Ended>,
}

/// Where a test keeps everything: its own folder, or that of who started it.
enum Home {
    Own(TempDir),
    Given(PathBuf),
}

impl Home {
    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(path) => path,
        }
    }
}

impl Bus {
    /// The address of a bus that nobody serves.
    pub(crate) fn nowhere() -> Self {
        Self {
            home: Home::Own(tempfile::tempdir().unwrap()),
            daemon: None,
        }
    }

    /// An empty bus.
    pub(crate) fn start() -> Self {
        let mut bus = Self::nowhere();
        bus.serve();
        bus
    }

    /// An empty bus at the address that this program, started by
    /// [`Bus::nowhere`], was given.
    pub(crate) fn start_where_this_program_looks() -> Self {
        let home = std::env::var_os("HOME").unwrap();
        let mut bus = Self {
            home: Home::Given(home.into()),
            daemon: None,
        };
        bus.serve();
        bus
    }

    /// Starts this program again for one test, in the surroundings of this bus,
    /// and fails with its words if it fails.
    pub(crate) fn run(&self, test: &str, part: &str) {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program
            .args(["--exact", test, "--nocapture"])
            .env(PART, part);
        let output = self.at_home(&mut program).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let grumbled = String::from_utf8_lossy(&output.stderr);
        // A name that no test has would pass as well, with nothing tried.
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{part}:\n{said}\n{grumbled}"
        );
    }

    /// A keychain with an open default collection.
    pub(crate) fn unlocked_keyring(&self) -> Ended {
        let mut daemon = self.keyring(&["--unlock"]);
        let mut input = daemon.0.stdin.take().unwrap();
        input.write_all(b"password of a test").unwrap();
        drop(input);
        self.wait_for_a_keychain();
        daemon
    }

    /// A keychain that would have to ask for its password.
    pub(crate) fn locked_keyring(&self) -> Ended {
        let daemon = self.keyring(&[]);
        self.wait_for_a_keychain();
        daemon
    }

    fn keyring(&self, arguments: &[&str]) -> Ended {
        let mut program = Command::new("gnome-keyring-daemon");
        program
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .stdin(Stdio::piped());
        start(self.at_home(&mut program))
    }

    fn serve(&mut self) {
        let config = self.home.path().join("bus.conf");
        let listen = self.address();
        // No folders of services: nothing of this computer is started by itself.
        let text = format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"
                 \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
             <busconfig><type>session</type><listen>{listen}</listen><auth>EXTERNAL</auth>
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>"
        );
        fs::write(&config, text).unwrap();
        let mut program = Command::new("dbus-daemon");
        program
            .arg("--config-file")
            .arg(&config)
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped());
        let mut daemon = start(self.at_home(&mut program));
        // It says its address when it listens.
        let mut said = String::new();
        let output = daemon.0.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut said).unwrap();
        assert!(said.starts_with("unix:"), "{said}");
        self.daemon = Some(daemon);
    }

    fn address(&self) -> String {
        format!("unix:path={}", self.home.path().join("bus").display())
    }

    fn connect(&self) -> Connection {
        Builder::address(self.address().as_str())
            .unwrap()
            .build()
            .unwrap()
    }

    fn wait_for_a_keychain(&self) {
        let connection = self.connect();
        let bus = DBusProxy::new(&connection).unwrap();
        let mut changes = bus.receive_name_owner_changed().unwrap();
        let name = SECRET_SERVICE.try_into().unwrap();
        // Asked after listening began, so that it cannot come in between.
        while !bus
            .name_has_owner(zbus::names::BusName::clone(&name))
            .unwrap()
        {
            changes.next().unwrap();
        }
    }

    fn at_home<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        let home = self.home.path();
        program
            .current_dir(home)
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stderr(Stdio::piped())
    }
}

/// A program that ends with this value.
pub(crate) struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(program: &mut Command) -> Ended {
    // What a daemon grumbles about is not what a test is about.
    program.stderr(Stdio::null());
    match program.spawn() {
        Ok(child) => Ended(child),
        Err(error) => panic!(
            "{} cannot be started ({error}). The tests of the keychain need a real one: \
             install dbus-daemon and gnome-keyring-daemon, on Debian with \
             `apt-get install dbus gnome-keyring`.",
            OsStr::to_string_lossy(program.get_program())
        ),
    }
}

/// Has the name of a keychain and never says a word.
pub(crate) struct Silence(Connection);

impl Silence {
    pub(crate) fn on(bus: &Bus) -> Self {
        let connection = bus.connect();
        // Asked for by hand: the library would answer calls to a name it knows of.
        connection
            .call_method(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                Some("org.freedesktop.DBus"),
                "RequestName",
                &(SECRET_SERVICE, 0_u32),
            )
            .unwrap();
        Self(connection)
    }

    /// Hangs up as soon as somebody calls.
    pub(crate) fn until_it_is_asked(self) -> JoinHandle<()> {
        std::thread::spawn(move || {
            let mut calls = MessageIterator::from(&self.0).filter(|message| {
                message
                    .as_ref()
                    .is_ok_and(|message| message.message_type() == zbus::message::Type::MethodCall)
            });
            let _ = calls.next();
            let _ = self.0.close();
        })
    }
}
