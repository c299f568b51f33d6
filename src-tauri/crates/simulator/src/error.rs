//! What can go wrong with a simulator, sorted by what its operator can do.

use std::path::PathBuf;

/// Why a simulator does not start, or why an order of its operator failed.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The world belongs to another running simulator: stop that one, or name
    /// another file.
    #[error("the world {path} is in use by another simulator")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is no world, or a damaged one: name another file.
    #[error("{path} cannot be used as a world: {why}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the store said.
        why: String,
    },
    /// The master key beside the world is missing, readable by others or
    /// wrong: without it the sealed secrets stay sealed.
    #[error("the master key {path} cannot be used: {why}")]
    MasterKey {
        /// The file of the key.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The address cannot be listened on: choose another.
    #[error("cannot listen on {address}: {why}")]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        why: String,
    },
    /// The operator named something that does not exist.
    #[error("there is no {0}")]
    NoSuch(String),
    /// The operator asked for something that has no meaning here.
    #[error("{0}")]
    Senseless(String),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Chance,
    /// A sealed value does not open: the master key is another one, or the
    /// world was changed by hand.
    #[error("a sealed value of the world does not open")]
    Seal,
    /// The store failed while the world was running.
    #[error("the store of the world failed: {0}")]
    Store(#[from] rusqlite::Error),
}

impl SimulatorError {
    /// A stable word for messages of other programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy { .. } => "simulator_busy",
            Self::Unusable { .. } => "simulator_world_unusable",
            Self::MasterKey { .. } => "simulator_master_key",
            Self::Listen { .. } => "simulator_listen",
            Self::NoSuch(_) => "simulator_no_such",
            Self::Senseless(_) => "simulator_senseless",
            Self::Chance => "simulator_chance",
            Self::Seal => "simulator_seal",
            Self::Store(_) => "simulator_store",
        }
    }
}
