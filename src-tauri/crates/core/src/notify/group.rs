//! Several events of one kind in a short time are one notification, which
//! grows instead of being followed by others.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use kh_journal::{Event, EventKind};
use kh_model::ProfileId;

use crate::view::PlaceView;

/// How long a notification grows after it was last shown.
const GROWS_FOR: SignedDuration = SignedDuration::from_secs(60);
/// Events that a notification keeps; beyond them it only counts.
const KEPT: usize = 20;

/// Events of one kind that are told together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) kind: EventKind,
    /// How many.
    pub(super) count: usize,
    /// The first of them.
    pub(super) events: Vec<Event>,
    shown_at: Timestamp,
}

/// The notifications that still grow.
#[derive(Debug, Default)]
pub(crate) struct Groups(HashMap<(ProfileId, EventKind), Group>);

impl Groups {
    /// Puts events to those of their kind and gives the groups to be shown,
    /// anew or again.
    pub(super) fn join(&mut self, events: &[Event], now: Timestamp) -> Vec<Group> {
        self.0
            .retain(|_, group| now.duration_since(group.shown_at) < GROWS_FOR);
        let mut touched: Vec<(ProfileId, EventKind)> = Vec::new();
        for event in events {
            let key = (event.profile_id.clone(), event.event.kind);
            let group = self.0.entry(key.clone()).or_insert_with(|| Group {
                kind: event.event.kind,
                count: 0,
                events: Vec::new(),
                shown_at: now,
            });
            group.count += 1;
            group.shown_at = now;
            if group.events.len() < KEPT {
                group.events.push(event.clone());
            }
            if !touched.contains(&key) {
                touched.push(key);
            }
        }
        touched
            .iter()
            .filter_map(|key| self.0.get(key).cloned())
            .collect()
    }
}

impl Group {
    /// The same for what replaces one another on the desktop, and never the
    /// same again after that.
    pub(super) fn name(&self, profile: &ProfileId) -> String {
        let first = self.events.first().map_or(0, |event| event.id.get());
        format!("{profile}-{}-{first}", self.kind.as_str())
    }

    /// Where a click leads: to the very thing, or to the list.
    pub(super) fn place(&self) -> PlaceView {
        match self.events.as_slice() {
            [one] if self.count == 1 => super::place_of(one),
            _ => PlaceView::Activity,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kh_journal::{EventId, EventSource, EventSubject, NewEvent};
    use kh_model::ServiceId;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn event(id: i64, kind: EventKind) -> Event {
        Event {
            id: EventId::new(id),
            profile_id: ProfileId::new("main").unwrap(),
            event: NewEvent {
                kind,
                subject: EventSubject::Service(ServiceId::new(id.to_string()).unwrap()),
                from: at(0),
                to: at(0),
                facts: BTreeMap::new(),
                source: EventSource::ServicesCompared,
                request_id: None,
                needs_you: false,
                leaves_open: false,
            },
            read_at: None,
        }
    }

    #[test]
    fn three_of_a_kind_at_once_are_one_and_another_kind_is_another() {
        let mut groups = Groups::default();
        let events = [
            event(1, EventKind::ServiceProvisioned),
            event(2, EventKind::ServiceProvisioned),
            event(3, EventKind::OrderPaid),
            event(4, EventKind::ServiceProvisioned),
        ];
        let shown = groups.join(&events, at(0));
        let counts: Vec<usize> = shown.iter().map(|group| group.count).collect();
        assert_eq!(counts, [3, 1]);
        assert_eq!(shown[0].place(), PlaceView::Activity);
        let id = "3".to_owned();
        assert_eq!(shown[1].place(), PlaceView::Service { id });
    }

    #[test]
    fn one_more_soon_after_grows_the_first_and_a_later_one_is_new() {
        let profile = ProfileId::new("main").unwrap();
        let mut groups = Groups::default();
        let first = groups.join(&[event(1, EventKind::OrderPaid)], at(0));
        let soon = groups.join(&[event(2, EventKind::OrderPaid)], at(50));
        let later = groups.join(&[event(3, EventKind::OrderPaid)], at(110));
        assert_eq!(first[0].name(&profile), soon[0].name(&profile));
        assert_eq!(soon[0].count, 2);
        assert_eq!(later[0].count, 1);
        assert_ne!(later[0].name(&profile), soon[0].name(&profile));
    }

    #[test]
    fn thousands_are_counted_and_not_kept() {
        let events: Vec<Event> = (0..5_000)
            .map(|id| event(id, EventKind::ServiceMissing))
            .collect();
        let shown = Groups::default().join(&events, at(0));
        assert_eq!((shown[0].count, shown[0].events.len()), (5_000, KEPT));
    }
}
