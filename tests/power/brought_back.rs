//! A commit that failed may be on the disk all the same. The person was told
//! that nothing was sent, so nothing is, whatever a restart finds.

use kh_core::view::{MoneyMoved, OrderProgress};
use kh_disk::{Image, Op, Plan, Times, Trouble};

use crate::click::{Click, intents, shown, start_again};

/// The first sync of a click is the one of its intent.
fn sync_of_the_intent() -> u64 {
    let click = Click::ready();
    let disk = click.world.disk();
    let before = disk.steps();
    click.press().unwrap().unwrap();
    let log = disk.log();
    let sync = log
        .iter()
        .find(|step| step.n > before && step.op == Op::Sync)
        .unwrap();
    sync.n - before
}

/// A click whose intent cannot be flushed, once or ever since.
fn refused(sync: u64, times: Times) -> Click {
    let click = Click::ready();
    click.plan(|before, _| Plan::FailStep {
        at: before + sync,
        trouble: Trouble::IoErr,
        times,
    });
    let error = click.press().unwrap().unwrap_err();
    assert_eq!(error.money, MoneyMoved::No);
    assert_eq!(error.code, "store.io");
    assert!(click.world.wire.orders().is_empty());
    click
}

#[test]
fn an_intent_whose_flush_failed_once_never_comes_back() {
    let click = refused(sync_of_the_intent(), Times::Once);
    let disk = click.world.disk();
    let left = (0..200).map(|seed| disk.left_by(seed));
    let left: Vec<Image> = left.chain([disk.image()]).collect();
    for image in &left {
        assert!(intents(image).is_empty());
    }
}

#[test]
fn an_intent_that_comes_back_waits_for_a_person() {
    let sync = sync_of_the_intent();
    for n in 0..5 {
        let click = refused(sync, Times::ForGood);
        let disk = click.world.disk();
        let back = |seed: &u64| !intents(&disk.left_by(*seed)).is_empty();
        // The entry about the refusal goes over most of what could come back.
        // Where nothing ever came back, this test would say nothing.
        let seed = (n * 2_000..).take(2_000).find(back).unwrap();
        let left = disk.cut_power(seed);
        let Click { world, life, .. } = click;
        life.crash();
        world.put_on_disk(&left);
        let life = world.live();
        let orders = shown(&life);
        assert_eq!(orders.len(), 1, "seed {seed}");
        assert_eq!(orders[0].row.progress, OrderProgress::Unknown);
        assert!(orders[0].can_repeat);
        assert!(world.wire.orders().is_empty(), "seed {seed}: it was sent");
        assert!(world.orders_there().is_empty());
        let left = world.disk().kill();
        life.crash();
        // And if the person wants it after all, it is bought once.
        assert_eq!(start_again(&world, &left, "at last"), 1);
        assert_eq!(world.orders_there().len(), 1);
    }
}
