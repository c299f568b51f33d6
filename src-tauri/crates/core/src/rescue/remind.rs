//! Reminders before an unpaid order is cancelled: at 12 hours, 2 hours and 30
//! minutes, each once for an order, whatever sleeps or starts again. Who slept
//! through several gets the newest.

use jiff::{SignedDuration, Timestamp};
use kh_journal::{EventKind, EventSource, EventSubject, Journal, JournalError, NewEvent, Order};
use kh_model::ProfileId;

use crate::desk::Desk;
use crate::events;
use crate::view::Topic;

/// Minutes before the end, the earliest first.
pub(crate) const BEFORE: [u32; 3] = [12 * 60, 2 * 60, 30];

/// The reminder that is due: the newest one whose time has come, unless it or
/// a later one was told.
fn due(ends: Timestamp, told: &[u32], now: Timestamp) -> Option<u32> {
    if now >= ends {
        return None;
    }
    let newest = BEFORE
        .into_iter()
        .rev()
        .find(|minutes| at(ends, *minutes) <= now)?;
    told.iter().all(|before| *before > newest).then_some(newest)
}

/// When the next reminder is due after now.
fn next(ends: Timestamp, now: Timestamp) -> Option<Timestamp> {
    BEFORE
        .into_iter()
        .map(|minutes| at(ends, minutes))
        .find(|at| *at > now)
}

fn at(ends: Timestamp, minutes: u32) -> Timestamp {
    ends.saturating_sub(SignedDuration::from_mins(i64::from(minutes)))
        .unwrap_or(ends)
}

/// Writes the reminders of a profile that are due, and says when the next one
/// is.
pub(crate) async fn tell(desk: &Desk, profile: &ProfileId) -> Option<Timestamp> {
    let now = desk.now(profile).await;
    let own = profile.clone();
    let told = desk
        .store
        .run(move |journal| remind_all(journal, &own, now))
        .await;
    match told {
        Ok((any, next)) => {
            if any {
                desk.notify(Topic::Activity, Some(profile));
            }
            next
        }
        Err(error) => {
            tracing::warn!(error = %error, "a reminder could not be written");
            None
        }
    }
}

fn remind_all(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
) -> Result<(bool, Option<Timestamp>), JournalError> {
    let mut any = false;
    let mut soonest: Option<Timestamp> = None;
    for super::Waiting { order, ends } in super::waiting(journal, profile)? {
        let ends = ends.earliest;
        let told = journal.reminders(profile, order.no)?;
        if let Some(minutes) = due(ends, &told, now) {
            any |= journal.remind(
                profile,
                order.no,
                minutes,
                &event(&order, ends, minutes, now),
            )?;
        }
        soonest = match (soonest, next(ends, now)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok((any, soonest))
}

fn event(order: &Order, ends: Timestamp, minutes: u32, now: Timestamp) -> NewEvent {
    NewEvent {
        kind: EventKind::PaymentReminder,
        subject: EventSubject::Order(order.no),
        from: now,
        to: now,
        facts: events::of_reminder(order, ends, minutes),
        source: EventSource::Clock,
        request_id: None,
        // The payment itself asks for a person until it is made.
        needs_you: false,
        leaves_open: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap()
    }

    fn before(minutes: i64) -> Timestamp {
        ends() - SignedDuration::from_mins(minutes)
    }

    #[test]
    fn each_reminder_comes_at_its_time_and_once() {
        assert_eq!(due(ends(), &[], before(721)), None);
        assert_eq!(due(ends(), &[], before(720)), Some(720));
        assert_eq!(due(ends(), &[720], before(719)), None);
        assert_eq!(due(ends(), &[720], before(120)), Some(120));
        assert_eq!(due(ends(), &[720, 120], before(30)), Some(30));
        assert_eq!(due(ends(), &[720, 120, 30], before(1)), None);
    }

    #[test]
    fn who_slept_gets_the_newest_and_never_an_older_one() {
        assert_eq!(due(ends(), &[], before(20)), Some(30));
        assert_eq!(due(ends(), &[30], before(20)), None);
        assert_eq!(due(ends(), &[], before(100)), Some(120));
        // A clock that was set back repeats none either.
        assert_eq!(due(ends(), &[30], before(100)), None);
        assert_eq!(due(ends(), &[], before(0)), None);
        assert_eq!(due(ends(), &[], before(-5)), None);
    }

    #[test]
    fn the_next_one_is_known_ahead() {
        assert_eq!(next(ends(), before(800)), Some(before(720)));
        assert_eq!(next(ends(), before(720)), Some(before(120)));
        assert_eq!(next(ends(), before(30)), None);
    }
}
