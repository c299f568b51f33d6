//! What was spent within a time: every order that did or may still cost money.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{JournalError, OrdersNow};
use kh_model::{Amount, ProfileId};

use crate::orders::progress;
use crate::view::OrderProgress;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// 24 hours before.
pub(crate) fn day_before(now: Timestamp) -> Timestamp {
    before(now, DAY)
}

/// 30 days before.
pub(crate) fn month_before(now: Timestamp) -> Timestamp {
    before(now, MONTH)
}

fn before(now: Timestamp, long: SignedDuration) -> Timestamp {
    now.saturating_sub(long).unwrap_or(Timestamp::MIN)
}

/// What the orders placed after `since` did or may still cost, by currency. An
/// order whose time lies ahead of the clock counts, too.
pub(crate) fn since(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
    since: Timestamp,
) -> Result<Vec<Amount>, JournalError> {
    let costly: Vec<OrderProgress> = progress::ALL
        .into_iter()
        .filter(|progress| costs(*progress))
        .collect();
    of(orders, profile, &costly, since)
}

/// The amounts of the orders in these states that were placed after `since`, by
/// currency.
pub(crate) fn of(
    orders: &OrdersNow<'_>,
    profile: &ProfileId,
    states: &[OrderProgress],
    since: Timestamp,
) -> Result<Vec<Amount>, JournalError> {
    let states: Vec<&str> = states.iter().map(|state| progress::word(*state)).collect();
    Ok(sums(orders.amounts(profile, &states, since)?))
}

/// Whether an order in this state did or may still cost money.
pub(crate) fn costs(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => true,
        P::Accepted | P::Unpaid | P::Paid | P::Provisioned => true,
        // It was paid, and whether that comes back is not stated.
        P::CancelledPaid => true,
        P::Refused | P::Cancelled | P::NotSent | P::Closed => false,
    }
}

/// One sum for each currency, in the order of their codes; what has none comes
/// first.
fn sums(amounts: Vec<Amount>) -> Vec<Amount> {
    let mut sums: Vec<Amount> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            // Beyond what a decimal holds every cap is passed: the largest stays.
            Some(sum) => {
                if let Ok(more) = sum.plus(&amount) {
                    *sum = more;
                }
            }
            None => sums.push(amount),
        }
    }
    sums.sort_by(|one, two| one.currency.cmp(&two.currency));
    sums
}
