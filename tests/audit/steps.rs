//! What the tests of this folder do again and again.

use kh_core::view::{
    AuditQuery, AuditView, ErrorView, LookRequest, LookView, VerdictState, VerdictView,
};
use kh_simulator::FULL_ACCESS;
use kh_tests::{Life, World};

/// A world in which time stands still, a connected life, and a service.
pub(crate) fn with_service() -> (World, Life, String) {
    let world = World::standing();
    let life = world.live();
    life.connect(&world, FULL_ACCESS);
    let service = service(&world, &life);
    (world, life, service)
}

/// Orders a service and waits until it is there.
pub(crate) fn service(world: &World, life: &Life) -> String {
    let no = life.order().unwrap().row.no;
    world.pass(std::time::Duration::from_secs(60));
    let seen = life.run(life.console.check_order(no)).unwrap();
    seen.service_ids[0].clone()
}

pub(crate) fn look(life: &Life, service: &str) -> Result<LookView, ErrorView> {
    let request = LookRequest {
        service_id: service.to_owned(),
        reason: "customer asked, ticket 2291".to_owned(),
    };
    life.run(life.console.look_at_credentials(request))
}

/// The place of the password in a look.
pub(crate) fn password(look: &LookView) -> u32 {
    let field = look.fields.iter().find(|field| field.name == "password");
    field.unwrap().index
}

/// The whole chain, newest first.
pub(crate) fn chain(life: &Life) -> AuditView {
    let query = AuditQuery {
        group: None,
        stopped_only: false,
        search: String::new(),
        since: None,
        until: None,
        offset: 0,
        limit: 100,
    };
    life.run(life.console.audit(query)).unwrap()
}

/// Acts and outcomes of the chain, oldest first.
pub(crate) fn acts(life: &Life) -> Vec<String> {
    let mut rows = chain(life).rows;
    rows.reverse();
    rows.iter()
        .map(|row| format!("{} {:?}", row.act, row.outcome))
        .collect()
}

pub(crate) fn verify(life: &Life) -> VerdictView {
    life.run(life.console.verify_audit()).unwrap()
}

pub(crate) fn assert_whole(life: &Life) {
    let verdict = verify(life);
    assert_eq!(verdict.state, VerdictState::Whole, "{verdict:?}");
}

/// Waits until the head is sealed.
pub(crate) fn sealed(life: &Life) {
    life.until(|console| async move {
        let query = AuditQuery {
            group: None,
            stopped_only: false,
            search: String::new(),
            since: None,
            until: None,
            offset: 0,
            limit: 1,
        };
        console.audit(query).await.unwrap().sealed
    });
}
