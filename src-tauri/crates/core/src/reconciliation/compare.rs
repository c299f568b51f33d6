//! Puts orders, services, invoices and credit side by side. Pure: books come
//! in, findings go out. Where the books are not read far enough to tell,
//! nothing is found: a finding says what somebody saw, not what is missing from
//! a list nobody read.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{BalanceSeen, KeptService, ListedInvoice, Order};
use kh_model::{Amount, InvoiceState};

use super::causes;
use super::found::{Found, Kind};
use crate::orders::clues::is_like;
use crate::rescue;
use crate::view::Money;
use crate::{billing, services};

/// How long a paid order may take to show a service, and a paid invoice to show
/// what it was for.
pub(super) const GRACE: SignedDuration = SignedDuration::from_mins(30);

/// What is put side by side.
#[derive(Debug, Clone)]
pub(super) struct Books {
    pub(super) now: Timestamp,
    /// When services and invoices were last read whole.
    pub(super) services_at: Option<Timestamp>,
    pub(super) invoices_at: Option<Timestamp>,
    /// Orders that were taken, of which no service was ever seen.
    pub(super) bare_orders: Vec<Order>,
    /// Orders whose fate is not known.
    pub(super) open_orders: Vec<Order>,
    /// Unpaid orders.
    pub(super) unpaid_orders: Vec<rescue::Waiting>,
    /// Orders that may have cost something lately.
    pub(super) spending_orders: Vec<Order>,
    /// Services since the beginning that no order made.
    pub(super) strange_services: Vec<KeptService>,
    /// Invoices since the beginning that no order names.
    pub(super) strange_invoices: Vec<StrangeInvoice>,
    /// Invoices that changed lately.
    pub(super) moving_invoices: Vec<ListedInvoice>,
    /// The credit since the beginning, oldest first.
    pub(super) credit: Vec<BalanceSeen>,
}

/// An invoice that no order names.
#[derive(Debug, Clone)]
pub(super) struct StrangeInvoice {
    pub(super) listed: ListedInvoice,
    /// Whether it is over what one service, or all that are due on one day,
    /// cost at each renewal.
    pub(super) is_renewal: bool,
}

/// Everything that does not agree.
pub(super) fn compare(books: &Books) -> Vec<Found> {
    let paired = pair(books);
    let mut found = Vec::new();
    found.extend(orders_without_service(books, &paired.orders));
    found.extend(services_without_order(books, &paired.services));
    found.extend(invoices_without_service(books, &paired.services));
    found.extend(money_without_cause(books));
    found.extend(unpaid_past_their_day(books));
    found
}

/// Orders and services that probably belong together, though neither names the
/// other; by their places.
struct Paired {
    orders: Vec<usize>,
    services: Vec<usize>,
}

/// One service for each order, the oldest first. A service that may be what an
/// order without an answer or without its payment bought is a clue of that order
/// and no finding.
fn pair(books: &Books) -> Paired {
    let mut paired = Paired {
        orders: Vec::new(),
        services: Vec::new(),
    };
    let orders = books.bare_orders.iter().enumerate();
    let orders = orders
        .map(|(place, order)| (Some(place), order))
        .chain(books.open_orders.iter().map(|order| (None, order)))
        // One that was paid in the portal is not always heard of.
        .chain(
            books
                .unpaid_orders
                .iter()
                .map(|unpaid| (None, &unpaid.order)),
        );
    for (place, order) in orders {
        let fits = |service: &KeptService| {
            let names_other = place.is_some()
                && service.facts.order_id.is_some()
                && order.provider_order_id.is_some();
            !names_other && service.first_seen_at >= order.created_at && is_like(order, service)
        };
        let free = books
            .strange_services
            .iter()
            .enumerate()
            .find(|(at, service)| !paired.services.contains(at) && fits(service));
        if let Some((at, _)) = free {
            paired.services.push(at);
            paired.orders.extend(place);
        }
    }
    paired
}

fn orders_without_service(books: &Books, paired: &[usize]) -> Vec<Found> {
    let Some(services_at) = books.services_at else {
        return Vec::new();
    };
    let orders = books.bare_orders.iter().enumerate();
    orders
        .filter(|(at, order)| {
            let since = order.created_at.max(order.updated_at);
            !paired.contains(at) && services_at.duration_since(since) >= GRACE
        })
        .map(|(_, order)| {
            about_order(Kind::OrderWithoutService, order, services_at)
                .fact("services_at", services_at.to_string())
                .maybe("status", order.provider_status.clone())
        })
        .collect()
}

