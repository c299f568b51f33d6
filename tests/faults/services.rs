//! Reading services while things go wrong: a walk that is broken off, calls
//! that are held back, services that are not shown any more, texts that mean
//! harm.

use kh_core::view::{
    Direction, OrderProgress, OwnWords, ServicesFilter, ServicesQuery, ServicesSelection,
    ServicesSort, ServicesView,
};
use kh_simulator::{Fault, FaultKind, Scale};
use kh_tests::{Life, World};
use serde_json::{Value, json};

const LIST: &str = "GET /v1/services";
const ONE: &str = "GET /v1/services/{id}";

fn list(life: &Life) -> ServicesView {
    let query = ServicesQuery {
        filter: ServicesFilter::All,
        family: None,
        search: String::new(),
        sort: ServicesSort::Name,
        direction: Direction::Up,
        offset: 0,
        limit: 100,
    };
    life.run(life.console.services(query)).unwrap()
}

fn missing(life: &Life) -> Vec<String> {
    let rows = list(life).rows.into_iter();
    rows.filter(|row| row.missing_since.is_some())
        .map(|row| row.id)
        .collect()
}

fn refresh(life: &Life) {
    life.run(life.console.refresh_services()).unwrap();
}

fn pages(world: &World) -> Vec<String> {
    let seen = world.wire.seen().into_iter().map(|one| one.path);
    seen.filter(|path| path.starts_with("/v1/services"))
        .collect()
}

fn goes_wrong(on: &str, kind: FaultKind, skip: u32, times: u32) -> Fault {
    Fault {
        on: on.to_owned(),
        kind,
        skip,
        times,
    }
}

/// Any answer with this body.
fn says(status: u16, body: &Value) -> FaultKind {
    FaultKind::Replace {
        status,
        content_type: "application/json".to_owned(),
        body: body.to_string(),
        after_commit: false,
    }
}

fn nonsense() -> FaultKind {
    FaultKind::Replace {
        status: 200,
        content_type: "application/json".to_owned(),
        body: "{\"data\":".to_owned(),
        after_commit: false,
    }
}

#[test]
fn a_walk_that_was_broken_off_goes_on_after_a_restart_and_nobody_is_missing() {
    let world = World::of(Scale::Fleet(100));
    let life = world.live_connected();
    world.faults([goes_wrong(LIST, nonsense(), 2, 1)]);
    let refused = life.run(life.console.refresh_services()).unwrap_err();
    assert_eq!(refused.code, "answer.unreadable");
    let view = list(&life);
    assert_eq!((view.all, view.sync.done), (50, 50));
    assert_eq!(view.sync.total, Some(100));
    assert_eq!(view.sync.whole_at, None);
    assert_eq!(view.sync.error.map(|error| error.code), Some(refused.code));
    life.crash();

    world.wire.forget();
    let life = world.live();
    refresh(&life);
    assert_eq!(
        pages(&world),
        ["/v1/services?page=3", "/v1/services?page=4"]
    );
    let view = list(&life);
    assert_eq!(view.all, 100);
    assert!(view.sync.whole_at.is_some());
    assert_eq!(view.sync.error, None);
    assert_eq!(missing(&life), [""; 0]);
}

#[test]
fn a_429_in_the_middle_is_waited_for_and_the_walk_goes_on() {
    let world = World::of(Scale::Fleet(100));
    let life = world.live_connected();
    let asked_to_wait = FaultKind::RateLimited {
        retry_after: Some("90".to_owned()),
    };
    world.faults([goes_wrong(LIST, asked_to_wait, 2, 1)]);
    let began = world.now();
    refresh(&life);
    assert!(world.now().duration_since(began).as_secs() >= 90);
    assert_eq!(list(&life).all, 100);
    assert_eq!(missing(&life), [""; 0]);
}

#[test]
fn who_is_not_listed_any_more_is_not_visible_and_comes_back_with_its_words() {
    let world = World::of(Scale::Furnished);
    let life = world.live_connected();
    refresh(&life);
    let all = list(&life);
    let lost = all.rows[1].id.clone();
    let words = OwnWords {
        name: None,
        customer: Some("Bakery".to_owned()),
        note: None,
    };
    life.run(life.console.save_own_words(lost.clone(), words.clone()))
        .unwrap();
    let rest: Vec<Value> = all
        .rows
        .iter()
        .filter(|row| row.id != lost)
        .map(|row| json!({"id": row.id, "hostname": row.hostname}))
        .collect();
    let body = json!({"data": rest, "meta": {"page": 1, "total_pages": 1}});
    world.faults([goes_wrong(LIST, says(200, &body), 0, 1)]);
    refresh(&life);
    assert_eq!(missing(&life), std::slice::from_ref(&lost));
    assert_eq!(list(&life).all, all.all);

    refresh(&life);
    assert_eq!(missing(&life), [""; 0]);
    let view = life.run(life.console.service(lost)).unwrap();
    assert_eq!(view.own, words);
    let kinds: Vec<&str> = view
        .timeline
        .iter()
        .map(|line| line.kind.as_str())
        .collect();
    assert!(kinds.contains(&"service_missing") && kinds.contains(&"service_back"));
}

