//! The list of orders: pages from the journal, with how many need a person.

use std::collections::HashSet;

use jiff::Timestamp;
use kh_journal::{Intent, IntentId, Journal, JournalError, Order, OrderFilter, Profile};
use kh_model::{ProfileId, Scope};

use super::elsewhere::repeatable_until;
use super::{outcome, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{OrderProgress, OrderRow, OrdersFilter, OrdersQuery, OrdersView};
use crate::{connection, profiles};

/// The longest page that is given.
const LONGEST_PAGE: u32 = 100;

/// What is true at the moment of looking and is not in the journal.
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    pub(crate) busy: HashSet<IntentId>,
    /// Whether the key may read orders, as far as the provider said.
    pub(crate) may_ask: bool,
}

impl Moment {
    /// The moment for a profile.
    pub(crate) async fn of(desk: &Desk, profile: &ProfileId) -> Result<Self, CoreError> {
        let now = desk.now(profile).await;
        let busy = desk.owner.ask(|state| state.busy.clone()).await?;
        let may_ask = may_ask(desk, profile).await;
        Ok(Self { now, busy, may_ask })
    }

    /// The moment for somebody who holds the intent asked about: nobody sends
    /// it.
    pub(crate) async fn of_settled(desk: &Desk, profile: &ProfileId) -> Self {
        Self {
            now: desk.now(profile).await,
            busy: HashSet::new(),
            may_ask: may_ask(desk, profile).await,
        }
    }

    /// Whether the provider can be asked how the order is. Where it cannot, an
    /// unpaid order takes a person's word (contract 8: a 402 need not name its
    /// order).
    pub(crate) fn can_ask(&self, order: &Order) -> bool {
        self.may_ask && order.provider_order_id.is_some()
    }

    /// Whether a person's word settles it: nothing else can.
    pub(crate) fn takes_a_word(&self, order: &Order, intent: &Intent) -> bool {
        match self.progress(order, intent) {
            OrderProgress::NeedsPerson => true,
            OrderProgress::Unpaid => !self.can_ask(order),
            OrderProgress::Written
            | OrderProgress::Sending
            | OrderProgress::Unknown
            | OrderProgress::Accepted
            | OrderProgress::Paid
            | OrderProgress::Provisioned
            | OrderProgress::Refused
            | OrderProgress::Cancelled
            | OrderProgress::CancelledPaid
            | OrderProgress::NotSent
            | OrderProgress::Closed => false,
        }
    }

    /// How far an order has come, as a person sees it now.
    pub(crate) fn progress(&self, order: &Order, intent: &Intent) -> OrderProgress {
        progress::shown_now(
            progress::read(&order.terms.state),
            self.busy.contains(&order.intent_id),
            repeatable_until(order, intent),
            self.now,
        )
    }
}

/// A profile that is gone, or of which nothing was said, is asked nevertheless.
async fn may_ask(desk: &Desk, profile: &ProfileId) -> bool {
    let kept = profiles::one(desk, profile).await;
    let may = |kept: Profile| connection::may(&kept, &Scope::ReadOrders);
    kept.ok().and_then(may).unwrap_or(true)
}

/// A page of the active profile's orders.
pub(crate) async fn view(desk: &Desk, query: OrdersQuery) -> Result<OrdersView, CoreError> {
    let profile = profiles::active(desk).await?;
    let moment = Moment::of(desk, &profile.id).await?;
    desk.store
        .run(move |journal| page(journal, &profile.id, &query, &moment))
        .await
}

fn page(
    journal: &Journal,
    profile: &ProfileId,
    query: &OrdersQuery,
    moment: &Moment,
) -> Result<OrdersView, JournalError> {
    let count = |filter: OrdersFilter| -> Result<u32, JournalError> {
        let filter = OrderFilter {
            states: states(filter),
            ..OrderFilter::default()
        };
        Ok(journal.list_orders(Some(profile), &filter, 0, 0)?.total)
    };
    let filter = OrderFilter {
        states: states(query.filter),
        text: Some(query.search.clone()).filter(|text| !text.trim().is_empty()),
        ..OrderFilter::default()
    };
    let limit = query.limit.min(LONGEST_PAGE);
    let found = journal.list_orders(Some(profile), &filter, query.offset, limit)?;
    Ok(OrdersView {
        all: count(OrdersFilter::All)?,
        needs_you: count(OrdersFilter::NeedsYou)?,
        open: count(OrdersFilter::Open)?,
        ended: count(OrdersFilter::Ended)?,
        total: found.total,
        rows: rows(journal, &found.orders, moment)?,
    })
}

/// Orders as rows.
pub(crate) fn rows(
    journal: &Journal,
    orders: &[Order],
    moment: &Moment,
) -> Result<Vec<OrderRow>, JournalError> {
    let mut rows = Vec::new();
    for order in orders {
        let intent = journal.intent(&order.intent_id)?;
        let intent = intent.ok_or(JournalError::NotFound {
            what: crate::intents::words::INTENT,
        })?;
        rows.push(row(order, &intent, moment));
    }
    Ok(rows)
}

/// One order as a row.
pub(crate) fn row(order: &Order, intent: &Intent, moment: &Moment) -> OrderRow {
    let progress = moment.progress(order, intent);
    OrderRow {
        no: order.no.get(),
        product: order.terms.product_name.clone(),
        product_id: order.terms.product_id.as_str().to_owned(),
        cycle: order.terms.cycle.as_str().to_owned(),
        hostname: order.terms.hostname.clone(),
        customer: order.terms.customer.clone(),
        now: Some((&order.terms.amount_now).into()),
        progress,
        status_raw: order.provider_status.clone(),
        needs_you: needs_you(progress),
        deadline: deadline(progress, order, intent),
        created_at: order.created_at,
        updated_at: order.updated_at,
    }
}

/// Until when something can still be done about it.
fn deadline(progress: OrderProgress, order: &Order, intent: &Intent) -> Option<Timestamp> {
    use OrderProgress as P;
    match progress {
        P::Sending | P::Unknown => Some(repeatable_until(order, intent)),
        P::Unpaid => Some(outcome::ends(order, intent).earliest),
        P::Written | P::Accepted | P::Paid | P::Provisioned => None,
        P::Refused | P::Cancelled | P::NotSent | P::NeedsPerson | P::Closed => None,
        P::CancelledPaid => None,
    }
}

/// Whether a person has to do something.
pub(crate) fn needs_you(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Unknown | P::Unpaid | P::NeedsPerson => true,
        P::Written | P::Sending | P::Accepted | P::Paid => false,
        P::Provisioned | P::Refused | P::Cancelled | P::NotSent | P::Closed => false,
        P::CancelledPaid => false,
    }
}

/// The kept words of a filter; none means all.
pub(crate) fn states(filter: OrdersFilter) -> Vec<String> {
    use OrderProgress as P;
    let belongs = |progress: &P| match filter {
        OrdersFilter::All => false,
        // What is kept as "sending" and is not being sent is unknown.
        OrdersFilter::NeedsYou => {
            needs_you(*progress) || matches!(progress, P::Sending | P::Written)
        }
        OrdersFilter::Open => {
            progress::is_on_its_way(*progress)
                || matches!(progress, P::Sending | P::Written | P::Unknown)
        }
        OrdersFilter::Ended => {
            matches!(
                progress,
                P::Provisioned
                    | P::Refused
                    | P::Cancelled
                    | P::CancelledPaid
                    | P::NotSent
                    | P::Closed
            )
        }
    };
    let kept = progress::ALL.into_iter().filter(belongs);
    kept.map(|progress| progress::word(progress).to_owned())
        .collect()
}
