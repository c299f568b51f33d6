//! The list: sorted, filtered, searched, by pages.

use kh_model::{Amount, ServiceId, Stated};

use super::*;

#[test]
fn own_words_survive_every_list_and_are_there_before_the_service() {
    let journal = journal();
    let words = OwnWords {
        name: Some("Shop front".to_owned()),
        customer: Some("Bäckerei Krumme".to_owned()),
        note: Some("Call Ms Holm first".to_owned()),
    };
    let seen = [service("1", "a.example")];
    let id = &seen[0].facts.id;
    journal.set_own_words(&main(), id, &words, at(0)).unwrap();
    walk(&journal, &seen, 1);
    walk(&journal, &[], 2);
    walk(&journal, &seen, 3);
    assert_eq!(journal.own_words(&main(), id).unwrap(), words);
    let kept = journal.service(&main(), id).unwrap().unwrap();
    assert_eq!((kept.shown_name(), &kept.own), ("Shop front", &words));
    for search in ["shop", "backerei", "BÄCKEREI", "holm", "krum"] {
        assert_eq!(found(&journal, search), ["1"], "{search}");
    }
    journal
        .set_own_words(&main(), id, &OwnWords::default(), at(9))
        .unwrap();
    assert_eq!(found(&journal, "shop"), [""; 0]);
    assert_eq!(found(&journal, "a.example"), ["1"]);
}

#[test]
fn parts_of_names_and_addresses_are_found_from_their_beginning() {
    let journal = journal();
    take(
        &journal,
        &[service("1001", "web-01.bakery-nord.example")],
        1,
    );
    for search in [
        "w",
        "web",
        "web-0",
        "web-01.bak",
        "01",
        "nord",
        "nord.ex",
        "bakery-nord",
        "203.0.113.1",
        "203.0",
        "113.10",
        "2001:db8",
        "db8",
        "1001",
        "51001",
        "kvm",
        "sandbox kvm",
        "kvm web",
        "WEB NORD 203",
    ] {
        assert_eq!(found(&journal, search), ["1001"], "{search}");
    }
    for search in [
        "eb",
        "web-1",
        "akery",
        "203.0.113.2",
        "web-01.bakery-nord.nowhere",
        "kvm nowhere",
        "01web",
    ] {
        assert_eq!(found(&journal, search), [""; 0], "{search}");
    }
}

#[test]
fn no_text_of_a_person_is_syntax_of_the_index() {
    let journal = journal();
    take(&journal, &[service("1", "not-or.near.example")], 1);
    for search in [
        "\"",
        "'",
        "*",
        "a*b",
        "(",
        ")",
        "NOT",
        "AND OR",
        "NEAR(",
        "name:",
        "name : x",
        "^x",
        "-x",
        "x - y",
        "{x y}",
        "+",
        "a\0b",
        "\u{202e}",
        "%",
        "_",
        "\\",
        "; DROP TABLE services",
        "\"a\" OR \"b\"*",
        "\u{1F600}",
        "é",
        "\u{0E31}",
        "ﬀ",
    ] {
        let answer = journal.service_page(
            &main(),
            &ServiceQuery {
                search: search.to_owned(),
                ..all()
            },
            0,
            10,
        );
        assert!(answer.is_ok(), "{search:?}: {answer:?}");
    }
    assert_eq!(found(&journal, "NOT"), ["1"]);
    assert_eq!(found(&journal, "near"), ["1"]);
}

#[test]
fn every_column_sorts_both_ways_and_blanks_come_last() {
    let journal = journal();
    let mut services = [
        service("1", "b.example"),
        service("2", "a.example"),
        service("3", "c.example"),
    ];
    services[0].facts.recurring = Some(Amount::parse("100", None).unwrap());
    services[1].facts.recurring = None;
    services[0].facts.power = Some(Stated::read("stopped"));
    services[1].facts.status = Some(Stated::read("Terminated"));
    services[2].facts.next_due = None;
    services[0].facts.name = Some("Zeta".to_owned());
    services[1].facts.created_at = None;
    services[0].facts.created_at.as_mut().unwrap().sorts_at = Some(at(-99));
    take(&journal, &services, 1);
    journal
        .set_own_words(
            &main(),
            &services[2].facts.id,
            &OwnWords {
                customer: Some("Anna".to_owned()),
                ..OwnWords::default()
            },
            at(1),
        )
        .unwrap();
    let sorted = |sort, descending| {
        ids(
            &journal,
            &ServiceQuery {
                sort,
                descending,
                ..all()
            },
        )
        .join("")
    };
    assert_eq!(sorted(ServiceSort::Name, false), "213");
    assert_eq!(sorted(ServiceSort::Name, true), "312");
    assert_eq!(sorted(ServiceSort::Price, false), "312");
    assert_eq!(sorted(ServiceSort::Price, true), "132");
    assert_eq!(sorted(ServiceSort::Condition, false), "312");
    assert_eq!(sorted(ServiceSort::Due, false), "213");
    assert_eq!(sorted(ServiceSort::Due, true), "123");
    assert_eq!(sorted(ServiceSort::Product, false), "231");
    assert_eq!(sorted(ServiceSort::Created, false), "132");
    assert_eq!(sorted(ServiceSort::Customer, true), "321");
    let found = ServiceQuery {
        search: "example".to_owned(),
        sort: ServiceSort::Price,
        descending: true,
        ..all()
    };
    assert_eq!(ids(&journal, &found).join(""), "132");
    let customers = ServiceQuery {
        sort: ServiceSort::Customer,
        ..found
    };
    assert_eq!(ids(&journal, &customers).join(""), "321");
}

