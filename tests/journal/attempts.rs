//! Every wire attempt has its own nonce and time, and a row in the journal.

use std::collections::{HashMap, HashSet};

use kh_journal::OrderFilter;
use kh_simulator::FaultKind;
use kh_tests::{Ledger, World};

#[test]
fn every_wire_attempt_has_a_row_and_a_nonce_of_its_own() {
    let world = World::new();
    let life = world.live_connected();
    let faults = [
        FaultKind::DropBeforeCommit,
        FaultKind::DropAfterCommit,
        FaultKind::Error {
            status: 500,
            after_commit: false,
        },
        FaultKind::Html {
            status: 502,
            after_commit: true,
        },
        FaultKind::RateLimited {
            retry_after: Some("3".to_owned()),
        },
        FaultKind::Slow { ms: 40_000 },
    ];
    for (turn, kind) in faults.iter().cycle().take(60).enumerate() {
        let times = u32::try_from(turn % 4).unwrap();
        world.orders_fail(kind.clone(), times);
        let placed = life.order();
        world.faults([]);
        world.pass(std::time::Duration::from_secs(120));
        if let Ok(seen) = placed
            && seen.can_repeat
        {
            life.repeat(seen.row.no).unwrap();
        }
    }
    life.crash();

    let journal = world.journal();
    let orders = journal
        .list_orders(None, &OrderFilter::default(), 0, 100)
        .unwrap()
        .orders;
    assert_eq!(orders.len(), 60);
    let mut rows: HashMap<String, usize> = HashMap::new();
    for order in &orders {
        let intent = journal.intent(&order.intent_id).unwrap().unwrap();
        rows.insert(
            intent.idempotency_key.as_str().to_owned(),
            intent.attempts.len(),
        );
    }
    let mut sent: HashMap<String, usize> = HashMap::new();
    for one in world.wire.orders() {
        *sent
            .entry(one.header("idempotency-key").unwrap().to_owned())
            .or_default() += 1;
    }
    assert_eq!(rows, sent);
    let seen = world.wire.seen();
    let nonces: Vec<&str> = seen
        .iter()
        .filter_map(|one| one.header("kh-nonce"))
        .collect();
    assert_eq!(nonces.iter().collect::<HashSet<_>>().len(), nonces.len());
    assert_eq!(Ledger::compare(&world, 60), Ledger::CLEAN);
}
