//! The machine: it keeps the world together and answers one call at a time.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kh_model::SignPath;
use rusqlite::Connection;

use crate::call::{Call, Reply};
use crate::clock::WorldClock;
use crate::dice::Dice;
use crate::faults::{FaultKind, Script};
use crate::founding::{self, Scale};
use crate::limiter::PER_ADDRESS;
use crate::pipeline::{self, Answered};
use crate::problem::Problem;
use crate::shapes::Preset;
use crate::simulator::{Data, Options};
use crate::store::{self, settings};
use crate::texts::Texts;
use crate::turn::{Rules, Turn};
use crate::vault::Vault;
use crate::webhooks::vet::Resolve;
use crate::world::Product;
use crate::{SimulatorError, due, fleet, reply, router};

const PRUNE_EVERY: Duration = Duration::from_secs(60);

/// How a world in memory began.
struct Beginning {
    rules: Rules,
    catalogue: Arc<Vec<Product>>,
    next_due: Option<Timestamp>,
}

/// What stands behind the lock.
pub(crate) struct Machine {
    pub(crate) db: Connection,
    pub(crate) clock: WorldClock,
    pub(crate) vault: Vault,
    pub(crate) dice: Dice,
    pub(crate) rules: Rules,
    pub(crate) shape: Preset,
    pub(crate) catalogue: Arc<Vec<Product>>,
    pub(crate) script: Script,
    /// Request ids of the answers that the script gave in place of the API, which
    /// has no log of them; the newest first.
    pub(crate) in_its_place: VecDeque<String>,
    pub(crate) texts: Texts,
    /// Calls per minute from one address; the operator may allow more.
    pub(crate) per_address: u32,
    resolver: Arc<dyn Resolve>,
    /// What a world in memory is wound back to, beside its tables; none for a
    /// world in a file.
    beginning: Option<Beginning>,
    next_due: Option<Timestamp>,
    next_prune: Timestamp,
}

/// How many answers of the script are remembered.
const IN_ITS_PLACE: usize = 10_000;

/// The setting that says that a world was founded to its end.
const FOUNDED: &str = "founded";

