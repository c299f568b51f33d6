//! Events: known once, read, counted, told to the system once.

use std::collections::BTreeMap;

use kh_journal::{
    EventFilter, EventGroup, EventKind, EventSource, EventSubject, Journal, NewEvent, OrderChange,
    OrderNo,
};
use kh_model::{RequestId, ServiceId};

use crate::fixture::{at, fact, intent, journal, order, profile_id};

fn service(id: &str) -> EventSubject {
    EventSubject::Service(ServiceId::new(id).unwrap())
}

/// A service went from one state to another between two looks.
fn changed(id: &str, old: &str, new: &str, from: i64, to: i64) -> NewEvent {
    NewEvent {
        kind: EventKind::ServiceChanged,
        subject: service(id),
        from: at(from),
        to: at(to),
        facts: BTreeMap::from([
            ("old".to_owned(), old.to_owned()),
            ("new".to_owned(), new.to_owned()),
        ]),
        source: EventSource::ServicesCompared,
        request_id: Some(RequestId::new("01HXREQUEST").unwrap()),
        needs_you: false,
        leaves_open: false,
    }
}

fn of_kind(kind: EventKind, subject: EventSubject, seconds: i64, needs_you: bool) -> NewEvent {
    NewEvent {
        kind,
        subject,
        needs_you,
        facts: BTreeMap::new(),
        ..changed("1", "", "", seconds, seconds + 1)
    }
}

fn all(journal: &Journal) -> Vec<NewEvent> {
    let page = journal
        .events(&profile_id(), &EventFilter::default(), 0, 100)
        .unwrap();
    page.events.into_iter().map(|event| event.event).collect()
}

fn add(journal: &Journal, events: &[NewEvent]) -> usize {
    journal.add_events(&profile_id(), events).unwrap().len()
}

#[test]
fn an_event_comes_back_as_it_was_written() {
    let journal = journal();
    let written = changed("7", "active", "suspended", 10, 130);
    assert_eq!(add(&journal, std::slice::from_ref(&written)), 1);
    assert_eq!(all(&journal), [written]);
}

#[test]
fn one_difference_seen_by_two_programs_is_one_event() {
    let journal = journal();
    assert_eq!(
        add(&journal, &[changed("7", "active", "suspended", 10, 130)]),
        1
    );
    assert_eq!(
        add(&journal, &[changed("7", "active", "suspended", 10, 130)]),
        0
    );
    assert_eq!(
        add(&journal, &[changed("7", "active", "suspended", 20, 140)]),
        0
    );
}

#[test]
fn what_happens_again_is_a_new_event() {
    let journal = journal();
    let there = changed("7", "active", "suspended", 0, 10);
    let back = changed("7", "suspended", "active", 10, 20);
    let again = changed("7", "active", "suspended", 20, 30);
    assert_eq!(add(&journal, &[there, back, again]), 3);
}

#[test]
fn an_order_is_paid_once_however_it_became_known() {
    let journal = journal();
    let subject = EventSubject::Order(OrderNo::new(3));
    let paid = of_kind(EventKind::OrderPaid, subject.clone(), 0, false);
    let later = of_kind(EventKind::OrderPaid, subject, 500, false);
    assert_eq!(add(&journal, &[paid, later]), 1);
}

#[test]
fn a_need_ends_when_a_later_event_settles_it_and_not_for_another_thing() {
    let journal = journal();
    let of = |no: i64| EventSubject::Order(OrderNo::new(no));
    add(
        &journal,
        &[
            of_kind(EventKind::PaymentNeeded, of(1), 0, true),
            of_kind(EventKind::PaymentNeeded, of(2), 0, true),
            of_kind(EventKind::OrderPaid, of(1), 60, false),
        ],
    );
    let filter = EventFilter {
        needs_you: true,
        ..EventFilter::default()
    };
    let open = journal.events(&profile_id(), &filter, 0, 100).unwrap();
    assert_eq!(open.total, 1);
    assert_eq!(open.events[0].event.subject, of(2));
}

#[test]
fn a_change_that_is_about_something_else_leaves_a_need_open() {
    let journal = journal();
    let failed = of_kind(EventKind::ServiceFailed, service("7"), 0, true);
    let renamed = NewEvent {
        leaves_open: true,
        ..changed("7", "old.example", "new.example", 10, 20)
    };
    add(&journal, &[failed, renamed]);
    let open = || {
        let counts = journal.count_events(&profile_id(), &EventFilter::default());
        counts.unwrap().needs_you
    };
    assert_eq!(open(), 1);
    add(&journal, &[changed("7", "suspended", "active", 20, 30)]);
    assert_eq!(open(), 0);
}

