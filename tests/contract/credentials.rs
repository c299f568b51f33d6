//! Access data (contract 9): one audit entry for each deliberate reading.

use kh_api::Asker;
use kh_tests::World;

use crate::hand::{Hand, refusal};

#[test]
fn each_reading_is_one_audit_entry_and_shows_no_secret_by_itself() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let service = hand.a_running_service(&world);
    let answer = hand
        .wait(hand.client.credentials(Asker::Person, &service))
        .unwrap();
    assert_eq!(answer.view.username.as_deref(), Some("root"));
    let password = answer.view.secrets[0].expose().to_owned();
    assert!(!password.is_empty());
    assert!(!format!("{answer:?}").contains(&password));
    let log = world.simulator.audit().unwrap();
    assert_eq!(
        log.iter()
            .filter(|entry| entry.row.contains("credentials.read"))
            .count(),
        1
    );
}

#[test]
fn there_is_nothing_to_read_before_the_service_is_set_up() {
    let world = World::new();
    let hand = Hand::owner(&world);
    let service = hand.order("order-1").unwrap().view.service_ids[0].clone();
    assert_eq!(
        refusal(hand.wait(hand.client.credentials(Asker::Person, &service))).0,
        404
    );
}
