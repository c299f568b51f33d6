//! What the owner of an account does past this API: pays in the portal, buys in
//! the shop.

use kh_model::BillingCycle;
use serde_json::json;

use crate::handlers;
use crate::machine::Machine;
use crate::turn::Stop;
use crate::world::{OrderStatus, Tenant};
use crate::{SimulatorError, store};

impl Machine {
    /// Pays the order of this account that has waited longest, as in the
    /// portal. Gives its number.
    pub(crate) fn pay_oldest(&mut self, account: u64) -> Result<u64, SimulatorError> {
        let now = self.clock.now();
        self.catch_up(now)?;
        let tenant = Tenant(account);
        let waiting = store::orders::all(&self.db)?
            .into_iter()
            .find(|order| order.tenant == tenant && order.status == OrderStatus::PendingPayment);
        let order = waiting
            .ok_or_else(|| SimulatorError::NoSuch(format!("unpaid order of account {account}")))?;
        self.pay_in_portal(order.id)?;
        Ok(order.id)
    }

    /// Buys a product in the shop, seen by no client of this API. Where credit
    /// and card do not pay it, its owner pays it in the portal. None takes the
    /// first product that can be had by the month.
    pub(crate) fn buy_elsewhere(
        &mut self,
        account: u64,
        product: Option<u64>,
        hostname: Option<&str>,
    ) -> Result<(), SimulatorError> {
        let now = self.clock.now();
        self.catch_up(now)?;
        let key = store::keys::all(&self.db)?
            .into_iter()
            .find(|key| key.tenant == Tenant(account))
            .ok_or_else(|| SimulatorError::NoSuch(format!("key of account {account}")))?;
        let monthly = BillingCycle::read("monthly");
        let product = product.or_else(|| {
            let mut offered = self.catalogue.iter();
            offered
                .find(|one| one.in_stock && one.options.is_empty() && one.price(&monthly).is_some())
                .map(|one| one.id)
        });
        let product =
            product.ok_or_else(|| SimulatorError::NoSuch("product by the month".to_owned()))?;
        let mut wish = json!({"product_id": product, "billing_cycle": "monthly"});
        if let Some(hostname) = hostname {
            wish["hostname"] = json!(hostname);
        }
        let body = wish.to_string().into_bytes();
        let unpaid = self.in_turn(now, |turn| match handlers::buy(turn, &key, &body) {
            Ok(()) => Ok(None),
            Err(Stop::Refused(problem)) => match problem.order_id {
                Some(order) => Ok(Some(order)),
                None => Err(SimulatorError::Senseless(problem.detail)),
            },
            Err(Stop::Broken(error)) => Err(error),
        })?;
        match unpaid {
            Some(order) => self.pay_in_portal(order),
            None => self.look_ahead(),
        }
    }
}
