//! Puts a fleet into a new world: many services that were ordered, paid and set
//! up long ago. They do not go the way of an order, which would take minutes
//! for a hundred thousand; what is written is what that way leaves behind.

use std::time::Duration;

use jiff::Timestamp;

use crate::seed::{FleetMember, fleet};
use crate::turn::Turn;
use crate::world::{
    Invoice, InvoiceLine, InvoiceStatus, Order, OrderStatus, Service, ServiceStatus, Tenant,
};
use crate::{SimulatorError, provisioning, store};

const DAY: Duration = Duration::from_secs(86_400);
/// The fleet of a world does not depend on the world's own seed.
const SEED: u64 = 1;
/// One service in so many has an address of the newer kind only.
const NEW_ADDRESS: u64 = 8;

/// Gives `count` services to the first account.
pub(crate) fn settle(turn: &mut Turn<'_>, count: u32) -> Result<(), SimulatorError> {
    let Some(account) = store::accounts::all(turn.db)?.into_iter().next() else {
        return Ok(());
    };
    let first_service = store::services::next_id(turn.db)?;
    let first_order = store::orders::next_id(turn.db)?;
    let first_invoice = store::invoices::next_id(turn.db)?;
    for (number, member) in (0_u64..).zip(fleet(count, SEED)) {
        let place = Place {
            tenant: Tenant(account.id),
            service: first_service + number,
            order: first_order + number,
            invoice: first_invoice + number,
            at: turn
                .now
                .saturating_sub(DAY * u32::from(member.age_days))
                .unwrap_or(turn.now),
        };
        let password = provisioning::new_password(turn, place.service)?;
        store::services::insert(turn.db, &place.service(&member, turn.now, password))?;
        store::orders::insert(turn.db, &place.order(&member, &account.currency))?;
        store::invoices::insert(turn.db, &place.invoice(&member, &account.currency))?;
    }
    Ok(())
}

/// Where a member of the fleet stands in the world.
struct Place {
    tenant: Tenant,
    service: u64,
    order: u64,
    invoice: u64,
    at: Timestamp,
}

impl Place {
    fn service(&self, member: &FleetMember, now: Timestamp, password: Vec<u8>) -> Service {
        let is_new_kind = self.service.is_multiple_of(NEW_ADDRESS);
        Service {
            id: self.service,
            tenant: self.tenant,
            order_id: self.order,
            product_id: member.product_id,
            name: member.product_name.clone(),
            hostname: member.hostname.clone(),
            status: member.status,
            power: member.power,
            ip: if is_new_kind {
                member.ipv6.to_string()
            } else {
                member.ipv4.to_string()
            },
            cycle: member.cycle.clone(),
            recurring: member.recurring,
            currency: "EUR".to_owned(),
            next_due: self.next_due(member, now),
            created_at: self.at,
            // What is being set up stays so: a large world is to look at.
            ready_at: None,
            username: member
                .power
                .map_or_else(|| format!("sim{}", self.service), |_| "root".to_owned()),
            password,
        }
    }

    /// The first payment day after now; none where nothing is paid any more.
    fn next_due(&self, member: &FleetMember, now: Timestamp) -> Option<Timestamp> {
        if member.status == ServiceStatus::Terminated {
            return None;
        }
        let mut due = provisioning::next_due(self.at, &member.cycle)?;
        while due <= now {
            due = provisioning::next_due(due, &member.cycle)?;
        }
        Some(due)
    }

    fn order(&self, member: &FleetMember, currency: &str) -> Order {
        Order {
            id: self.order,
            tenant: self.tenant,
            status: OrderStatus::Active,
            product_id: member.product_id,
            cycle: member.cycle.clone(),
            total: member.recurring,
            recurring: member.recurring,
            currency: currency.to_owned(),
            invoice_id: self.invoice,
            hostname: Some(member.hostname.clone()),
            options: "{}".to_owned(),
            created_at: self.at,
            expires_at: None,
            paid_at: Some(self.at),
        }
    }

    fn invoice(&self, member: &FleetMember, currency: &str) -> Invoice {
        Invoice {
            id: self.invoice,
            account_id: self.tenant.0,
            order_id: self.order,
            number: format!("KH-FLEET-{:06}", self.invoice),
            status: InvoiceStatus::Paid,
            date: self.at,
            due_date: self.at,
            paid_at: Some(self.at),
            subtotal: member.recurring,
            tax: rust_decimal::Decimal::ZERO,
            credit: member.recurring,
            total: member.recurring,
            balance: rust_decimal::Decimal::ZERO,
            currency: currency.to_owned(),
            lines: vec![InvoiceLine {
                text: member.product_name.clone(),
                amount: member.recurring,
            }],
        }
    }
}
