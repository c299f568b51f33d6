//! The list of services in the console: read whole in every form of paging,
//! searched, sorted and paged through.

use kh_core::view::{Direction, Family, ServicesFilter, ServicesQuery, ServicesSort, ServicesView};
use kh_simulator::{Preset, Scale};
use kh_tests::{Life, World};

/// Every service, by name.
fn everything() -> ServicesQuery {
    ServicesQuery {
        filter: ServicesFilter::All,
        family: None,
        search: String::new(),
        sort: ServicesSort::Name,
        direction: Direction::Up,
        offset: 0,
        limit: 100,
    }
}

fn ask(life: &Life, query: ServicesQuery) -> ServicesView {
    life.run(life.console.services(query)).unwrap()
}

fn pages_asked_for(world: &World) -> usize {
    let seen = world.wire.seen();
    seen.iter()
        .filter(|one| one.path.starts_with("/v1/services"))
        .count()
}

#[test]
fn the_whole_list_is_read_and_means_the_same_in_every_form() {
    let mut seen = Vec::new();
    for preset in Preset::ALL {
        let world = World::of(Scale::Fleet(60));
        world.simulator.set_shape(preset).unwrap();
        let life = world.live_connected();
        life.run(life.console.refresh_services()).unwrap();
        let view = ask(&life, everything());
        assert_eq!((view.all, view.total), (60, 60), "{preset:?}");
        assert!(view.sync.whole_at.is_some(), "{preset:?}");
        assert!(
            !view.sync.first_page_only && !view.sync.running,
            "{preset:?}"
        );
        assert_eq!(view.sync.error, None, "{preset:?}");
        // Of 60 services, 25 on a page; where nothing says so, one more.
        assert!((3..=4).contains(&pages_asked_for(&world)), "{preset:?}");
        let rows: Vec<_> = view
            .rows
            .into_iter()
            .map(|row| {
                let price = row.price.map(|price| price.value);
                (row.id, row.name, row.ip, price, row.family)
            })
            .collect();
        seen.push(rows);
    }
    assert!(seen.iter().all(|one| *one == seen[0]));
}

#[test]
fn a_thousand_services_are_read_within_the_budget_and_shown_by_pages() {
    let world = World::of(Scale::Fleet(1_000));
    let life = world.live_connected();
    let began = world.now();
    life.run(life.console.refresh_services()).unwrap();
    assert_eq!(pages_asked_for(&world), 40);
    // Twenty calls at once, the others one each second.
    assert!(world.now().duration_since(began).as_secs() < 60);
    let mut names = Vec::new();
    loop {
        let query = ServicesQuery {
            offset: u32::try_from(names.len()).unwrap(),
            ..everything()
        };
        let view = ask(&life, query);
        assert_eq!(view.total, 1_000);
        assert!(view.rows.len() <= 100);
        assert!(serde_json::to_vec(&view).unwrap().len() <= 32 * 1024);
        if view.rows.is_empty() {
            break;
        }
        names.extend(view.rows.into_iter().map(|row| row.name));
    }
    assert_eq!(names.len(), 1_000);
    names.dedup();
    assert_eq!(names.len(), 1_000);
}

#[test]
fn a_list_is_searched_filtered_and_counted() {
    let world = World::of(Scale::Fleet(300));
    let life = world.live_connected();
    life.run(life.console.refresh_services()).unwrap();
    let all = ask(&life, everything());
    assert_eq!(all.current + all.ended, 300);
    let families: u32 = all.families.iter().map(|one| one.count).sum();
    assert_eq!(families, all.current);
    let found = ask(
        &life,
        ServicesQuery {
            search: "00042".to_owned(),
            ..everything()
        },
    );
    assert_eq!(found.total, 1);
    assert!(found.rows[0].name.contains("-00042."));
    let kvm = ask(
        &life,
        ServicesQuery {
            family: Some(Family::Kvm),
            filter: ServicesFilter::Current,
            ..everything()
        },
    );
    let counted = all.families.iter().find(|one| one.family == Family::Kvm);
    assert_eq!(counted.map(|one| one.count), Some(kvm.total));
    let ended = ask(
        &life,
        ServicesQuery {
            filter: ServicesFilter::Ended,
            sort: ServicesSort::Price,
            direction: Direction::Down,
            ..everything()
        },
    );
    assert_eq!(ended.total, all.ended);
}

#[test]
fn without_a_call_the_kept_list_is_there_with_its_age() {
    let world = World::of(Scale::Fleet(30));
    let life = world.live_connected();
    life.run(life.console.refresh_services()).unwrap();
    let read_at = ask(&life, everything()).sync.whole_at;
    life.crash();
    world.wire.set_offline(true);
    world.pass(std::time::Duration::from_secs(3_600));
    let life = world.live();
    let view = ask(&life, everything());
    assert_eq!((view.total, view.sync.whole_at), (30, read_at));
}