#[test]
fn the_filter_finds_by_kind_text_time_and_subject() {
    let journal = journal();
    add(
        &journal,
        &[
            changed("7", "active", "50%_off", 0, 100),
            changed("8", "running", "stopped", 100, 200),
            of_kind(EventKind::InvoiceCreated, service("9"), 300, false),
        ],
    );
    let total = |filter: EventFilter| {
        journal
            .events(&profile_id(), &filter, 0, 100)
            .unwrap()
            .total
    };
    let any = EventFilter::default();
    let kinds = EventGroup::Services.kinds().collect();
    assert_eq!(
        total(EventFilter {
            kinds,
            ..any.clone()
        }),
        2
    );
    let text = |text: &str| EventFilter {
        text: Some(text.to_owned()),
        ..any.clone()
    };
    assert_eq!(total(text("0%_O")), 1);
    assert_eq!(total(text("stop")), 1);
    // A name of a fact is not what a person looks for.
    assert_eq!(total(text("old")), 0);
    assert_eq!(total(text("01hxreq")), 3);
    let since = EventFilter {
        since: Some(at(200)),
        ..any.clone()
    };
    assert_eq!(total(since), 2);
    let until = EventFilter {
        until: Some(at(200)),
        ..any.clone()
    };
    assert_eq!(total(until), 1);
    let subject = EventFilter {
        subject: Some(service("8")),
        ..any
    };
    assert_eq!(total(subject), 1);
}

#[test]
fn a_page_is_cut_to_a_hundred_and_the_newest_comes_first() {
    let journal = journal();
    let many: Vec<NewEvent> = (0..150)
        .map(|n| changed(&n.to_string(), "a", "b", n, n + 1))
        .collect();
    add(&journal, &many);
    let page = journal
        .events(&profile_id(), &EventFilter::default(), 0, 5_000)
        .unwrap();
    assert_eq!((page.events.len(), page.total), (100, 150));
    assert_eq!(page.events[0].event.subject, service("149"));
}

#[test]
fn read_marks_are_set_taken_back_and_never_reach_what_came_later() {
    let journal = journal();
    let ids = journal
        .add_events(
            &profile_id(),
            &[changed("1", "a", "b", 0, 1), changed("2", "a", "b", 1, 2)],
        )
        .unwrap();
    add(&journal, &[changed("3", "a", "b", 2, 3)]);
    let unread = || {
        let counts = journal.count_events(&profile_id(), &EventFilter::default());
        counts.unwrap().unread
    };
    let until = journal.mark_events_until(&profile_id(), ids[1], &[], at(9));
    assert_eq!(until.unwrap(), 2);
    assert_eq!(unread(), 1);
    let back = journal.mark_events(&profile_id(), &ids[..1], None);
    assert_eq!(back.unwrap(), 1);
    assert_eq!(unread(), 2);
    let only_orders = [EventKind::OrderPaid];
    let last = journal.last_event(&profile_id()).unwrap().unwrap();
    let none = journal.mark_events_until(&profile_id(), last, &only_orders, at(9));
    assert_eq!(none.unwrap(), 0);
}

#[test]
fn counts_tell_kinds_apart() {
    let journal = journal();
    let order = EventSubject::Order(OrderNo::new(1));
    add(
        &journal,
        &[
            changed("1", "a", "b", 0, 1),
            changed("2", "a", "b", 0, 1),
            of_kind(EventKind::PaymentNeeded, order, 0, true),
        ],
    );
    let counts = journal
        .count_events(&profile_id(), &EventFilter::default())
        .unwrap();
    assert_eq!((counts.all, counts.unread, counts.needs_you), (3, 3, 1));
    assert_eq!(counts.by_kind[&EventKind::ServiceChanged], 2);
}

#[test]
fn an_event_is_given_out_for_telling_once_over_programs_and_starts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let first = Journal::open(&path).unwrap();
    first.save_profile(&crate::fixture::profile()).unwrap();
    let second = Journal::open(&path).unwrap();
    add(&first, &[changed("1", "a", "b", 0, 1)]);
    let claim = |journal: &Journal| journal.claim_events(&profile_id(), at(5)).unwrap().len();
    assert_eq!((claim(&second), claim(&first)), (1, 0));
    drop((first, second));
    assert_eq!(claim(&Journal::open(&path).unwrap()), 0);
}

#[test]
fn evidence_becomes_events_once_and_later_evidence_later() {
    let journal = journal();
    let written = journal
        .write_intent(&intent("one", 0), Some(&order()), &[fact("accepted", 1)])
        .unwrap();
    let no = written.order_no.unwrap();
    let mut seen = Vec::new();
    let mut take = || {
        journal
            .take_order_evidence(&profile_id(), &mut |order, line| {
                seen.push((order.no, line.fact.kind.clone()));
                (line.fact.kind == "paid").then(|| {
                    let subject = EventSubject::Order(order.no);
                    of_kind(EventKind::OrderPaid, subject, 0, false)
                })
            })
            .unwrap()
            .len()
    };
    assert_eq!((take(), take()), (0, 0));
    journal
        .change_order(no, &OrderChange::at(at(60)), &[fact("paid", 60)])
        .unwrap();
    assert_eq!((take(), take()), (1, 0));
    assert_eq!(seen, [(no, "accepted".to_owned()), (no, "paid".to_owned())]);
}

#[test]
fn every_word_of_a_kind_is_read_back() {
    let mut words = std::collections::BTreeSet::new();
    for kind in EventKind::ALL {
        assert_eq!(EventKind::read(kind.as_str()), Some(kind));
        assert!(words.insert(kind.as_str()));
        assert!(kind.group().kinds().any(|other| other == kind));
    }
    assert_eq!(EventKind::read("order_delayed"), None);
}
