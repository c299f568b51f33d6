//! What was seen becomes what is kept.

use kh_model::{OrderId, RequestId, Stated};

use super::*;
use crate::{EventKind, EventSource, EventSubject, JournalError};

#[test]
fn a_service_comes_back_as_it_was_seen() {
    let journal = journal();
    let seen = service("1001", "web-01.bakery.example");
    let request = RequestId::new("01HX").unwrap();
    let taken = journal
        .take_services(
            &main(),
            &TakenPage {
                request_id: Some(&request),
                ..page(std::slice::from_ref(&seen), 5)
            },
            &mut no_events(),
        )
        .unwrap();
    assert_eq!((taken.new, taken.changed), (1, 0));
    let kept = journal.service(&main(), &seen.facts.id).unwrap().unwrap();
    assert_eq!(kept.facts, seen.facts);
    assert_eq!(kept.first_seen_at, at(5));
    assert_eq!(kept.seen_at, at(5));
    assert_eq!(kept.missing_since, None);
    assert_eq!(kept.request_id, Some(request));
    let original = journal
        .service_original(&main(), &seen.facts.id)
        .unwrap()
        .unwrap();
    assert_eq!(original.original, seen.original);
    let of_order = journal
        .services_of_order(&main(), &OrderId::new("51001").unwrap())
        .unwrap();
    assert_eq!(of_order, [kept]);
}

#[test]
fn a_service_of_which_nothing_is_stated_but_its_id_is_kept_too() {
    let journal = journal();
    let mut bare = service("7", "x");
    bare.facts = ServiceFacts {
        id: bare.facts.id,
        order_id: None,
        product_id: None,
        name: None,
        hostname: None,
        family: String::new(),
        status: None,
        power: None,
        ip: None,
        ips: Vec::new(),
        cycle: None,
        recurring: None,
        next_due: None,
        created_at: None,
    };
    take(&journal, std::slice::from_ref(&bare), 1);
    let kept = journal.service(&main(), &bare.facts.id).unwrap().unwrap();
    assert_eq!(kept.facts, bare.facts);
    assert_eq!(kept.shown_name(), "7");
    assert_eq!(kept.facts.condition(), ServiceCondition::Unknown);
}

#[test]
fn seeing_the_same_again_moves_the_age_and_nothing_else() {
    let journal = journal();
    let seen = [service("1", "a.example")];
    take(&journal, &seen, 1);
    let version = journal.service_list(&main()).unwrap().version;
    let mut asked = 0;
    let taken = journal
        .take_services(&main(), &page(&seen, 9), &mut |_| {
            asked += 1;
            Vec::new()
        })
        .unwrap();
    assert_eq!((taken.new, taken.changed, asked), (0, 0, 0));
    let kept = journal
        .service(&main(), &seen[0].facts.id)
        .unwrap()
        .unwrap();
    assert_eq!((kept.seen_at, kept.changed_at), (at(9), at(1)));
    assert_eq!(journal.service_list(&main()).unwrap().version, version);
}

#[test]
fn an_answer_that_was_overtaken_does_not_replace_a_younger_one() {
    let journal = journal();
    take(&journal, &[service("1", "new.example")], 9);
    take(&journal, &[service("1", "old.example")], 5);
    assert_eq!(found(&journal, "new"), ["1"]);
    assert_eq!(found(&journal, "old"), [""; 0]);
}

#[test]
fn a_change_and_its_events_are_one_transaction() {
    let journal = journal();
    take(&journal, &[service("1", "a.example")], 1);
    let mut stopped = service("1", "a.example");
    stopped.facts.power = Some(Stated::read("stopped"));
    let mut changes = Vec::new();
    let taken = journal
        .take_services(&main(), &page(&[stopped], 9), &mut |change| {
            changes.push(change.clone());
            let before = change.before.as_ref().map(|before| before.seen_at);
            vec![NewEvent {
                kind: EventKind::ServiceChanged,
                subject: EventSubject::Service(change.after.facts.id.clone()),
                from: before.unwrap_or(at(0)),
                to: change.after.seen_at,
                facts: [("fact".to_owned(), "power".to_owned())].into(),
                source: EventSource::ServicesCompared,
                request_id: None,
                needs_you: false,
                leaves_open: false,
            }]
        })
        .unwrap();
    assert_eq!((taken.changed, taken.events.len()), (1, 1));
    assert_eq!(changes.len(), 1);
    assert!(changes[0].first_look);
    let condition = |kept: Option<&KeptService>| kept.map(|kept| kept.facts.condition());
    assert_eq!(
        condition(changes[0].before.as_ref()),
        Some(ServiceCondition::Running)
    );
    assert_eq!(
        condition(Some(&changes[0].after)),
        Some(ServiceCondition::Stopped)
    );
}

