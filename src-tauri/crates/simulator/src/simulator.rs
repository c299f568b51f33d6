//! The machine: it keeps the world together and answers one call at a time.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use kh_model::{Clock, SignPath};
use rusqlite::Connection;

use crate::call::{Call, Effect, Reply};
use crate::clock::{SystemClock, WorldClock};
use crate::dice::Dice;
use crate::faults::{FaultKind, Script};
use crate::founding::{self, Scale};
use crate::pipeline::{self, Answered};
use crate::problem::{Code, Problem};
use crate::shapes::Preset;
use crate::store::{self, settings};
use crate::turn::{Rules, Turn};
use crate::vault::Vault;
use crate::webhooks::vet::{Resolve, SystemResolver};
use crate::world::Product;
use crate::{SimulatorError, control, due, router};

const PRUNE_EVERY: Duration = Duration::from_secs(60);

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

/// What stands behind the lock.
pub(crate) struct Machine {
    pub(crate) db: Connection,
    pub(crate) clock: WorldClock,
    pub(crate) vault: Vault,
    pub(crate) dice: Dice,
    pub(crate) rules: Rules,
    pub(crate) shape: Preset,
    pub(crate) catalogue: Vec<Product>,
    pub(crate) script: Script,
    resolver: Arc<dyn Resolve>,
    in_memory: bool,
    next_due: Option<Timestamp>,
    next_prune: Timestamp,
}

