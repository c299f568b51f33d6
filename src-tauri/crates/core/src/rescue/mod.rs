//! The payment rescue desk: orders that exist and are not paid, ranked by what
//! ends first, against the credit as last read.
//!
//! ```text
//! steps   what new credit would save
//! remind  reminders before the end
//! ```

pub(crate) mod remind;
mod steps;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use kh_api::problem::PaymentReason;
use kh_journal::{Journal, JournalError, Order, OrderFilter, OrderNo};
use kh_model::ProfileId;

use crate::connection::credit_view;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::orders::checks::missing_credit;
use crate::orders::list::{self, Moment};
use crate::orders::outcome::{self, Ends};
use crate::orders::progress;
use crate::profiles;
use crate::view::{OrderProgress, PortalPageName, RescueRow, RescueView, TopUpStep};

/// An order whose day is over is taken for that after so long: clocks differ.
pub(crate) const PAST: SignedDuration = SignedDuration::from_mins(10);
/// Orders of one page while reading.
const PAGE: u32 = 100;

/// Unpaid orders of the active profile, without a call.
pub(crate) async fn view(desk: &Desk) -> Result<RescueView, CoreError> {
    let profile = profiles::active(desk).await?;
    let moment = Moment::of(desk, &profile.id).await?;
    let asked = desk.owner.ask(|state| state.asked.clone()).await?;
    desk.store
        .run(move |journal| read(journal, &profile.id, &moment, &asked))
        .await
}

fn read(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
    asked: &HashMap<OrderNo, Timestamp>,
) -> Result<RescueView, JournalError> {
    let credit = journal.latest_balance(profile)?;
    let amount = credit.as_ref().map(|seen| &seen.amount);
    let orders = waiting(journal, profile)?;
    let mut rows = Vec::new();
    for Waiting { order, ends } in &orders {
        for row in list::rows(journal, std::slice::from_ref(order), moment)? {
            let missing = missing_credit(amount, Some(&order.terms.amount_now));
            rows.push(RescueRow {
                reason: reason(order),
                cancelled_at: ends.earliest,
                cancelled_by: ends.latest,
                amount: (&order.terms.amount_now).into(),
                shortfall_alone: missing
                    .filter(|missing| !missing.value.is_zero())
                    .map(Into::into),
                portal: page(reason(order).as_deref()),
                can_check: moment.can_ask(order),
                expired: moment.now >= ends.latest,
                last_checked_at: asked.get(&order.no).copied(),
                order: row,
            });
        }
    }
    let alive: Vec<steps::Waiting> = orders
        .iter()
        .filter(|waiting| moment.now < waiting.ends.latest)
        .map(|Waiting { order, .. }| steps::Waiting {
            no: order.no.get(),
            amount: order.terms.amount_now.clone(),
        })
        .collect();
    let (steps, unpriced) = steps::steps(amount, &alive);
    Ok(RescueView {
        orders: rows,
        credit: credit.as_ref().map(credit_view),
        steps: steps
            .into_iter()
            .map(|step| TopUpStep {
                top_up: step.top_up.into(),
                saves: step.saves,
            })
            .collect(),
        unpriced,
    })
}

/// An order that waits to be paid.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) order: Order,
    pub(crate) ends: Ends,
}

/// Unpaid orders of a profile, the one that ends first before all others.
pub(crate) fn waiting(
    journal: &Journal,
    profile: &ProfileId,
) -> Result<Vec<Waiting>, JournalError> {
    let filter = OrderFilter {
        states: vec![progress::word(OrderProgress::Unpaid).to_owned()],
        ..OrderFilter::default()
    };
    let mut orders = Vec::new();
    loop {
        let offset = u32::try_from(orders.len()).unwrap_or(u32::MAX);
        let page = journal.list_orders(Some(profile), &filter, offset, PAGE)?;
        if page.orders.is_empty() {
            break;
        }
        for order in page.orders {
            let ends = ends(journal, &order)?;
            orders.push(Waiting { order, ends });
        }
    }
    orders.sort_by_key(|waiting| (waiting.ends.earliest, waiting.order.no));
    Ok(orders)
}

/// The oldest order that can still be paid or waits for a person's word.
pub(crate) fn unsettled(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
) -> Result<Option<OrderNo>, JournalError> {
    let filter = OrderFilter {
        states: vec![progress::word(OrderProgress::NeedsPerson).to_owned()],
        ..OrderFilter::default()
    };
    let undecided = journal.list_orders(Some(profile), &filter, 0, PAGE)?.orders;
    let undecided = undecided.into_iter().map(|order| order.no);
    let payable = waiting(journal, profile)?.into_iter();
    let payable = payable
        .filter(|unpaid| now < unpaid.ends.latest.saturating_add(PAST).unwrap_or(now))
        .map(|unpaid| unpaid.order.no);
    Ok(undecided.chain(payable).min())
}

/// When the provider cancels an unpaid order.
pub(crate) fn ends(journal: &Journal, order: &Order) -> Result<Ends, JournalError> {
    let intent = journal.intent(&order.intent_id)?;
    let intent = intent.ok_or(JournalError::NotFound {
        what: crate::intents::words::INTENT,
    })?;
    Ok(outcome::ends(order, &intent))
}

fn reason(order: &Order) -> Option<String> {
    let problem = order.problem.as_ref()?;
    problem.reason.clone()
}

/// The page of the portal where the reason can be helped.
fn page(reason: Option<&str>) -> PortalPageName {
    match reason.map(PaymentReason::read) {
        Some(PaymentReason::InsufficientCreditAndNoCard) => PortalPageName::AddCredit,
        Some(PaymentReason::CardDeclined | PaymentReason::CardExpired) => PortalPageName::Cards,
        Some(PaymentReason::ClientNotFound) => PortalPageName::Home,
        Some(PaymentReason::Other(_)) | None => PortalPageName::Invoices,
    }
}
