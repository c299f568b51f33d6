//! What may have made the credit fall: orders and invoices, each used for one
//! fall only. Pure.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{ListedInvoice, Order};
use kh_model::{Amount, InvoiceState};

use super::compare::Books;
use crate::orders::progress;
use crate::view::OrderProgress;

/// Clocks and stated days may differ by so much.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Something that may have cost credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cause {
    amount: Amount,
    /// The span in which it may have been paid.
    from: Timestamp,
    to: Timestamp,
    /// Whether it counts only for a fall of just its amount: nobody heard that
    /// it was paid.
    only_exact: bool,
}

impl Cause {
    fn lies_in(&self, from: Timestamp, to: Timestamp) -> bool {
        self.from <= to && self.to > from
    }
}

/// Everything that is known to cost something.
pub(super) fn of(books: &Books) -> Vec<Cause> {
    let orders: Vec<&Order> = books
        .spending_orders
        .iter()
        .chain(&books.open_orders)
        .collect();
    let of_order = |listed: &ListedInvoice| {
        let no = listed.order_no;
        no.is_some_and(|no| orders.iter().any(|order| order.no == no))
    };
    let invoices = books
        .moving_invoices
        .iter()
        .filter(|listed| !of_order(listed));
    let orders = orders.iter().map(|order| from_order(order, books));
    let mut causes: Vec<Cause> = orders.chain(invoices.filter_map(from_invoice)).collect();
    causes.retain(|cause| !cause.amount.value.is_zero());
    causes
}

fn from_order(order: &Order, books: &Books) -> Cause {
    let invoice = books
        .moving_invoices
        .iter()
        .find(|listed| listed.order_no == Some(order.no));
    let stated = invoice.and_then(|listed| listed.kept.facts.credit.clone());
    Cause {
        amount: stated.unwrap_or_else(|| order.terms.amount_now.clone()),
        from: order.created_at,
        // It is written that it was paid after it was.
        to: order
            .updated_at
            .saturating_add(SignedDuration::from_micros(1))
            .unwrap_or(order.updated_at),
        only_exact: progress::read(&order.terms.state) == OrderProgress::Unpaid,
    }
}

fn from_invoice(listed: &ListedInvoice) -> Option<Cause> {
    let kept = &listed.kept;
    if kept.facts.state() != InvoiceState::Paid {
        return None;
    }
    let paid_at = kept.facts.paid.as_ref().and_then(|paid| paid.sorts_at);
    let around = |at: Timestamp| {
        let from = at.saturating_sub(DAY).unwrap_or(Timestamp::MIN);
        let to = at.saturating_add(DAY).unwrap_or(Timestamp::MAX);
        (from, to.min(kept.changed_at.max(at)))
    };
    let (from, to) = paid_at.map_or((Timestamp::MIN, kept.changed_at), around);
    let paid = kept.facts.credit.as_ref().or(kept.facts.total.as_ref());
    Some(Cause {
        amount: paid.cloned()?,
        from,
        to,
        only_exact: false,
    })
}

/// What is left of a fall between two readings; the causes that explain it are
/// used up: first the one of just this amount, then what began in that span,
/// then what may have been paid in it.
pub(super) fn explain(
    causes: &mut Vec<Cause>,
    fell: Amount,
    from: Timestamp,
    to: Timestamp,
) -> Amount {
    let mut rest = fell;
    while is_left(&rest) {
        let fits = |wanted: &dyn Fn(&Cause) -> bool| {
            causes
                .iter()
                .position(|cause| cause.lies_in(from, to) && wanted(cause))
        };
        let best = fits(&|cause| !cause.only_exact && cause.amount == rest)
            .or_else(|| fits(&|cause| cause.amount == rest))
            .or_else(|| fits(&|cause| !cause.only_exact && cause.from > from))
            .or_else(|| fits(&|cause| !cause.only_exact));
        let Some(at) = best else {
            break;
        };
        let cause = causes.remove(at);
        match rest.minus(&cause.amount) {
            Ok(less) => rest = less,
            // Another currency than the credit's.
            Err(_) => continue,
        }
    }
    rest
}

/// Whether a fall is left.
pub(super) fn is_left(rest: &Amount) -> bool {
    !rest.value.is_sign_negative() && !rest.value.is_zero()
}