#[test]
fn a_404_keeps_what_was_known_and_an_unknown_service_is_not_visible() {
    let world = World::of(Scale::Furnished);
    let life = world.live_connected();
    refresh(&life);
    let id = list(&life).rows[0].id.clone();
    let problem = json!({"type": "https://x.example/errors/not_found", "status": 404});
    world.faults([goes_wrong(ONE, says(404, &problem), 0, 1)]);
    let view = life.run(life.console.refresh_service(id.clone())).unwrap();
    assert!(view.row.missing_since.is_some());
    assert!(view.row.hostname.is_some());
    let view = life.run(life.console.refresh_service(id)).unwrap();
    assert_eq!(view.row.missing_since, None);
    let nobody = life.run(life.console.refresh_service("999999".to_owned()));
    assert_eq!(nobody.unwrap_err().code, "service.not_visible");
    let nobody = life.run(life.console.service("999999".to_owned()));
    assert_eq!(nobody.unwrap_err().code, "service.not_found");
}

#[test]
fn a_provider_that_gives_one_page_only_makes_nobody_missing() {
    let first: Vec<Value> = (1..=25).map(|id| json!({"id": id})).collect();
    let again = goes_wrong(LIST, says(200, &Value::from(first)), 0, 2);
    let refused = json!({"type": "https://x.example/errors/validation_failed", "status": 400});
    for faults in [
        vec![again],
        vec![goes_wrong(LIST, says(400, &refused), 1, 1)],
    ] {
        let world = World::of(Scale::Fleet(60));
        let life = world.live_connected();
        refresh(&life);
        world.faults(faults);
        refresh(&life);
        let view = list(&life);
        assert!(view.sync.first_page_only);
        assert_eq!(missing(&life), [""; 0]);
        assert!(!view.sync.running);
    }
}

#[test]
fn a_list_that_grows_shorter_while_it_is_read_makes_nobody_missing() {
    let world = World::of(Scale::Fleet(40));
    let life = world.live_connected();
    refresh(&life);
    let last = json!({"data": [{"id": 1_001}], "meta": {"page": 2, "total": 39, "total_pages": 2}});
    world.faults([goes_wrong(LIST, says(200, &last), 1, 1)]);
    refresh(&life);
    assert_eq!(missing(&life), [""; 0]);
}

#[test]
fn two_who_want_the_list_at_once_read_it_once() {
    let world = World::of(Scale::Fleet(60));
    let life = world.live_connected();
    life.run(async {
        let (one, two) = tokio::join!(
            life.console.refresh_services(),
            life.console.refresh_services()
        );
        one.unwrap();
        two.unwrap();
    });
    assert_eq!(pages(&world).len(), 3);
}

#[test]
fn an_order_that_never_named_its_service_is_set_up_once_a_service_names_it() {
    let world = World::new();
    let life = world.live_connected();
    let silent = json!({"data": {"id": 5_001, "status": "paid", "product_id": 42}});
    let answer = FaultKind::Replace {
        status: 201,
        content_type: "application/json".to_owned(),
        body: silent.to_string(),
        after_commit: true,
    };
    world.orders_fail(answer, 1);
    let order = life.order().unwrap();
    assert_eq!(order.row.progress, OrderProgress::Paid);
    assert_eq!(order.service_ids, [""; 0]);
    world.pass(std::time::Duration::from_secs(60));
    refresh(&life);
    let order = life.see(order.row.no);
    assert_eq!(order.row.progress, OrderProgress::Provisioned);
    assert_eq!(order.service_ids, ["1001"]);
    assert_eq!(order.timeline.last().unwrap().kind, "provisioned");
    let service = life.run(life.console.service("1001".to_owned())).unwrap();
    assert_eq!(service.order_no, Some(order.row.no));
    assert!(service.timeline.iter().any(|line| line.kind == "accepted"));
}

