//! P7: how often an order waits for the disk, counted below SQLite.

use kh_disk::Op;
use kh_simulator::FaultKind;

use crate::click::Click;

/// How often an order waits for the disk from the click to its outcome, when so
/// many of its attempts stay without an answer first.
fn waits_with_lost_answers(lost: u32) -> usize {
    let click = Click::ready();
    if lost > 0 {
        click.world.orders_fail(FaultKind::DropAfterCommit, lost);
    }
    let before = click.world.disk().steps();
    click.press().unwrap().unwrap();
    let attempts = click.world.wire.orders().len();
    assert_eq!(attempts, usize::try_from(lost).unwrap() + 1);
    let log = click.world.disk().log();
    let since = log.iter().filter(|step| step.n > before);
    since.filter(|step| step.op == Op::Sync).count()
}

#[test]
fn an_order_waits_for_the_disk_twice_and_once_more_for_each_repetition() {
    let waits: Vec<usize> = (0..3).map(waits_with_lost_answers).collect();
    println!(
        "P7: {} waits for the disk for an order of one attempt, {} of two, {} of three",
        waits[0], waits[1], waits[2]
    );
    assert_eq!(waits, [2, 3, 4]);
}
