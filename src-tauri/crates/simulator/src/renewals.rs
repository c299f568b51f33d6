//! Renewals: what a service costs again when its time is over. How the provider
//! debits them is not documented; this is an assumption of ours, made the way
//! orders are paid: an invoice on the day, credit first, then the card
//! (contract 8). What cannot be paid stays open, is overdue after some days,
//! and then the service is held back.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::json;

use crate::turn::Turn;
use crate::webhooks::outbox;
use crate::world::{Invoice, InvoiceLine, InvoiceStatus, Power, Service, ServiceStatus};
use crate::{SimulatorError, answers, audit, money, payments, provisioning, store};

/// Renews every service whose day has come, and holds back what was not paid.
pub(crate) fn work(turn: &mut Turn<'_>) -> Result<(), SimulatorError> {
    if !turn.rules.renewals {
        return Ok(());
    }
    let now = turn.now;
    // A world that slept for months lives through them day by day: what is
    // held back in March is not charged in April.
    while let Some(at) = next(turn.db)?.filter(|at| *at <= now) {
        for (service, since) in store::services::unpaid(turn.db, at)? {
            turn.now = since;
            hold_back(turn, service)?;
        }
        for service in store::services::to_renew(turn.db, at)? {
            turn.now = service.next_due.unwrap_or(at);
            renew(turn, service)?;
        }
    }
    turn.now = now;
    Ok(())
}

fn renew(turn: &mut Turn<'_>, mut service: Service) -> Result<(), SimulatorError> {
    service.next_due = provisioning::next_due(turn.now, &service.cycle);
    store::services::update(turn.db, &service)?;
    if service.recurring.is_zero() {
        return Ok(());
    }
    let mut invoice = invoice(turn, &service)?;
    store::invoices::insert(turn.db, &invoice)?;
    let account = store::accounts::find(turn.db, service.tenant)?;
    let is_paid = match &account {
        Some(account) => payments::charge(turn, account, &mut invoice)?.is_ok(),
        None => false,
    };
    if is_paid {
        invoice.status = InvoiceStatus::Paid;
        invoice.paid_at = Some(turn.now);
        invoice.balance = Decimal::ZERO;
        store::invoices::update(turn.db, &invoice)?;
    }
    let event = answers::invoice(&invoice);
    outbox::announce(turn, service.tenant, "invoice.created", &event)?;
    if is_paid {
        outbox::announce(turn, service.tenant, "invoice.paid", &event)?;
    }
    audit::note(
        turn,
        "service.renewed",
        &json!({"account": service.tenant.0, "service": service.id, "invoice": invoice.id,
                "total": money::text(invoice.total), "paid": is_paid}),
    )
}

fn invoice(turn: &Turn<'_>, service: &Service) -> Result<Invoice, SimulatorError> {
    let id = store::invoices::next_id(turn.db)?;
    let year = turn.now.to_zoned(TimeZone::UTC).year();
    let (subtotal, tax) = money::without_tax(service.recurring);
    Ok(Invoice {
        id,
        account_id: service.tenant.0,
        order_id: service.order_id,
        number: format!("KH-{year}-{:04}", id - 9000),
        status: InvoiceStatus::Unpaid,
        date: turn.now,
        due_date: turn.after(turn.rules.renewal_grace),
        paid_at: None,
        subtotal,
        tax,
        credit: Decimal::ZERO,
        total: service.recurring,
        balance: service.recurring,
        currency: service.currency.clone(),
        lines: vec![InvoiceLine {
            text: format!("{} {}, renewal", service.name, service.hostname),
            amount: service.recurring,
        }],
    })
}

fn hold_back(turn: &mut Turn<'_>, mut service: Service) -> Result<(), SimulatorError> {
    service.status = ServiceStatus::Suspended;
    service.power = service.power.map(|_| Power::Stopped);
    service.ready_at = None;
    store::services::update(turn.db, &service)?;
    outbox::announce(
        turn,
        service.tenant,
        "service.changed",
        &answers::service(&service),
    )?;
    audit::note(
        turn,
        "service.suspended",
        &json!({"account": service.tenant.0, "service": service.id, "why": "unpaid"}),
    )
}

/// When the next renewal or suspension is due.
pub(crate) fn next(db: &rusqlite::Connection) -> Result<Option<Timestamp>, SimulatorError> {
    let renewal = store::services::first_renewal(db)?;
    let end_of_grace = store::services::first_end_of_grace(db)?;
    Ok([renewal, end_of_grace].into_iter().flatten().min())
}
