//! What the operator's orders do to the world, whether they come over HTTP or
//! from a program that embeds the simulator.

use std::sync::Arc;
use std::time::Duration;

use kh_model::SignPath;
use rust_decimal::Decimal;
use serde_json::json;

use crate::limiter::PER_ADDRESS;
use crate::machine::Machine;
use crate::mail::{self, Mail};
use crate::shapes::Preset;
use crate::store::{self, settings};
use crate::turn::Rules;
use crate::world::{Account, Card, Limits, OrderStatus, Price, Tenant};
use crate::{SimulatorError, audit, payments};

impl Machine {
    /// Moves the time of the world and does what is due then.
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

    /// Sets the limits of a key, and lets its address make as many calls.
    pub(crate) fn set_limits(
        &mut self,
        key_id: &str,
        limits: Limits,
    ) -> Result<(), SimulatorError> {
        store::keys::set_limits(&self.db, key_id, limits)?;
        self.per_address = PER_ADDRESS.max(limits.per_minute);
        Ok(())
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
        self.keep_rules()?;
        self.look_ahead()
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
            ..own
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
        self.catalogue = Arc::new(store::products::all(&self.db)?);
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
