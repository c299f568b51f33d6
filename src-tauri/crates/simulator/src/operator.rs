//! What the operator of a simulator can do to the world. The control plane
//! offers the same over HTTP.

use std::fmt;
use std::time::Duration;

use kh_model::SignPath;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;

use crate::audit::{self, AuditEntry};
use crate::faults::Fault;
use crate::mail::{self, Mail, SentMail};
use crate::shapes::Preset;
use crate::simulator::{Machine, Simulator};
use crate::store::{self, settings};
use crate::turn::Rules;
use crate::webhooks::deliver::{Delivery, DeliveryOutcome};
use crate::webhooks::outbox;
use crate::world::{Account, Card, OrderStatus, Price, Tenant};
use crate::{SimulatorError, payments};

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

impl Machine {
    pub(crate) fn advance(&mut self, seconds: i64) -> Result<jiff::Timestamp, SimulatorError> {
        let offset = self.clock.offset_s().saturating_add(seconds);
        settings::set(&self.db, settings::CLOCK_OFFSET, &offset.to_string())?;
        self.clock.set_offset_s(offset);
        let now = self.clock.now();
        self.catch_up(now)?;
        Ok(now)
    }

    pub(crate) fn account(&self, account: u64) -> Result<Account, SimulatorError> {
        store::accounts::find(&self.db, Tenant(account))?
            .ok_or_else(|| SimulatorError::NoSuch(format!("account {account}")))
    }

    pub(crate) fn set_credit(
        &mut self,
        account: u64,
        credit: Decimal,
    ) -> Result<(), SimulatorError> {
        let account = self.account(account)?;
        if credit.is_sign_negative() && !credit.is_zero() {
            return Err(SimulatorError::Senseless(
                "credit is never below zero".to_owned(),
            ));
        }
        store::accounts::set_credit(&self.db, Tenant(account.id), credit)?;
        Ok(())
    }

    pub(crate) fn set_card(&mut self, account: u64, card: Card) -> Result<(), SimulatorError> {
        let account = self.account(account)?;
        store::accounts::set_card(&self.db, Tenant(account.id), card)?;
        Ok(())
    }

    /// Sets whether billing knows the customer and whether reading access data
    /// sends a mail; none leaves it as it is.
    pub(crate) fn set_flags(
        &mut self,
        account: u64,
        client_known: Option<bool>,
        mail_on_credentials: Option<bool>,
    ) -> Result<(), SimulatorError> {
        let account = self.account(account)?;
        store::accounts::set_flags(
            &self.db,
            Tenant(account.id),
            client_known.unwrap_or(account.client_known),
            mail_on_credentials.unwrap_or(account.mail_on_credentials),
        )?;
        Ok(())
    }

    pub(crate) fn rotate(&mut self, key_id: &str) -> Result<String, SimulatorError> {
        let key = store::keys::find(&self.db, key_id)?
            .ok_or_else(|| SimulatorError::NoSuch(format!("key {key_id}")))?;
        let secret = self.dice.secret(40);
        let now = self.clock.now();
        self.in_turn(now, |turn| {
            let sealed = turn.vault.seal(&key.id, &secret)?;
            store::keys::set_secret(turn.db, &key.id, &sealed)?;
            mail::send(turn, key.tenant, &Mail::KeyRotated { key_id: &key.id })?;
            audit::note(
                turn,
                "key.rotated",
                &json!({"account": key.tenant.0, "key": key.id}),
            )
        })?;
        Ok(secret)
    }

    /// Ends the lock of a key.
    pub(crate) fn unlock(&mut self, key_id: &str) -> Result<(), SimulatorError> {
        store::keys::set_lock(&self.db, key_id, None)?;
        Ok(())
    }

    pub(crate) fn set_shape(&mut self, preset: Preset) -> Result<(), SimulatorError> {
        settings::set(&self.db, settings::SHAPE, preset.as_str())?;
        self.shape = preset;
        Ok(())
    }

    pub(crate) fn set_rules(&mut self, rules: Rules) -> Result<(), SimulatorError> {
        self.rules = rules;
        self.keep_rules()
    }

    /// Changes the rules that are given.
    pub(crate) fn change_rules(
        &mut self,
        provisioning_s: Option<u64>,
        action_s: Option<u64>,
        sign_path: Option<SignPath>,
    ) -> Result<(), SimulatorError> {
        let own = self.rules;
        self.set_rules(Rules {
            provisioning: provisioning_s.map_or(own.provisioning, Duration::from_secs),
            action: action_s.map_or(own.action, Duration::from_secs),
            sign_path: sign_path.unwrap_or(own.sign_path),
        })
    }

    /// Changes a product as the provider might between two readings.
    pub(crate) fn change_product(
        &mut self,
        id: u64,
        in_stock: Option<bool>,
        prices: Vec<Price>,
    ) -> Result<(), SimulatorError> {
        let product = self.catalogue.iter().find(|product| product.id == id);
        let mut product = product
            .ok_or_else(|| SimulatorError::NoSuch(format!("product {id}")))?
            .clone();
        product.in_stock = in_stock.unwrap_or(product.in_stock);
        for price in prices {
            product.prices.retain(|own| own.cycle != price.cycle);
            product.prices.push(price);
        }
        store::products::put(&self.db, &product)?;
        self.catalogue = store::products::all(&self.db)?;
        Ok(())
    }

    /// Pays an order as its owner does in the portal: the money comes from
    /// outside.
    pub(crate) fn pay_in_portal(&mut self, order_id: u64) -> Result<(), SimulatorError> {
        let now = self.clock.now();
        self.catch_up(now)?;
        let order = store::orders::all(&self.db)?
            .into_iter()
            .find(|order| order.id == order_id);
        let mut order = order.ok_or_else(|| SimulatorError::NoSuch(format!("order {order_id}")))?;
        if order.status != OrderStatus::PendingPayment {
            return Err(SimulatorError::Senseless(format!(
                "order {order_id} does not wait for payment"
            )));
        }
        let invoice = store::invoices::find(&self.db, order.tenant, order.invoice_id)?;
        let mut invoice = invoice
            .ok_or_else(|| SimulatorError::NoSuch(format!("invoice of order {order_id}")))?;
        self.in_turn(now, |turn| payments::settle(turn, &mut order, &mut invoice))?;
        self.look_ahead()
    }

    /// Sets the address for the events of a key without vetting it, so that a
    /// receiver on this computer can be tried.
    pub(crate) fn set_webhook(
        &mut self,
        key_id: &str,
        url: Option<&str>,
    ) -> Result<(), SimulatorError> {
        let key = store::keys::find(&self.db, key_id)?
            .ok_or_else(|| SimulatorError::NoSuch(format!("key {key_id}")))?;
        store::keys::set_webhook(&self.db, &key.id, url, false)?;
        Ok(())
    }
}
