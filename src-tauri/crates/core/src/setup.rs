//! What the console is given at its start, and the port to the simulator that
//! lives in the same program.

use std::future::Future;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use kh_api::{HttpTransport, SystemChance, SystemClock, Transport, TransportSetupError};
use kh_model::{Chance, Clock, KeyId};
use kh_secrets::{OsKeychain, Secret, SecretStore};

use crate::threads::Threads;
use crate::view::{PlaceView, PracticeScene};

/// Everything the console needs from outside.
pub struct Setup {
    /// Folder of the journal; made if it is missing.
    pub data_folder: PathBuf,
    /// Version of the program.
    pub version: String,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance: idempotency keys, nonces, jitter, names.
    pub chance: Arc<dyn Chance>,
    /// Where work that may block runs.
    pub threads: Threads,
    /// The keychain of this computer. Called on threads of its own, at most
    /// five seconds each.
    pub secrets: Arc<dyn SecretStore>,
    /// The wire.
    pub transport: Arc<dyn Transport>,
    /// The simulator inside this program, where there is one.
    pub simulator: Option<Arc<dyn BuiltInSimulator>>,
    /// Where exports go: the downloads folder of the person.
    pub downloads_folder: PathBuf,
    /// The clipboard of the desktop.
    pub clipboard: Arc<dyn Clipboard>,
    /// The notifications of the desktop.
    pub announcer: Arc<dyn Announcer>,
    /// The name service.
    pub resolver: Arc<dyn Resolver>,
}

/// What the desktop around the program gives it.
pub struct Desktop {
    /// The downloads folder of the person.
    pub downloads_folder: PathBuf,
    /// Its clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// Its notifications.
    pub announcer: Arc<dyn Announcer>,
}

impl Setup {
    /// The set-up of the real program: the system's time, its keychain and the
    /// network. Needs a runtime of tokio around it.
    ///
    /// # Errors
    /// [`TransportSetupError`] where connections cannot be encrypted at all.
    pub fn system(
        data_folder: PathBuf,
        version: String,
        simulator: Arc<dyn BuiltInSimulator>,
        desktop: Desktop,
    ) -> Result<Self, TransportSetupError> {
        Ok(Self {
            data_folder,
            version,
            clock: Arc::new(SystemClock::new()),
            chance: Arc::new(SystemChance),
            threads: Threads::Own,
            secrets: Arc::new(OsKeychain::new()),
            transport: Arc::new(HttpTransport::new()?),
            simulator: Some(simulator),
            downloads_folder: desktop.downloads_folder,
            clipboard: desktop.clipboard,
            announcer: desktop.announcer,
            resolver: Arc::new(SystemResolver),
        })
    }
}

/// What the console does without being asked. Tests switch parts off to look
/// at one thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// At its start: settles open intents.
    pub settles_at_start: bool,
    /// At its start: asks for the account of the active profile, then for
    /// credit and an old catalogue.
    pub connects_at_start: bool,
    /// Watches: orders and services on their way at growing distances, lists,
    /// credit and key within the calls that background work may spend.
    pub watches: bool,
}

impl Default for Habits {
    /// All of it.
    fn default() -> Self {
        Self {
            settles_at_start: true,
            connects_at_start: true,
            watches: true,
        }
    }
}

/// What a [`BuiltInSimulator`] gives back, in its own time.
pub type SimulatorFuture<'a, T> =
    Pin<Box<dyn Future<Output = Result<T, SimulatorError>> + Send + 'a>>;

/// The simulator inside this program.
pub trait BuiltInSimulator: Send + Sync {
    /// Starts it, if it does not run yet, and says how to reach it.
    fn open(&self) -> SimulatorFuture<'_, SimulatorAccess>;
    /// Throws its world away and begins a new one.
    fn reset(&self) -> SimulatorFuture<'_, SimulatorAccess>;
    /// Plays a scene.
    fn play(&self, scene: PracticeScene) -> SimulatorFuture<'_, ()>;
}

/// How to reach the simulator: an address on this computer and a key of its
/// own.
#[derive(Debug)]
pub struct SimulatorAccess {
    /// For example `http://127.0.0.1:41234/v1`.
    pub base_url: String,
    /// A simulated key.
    pub key_id: KeyId,
    /// Its secret.
    pub secret: Secret,
}

/// The simulator did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the simulator failed: {detail}")]
pub struct SimulatorError {
    /// What happened, without secrets.
    pub detail: String,
}

/// The clipboard of the desktop. Called on threads that may block.
pub trait Clipboard: Send + Sync {
    /// Puts a secret into it, marked as not to be remembered where the desktop
    /// knows such a mark.
    ///
    /// # Errors
    /// [`ClipboardError`] where there is no clipboard.
    fn put(&self, secret: &str) -> Result<(), ClipboardError>;

    /// Empties it if it still holds this secret. True if it did.
    ///
    /// # Errors
    /// [`ClipboardError`] where it cannot be read.
    fn clear_if_holds(&self, secret: &str) -> Result<bool, ClipboardError>;
}

/// The clipboard did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard failed: {detail}")]
pub struct ClipboardError {
    /// What the desktop said; never what was to be copied.
    pub detail: String,
}

/// A native notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The same for what replaces one another.
    pub group: String,
    /// First line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Where a click leads.
    pub place: PlaceView,
    /// In which profile.
    pub profile_id: Option<String>,
}

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Name of what shows notifications on this desktop, if it says.
    pub server: Option<String>,
    /// Whether a click comes back to the program.
    pub clickable: bool,
}

/// The desktop did not take a notification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the desktop did not take the notification: {detail}")]
pub struct AnnounceError {
    /// What it said.
    pub detail: String,
}

/// What an [`Announcer`] gives back, in its own time.
pub type Announcing<'a> =
    Pin<Box<dyn Future<Output = Result<Announced, AnnounceError>> + Send + 'a>>;

/// The notifications of the desktop. A click comes back through
/// [`crate::Console::clicked`].
pub trait Announcer: Send + Sync {
    /// Shows a notification and says whether the desktop took it.
    fn show(&self, announcement: Announcement) -> Announcing<'_>;
}

/// The name service. Called on threads of its own, at most three seconds each.
pub trait Resolver: Send + Sync {
    /// All addresses of a host. May block.
    ///
    /// # Errors
    /// What the name service says.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The name service of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let found = (host, 0).to_socket_addrs()?;
        Ok(found.map(|address| address.ip()).collect())
    }
}
