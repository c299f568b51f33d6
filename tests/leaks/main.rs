//! The API secret never leaves the host: it is looked for in every file the
//! console leaves, in everything it logs, in every view and every error, in
//! five encodings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod canary;
mod credentials;
mod log;

use kh_core::Habits;
use kh_core::view::{ConnectRequest, OrdersFilter, OrdersQuery, SecretHome};
use kh_simulator::{FULL_ACCESS, FaultKind};
use kh_tests::{Life, World};

use canary::Canary;

/// Everything a window could be shown.
fn views(life: &Life) -> Vec<String> {
    let json = |value: serde_json::Value| value.to_string();
    let of = |value: Result<serde_json::Value, serde_json::Error>| json(value.unwrap());
    let console = &life.console;
    life.run(async {
        let mut views = vec![
            of(serde_json::to_value(console.start_view().await.unwrap())),
            of(serde_json::to_value(console.keychain().await.unwrap())),
            of(serde_json::to_value(console.connection().await.unwrap())),
        ];
        views.push(match console.overview().await {
            Ok(view) => of(serde_json::to_value(view)),
            Err(error) => of(serde_json::to_value(error)),
        });
        views.push(match console.product("42".to_owned()).await {
            Ok(view) => of(serde_json::to_value(view)),
            Err(error) => of(serde_json::to_value(error)),
        });
        let query = OrdersQuery {
            filter: OrdersFilter::All,
            search: String::new(),
            offset: 0,
            limit: 100,
        };
        if let Ok(orders) = console.orders(query).await {
            for row in &orders.rows {
                views.push(of(serde_json::to_value(
                    console.order(row.no).await.unwrap(),
                )));
            }
            views.push(of(serde_json::to_value(orders)));
        }
        views
    })
}

fn show<T: serde::Serialize, E: serde::Serialize>(result: &Result<T, E>) -> String {
    match result {
        Ok(value) => serde_json::to_string(value).unwrap(),
        Err(error) => serde_json::to_string(error).unwrap(),
    }
}

/// A day's work with everything going wrong that can.
fn work(world: &World, request: ConnectRequest) -> Vec<String> {
    let life = world.live_with(Habits {
        watches: false,
        ..Habits::default()
    });
    let mut shown = vec![format!("{request:?}")];
    shown.push(show(&life.run(life.console.connect_profile(request))));
    for kind in [
        FaultKind::DropAfterCommit,
        FaultKind::Html {
            status: 502,
            after_commit: false,
        },
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
    ] {
        world.orders_fail(kind, 3);
        shown.push(show(&life.order()));
        world.faults([]);
        shown.push(show(&life.repeat(1)));
    }
    world.wire.set_offline(true);
    shown.push(show(&life.run(life.console.check_connection())));
    shown.push(show(&life.run(life.console.refresh_catalogue())));
    world.wire.set_offline(false);
    shown.extend(views(&life));
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    let secret = world.key(FULL_ACCESS).secret;
    for typed in [secret.clone(), format!(" {secret}"), format!("{secret}x")] {
        let entered = life.run(
            life.console
                .enter_secret(id.clone(), typed, SecretHome::Session),
        );
        shown.push(show(&entered));
    }
    shown.extend(views(&life));
    life.crash();
    shown
}

#[test]
fn the_secret_is_in_no_file_no_log_no_view_and_no_error() {
    let log = log::capture();
    let world = World::new();
    let secret = world.key(FULL_ACCESS).secret;
    let canary = Canary::new(&secret);
    assert!(canary.is_in(format!("...{secret}...").as_bytes()));

    let shown = work(&world, Life::request(&world, FULL_ACCESS));
    assert!(shown.len() > 20);
    for view in &shown {
        assert!(!canary.is_in(view.as_bytes()), "{view}");
    }
    let files = canary::files_under(&world.data_folder());
    assert!(files.iter().any(|(path, _)| path.ends_with("journal.db")));
    for (path, bytes) in &files {
        assert!(!canary.is_in(bytes), "{}", path.display());
    }
    let logged = log.bytes();
    assert!(
        !logged.is_empty(),
        "nothing was logged, so nothing was looked at"
    );
    assert!(!canary.is_in(&logged));
    for argument in std::env::args() {
        assert!(!canary.is_in(argument.as_bytes()));
    }
}
