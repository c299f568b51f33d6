//! Setting services up, which takes time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use kh_model::BillingCycle;
use serde_json::json;

use crate::mail::{self, Mail};
use crate::turn::Turn;
use crate::webhooks::outbox;
use crate::world::{Order, OrderStatus, Power, Service, ServiceStatus};
use crate::{SimulatorError, answers, audit, store};

/// Begins to set up what was ordered and paid.
pub(crate) fn begin(turn: &mut Turn<'_>, order: &Order) -> Result<(), SimulatorError> {
    let id = store::services::next_id(turn.db)?;
    let product = turn.product(order.product_id);
    let is_machine = product.is_some_and(|product| product.family.is_machine());
    let name = product.map_or_else(
        || format!("Product {}", order.product_id),
        |product| product.name.clone(),
    );
    let password = new_password(turn, id)?;
    let service = Service {
        id,
        tenant: order.tenant,
        order_id: order.id,
        product_id: order.product_id,
        name,
        hostname: order
            .hostname
            .clone()
            .unwrap_or_else(|| format!("service-{id}.sandbox.example")),
        status: ServiceStatus::Pending,
        power: is_machine.then_some(Power::Stopped),
        ip: address(id),
        cycle: order.cycle.clone(),
        recurring: order.recurring,
        currency: order.currency.clone(),
        next_due: next_due(turn.now, &order.cycle),
        created_at: turn.now,
        ready_at: Some(turn.after(turn.rules.provisioning)),
        username: if is_machine {
            "root".to_owned()
        } else {
            format!("sim{id}")
        },
        password,
    };
    store::services::insert(turn.db, &service)?;
    Ok(())
}

/// A new password for a service, sealed.
pub(crate) fn new_password(
    turn: &mut Turn<'_>,
    service_id: u64,
) -> Result<Vec<u8>, SimulatorError> {
    let password = turn.dice.secret(20);
    turn.vault.seal(&password_name(service_id), &password)
}

/// The name under which the password of a service is sealed.
pub(crate) fn password_name(service_id: u64) -> String {
    format!("service-{service_id}-password")
}

/// Ends the set-up of a service: it runs, and its order is done.
pub(crate) fn finish(turn: &mut Turn<'_>, service: &mut Service) -> Result<(), SimulatorError> {
    service.status = ServiceStatus::Active;
    service.power = service.power.map(|_| Power::Running);
    service.ready_at = None;
    store::services::update(turn.db, service)?;
    if let Some(mut order) = store::orders::find(turn.db, service.tenant, service.order_id)? {
        order.status = OrderStatus::Active;
        store::orders::update(turn.db, &order)?;
    }
    mail::send(
        turn,
        service.tenant,
        &Mail::ServiceReady {
            service_id: service.id,
            name: &service.name,
        },
    )?;
    outbox::announce(
        turn,
        service.tenant,
        "service.provisioned",
        &answers::service(service),
    )?;
    audit::note(
        turn,
        "service.provisioned",
        &json!({"account": service.tenant.0, "service": service.id, "order": service.order_id}),
    )
}

/// The day of the next payment.
pub(crate) fn next_due(from: Timestamp, cycle: &BillingCycle) -> Option<Timestamp> {
    let months = i64::from(cycle.months()?);
    let day: Date = from.to_zoned(TimeZone::UTC).date();
    let due = day.checked_add(months.months()).ok()?;
    Some(due.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// An address of the documentation range, so that nobody's machine is named.
fn address(id: u64) -> String {
    format!("203.0.113.{}", id % 254 + 1)
}
