//! While you were away: what may have happened between the last time somebody
//! looked and the time they came back, counted by kind.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Event, EventFilter, EventId, EventKind, Journal, JournalError};
use kh_model::{Amount, ProfileId};

use super::away::{self, Away};
use super::rows;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::events::fact;
use crate::view::{DigestLine, DigestView, PlaceView};

/// Names that a line shows.
const NAMES: usize = 3;
/// Events of one page while counting.
const PAGE: u32 = 100;
/// Beyond this the list is better than a digest.
const MOST: u32 = 5_000;

/// The digest of a profile; none where nothing happened or it was put away.
pub(crate) async fn digest(
    desk: &Desk,
    profile: &ProfileId,
) -> Result<Option<DigestView>, CoreError> {
    let Some(away) = away::pending(desk, profile).await? else {
        return Ok(None);
    };
    let own = profile.clone();
    let events = desk
        .store
        .run(move |journal| since(journal, &own, EventId::new(away.after)))
        .await?;
    Ok(of(&away, &events))
}

fn since(
    journal: &Journal,
    profile: &ProfileId,
    after: EventId,
) -> Result<Vec<Event>, JournalError> {
    let filter = EventFilter {
        after: Some(after),
        ..EventFilter::default()
    };
    let mut events = Vec::new();
    for offset in (0..MOST).step_by(PAGE as usize) {
        let page = journal.events(profile, &filter, offset, PAGE)?;
        let is_last = page.events.len() < PAGE as usize;
        events.extend(page.events);
        if is_last {
            break;
        }
    }
    Ok(events)
}

/// What came to light later counts too, if it may have happened before.
fn of(away: &Away, events: &[Event]) -> Option<DigestView> {
    let mut kinds: BTreeMap<EventKind, Vec<&Event>> = BTreeMap::new();
    let mut not_watching = SignedDuration::ZERO;
    for event in events.iter().filter(|event| event.event.from < away.to) {
        match event.event.kind {
            EventKind::WatchingAgain => {
                not_watching += overlap(away, event.event.from, event.event.to);
            }
            EventKind::FirstLook => {}
            kind => kinds.entry(kind).or_default().push(event),
        }
    }
    let mut lines: Vec<DigestLine> = kinds
        .into_iter()
        .map(|(kind, events)| line(kind, &events))
        .collect();
    // A stable order: within both, that of the kinds.
    lines.sort_by_key(|line| !line.needs_you);
    (!lines.is_empty()).then(|| DigestView {
        from: away.from,
        to: away.to,
        not_watching_seconds: not_watching.as_secs(),
        lines,
    })
}

fn overlap(away: &Away, from: Timestamp, to: Timestamp) -> SignedDuration {
    let (from, to) = (from.max(away.from), to.min(away.to));
    to.duration_since(from).max(SignedDuration::ZERO)
}

fn line(kind: EventKind, events: &[&Event]) -> DigestLine {
    let mut names: Vec<String> = Vec::new();
    for event in events {
        let name = event.event.facts.get(fact::NAME);
        if let Some(name) = name.filter(|name| !names.contains(name))
            && names.len() < NAMES
        {
            names.push(name.clone());
        }
    }
    let place = match events {
        [one] => rows::place(kind, &one.event.subject),
        _ => PlaceView::Activity,
    };
    DigestLine {
        kind: kind.as_str().to_owned(),
        count: u32::try_from(events.len()).unwrap_or(u32::MAX),
        names,
        amount: sum(events).as_ref().map(Into::into),
        needs_you: events.iter().any(|event| event.event.needs_you),
        place,
    }
}

/// The sum, if all state an amount in one currency.
fn sum(events: &[&Event]) -> Option<Amount> {
    let mut amounts = events.iter().map(|event| rows::amount(event));
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| sum.plus(&amount?).ok())
}

#[cfg(test)]
mod tests {
    use kh_journal::{EventSource, EventSubject, NewEvent, OrderNo};
    use kh_model::ServiceId;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + seconds).unwrap()
    }

    fn event(id: i64, kind: EventKind, from: i64, to: i64, facts: &[(&str, &str)]) -> Event {
        let facts = facts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Event {
            id: EventId::new(id),
            profile_id: ProfileId::new("main").unwrap(),
            event: NewEvent {
                kind,
                subject: EventSubject::Service(ServiceId::new(id.to_string()).unwrap()),
                from: at(from),
                to: at(to),
                facts: facts.collect(),
                source: EventSource::ServicesCompared,
                request_id: None,
                needs_you: false,
                leaves_open: false,
            },
            read_at: None,
        }
    }

    const AWAY: (i64, i64) = (0, 10_000);

    fn away() -> Away {
        Away {
            from: at(AWAY.0),
            to: at(AWAY.1),
            after: 0,
        }
    }

    #[test]
    fn kinds_are_counted_and_what_needs_a_person_comes_first() {
        let mut unpaid = event(9, EventKind::PaymentNeeded, 10, 20, &[("name", "D2")]);
        unpaid.event.subject = EventSubject::Order(OrderNo::new(4));
        unpaid.event.needs_you = true;
        let paid = |id, amount| event(id, EventKind::InvoicePaid, 10, 20, &[("amount", amount)]);
        let events = [paid(1, "4.90 EUR"), paid(2, "9.90 EUR"), unpaid];
        let digest = of(&away(), &events).unwrap();
        let kinds: Vec<(&str, u32)> = digest
            .lines
            .iter()
            .map(|line| (line.kind.as_str(), line.count))
            .collect();
        assert_eq!(kinds, [("payment_needed", 1), ("invoice_paid", 2)]);
        assert_eq!(digest.lines[0].place, PlaceView::Order { no: 4 });
        assert_eq!(digest.lines[1].place, PlaceView::Activity);
        assert_eq!(digest.lines[1].amount.as_ref().unwrap().value, "14.80");
    }

    #[test]
    fn what_was_found_after_the_return_counts_if_it_may_have_happened_before() {
        let found_later = event(1, EventKind::ServiceFailed, 9_000, 10_030, &[]);
        let happened_later = event(2, EventKind::ServiceFailed, 10_030, 10_060, &[]);
        let digest = of(&away(), &[found_later, happened_later]).unwrap();
        assert_eq!(digest.lines[0].count, 1);
    }

    #[test]
    fn a_gap_is_told_as_time_and_is_no_line() {
        let gap = event(1, EventKind::WatchingAgain, -500, 9_500, &[]);
        assert_eq!(of(&away(), std::slice::from_ref(&gap)), None);
        let failed = event(2, EventKind::ServiceFailed, 10, 20, &[]);
        let digest = of(&away(), &[gap, failed]).unwrap();
        assert_eq!(digest.not_watching_seconds, 9_500);
        assert_eq!(digest.lines.len(), 1);
    }

    #[test]
    fn amounts_in_two_currencies_have_no_sum_and_names_are_few_and_different() {
        let of_name = |id, name, amount| {
            let facts = [("name", name), ("amount", amount)];
            event(id, EventKind::InvoiceCreated, 1, 2, &facts)
        };
        let events = [
            of_name(1, "a", "1.00 EUR"),
            of_name(2, "a", "1.00 CHF"),
            of_name(3, "b", "1.00 EUR"),
            of_name(4, "c", "1.00 EUR"),
            of_name(5, "d", "1.00 EUR"),
        ];
        let digest = of(&away(), &events).unwrap();
        assert_eq!(digest.lines[0].names, ["a", "b", "c"]);
        assert_eq!(digest.lines[0].amount, None);
    }
}
