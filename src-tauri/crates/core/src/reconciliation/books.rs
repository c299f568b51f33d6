//! Reads from the journal what is put side by side.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Journal, JournalError, Order, OrderFilter, Reconciled};
use kh_model::ProfileId;

use super::compare::{Books, StrangeInvoice};
use crate::orders::progress;
use crate::rescue;
use crate::view::OrderProgress;

/// Falls of the credit that lie further back are not looked at any more.
const LOOKS_BACK: SignedDuration = SignedDuration::from_hours(90 * 24);
/// An order may be paid for so long after it was made.
const ORDER_LIVES: SignedDuration = SignedDuration::from_hours(48);
/// Most rows of one kind.
const MOST: u32 = 2_000;

/// The books of an account, and from when on it is compared: what the first
/// whole reading shows is taken as it is. `kept` is how that stands so far.
pub(super) fn read(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
    kept: Option<Reconciled>,
) -> Result<(Books, Reconciled), JournalError> {
    let services_at = journal.service_list(profile)?.whole_at;
    let invoices_at = journal.invoice_list(profile)?.whole_at;
    let state = Reconciled {
        made_at: now,
        services_taken_at: kept.and_then(|kept| kept.services_taken_at).or(services_at),
        invoices_taken_at: kept.and_then(|kept| kept.invoices_taken_at).or(invoices_at),
    };
    let strange_services = match state.services_taken_at {
        Some(taken) => journal.services_without_order(profile, taken, MOST)?,
        None => Vec::new(),
    };
    let since = now.saturating_sub(LOOKS_BACK).unwrap_or(now);
    let mut books = Books {
        now,
        services_at,
        invoices_at,
        bare_orders: journal.orders_without_service(
            profile,
            &words(&[
                OrderProgress::Accepted,
                OrderProgress::Paid,
                OrderProgress::Provisioned,
            ]),
        )?,
        open_orders: listed(
            journal,
            profile,
            &[
                OrderProgress::Written,
                OrderProgress::Sending,
                OrderProgress::Unknown,
                OrderProgress::NeedsPerson,
            ],
            None,
        )?,
        unpaid_orders: rescue::waiting(journal, profile)?,
        spending_orders: Vec::new(),
        strange_services,
        strange_invoices: Vec::new(),
        moving_invoices: Vec::new(),
        credit: Vec::new(),
    };
    let Some(taken) = state.invoices_taken_at else {
        return Ok((books, state));
    };
    let since = since.max(taken);
    books.spending_orders = listed(
        journal,
        profile,
        &[
            OrderProgress::Accepted,
            OrderProgress::Unpaid,
            OrderProgress::Paid,
            OrderProgress::Provisioned,
            // It was taken; whether it came back is not stated.
            OrderProgress::CancelledPaid,
        ],
        since.saturating_sub(ORDER_LIVES).ok(),
    )?;
    for listed in journal.invoices_first_seen_after(profile, since, MOST)? {
        if listed.order_no.is_some() {
            continue;
        }
        let seen = listed.kept.first_seen_at;
        let is_renewal = match &listed.kept.facts.total {
            Some(total) => journal.is_a_renewal(profile, total, seen)?,
            None => false,
        };
        books
            .strange_invoices
            .push(StrangeInvoice { listed, is_renewal });
    }
    books.moving_invoices = journal.invoices_changed_after(profile, since, MOST)?;
    let mut credit = journal.balances(profile, MOST)?;
    // The last reading before the beginning is what the first fall is from.
    credit.retain(|seen| seen.last_read_at >= since);
    credit.reverse();
    books.credit = credit;
    Ok((books, state))
}

fn words(states: &[OrderProgress]) -> Vec<&'static str> {
    states.iter().map(|state| progress::word(*state)).collect()
}

fn listed(
    journal: &Journal,
    profile: &ProfileId,
    states: &[OrderProgress],
    since: Option<Timestamp>,
) -> Result<Vec<Order>, JournalError> {
    let filter = OrderFilter {
        states: words(states).into_iter().map(str::to_owned).collect(),
        since,
        ..OrderFilter::default()
    };
    let mut orders: Vec<Order> = Vec::new();
    loop {
        let offset = u32::try_from(orders.len()).unwrap_or(u32::MAX);
        let page = journal.list_orders(Some(profile), &filter, offset, 100)?;
        if page.orders.is_empty() || offset >= MOST {
            break;
        }
        orders.extend(page.orders);
    }
    // Oldest first.
    orders.reverse();
    Ok(orders)
}
