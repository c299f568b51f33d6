//! The list of services as the window pages through it.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use kh_journal::{Journal, JournalError, ServiceFilter, ServiceQuery, ServiceSort};
use kh_model::ProfileId;

use super::{family, reading, row};
use crate::actions::detail::{self, Moment};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{
    Direction, FamilyServices, ServiceRow, ServicesFilter, ServicesQuery, ServicesSort,
    ServicesView, SyncView,
};

/// The longest page that goes to the window.
const LONGEST_PAGE: u32 = 100;
/// Most bytes of rows in one message. A page that would be larger is shorter;
/// the window asks for the rest.
const MOST_BYTES: usize = 30 * 1024;
/// What is due within so many days is due soon.
const SOON_DAYS: i64 = 7;

/// A page of the kept services of the active profile, without a call.
pub(crate) async fn list(desk: &Desk, query: ServicesQuery) -> Result<ServicesView, CoreError> {
    let profile = profiles::active(desk).await?.id;
    let moment = Moment::of(desk, &profile).await?;
    let asked = journal_query(&query, desk.now(&profile).await);
    let reading = reading::of(desk, &profile).await?;
    let view = desk
        .store
        .run(move |journal| read(journal, &profile, &query, &asked, &moment, &reading))
        .await?;
    Ok(view)
}

fn read(
    journal: &Journal,
    profile: &ProfileId,
    query: &ServicesQuery,
    asked: &ServiceQuery,
    moment: &Moment,
    reading: &reading::Reading,
) -> Result<ServicesView, JournalError> {
    let limit = query.limit.min(LONGEST_PAGE);
    let page = journal.service_page(profile, asked, query.offset, limit)?;
    let acting: HashMap<_, _> = detail::acting(journal, profile, moment)?
        .into_iter()
        .collect();
    let mut rows = Vec::new();
    let mut bytes = 0;
    for kept in &page.services {
        let row = row::row(kept, acting.get(&kept.facts.id).copied());
        bytes += size(&row);
        if bytes > MOST_BYTES && !rows.is_empty() {
            break;
        }
        rows.push(row);
    }
    Ok(ServicesView {
        all: page.counts.all,
        current: page.counts.current,
        needs_look: page.counts.needs_look,
        due_soon: page.counts.due_soon,
        ended: page.counts.ended,
        families: families(&page.counts.families),
        total: page.total,
        rows,
        sync: sync(journal, profile, reading)?,
    })
}

/// How many bytes a row takes on the bridge.
fn size(row: &ServiceRow) -> usize {
    serde_json::to_vec(row).map_or(0, |bytes| bytes.len() + 1)
}

fn families(counts: &[(String, u32)]) -> Vec<FamilyServices> {
    let mut families: Vec<FamilyServices> = Vec::new();
    for (word, count) in counts {
        let family = family::read(word);
        match families.iter_mut().find(|known| known.family == family) {
            Some(known) => known.count += count,
            None => families.push(FamilyServices {
                family,
                count: *count,
            }),
        }
    }
    families.sort_by_key(|known| known.family);
    families
}

/// How the reading of the list stands.
fn sync(
    journal: &Journal,
    profile: &ProfileId,
    reading: &reading::Reading,
) -> Result<SyncView, JournalError> {
    let kept = journal.service_list(profile)?;
    let walk = kept.walk.as_ref();
    Ok(SyncView {
        running: reading.running,
        done: walk.map_or(0, |walk| walk.seen),
        total: walk.and_then(|walk| walk.total),
        waits_until: reading.waits_until,
        whole_at: kept.whole_at,
        first_page_only: kept.first_page_only,
        error: reading.error.clone(),
    })
}

/// The same question in the words of the journal.
pub(super) fn journal_query(query: &ServicesQuery, now: Timestamp) -> ServiceQuery {
    ServiceQuery {
        filter: match query.filter {
            ServicesFilter::Current => ServiceFilter::Current,
            ServicesFilter::All => ServiceFilter::All,
            ServicesFilter::NeedsLook => ServiceFilter::NeedsLook,
            ServicesFilter::DueSoon => ServiceFilter::DueSoon,
            ServicesFilter::Ended => ServiceFilter::Ended,
        },
        family: query.family.map(|family| family::word(family).to_owned()),
        search: query.search.clone(),
        sort: match query.sort {
            ServicesSort::Name => ServiceSort::Name,
            ServicesSort::Condition => ServiceSort::Condition,
            ServicesSort::Product => ServiceSort::Product,
            ServicesSort::Customer => ServiceSort::Customer,
            ServicesSort::Due => ServiceSort::Due,
            ServicesSort::Price => ServiceSort::Price,
            ServicesSort::Created => ServiceSort::Created,
        },
        descending: query.direction == Direction::Down,
        due_before: end_of_soon(now),
    }
}

/// The end of the last day that is soon. Whole days, since due dates are.
fn end_of_soon(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(TimeZone::UTC).date();
    today
        .checked_add((SOON_DAYS + 1).days())
        .and_then(|day| day.to_zoned(TimeZone::UTC))
        .map_or_else(
            |_| {
                now.saturating_add(SignedDuration::from_hours(24 * SOON_DAYS))
                    .unwrap_or(now)
            },
            |day| day.timestamp(),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_from_now_is_soon_to_its_end() {
        let now: Timestamp = "2026-01-01T15:00:00Z".parse().unwrap();
        assert_eq!(end_of_soon(now).to_string(), "2026-01-09T00:00:00Z");
        assert!(end_of_soon(Timestamp::MAX) <= Timestamp::MAX);
    }

    #[test]
    fn words_of_families_that_are_one_to_the_window_are_counted_together() {
        let counts = [("kvm", 3), ("other", 1), ("something newer", 2)]
            .map(|(word, count)| (word.to_owned(), count));
        let families = families(&counts);
        let counts: Vec<u32> = families.iter().map(|one| one.count).collect();
        assert_eq!(counts, [3, 3]);
    }
}
