//! What happened to the credit between two looks.

use jiff::Timestamp;
use kh_journal::{BalanceSeen, EventKind, EventSource, EventSubject, NewEvent};
use kh_model::{Amount, RequestId};
use rust_decimal::Decimal;

use super::fact;
use super::facts::Facts;

/// The events of a credit that was just read. `line` is the amount below which
/// the person wants to hear of it, in the currency of the account. What the
/// first look shows is no news.
pub(crate) fn of_balance(
    before: Option<&BalanceSeen>,
    now: &Amount,
    at: Timestamp,
    request_id: Option<&RequestId>,
    line: Option<Decimal>,
) -> Vec<NewEvent> {
    let Some(before) = before.filter(|before| before.amount != *now) else {
        return Vec::new();
    };
    let is_low = |amount: &Amount| line.is_some_and(|line| amount.value < line);
    let moved = now.minus(&before.amount).ok();
    let event = |kind| NewEvent {
        kind,
        subject: EventSubject::Credit,
        from: before.last_read_at.min(at),
        to: at,
        facts: Facts::of(fact::OLD, before.amount.to_string())
            .with(fact::NEW, now.to_string())
            .amount(moved.as_ref())
            .maybe(fact::LINE, line.map(|line| line.to_string()))
            .whole(),
        source: EventSource::CreditRead,
        request_id: request_id.cloned(),
        needs_you: false,
        leaves_open: is_low(now),
    };
    let mut events = vec![event(EventKind::CreditChanged)];
    if is_low(now) && !is_low(&before.amount) {
        events.push(NewEvent {
            needs_you: true,
            ..event(EventKind::BalanceLow)
        });
    }
    events
}