#[test]
fn texts_that_mean_harm_stay_texts_and_messages_stay_small() {
    let world = World::new();
    let life = world.live_connected();
    let harm = [
        "<img src=x onerror=alert(1)>".to_owned(),
        "x".repeat(10_000),
        "\u{202e}gpj.exe".to_owned(),
        "\u{1F600}\u{200d}\u{1F4A5}".to_owned(),
        "'; DROP TABLE services; --".to_owned(),
        "\0\u{7}\u{1b}[31m".to_owned(),
    ];
    let services: Vec<Value> = harm
        .iter()
        .cycle()
        .take(90)
        .enumerate()
        .map(|(number, text)| {
            json!({"id": number + 1, "name": text, "hostname": text, "status": text,
                   "power_status": text, "ip": text, "ips": vec![text; 40], "billing_cycle": text,
                   "recurring_amount": text, "next_due_date": text, "order_id": text})
        })
        .collect();
    let body = json!({"data": services, "meta": {"page": 1, "total_pages": 1}});
    world.faults([goes_wrong(LIST, says(200, &body), 0, 1)]);
    refresh(&life);
    let mut seen = 0;
    while seen < 90 {
        let query = ServicesQuery {
            filter: ServicesFilter::All,
            family: None,
            search: String::new(),
            sort: ServicesSort::Condition,
            direction: Direction::Up,
            offset: seen,
            limit: 100,
        };
        let view = life.run(life.console.services(query)).unwrap();
        assert!(serde_json::to_vec(&view).unwrap().len() <= 32 * 1024);
        assert!(!view.rows.is_empty());
        seen += u32::try_from(view.rows.len()).unwrap();
    }
    for id in 1..=6 {
        let view = life.run(life.console.service(id.to_string())).unwrap();
        assert!(serde_json::to_vec(&view).unwrap().len() <= 64 * 1024);
    }
}

#[test]
fn a_password_in_a_service_is_on_no_disk_and_in_no_view() {
    const SECRET: &str = "canary-7f3a91-hunter2";
    let world = World::new();
    let life = world.live_connected();
    let service = json!({"id": 1, "domain": "a.example", "username": "root", "password": SECRET,
                         "customfields": {"token": SECRET}});
    let body = json!({"services": {"service": [service]}});
    let one = json!({"result": service});
    world.faults([
        goes_wrong(LIST, says(200, &body), 0, 1),
        goes_wrong(ONE, says(200, &one), 0, 1),
    ]);
    refresh(&life);
    let view = life
        .run(life.console.refresh_service("1".to_owned()))
        .unwrap();
    // In the order of the answer, which is that of who made it.
    let mut withheld = view.withheld.clone();
    withheld.sort();
    assert_eq!(withheld, ["customfields", "password", "username"]);
    assert!(view.original.as_deref().unwrap().contains("a.example"));
    assert!(!serde_json::to_string(&view).unwrap().contains(SECRET));
    life.crash();
    for file in std::fs::read_dir(world.data_folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes
            .windows(SECRET.len())
            .any(|part| part == SECRET.as_bytes());
        assert!(!found);
    }
}

#[test]
fn own_words_that_are_too_long_are_refused_and_others_are_searched() {
    let world = World::of(Scale::Furnished);
    let life = world.live_connected();
    refresh(&life);
    let id = list(&life).rows[0].id.clone();
    let named = |name: &str| OwnWords {
        name: Some(name.to_owned()),
        ..OwnWords::default()
    };
    let refused = life.run(
        life.console
            .save_own_words(id.clone(), named(&"x".repeat(101))),
    );
    assert_eq!(refused.unwrap_err().code, "service.name_too_long");
    let view = life
        .run(life.console.save_own_words(id, named(" Shop front ")))
        .unwrap();
    assert_eq!(view.row.name, "Shop front");
    assert_eq!(view.own.name.as_deref(), Some("Shop front"));
}

#[test]
fn services_are_exported_without_a_formula_and_without_a_secret() {
    let world = World::of(Scale::Fleet(130));
    let life = world.live_connected();
    refresh(&life);
    let id = list(&life).rows[0].id.clone();
    let words = OwnWords {
        name: Some("=HYPERLINK(\"x\")".to_owned()),
        ..OwnWords::default()
    };
    life.run(life.console.save_own_words(id.clone(), words))
        .unwrap();
    let query = ServicesQuery {
        filter: ServicesFilter::All,
        family: None,
        search: String::new(),
        sort: ServicesSort::Name,
        direction: Direction::Up,
        offset: 100,
        limit: 1,
    };
    let all = ServicesSelection {
        query: query.clone(),
        ids: None,
    };
    let file = life.run(life.console.export_services(all)).unwrap();
    assert_eq!(file.rows, 130);
    let text = std::fs::read_to_string(&file.path).unwrap();
    assert_eq!(text.lines().count(), 131);
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    let one = ServicesSelection {
        query,
        ids: Some(vec![id, "unknown".to_owned()]),
    };
    let again = life.run(life.console.export_services(one)).unwrap();
    assert_eq!(again.rows, 1);
    assert_ne!(again.file_name, file.file_name);
}
