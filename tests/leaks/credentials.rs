//! A revealed credential is handed out once, and is then nowhere: in no file,
//! no log, no export, no view, no error, and on the clipboard only until it is
//! cleared.

use std::time::Duration;

use kh_core::view::{AuditQuery, LookRequest};
use kh_simulator::{FULL_ACCESS, Fault, FaultKind};
use kh_tests::World;

use crate::canary::{self, Canary};
use crate::{log, show};

#[test]
fn a_revealed_credential_is_in_no_file_no_log_no_view_and_no_error() {
    let log = log::capture();
    let world = World::standing();
    let life = world.live();
    life.connect(&world, FULL_ACCESS);
    let no = life.order().unwrap().row.no;
    world.pass(Duration::from_secs(60));
    let service = life.run(life.console.check_order(no)).unwrap().service_ids[0].clone();

    let request = LookRequest {
        service_id: service.clone(),
        reason: "customer asked, ticket 2291".to_owned(),
    };
    let look = life.run(life.console.look_at_credentials(request.clone()));
    let mut shown = vec![show(&look)];
    let look = look.unwrap();
    let index = look.fields.iter().find(|field| field.secret).unwrap().index;
    let revealed = life
        .run(life.console.reveal_field(look.look.clone(), index))
        .unwrap();
    let canary = Canary::new(&revealed.value);
    assert!(canary.is_in(format!("...{}...", revealed.value).as_bytes()));
    shown.push(format!("{revealed:?}"));
    shown.push(show(
        &life.run(life.console.copy_field(look.look.clone(), index)),
    ));
    assert_eq!(
        world.clipboard.held().as_deref(),
        Some(revealed.value.as_str())
    );
    drop(revealed);

    shown.push(show(&life.run(life.console.end_look(look.look.clone()))));
    shown.push(show(
        &life.run(life.console.reveal_field(look.look.clone(), index)),
    ));
    // Answers that break off in the middle of it.
    for kind in [
        FaultKind::CutBody { bytes: 200 },
        FaultKind::DropAfterCommit,
    ] {
        world.faults([Fault {
            on: "GET /v1/services/{id}/credentials".to_owned(),
            kind,
            skip: 0,
            times: 1,
        }]);
        shown.push(show(
            &life.run(life.console.look_at_credentials(request.clone())),
        ));
        world.faults([]);
    }
    shown.push(show(&life.run(life.console.look_plan(service.clone()))));
    shown.push(show(&life.run(life.console.service(service))));
    shown.push(show(&life.run(life.console.audit(everything()))));
    shown.push(show(&life.run(life.console.export_audit(everything()))));
    shown.extend(crate::views(&life));
    life.run(life.console.shutdown());
    assert_eq!(world.clipboard.held(), None);
    life.crash();

    for view in &shown {
        assert!(!canary.is_in(view.as_bytes()), "{view}");
    }
    let folders = [world.data_folder(), world.downloads_folder()];
    let files: Vec<_> = folders
        .iter()
        .flat_map(|folder| canary::files_under(folder))
        .collect();
    assert!(files.len() >= 2);
    for (path, bytes) in &files {
        assert!(!canary.is_in(bytes), "{}", path.display());
    }
    let logged = log.bytes();
    assert!(!logged.is_empty() && !canary.is_in(&logged));
}

fn everything() -> AuditQuery {
    AuditQuery {
        group: None,
        stopped_only: false,
        search: String::new(),
        since: None,
        until: None,
        offset: 0,
        limit: 100,
    }
}
