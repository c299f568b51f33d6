//! The simulator as others see it: opened with options, asked by calls.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kh_model::Clock;

use crate::call::{Call, Reply};
use crate::clock::SystemClock;
use crate::founding::Scale;
use crate::machine::Machine;
use crate::turn::Rules;
use crate::webhooks::vet::{Resolve, SystemResolver};
use crate::{SimulatorError, control};

/// Where a world is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Data {
    /// In memory; it ends with the simulator.
    #[default]
    Memory,
    /// In this file, with its master key in a file beside it.
    File(PathBuf),
}

/// How a simulator is set up.
#[derive(Clone)]
pub struct Options {
    /// Where the world is kept.
    pub data: Data,
    /// Makes a new world repeatable: the same seed gives the same keys and
    /// secrets.
    pub seed: Option<u64>,
    /// How much there is in a new world.
    pub scale: Scale,
    /// The rules of a new world; an old one keeps its own.
    pub rules: Rules,
    /// The time outside the world.
    pub clock: Arc<dyn Clock>,
    /// Finds the addresses of webhook receivers.
    pub resolver: Arc<dyn Resolve>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data: Data::Memory,
            seed: None,
            scale: Scale::default(),
            rules: Rules::default(),
            clock: Arc::new(SystemClock),
            resolver: Arc::new(SystemResolver),
        }
    }
}

/// The provider, simulated. It answers calls without any socket.
pub struct Simulator {
    machine: Mutex<Machine>,
}

impl Simulator {
    /// Opens the world, or makes one.
    ///
    /// # Errors
    /// [`SimulatorError`], when the file is in use or is no world, when its
    /// master key is missing, when the system gives no randomness.
    pub fn open(options: Options) -> Result<Self, SimulatorError> {
        Ok(Self {
            machine: Mutex::new(Machine::open(options)?),
        })
    }

    /// Answers a call. Everything whose time has come is done first.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // Whoever carries the call is done with it.
    pub fn handle(&self, call: Call) -> Reply {
        let mut machine = self.machine();
        if control::is_meant(&call) {
            control::handle(&mut machine, &call)
        } else {
            machine.handle(&call)
        }
    }

    /// Does everything whose time has come.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn tick(&self) -> Result<(), SimulatorError> {
        let mut machine = self.machine();
        let now = machine.clock.now();
        machine.catch_up(now)
    }

    /// Makes a world in memory what it was when it was opened, names from the
    /// given seed on. Many times faster than a new world; for simulations.
    ///
    /// # Errors
    /// [`SimulatorError::Senseless`] for a world in a file.
    pub fn rewind(&self, seed: u64) -> Result<(), SimulatorError> {
        self.machine().rewind(seed)
    }

    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