#[test]
fn filters_let_through_what_they_say_and_the_counts_agree() {
    let journal = journal();
    let mut services: Vec<SeenService> = (1..=6)
        .map(|number| service(&number.to_string(), "x.example"))
        .collect();
    services[1].facts.status = Some(Stated::read("Suspended"));
    services[2].facts.status = Some(Stated::read("Terminated"));
    services[3].facts.status = Some(Stated::read("On hold (2)"));
    services[4].facts.family = "game".to_owned();
    services[5].facts.next_due.as_mut().unwrap().sorts_at = Some(at(86_400));
    walk(&journal, &services, 1);
    walk(&journal, &services[1..], 2);
    let day = at(7 * 86_400);
    let query = |filter| ServiceQuery {
        filter,
        due_before: day,
        ..all()
    };
    let of = |filter| ids(&journal, &query(filter)).join("");
    assert_eq!(of(ServiceFilter::All), "123456");
    assert_eq!(of(ServiceFilter::Current), "12456");
    assert_eq!(of(ServiceFilter::NeedsLook), "124");
    assert_eq!(of(ServiceFilter::DueSoon), "6");
    assert_eq!(of(ServiceFilter::Ended), "3");
    let games = ServiceQuery {
        family: Some("game".to_owned()),
        ..query(ServiceFilter::Current)
    };
    assert_eq!(ids(&journal, &games), ["5"]);
    let unheard = ServiceQuery {
        family: Some("vpn".to_owned()),
        ..query(ServiceFilter::All)
    };
    assert_eq!(ids(&journal, &unheard), [""; 0]);
    let counts = journal
        .service_page(&main(), &query(ServiceFilter::All), 0, 1)
        .unwrap()
        .counts;
    assert_eq!(
        counts,
        ServiceCounts {
            all: 6,
            current: 5,
            needs_look: 3,
            due_soon: 1,
            ended: 1,
            families: vec![("game".to_owned(), 1), ("kvm".to_owned(), 4)],
        }
    );
}

#[test]
fn accounts_do_not_see_each_other() {
    let journal = journal();
    take(&journal, &[service("1", "mine.example")], 1);
    journal
        .take_services(
            &account("other"),
            &page(&[service("1", "theirs.example")], 1),
            &mut no_events(),
        )
        .unwrap();
    assert_eq!(found(&journal, "theirs"), [""; 0]);
    assert_eq!(found(&journal, "example"), ["1"]);
    assert_eq!(
        journal
            .service_page(&account("other"), &all(), 0, 9)
            .unwrap()
            .total,
        1
    );
}

#[test]
fn pages_follow_one_another_without_a_gap_and_are_never_longer_than_a_hundred() {
    let journal = journal();
    let services: Vec<SeenService> = (0..250)
        .map(|number| service(&format!("{number}"), &format!("host-{number}.example")))
        .collect();
    take(&journal, &services, 1);
    let mut seen = Vec::new();
    for offset in [0, 100, 200, 300] {
        let page = journal
            .service_page(&main(), &all(), offset, 5_000)
            .unwrap();
        assert!(page.services.len() <= 100);
        assert_eq!(page.total, 250);
        seen.extend(page.services.into_iter().map(|kept| kept.facts.id));
    }
    let expected: Vec<ServiceId> = services.into_iter().map(|seen| seen.facts.id).collect();
    assert_eq!(seen, expected);
    assert_eq!(
        journal.service_ids(&main(), &all(), 10_000).unwrap(),
        expected
    );
}

#[test]
fn a_broad_search_and_a_narrow_one_keep_the_order() {
    let journal = journal();
    let services: Vec<SeenService> = (0..1_500)
        .map(|number| service(&format!("{number}"), &format!("host-{number}.example")))
        .collect();
    take(&journal, &services, 1);
    for (search, count) in [("host", 1_500), ("host-42", 11)] {
        let query = ServiceQuery {
            search: search.to_owned(),
            descending: true,
            ..all()
        };
        let page = journal.service_page(&main(), &query, 0, 100).unwrap();
        assert_eq!(page.total, count);
        let keys: Vec<String> = page
            .services
            .iter()
            .map(|kept| keys::text_key(kept.shown_name()))
            .collect();
        assert!(keys.is_sorted_by(|one, two| one >= two), "{search}");
    }
}

#[test]
fn a_hostile_service_is_kept_and_bounded_where_it_is_searched() {
    let journal = journal();
    let mut hostile = service("1", &"<img src=x onerror=alert(1)>".repeat(400));
    hostile.facts.name = Some("\u{202e}gnp.exe \u{1F600} \0 \"); --".to_owned());
    hostile.facts.ips = vec!["x".repeat(10_000); 50];
    take(&journal, std::slice::from_ref(&hostile), 1);
    let kept = journal
        .service(&main(), &hostile.facts.id)
        .unwrap()
        .unwrap();
    assert_eq!(kept.facts, hostile.facts);
    assert_eq!(found(&journal, "onerror"), ["1"]);
}

#[test]
fn the_index_can_be_made_anew() {
    let journal = journal();
    take(
        &journal,
        &[service("1", "a.example"), service("2", "b.example")],
        1,
    );
    journal.rebuild_service_search().unwrap();
    assert_eq!(found(&journal, "b.ex"), ["2"]);
    assert_eq!(found(&journal, "example"), ["1", "2"]);
}
