//! Paying an order: account credit first, then the stored card (contract 8).
//! What the credit does not cover goes to the card; the provider does not say
//! whether the two can be mixed.

use rust_decimal::Decimal;
use serde_json::json;

use crate::answers;
use crate::mail::{self, Mail};
use crate::turn::Turn;
use crate::webhooks::outbox;
use crate::world::{Account, Card, Invoice, InvoiceStatus, Order, OrderStatus};
use crate::{SimulatorError, money, provisioning, store};

/// The four reasons of a 402 (contract 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpaid {
    InsufficientCreditAndNoCard,
    CardDeclined,
    CardExpired,
    ClientNotFound,
}

impl Unpaid {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InsufficientCreditAndNoCard => "insufficient_credit_and_no_card",
            Self::CardDeclined => "card_declined",
            Self::CardExpired => "card_expired",
            Self::ClientNotFound => "client_not_found",
        }
    }

    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::InsufficientCreditAndNoCard => {
                "The credit does not cover the order and no card is stored."
            }
            Self::CardDeclined => "The bank declined the card.",
            Self::CardExpired => "The card has expired.",
            Self::ClientNotFound => "Billing does not know this customer.",
        }
    }
}

/// Pays the order and begins to set it up, or says why not; then nothing is
/// taken.
pub(crate) fn pay(
    turn: &mut Turn<'_>,
    account: &Account,
    order: &mut Order,
    invoice: &mut Invoice,
) -> Result<Result<(), Unpaid>, SimulatorError> {
    if let Err(reason) = charge(turn, account, invoice)? {
        return Ok(Err(reason));
    }
    settle(turn, order, invoice)?;
    Ok(Ok(()))
}

/// Takes the total of an invoice from the credit and, beyond it, from the card,
/// or says why not; then nothing is taken.
pub(crate) fn charge(
    turn: &Turn<'_>,
    account: &Account,
    invoice: &mut Invoice,
) -> Result<Result<(), Unpaid>, SimulatorError> {
    if !account.client_known {
        return Ok(Err(Unpaid::ClientNotFound));
    }
    let from_credit = account.credit.min(invoice.total).max(Decimal::ZERO);
    let from_card = invoice.total - from_credit;
    if !from_card.is_zero() {
        match account.card {
            Card::Ok => {}
            Card::None => return Ok(Err(Unpaid::InsufficientCreditAndNoCard)),
            Card::Declined => return Ok(Err(Unpaid::CardDeclined)),
            Card::Expired => return Ok(Err(Unpaid::CardExpired)),
        }
    }
    store::accounts::set_credit(
        turn.db,
        crate::world::Tenant(account.id),
        account.credit - from_credit,
    )?;
    invoice.credit = from_credit;
    Ok(Ok(()))
}

/// Notes that the invoice is paid, by whatever means, and sets the order up.
pub(crate) fn settle(
    turn: &mut Turn<'_>,
    order: &mut Order,
    invoice: &mut Invoice,
) -> Result<(), SimulatorError> {
    invoice.status = InvoiceStatus::Paid;
    invoice.paid_at = Some(turn.now);
    invoice.balance = Decimal::ZERO;
    store::invoices::update(turn.db, invoice)?;
    order.status = OrderStatus::Paid;
    order.paid_at = Some(turn.now);
    order.expires_at = None;
    store::orders::update(turn.db, order)?;
    provisioning::begin(turn, order)?;
    mail::send(
        turn,
        order.tenant,
        &Mail::OrderPaid {
            order_id: order.id,
            total: &format!("{} {}", money::text(order.total), order.currency),
        },
    )?;
    let services = store::services::ids_of_order(turn.db, order.id)?;
    outbox::announce(
        turn,
        order.tenant,
        "order.paid",
        &answers::order(order, &services),
    )?;
    outbox::announce(
        turn,
        order.tenant,
        "invoice.paid",
        &answers::invoice(invoice),
    )?;
    crate::audit::note(
        turn,
        "order.paid",
        &json!({"account": order.tenant.0, "order": order.id, "total": money::text(order.total),
                "from_credit": money::text(invoice.credit)}),
    )
}
