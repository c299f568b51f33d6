//! What the operator of a simulator can do to the world. The control plane
//! offers the same over HTTP.

use std::fmt;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::SimulatorError;
use crate::audit::{self, AuditEntry};
use crate::faults::Fault;
use crate::mail::{self, SentMail};
use crate::shapes::Preset;
use crate::simulator::Simulator;
use crate::store;
use crate::turn::Rules;
use crate::webhooks::deliver::{Delivery, DeliveryOutcome};
use crate::webhooks::outbox;
use crate::world::Card;

/// A key with its secret, for whoever shall use it.
#[derive(Clone, Serialize)]
pub struct IssuedKey {
    /// What it is called; the labels of the built-in keys are constants of this
    /// crate.
    pub label: String,
    /// The public id.
    pub key: String,
    /// The secret.
    pub secret: String,
    /// What it may do.
    pub scopes: Vec<kh_model::Scope>,
    /// Number of the account.
    pub account: u64,
    /// What its webhooks are signed with.
    pub webhook_secret: String,
}

impl fmt::Debug for IssuedKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("IssuedKey")
            .field("label", &self.label)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl Simulator {
    /// All keys with their secrets, in the order they were made.
    ///
    /// # Errors
    /// [`SimulatorError::Seal`] under a wrong master key.
    pub fn keys(&self) -> Result<Vec<IssuedKey>, SimulatorError> {
        let machine = self.machine();
        store::keys::all(&machine.db)?
            .into_iter()
            .map(|key| {
                let webhook = store::keys::webhook_sealed(&machine.db, &key.id)?;
                Ok(IssuedKey {
                    secret: machine.vault.open(&key.id, &key.sealed)?,
                    webhook_secret: machine
                        .vault
                        .open(&outbox::secret_name(&key.id), &webhook)?,
                    label: key.label,
                    key: key.id,
                    scopes: key.scopes,
                    account: key.tenant.0,
                })
            })
            .collect()
    }

    /// The key with this label.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`].
    pub fn key(&self, label: &str) -> Result<IssuedKey, SimulatorError> {
        self.keys()?
            .into_iter()
            .find(|key| key.label == label)
            .ok_or_else(|| SimulatorError::NoSuch(format!("key labelled {label}")))
    }

    /// Now, in the world.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        self.machine().clock.now()
    }

    /// Moves the time of the world, backwards too, and does what is due then.
    /// Answers the new time.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn advance(&self, seconds: i64) -> Result<jiff::Timestamp, SimulatorError> {
        self.machine().advance(seconds)
    }

    /// Sets the credit of an account.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`], [`SimulatorError::Senseless`] for less than
    /// nothing.
    pub fn set_credit(&self, account: u64, credit: Decimal) -> Result<(), SimulatorError> {
        self.machine().set_credit(account, credit)
    }

    /// Sets what happens when the card of an account is charged.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`].
    pub fn set_card(&self, account: u64, card: Card) -> Result<(), SimulatorError> {
        self.machine().set_card(account, card)
    }

    /// Pays the order of an account that has waited longest, as its owner does
    /// in the portal. Gives its number.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`] where none waits.
    pub fn pay_oldest(&self, account: u64) -> Result<u64, SimulatorError> {
        self.machine().pay_oldest(account)
    }

    /// Pays an order, as its owner does in the portal.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`], [`SimulatorError::Senseless`] where it does
    /// not wait for payment.
    pub fn pay_in_portal(&self, order: u64) -> Result<(), SimulatorError> {
        self.machine().pay_in_portal(order)
    }

    /// Buys a product in the shop, past this API, by the month; none takes the
    /// first that can be had so.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`]; [`SimulatorError::Senseless`] where it
    /// cannot be had or paid.
    pub fn buy_elsewhere(
        &self,
        account: u64,
        product: Option<u64>,
        hostname: Option<&str>,
    ) -> Result<(), SimulatorError> {
        self.machine().buy_elsewhere(account, product, hostname)
    }

    /// Replaces the secret of a key; the old one is void at once.
    ///
    /// # Errors
    /// [`SimulatorError::NoSuch`].
    pub fn rotate(&self, key: &str) -> Result<String, SimulatorError> {
        self.machine().rotate(key)
    }

    /// Replaces the script of failures.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.machine().script.replace(faults);
    }

    /// Sets the form of the answers.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn set_shape(&self, preset: Preset) -> Result<(), SimulatorError> {
        self.machine().set_shape(preset)
    }

    /// Sets the rules, which the world keeps.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn set_rules(&self, rules: Rules) -> Result<(), SimulatorError> {
        self.machine().set_rules(rules)
    }

    /// The mails that were written.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn mails(&self) -> Result<Vec<SentMail>, SimulatorError> {
        mail::all(&self.machine().db)
    }

    /// The audit log.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn audit(&self) -> Result<Vec<AuditEntry>, SimulatorError> {
        audit::all(&self.machine().db)
    }

    /// Webhook deliveries whose time has come, at most `limit`.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn due_deliveries(&self, limit: usize) -> Result<Vec<Delivery>, SimulatorError> {
        let machine = self.machine();
        outbox::due(&machine.db, &machine.vault, machine.clock.now(), limit)
    }

    /// Notes how a delivery went.
    ///
    /// # Errors
    /// [`SimulatorError::Store`].
    pub fn settle_delivery(
        &self,
        id: u64,
        outcome: &DeliveryOutcome,
    ) -> Result<(), SimulatorError> {
        let machine = self.machine();
        outbox::settle(&machine.db, id, outcome, machine.clock.now())
    }
}