#[test]
fn a_page_that_cannot_be_written_leaves_nothing_behind() {
    let journal = journal();
    let unknown = account("nobody");
    let refused = journal.take_services(
        &unknown,
        &page(&[service("1", "a.example")], 1),
        &mut no_events(),
    );
    assert!(matches!(refused, Err(JournalError::Refused { .. })));
    assert_eq!(found(&journal, "a"), [""; 0]);
}

#[test]
fn who_is_missing_from_a_whole_walk_is_not_visible_and_stays() {
    let journal = journal();
    let both = [service("1", "a.example"), service("2", "b.example")];
    walk(&journal, &both, 1);
    assert_eq!(journal.service_list(&main()).unwrap().whole_at, Some(at(1)));

    let mut lost = Vec::new();
    journal.begin_service_walk(&main(), at(50)).unwrap();
    take(&journal, &both[..1], 51);
    journal
        .finish_service_walk(&main(), at(52), WalkEnded::Whole, &mut |change| {
            lost.push((change.after.facts.id.clone(), change.after.missing_since));
            assert!(!change.first_look);
            Vec::new()
        })
        .unwrap();
    assert_eq!(lost, [(both[1].facts.id.clone(), Some(at(52)))]);
    let kept = journal
        .service(&main(), &both[1].facts.id)
        .unwrap()
        .unwrap();
    assert_eq!((kept.missing_since, kept.seen_at), (Some(at(52)), at(1)));
    assert_eq!(ids(&journal, &all()), ["1", "2"]);

    let taken = take(&journal, &both, 60);
    assert_eq!(taken.changed, 1);
    let kept = journal
        .service(&main(), &both[1].facts.id)
        .unwrap()
        .unwrap();
    assert_eq!((kept.missing_since, kept.seen_at), (None, at(60)));
}

#[test]
fn a_walk_that_did_not_see_everything_makes_nobody_missing() {
    let journal = journal();
    let both = [service("1", "a.example"), service("2", "b.example")];
    walk(&journal, &both, 1);
    for ended in [WalkEnded::Incomplete, WalkEnded::FirstPageOnly] {
        journal.begin_service_walk(&main(), at(50)).unwrap();
        take(&journal, &both[..1], 51);
        journal
            .finish_service_walk(&main(), at(52), ended, &mut no_events())
            .unwrap();
        let kept = journal
            .service(&main(), &both[1].facts.id)
            .unwrap()
            .unwrap();
        assert_eq!(kept.missing_since, None, "{ended:?}");
    }
    let state = journal.service_list(&main()).unwrap();
    assert!(state.first_page_only);
    assert_eq!(state.whole_at, Some(at(52)));
}

#[test]
fn a_service_read_by_itself_during_a_walk_was_seen() {
    let journal = journal();
    let both = [service("1", "a.example"), service("2", "b.example")];
    walk(&journal, &both, 1);
    journal.begin_service_walk(&main(), at(50)).unwrap();
    take(&journal, &both[..1], 51);
    let alone = TakenPage {
        walked: None,
        ..page(&both[1..], 52)
    };
    journal
        .take_services(&main(), &alone, &mut no_events())
        .unwrap();
    let ended = journal
        .finish_service_walk(&main(), at(53), WalkEnded::Whole, &mut no_events())
        .unwrap();
    assert_eq!(ended.changed, 0);
}

#[test]
fn a_walk_goes_on_where_it_was_broken_off() {
    let journal = journal();
    let begun = journal.begin_service_walk(&main(), at(1)).unwrap();
    let one = [service("1", "a.example")];
    let first_page = TakenPage {
        walked: Some((Some("page=2"), Some(60))),
        ..page(&one, 2)
    };
    journal
        .take_services(&main(), &first_page, &mut no_events())
        .unwrap();
    let again = journal.begin_service_walk(&main(), at(999)).unwrap();
    assert_eq!(
        again,
        ServiceWalk {
            next: Some("page=2".to_owned()),
            pages: 1,
            seen: 1,
            total: Some(60),
            ..begun.clone()
        }
    );
    assert_eq!(
        journal.services_of_walk(&main(), begun.number).unwrap(),
        [one[0].facts.id.clone()]
    );
    journal.drop_service_walk(&main()).unwrap();
    assert_eq!(journal.service_list(&main()).unwrap().walk, None);
    let anew = journal.begin_service_walk(&main(), at(1_000)).unwrap();
    assert_eq!((anew.number, anew.next), (begun.number + 1, None));
}

#[test]
fn a_404_is_not_visible_and_said_once() {
    let journal = journal();
    let seen = [service("1", "a.example")];
    take(&journal, &seen, 1);
    let miss = |seconds| {
        journal
            .miss_service(
                &main(),
                &seen[0].facts.id,
                at(seconds),
                None,
                &mut no_events(),
            )
            .unwrap()
            .changed
    };
    assert_eq!((miss(5), miss(6)), (1, 0));
    let kept = journal
        .service(&main(), &seen[0].facts.id)
        .unwrap()
        .unwrap();
    assert_eq!(kept.missing_since, Some(at(5)));
}
