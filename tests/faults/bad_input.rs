//! Bad input from outside: a clear code, and what was known before stays.

use kh_core::view::{CatalogueView, StoreState};
use kh_simulator::{Fault, FaultKind};
use kh_tests::{Life, World};

fn catalogue(life: &Life) -> CatalogueView {
    life.run(life.console.catalogue(Life::everything()))
        .unwrap()
}

#[test]
fn a_catalogue_that_is_no_json_leaves_the_kept_one() {
    let world = World::new();
    let life = world.live_connected();
    life.run(life.console.refresh_catalogue()).unwrap();
    let before = catalogue(&life);
    assert_eq!(before.all, 4);
    for body in [
        "<html>maintenance</html>",
        "",
        "{\"data\":[",
        "\u{0}\u{1}",
        "[[[[[[[",
    ] {
        world.faults([Fault {
            on: "GET /v1/products".to_owned(),
            kind: FaultKind::Replace {
                status: 200,
                content_type: "application/json".to_owned(),
                body: body.to_owned(),
                after_commit: false,
            },
            skip: 0,
            times: 1,
        }]);
        let refused = life.run(life.console.refresh_catalogue()).unwrap_err();
        assert_eq!(refused.code, "answer.unreadable", "{body}");
        let after = catalogue(&life);
        assert_eq!(after.rows, before.rows);
        assert_eq!(after.read_at, before.read_at);
        assert_eq!(after.error.unwrap().code, "answer.unreadable");
    }
    life.crash();
    assert_eq!(catalogue(&world.live()).rows, before.rows);
}

#[test]
fn a_damaged_journal_is_kept_aside_and_said() {
    let world = World::new();
    let life = world.live_connected();
    life.order().unwrap();
    life.crash();
    let garbage = b"this was never a database".repeat(500);
    std::fs::write(world.journal_path(), &garbage).unwrap();
    let life = world.live();
    let start = life.run(life.console.start_view()).unwrap();
    assert_eq!(start.store.state, StoreState::Replaced);
    assert_eq!(start.store.code.as_deref(), Some("store.broken"));
    let kept = start.store.kept_as.unwrap();
    assert_eq!(std::fs::read(kept).unwrap(), garbage);
    assert!(start.profiles.is_empty());
    life.connect(&world, kh_simulator::FULL_ACCESS);
    assert_eq!(life.order().unwrap().row.no, 1);
}

#[test]
fn a_journal_that_cannot_be_opened_is_said_and_nothing_is_sent() {
    let world = World::new();
    std::fs::create_dir_all(world.journal_path()).unwrap();
    let life = world.live();
    let start = life.run(life.console.start_view()).unwrap();
    assert_eq!(start.store.state, StoreState::Unusable);
    let code = start.store.code.unwrap();
    assert!(code.starts_with("store."), "{code}");
    let view = life
        .run(
            life.console
                .connect_profile(Life::request(&world, kh_simulator::FULL_ACCESS)),
        )
        .unwrap();
    assert_eq!(view.error.unwrap().code, code);
    assert_eq!(life.run(life.console.overview()).unwrap_err().code, code);
    assert!(world.wire.seen().is_empty());
}

#[test]
fn senseless_ids_and_numbers_have_a_code() {
    let world = World::new();
    let life = world.live_connected();
    for id in ["", " ", "../me", "%00", "999999", "4 2", "a/b"] {
        let refused = life.run(life.console.product(id.to_owned())).unwrap_err();
        assert!(!refused.code.is_empty(), "{id}");
    }
    for no in [0, -1, i64::MAX, i64::MIN] {
        assert_eq!(
            life.run(life.console.order(no)).unwrap_err().code,
            "order.not_found"
        );
        assert_eq!(life.repeat(no).unwrap_err().code, "order.not_found");
    }
    for id in ["", "nobody"] {
        let refused = life
            .run(life.console.activate_profile(id.to_owned()))
            .unwrap_err();
        assert_eq!(refused.code, "profile.not_found");
    }
    assert!(world.orders_there().is_empty());
}