impl Simulator {
    /// Opens the world, or makes one.
    ///
    /// # Errors
    /// [`SimulatorError`], when the file is in use or is no world, when its
    /// master key is missing, when the system gives no randomness.
    pub fn open(options: Options) -> Result<Self, SimulatorError> {
        let (db, vault, is_new) = match &options.data {
            Data::Memory => (store::open_in_memory()?, Vault::in_memory()?, true),
            Data::File(path) => {
                let (db, is_new) = store::open_file(path)?;
                let founded = !is_new && settings::get(&db, FOUNDED)?.is_some();
                (db, Vault::beside(path, !founded)?, !founded)
            }
        };
        let mut machine = Machine {
            db,
            clock: WorldClock::new(options.clock),
            vault,
            dice: match options.seed {
                Some(seed) if is_new => Dice::seeded(seed),
                Some(_) | None => Dice::fair()?,
            },
            rules: options.rules,
            shape: Preset::default(),
            catalogue: Vec::new(),
            script: Script::default(),
            resolver: options.resolver,
            in_memory: options.data == Data::Memory,
            next_due: None,
            next_prune: Timestamp::MIN,
        };
        if is_new {
            machine.found(options.scale)?;
        }
        machine.load()?;
        if machine.in_memory {
            store::set_beginning(&machine.db)?;
        }
        Ok(Self {
            machine: Mutex::new(machine),
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
        let mut machine = self.machine();
        if !machine.in_memory {
            return Err(SimulatorError::Senseless(
                "a world in a file cannot be wound back".to_owned(),
            ));
        }
        store::back_to_beginning(&machine.db)?;
        machine.dice = Dice::seeded(seed);
        machine.script = Script::default();
        machine.load()
    }

    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The setting that says that a world was founded to its end.
const FOUNDED: &str = "founded";

impl Machine {
    fn found(&mut self, scale: Scale) -> Result<(), SimulatorError> {
        let now = self.clock.now();
        // One transaction around all of it: a world is founded or empty. If
        // anything fails, the connection is dropped and takes it back.
        store::run(&self.db, "SAVEPOINT founding", [])?;
        store::atomically(&self.db, || {
            founding::found(&self.db, &self.vault, &mut self.dice, now, scale)
        })?;
        self.catalogue = store::products::all(&self.db)?;
        self.keep_rules()?;
        if scale == Scale::Furnished {
            self.in_turn(now, founding::furnish)?;
        }
        settings::set(&self.db, FOUNDED, "1")?;
        store::run(&self.db, "RELEASE founding", [])?;
        Ok(())
    }

    /// Reads what is kept of the world outside its tables.
    pub(crate) fn load(&mut self) -> Result<(), SimulatorError> {
        let number = |name| -> Result<Option<u64>, SimulatorError> {
            Ok(settings::get(&self.db, name)?.and_then(|text| text.parse().ok()))
        };
        if let Some(seconds) = number(settings::PROVISIONING)? {
            self.rules.provisioning = Duration::from_secs(seconds);
        }
        if let Some(seconds) = number(settings::ACTION)? {
            self.rules.action = Duration::from_secs(seconds);
        }
        if let Some(form) = settings::get(&self.db, settings::SIGN_PATH)? {
            self.rules.sign_path = SignPath::parse(&form).unwrap_or_default();
        }
        let offset = settings::get(&self.db, settings::CLOCK_OFFSET)?;
        let offset = offset.and_then(|text| text.parse().ok()).unwrap_or(0);
        self.clock.set_offset_s(offset);
        let shape = settings::get(&self.db, settings::SHAPE)?;
        self.shape = shape
            .and_then(|word| Preset::parse(&word))
            .unwrap_or_default();
        self.catalogue = store::products::all(&self.db)?;
        self.next_due = due::next(&self.db)?;
        self.next_prune = Timestamp::MIN;
        Ok(())
    }

    /// Keeps the rules with the world.
    pub(crate) fn keep_rules(&self) -> Result<(), SimulatorError> {
        let Rules {
            provisioning,
            action,
            sign_path,
        } = self.rules;
        for (name, value) in [
            (settings::PROVISIONING, provisioning.as_secs().to_string()),
            (settings::ACTION, action.as_secs().to_string()),
            (settings::SIGN_PATH, sign_path.as_str().to_owned()),
        ] {
            settings::set(&self.db, name, &value)?;
        }
        Ok(())
    }

    /// Does something in one transaction, as one turn.
    pub(crate) fn in_turn<T>(
        &mut self,
        now: Timestamp,
        work: impl FnOnce(&mut Turn<'_>) -> Result<T, SimulatorError>,
    ) -> Result<T, SimulatorError> {
        let request_id = self.dice.request_id(now.as_millisecond());
        self.in_turn_of(now, &request_id, work)
    }

    fn in_turn_of<T>(
        &mut self,
        now: Timestamp,
        request_id: &str,
        work: impl FnOnce(&mut Turn<'_>) -> Result<T, SimulatorError>,
    ) -> Result<T, SimulatorError> {
        let db = &self.db;
        let mut turn = Turn {
            db,
            now,
            request_id,
            rules: self.rules,
            shape: self.shape,
            catalogue: &self.catalogue,
            vault: &self.vault,
            dice: &mut self.dice,
            resolver: &*self.resolver,
        };
        store::atomically(db, || work(&mut turn))
    }

    /// Does everything whose time has come by `now`.
    pub(crate) fn catch_up(&mut self, now: Timestamp) -> Result<(), SimulatorError> {
        if self.next_due.is_some_and(|due| due <= now) {
            self.in_turn(now, due::work)?;
            self.next_due = due::next(&self.db)?;
        }
        if self.next_prune <= now {
            due::prune(&self.db, now)?;
            self.next_prune = now.saturating_add(PRUNE_EVERY).unwrap_or(now);
        }
        Ok(())
    }

    /// Looks again when the next work is due, after something was changed.
    pub(crate) fn look_ahead(&mut self) -> Result<(), SimulatorError> {
        self.next_due = due::next(&self.db)?;
        Ok(())
    }

    fn handle(&mut self, call: &Call) -> Reply {
        let now = self.clock.now();
        let request_id = self.dice.request_id(now.as_millisecond());
        let fault = self.script.draw(call);
        let carried_out = match &fault {
            Some(fault) if !fault.carries_out() => Ok(None),
            Some(_) | None => {
                let slow = fault
                    .as_ref()
                    .map_or(Duration::ZERO, FaultKind::working_time);
                self.carry_out(now, &request_id, call, slow).map(Some)
            }
        };
        let answered = carried_out.unwrap_or_else(|error| {
            tracing::error!(request_id, %error, "the simulator failed");
            let problem = Problem::internal();
            Some(plain_problem(&problem, &request_id))
        });
        reply(now, &request_id, answered, fault)
    }

    fn carry_out(
        &mut self,
        now: Timestamp,
        request_id: &str,
        call: &Call,
        slow: Duration,
    ) -> Result<Answered, SimulatorError> {
        self.catch_up(now)?;
        let answered =
            self.in_turn_of(now, request_id, |turn| pipeline::answer(turn, call, slow))?;
        if router::find(call).is_ok_and(router::Route::changes_due_work) {
            self.look_ahead()?;
        }
        Ok(answered)
    }
}

fn plain_problem(problem: &Problem, request_id: &str) -> Answered {
    Answered {
        status: problem.status,
        headers: vec![(
            "content-type".to_owned(),
            "application/problem+json".to_owned(),
        )],
        body: problem.body(request_id),
    }
}

/// Puts the answer together with what every answer carries and with what the
/// script wants to go wrong.
fn reply(
    now: Timestamp,
    request_id: &str,
    answered: Option<Answered>,
    fault: Option<FaultKind>,
) -> Reply {
    let mut date = now;
    let mut effect = Effect::Whole;
    let mut answered = answered.unwrap_or_else(|| Answered {
        status: 500,
        headers: Vec::new(),
        body: Vec::new(),
    });
    match fault {
        None => {}
        Some(FaultKind::DropBeforeCommit | FaultKind::DropAfterCommit) => effect = Effect::Dropped,
        Some(FaultKind::Delay { ms } | FaultKind::Slow { ms }) => {
            effect = Effect::Delayed(Duration::from_millis(ms));
        }
        Some(FaultKind::CutBody { bytes }) => effect = Effect::Cut(bytes),
        Some(FaultKind::WrongDate { offset_s }) => {
            date = now
                .saturating_add(SignedDuration::from_secs(offset_s))
                .unwrap_or(now);
        }
        Some(FaultKind::Html { status, .. }) => {
            answered = page(status, "text/html; charset=utf-8", HTML_PAGE);
        }
        Some(FaultKind::Replace {
            status,
            content_type,
            body,
            ..
        }) => answered = page(status, &content_type, &body),
        Some(FaultKind::RateLimited { retry_after }) => {
            let mut problem = Problem::new(Code::RateLimited, "Too many requests, by the script.");
            if let Some(wait) = retry_after {
                problem = problem.with_header("retry-after", &wait);
            }
            answered = plain_problem(&problem, request_id);
            answered.headers.extend(problem.headers);
        }
        Some(FaultKind::Error { status, .. }) => {
            let problem = Problem {
                status,
                ..Problem::internal()
            };
            answered = plain_problem(&problem, request_id);
        }
    }
    let mut headers = answered.headers;
    headers.push(("x-request-id".to_owned(), request_id.to_owned()));
    headers.push((
        "date".to_owned(),
        httpdate::fmt_http_date(SystemTime::from(date)),
    ));
    Reply {
        status: answered.status,
        headers,
        body: answered.body,
        effect,
    }
}

const HTML_PAGE: &str = "<!doctype html>\n<html><head><title>Maintenance</title></head>\
    <body><h1>We will be back soon</h1><p>Simulated page of a proxy.</p></body></html>\n";

fn page(status: u16, content_type: &str, body: &str) -> Answered {
    Answered {
        status,
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: body.as_bytes().to_vec(),
    }
}
