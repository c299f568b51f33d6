//! The overview of the active profile, from the journal alone.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use kh_journal::{Journal, JournalError, OrderFilter};
use kh_model::{Amount, Currency, ProfileId};

use crate::catalogue;
use crate::connection;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::orders::list::{self, Moment};
use crate::orders::progress;
use crate::profiles;
use crate::view::{
    AttentionKind, AttentionView, OrderProgress, OrderRow, OrdersFilter, OverviewView,
};

/// Newest orders that are shown.
const RECENT: u32 = 8;
/// Most things that need a person; beyond that the list of orders is better.
const MOST_ATTENTION: u32 = 100;
/// How far back the sum of spent money looks.
const SPENT_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Orders of one page while summing up.
const PAGE: u32 = 100;

/// The overview.
pub(crate) async fn view(desk: &Desk) -> Result<OverviewView, CoreError> {
    let profile = profiles::active(desk).await?;
    let credit = connection::credit(desk, &profile).await?;
    let (products, catalogue_at) = catalogue::size(desk, &profile.id).await?;
    let moment = Moment::of(desk, &profile.id).await?;
    desk.store
        .run(move |journal| {
            let all = journal.list_orders(Some(&profile.id), &OrderFilter::default(), 0, RECENT)?;
            Ok(OverviewView {
                attention: attention(journal, &profile.id, &moment)?,
                credit,
                recent: list::rows(journal, &all.orders, &moment)?,
                orders: all.total,
                spent_30_days: spent(journal, &profile.id, &moment)?,
                products,
                catalogue_at,
            })
        })
        .await
}

/// What needs a person, nearest deadline first.
fn attention(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
) -> Result<Vec<AttentionView>, JournalError> {
    let filter = OrderFilter {
        states: list::states(OrdersFilter::NeedsYou),
        ..OrderFilter::default()
    };
    let found = journal.list_orders(Some(profile), &filter, 0, MOST_ATTENTION)?;
    let mut attention = Vec::new();
    for order in &found.orders {
        let rows = list::rows(journal, std::slice::from_ref(order), moment)?;
        let Some(row) = rows.into_iter().next() else {
            continue;
        };
        if let Some(kind) = kind(&row) {
            let reason = order
                .problem
                .as_ref()
                .and_then(|problem| problem.reason.clone());
            let reason = reason.filter(|_| kind == AttentionKind::OrderUnpaid);
            attention.push(AttentionView {
                kind,
                order: row,
                reason,
            });
        }
    }
    attention.sort_by_key(|one| (one.order.deadline.is_none(), one.order.deadline));
    Ok(attention)
}

fn kind(row: &OrderRow) -> Option<AttentionKind> {
    use OrderProgress as P;
    match row.progress {
        P::Unknown => Some(AttentionKind::OrderUnknown),
        P::Unpaid => Some(AttentionKind::OrderUnpaid),
        P::NeedsPerson => Some(AttentionKind::OrderNeedsPerson),
        P::Written | P::Sending | P::Accepted | P::Paid => None,
        P::Provisioned | P::Refused | P::Cancelled | P::NotSent => None,
    }
}

/// What was accepted lately, by currency. An unpaid order has cost nothing.
fn spent(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
) -> Result<Vec<crate::view::Money>, JournalError> {
    let accepted = [
        OrderProgress::Accepted,
        OrderProgress::Paid,
        OrderProgress::Provisioned,
    ];
    let filter = OrderFilter {
        states: accepted
            .map(|progress| progress::word(progress).to_owned())
            .to_vec(),
        since: moment.now.saturating_sub(SPENT_WITHIN).ok(),
        ..OrderFilter::default()
    };
    let mut sums: BTreeMap<Option<Currency>, Amount> = BTreeMap::new();
    let mut offset = 0;
    loop {
        let page = journal.list_orders(Some(profile), &filter, offset, PAGE)?;
        if page.orders.is_empty() {
            return Ok(sums.into_values().map(Into::into).collect());
        }
        for order in &page.orders {
            let amount = &order.terms.amount_now;
            let sum = sums
                .entry(amount.currency.clone())
                .or_insert_with(|| Amount::zero(amount.currency.clone()));
            if let Ok(more) = sum.plus(amount) {
                *sum = more;
            }
        }
        offset += PAGE;
    }
}
