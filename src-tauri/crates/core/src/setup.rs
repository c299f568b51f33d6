//! What the console is given at its start, and the port to the simulator that
//! lives in the same program.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use kh_api::{HttpTransport, SystemClock, Transport, TransportSetupError};
use kh_model::{Clock, KeyId};
use kh_secrets::{OsKeychain, Secret, SecretStore};

use crate::view::PracticeScene;

/// Everything the console needs from outside.
pub struct Setup {
    /// Folder of the journal; made if it is missing.
    pub data_folder: PathBuf,
    /// Version of the program.
    pub version: String,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The keychain of this computer. Called on threads of its own, at most
    /// five seconds each.
    pub secrets: Arc<dyn SecretStore>,
    /// The wire.
    pub transport: Arc<dyn Transport>,
    /// The simulator inside this program, where there is one.
    pub simulator: Option<Arc<dyn BuiltInSimulator>>,
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
    ) -> Result<Self, TransportSetupError> {
        Ok(Self {
            data_folder,
            version,
            clock: Arc::new(SystemClock::new()),
            secrets: Arc::new(OsKeychain::new()),
            transport: Arc::new(HttpTransport::new()?),
            simulator: Some(simulator),
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
    /// Asks for orders that are on their way, at growing distances.
    pub follows_orders: bool,
}

impl Default for Habits {
    /// All of it.
    fn default() -> Self {
        Self {
            settles_at_start: true,
            connects_at_start: true,
            follows_orders: true,
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