impl Machine {
    /// Opens the world, or makes one.
    pub(crate) fn open(options: Options) -> Result<Self, SimulatorError> {
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
            texts: Texts::default(),
            per_address: PER_ADDRESS,
            shape: Preset::default(),
            catalogue: Arc::default(),
            script: Script::default(),
            in_its_place: VecDeque::new(),
            resolver: options.resolver,
            beginning: None,
            next_due: None,
            next_prune: Timestamp::MIN,
        };
        if is_new {
            machine.found(options.scale)?;
        }
        machine.load()?;
        if options.data == Data::Memory {
            store::set_beginning(&machine.db)?;
            machine.beginning = Some(Beginning {
                rules: machine.rules,
                catalogue: Arc::clone(&machine.catalogue),
                next_due: machine.next_due,
            });
        }
        Ok(machine)
    }

    /// Makes a world in memory what it was when it was opened.
    pub(crate) fn rewind(&mut self, seed: u64) -> Result<(), SimulatorError> {
        let Some(beginning) = &self.beginning else {
            return Err(SimulatorError::Senseless(
                "a world in a file cannot be wound back".to_owned(),
            ));
        };
        store::back_to_beginning(&self.db)?;
        self.rules = beginning.rules;
        self.catalogue = Arc::clone(&beginning.catalogue);
        self.next_due = beginning.next_due;
        self.next_prune = Timestamp::MIN;
        self.shape = Preset::default();
        self.clock.set_offset_s(0);
        self.dice = Dice::seeded(seed);
        self.script = Script::default();
        self.in_its_place.clear();
        self.texts = Texts::default();
        self.per_address = PER_ADDRESS;
        Ok(())
    }

    fn found(&mut self, scale: Scale) -> Result<(), SimulatorError> {
        let now = self.clock.now();
        // One transaction around all of it: a world is founded or empty. If
        // anything fails, the connection is dropped and takes it back.
        store::run(&self.db, "SAVEPOINT founding", [])?;
        store::atomically(&self.db, || {
            founding::found(&self.db, &self.vault, &mut self.dice, now, scale)
        })?;
        self.catalogue = Arc::new(store::products::all(&self.db)?);
        self.keep_rules()?;
        match scale {
            Scale::Furnished => self.in_turn(now, founding::furnish)?,
            Scale::Fleet(count) => self.in_turn(now, |turn| fleet::settle(turn, count))?,
            Scale::Unfurnished | Scale::Bare => {}
        }
        settings::set(&self.db, FOUNDED, "1")?;
        store::run(&self.db, "RELEASE founding", [])?;
        Ok(())
    }

    /// Reads what is kept of the world outside its tables.
    fn load(&mut self) -> Result<(), SimulatorError> {
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
        if let Some(on) = number(settings::RENEWALS)? {
            self.rules.renewals = on != 0;
        }
        if let Some(seconds) = number(settings::RENEWAL_GRACE)? {
            self.rules.renewal_grace = Duration::from_secs(seconds);
        }
        if let Some(on) = number(settings::NAMES_UNPAID_ORDER)? {
            self.rules.names_unpaid_order = on != 0;
        }
        let offset = settings::get(&self.db, settings::CLOCK_OFFSET)?;
        let offset = offset.and_then(|text| text.parse().ok()).unwrap_or(0);
        self.clock.set_offset_s(offset);
        let shape = settings::get(&self.db, settings::SHAPE)?;
        self.shape = shape
            .and_then(|word| Preset::parse(&word))
            .unwrap_or_default();
        self.catalogue = Arc::new(store::products::all(&self.db)?);
        self.look_ahead()?;
        self.next_prune = Timestamp::MIN;
        Ok(())
    }

    /// Keeps the rules with the world.
    pub(crate) fn keep_rules(&self) -> Result<(), SimulatorError> {
        let Rules {
            provisioning,
            action,
            sign_path,
            renewals,
            renewal_grace,
            names_unpaid_order,
        } = self.rules;
        for (name, value) in [
            (settings::PROVISIONING, provisioning.as_secs().to_string()),
            (settings::ACTION, action.as_secs().to_string()),
            (settings::SIGN_PATH, sign_path.as_str().to_owned()),
            (settings::RENEWALS, u8::from(renewals).to_string()),
            (settings::RENEWAL_GRACE, renewal_grace.as_secs().to_string()),
            (
                settings::NAMES_UNPAID_ORDER,
                u8::from(names_unpaid_order).to_string(),
            ),
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
            per_address: self.per_address,
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
            self.look_ahead()?;
        }
        if self.next_prune <= now {
            due::prune(&self.db, now)?;
            self.next_prune = now.saturating_add(PRUNE_EVERY).unwrap_or(now);
        }
        Ok(())
    }

    /// Looks again when the next work is due, after something was changed.
    pub(crate) fn look_ahead(&mut self) -> Result<(), SimulatorError> {
        self.next_due = due::next(&self.db, self.rules)?;
        Ok(())
    }

    /// Answers a call.
    pub(crate) fn handle(&mut self, call: &Call) -> Reply {
        let now = self.clock.now();
        let request_id = self.dice.request_id(now.as_millisecond());
        let fault = self.script.draw(call);
        let carried_out = match &fault {
            Some(fault) if !fault.carries_out() => {
                self.in_its_place.truncate(IN_ITS_PLACE);
                self.in_its_place.push_front(request_id.clone());
                Ok(None)
            }
            Some(_) | None => {
                let slow = fault
                    .as_ref()
                    .map_or(Duration::ZERO, FaultKind::working_time);
                self.carry_out(now, &request_id, call, slow).map(Some)
            }
        };
        let answered = carried_out.unwrap_or_else(|error| {
            tracing::error!(request_id, %error, "the simulator failed");
            Some(pipeline::refusal(&request_id, Problem::internal()))
        });
        reply::put_together(now, &request_id, answered, fault)
    }

    fn carry_out(
        &mut self,
        now: Timestamp,
        request_id: &str,
        call: &Call,
        slow: Duration,
    ) -> Result<Answered, SimulatorError> {
        self.catch_up(now)?;
        let mut answered =
            self.in_turn_of(now, request_id, |turn| pipeline::answer(turn, call, slow))?;
        self.texts.put_into(&mut answered);
        if router::find(call).is_ok_and(router::Route::changes_due_work) {
            self.look_ahead()?;
        }
        Ok(answered)
    }
}