fn about_order(kind: Kind, order: &Order, to: Timestamp) -> Found {
    Found {
        order: Some(order.no.get()),
        ..Found::new(kind, order.created_at, to)
    }
    .money(Some(&order.terms.amount_now))
    .fact("product", order.terms.product_name.as_str())
    .maybe("hostname", order.terms.hostname.clone())
    .maybe("customer", order.terms.customer.clone())
}

fn services_without_order(books: &Books, paired: &[usize]) -> Vec<Found> {
    let services = books.strange_services.iter().enumerate();
    services
        .filter(|(at, _)| !paired.contains(at))
        .map(|(_, kept)| strange(kept))
        .collect()
}

/// A service that no order made.
pub(super) fn strange(kept: &KeptService) -> Found {
    let shown = services::row_of(kept, None);
    Found {
        service: Some((shown.id, shown.name)),
        ..Found::new(
            Kind::ServiceWithoutOrder,
            kept.first_seen_at,
            kept.first_seen_at,
        )
    }
    .money(kept.facts.recurring.as_ref())
    .maybe("product", shown.product)
    .maybe(
        "order_id",
        kept.facts
            .order_id
            .as_ref()
            .map(|id| id.as_str().to_owned()),
    )
    .maybe("status", shown.status_raw)
}

/// Only what was paid: an open invoice stands in its own list.
fn invoices_without_service(books: &Books, paired: &[usize]) -> Vec<Found> {
    let Some(services_at) = books.services_at else {
        return Vec::new();
    };
    let mut explains: Vec<&Amount> = books
        .open_orders
        .iter()
        .chain(
            books
                .spending_orders
                .iter()
                .filter(|order| order.invoice_id.is_none()),
        )
        .map(|order| &order.terms.amount_now)
        .collect();
    // One service bought elsewhere and its invoice are one finding.
    let services = books.strange_services.iter().enumerate();
    explains.extend(
        services
            .filter(|(at, _)| !paired.contains(at))
            .filter_map(|(_, kept)| kept.facts.recurring.as_ref()),
    );
    let mut found = Vec::new();
    for invoice in &books.strange_invoices {
        let kept = &invoice.listed.kept;
        let is_paid = kept.facts.state() == InvoiceState::Paid;
        let is_old_enough = services_at.duration_since(kept.first_seen_at) >= GRACE;
        if !is_paid || !is_old_enough || invoice.is_renewal {
            continue;
        }
        let total = kept.facts.total.as_ref();
        if let Some(at) = explains.iter().position(|amount| Some(*amount) == total) {
            explains.swap_remove(at);
            continue;
        }
        found.push(
            Found {
                invoice: Some((
                    kept.facts.id.as_str().to_owned(),
                    billing::shown_name(&kept.facts),
                )),
                ..Found::new(Kind::InvoiceWithoutService, kept.first_seen_at, services_at)
            }
            .money(total)
            .fact("services_at", services_at.to_string())
            .maybe(
                "date",
                kept.facts.date.as_ref().map(|date| date.raw.clone()),
            ),
        );
    }
    found
}

/// Each fall of the credit, less what is known to have cost something then.
/// What explains one fall explains no other.
fn money_without_cause(books: &Books) -> Vec<Found> {
    let Some(invoices_at) = books.invoices_at else {
        return Vec::new();
    };
    let mut causes = causes::of(books);
    let mut found = Vec::new();
    for pair in books.credit.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let (from, to) = (before.last_read_at, after.first_read_at);
        let Ok(fell) = before.amount.minus(&after.amount) else {
            continue;
        };
        let rest = causes::explain(&mut causes, fell, from, to);
        // Who reads the invoices later may still learn the cause.
        if invoices_at < to || !causes::is_left(&rest) {
            continue;
        }
        found.push(
            Found::new(Kind::MoneyWithoutCause, from, to)
                .money(Some(&rest))
                .fact("before", text(&before.amount))
                .fact("after", text(&after.amount))
                .fact("invoices_at", invoices_at.to_string()),
        );
    }
    found
}

fn unpaid_past_their_day(books: &Books) -> Vec<Found> {
    books
        .unpaid_orders
        .iter()
        .filter(|waiting| books.now.duration_since(waiting.ends.latest) >= rescue::PAST)
        .map(|rescue::Waiting { order, ends }| {
            let ends = ends.latest;
            about_order(Kind::UnpaidPastItsDay, order, ends)
                .fact("ended", ends.to_string())
                .maybe(
                    "nameless",
                    order.provider_order_id.is_none().then(String::new),
                )
        })
        .collect()
}

fn text(amount: &Amount) -> String {
    let money = Money::from(amount);
    match money.currency {
        Some(currency) => format!("{} {currency}", money.value),
        None => money.value,
    }
}
