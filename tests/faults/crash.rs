//! Every fault with every place at which the program can end, and the oracle
//! over all of it.

use kh_core::view::OrderProgress;
use std::time::Duration;

use kh_simulator::{Card, FaultKind};
use kh_tests::{Hang, Ledger, Life, World};

/// A way in which the provider or the line fails.
pub(crate) type Fault = (&'static str, fn(&World, u32));

/// Times after which the client has given up for now, but a later life has not.
pub(crate) const LASTING: u32 = 5;

pub(crate) const FAULTS: [Fault; 17] = [
    ("none", |_, _| ()),
    ("nothing gets through", |world, _| {
        world.wire.set_posts_offline(true);
    }),
    ("reset before the deed", |world, times| {
        world.posts_fail(FaultKind::DropBeforeCommit, times);
    }),
    ("reset after the deed", |world, times| {
        world.posts_fail(FaultKind::DropAfterCommit, times);
    }),
    ("answer cut off", |world, times| {
        world.posts_fail(FaultKind::CutBody { bytes: 20 }, times);
    }),
    ("truncated answer that looks whole", |world, times| {
        world.posts_fail(
            said(201, "application/json", r#"{"data":{"id":50"#, true),
            times,
        );
    }),
    ("500 before the deed", |world, times| {
        world.posts_fail(
            FaultKind::Error {
                status: 500,
                after_commit: false,
            },
            times,
        );
    }),
    ("500 after the deed", |world, times| {
        world.posts_fail(
            FaultKind::Error {
                status: 500,
                after_commit: true,
            },
            times,
        );
    }),
    ("502 as a page", |world, times| {
        world.posts_fail(
            FaultKind::Html {
                status: 502,
                after_commit: false,
            },
            times,
        );
    }),
    ("503 as a page after the deed", |world, times| {
        world.posts_fail(
            FaultKind::Html {
                status: 503,
                after_commit: true,
            },
            times,
        );
    }),
    ("200 as a page after the deed", |world, times| {
        world.posts_fail(
            FaultKind::Html {
                status: 200,
                after_commit: true,
            },
            times,
        );
    }),
    ("403 as a page after the deed", |world, times| {
        world.posts_fail(
            FaultKind::Html {
                status: 403,
                after_commit: true,
            },
            times,
        );
    }),
    ("answer later than anyone waits", |world, times| {
        world.posts_fail(FaultKind::Delay { ms: 90_000 }, times);
    }),
    (
        "work that takes longer than anyone waits",
        |world, times| {
            world.posts_fail(FaultKind::Slow { ms: 45_000 }, times);
        },
    ),
    ("429 with a time", |world, times| {
        world.posts_fail(
            FaultKind::RateLimited {
                retry_after: Some("7".to_owned()),
            },
            times,
        );
    }),
    ("429 without a time", |world, times| {
        world.posts_fail(FaultKind::RateLimited { retry_after: None }, times);
    }),
    ("no money", |world, _| world.funds("0", Card::None)),
];

fn said(status: u16, content_type: &str, body: &str, after_commit: bool) -> FaultKind {
    FaultKind::Replace {
        status,
        content_type: content_type.to_owned(),
        body: body.to_owned(),
        after_commit,
    }
}

/// Where the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Never,
    BeforeTheDeed,
    AfterTheDeed,
    AfterTheAnswer,
}

pub(crate) const ENDS: [End; 4] = [
    End::Never,
    End::BeforeTheDeed,
    End::AfterTheDeed,
    End::AfterTheAnswer,
];

/// Clicks once while the fault is there, ends the program, lets it recover
/// while the fault is still there, and then without it.
fn scenario(fault: Fault, times: u32, end: End) {
    let told = format!("{} x {times}, {end:?}", fault.0);
    let world = World::new();
    let life = world.live_connected();
    let review = life.review();
    let clicks = match end {
        End::BeforeTheDeed | End::AfterTheDeed => {
            hang(&world, &life, &review.review_id, end);
            // The next life meets the fault while it recovers.
            fault.1(&world, times);
            1
        }
        End::Never | End::AfterTheAnswer => {
            fault.1(&world, times);
            usize::from(
                life.run(life.console.place_order(review.review_id, Vec::new()))
                    .is_ok(),
            )
        }
    };
    if end == End::Never {
        mend(&world);
        world.pass(Duration::from_secs(700));
        settle_by_hand(&life, &told);
    } else {
        life.crash();
        world.live().crash();
        mend(&world);
        // A key whose calls went unanswered rests for a while.
        world.pass(Duration::from_secs(700));
        let life = world.live();
        assert_settled(&life, &told);
        life.crash();
    }
    assert_eq!(clicks, 1, "{told}");
    assert_eq!(Ledger::compare(&world, clicks), Ledger::CLEAN, "{told}");
}

fn hang(world: &World, life: &Life, review: &str, end: End) {
    world.wire.set_hang(Some(if end == End::BeforeTheDeed {
        Hang::BeforeCommit
    } else {
        Hang::AfterCommit
    }));
    life.begin_placing(review);
    life.run(world.wire.post_hangs());
    world.wire.set_hang(None);
}

pub(crate) fn mend(world: &World) {
    world.faults([]);
    world.wire.set_posts_offline(false);
}

/// A person who sees "unknown" presses "repeat".
fn settle_by_hand(life: &Life, told: &str) {
    for no in numbers(life) {
        let seen = life.see(no);
        if seen.row.progress == OrderProgress::Unknown {
            assert!(seen.can_repeat, "{told}");
            life.repeat(no).unwrap();
        }
    }
    assert_settled(life, told);
}

fn assert_settled(life: &Life, told: &str) {
    for no in numbers(life) {
        let seen = life.see(no);
        assert!(
            !matches!(
                seen.row.progress,
                OrderProgress::Written | OrderProgress::Sending | OrderProgress::Unknown
            ),
            "{told}: {:?}",
            seen.row.progress
        );
        assert!(!seen.can_repeat, "{told}");
    }
}

fn numbers(life: &Life) -> Vec<i64> {
    let query = kh_core::view::OrdersQuery {
        filter: kh_core::view::OrdersFilter::All,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    let orders = life.run(life.console.orders(query)).unwrap();
    orders.rows.iter().map(|row| row.no).collect()
}

#[test]
fn a_passing_fault_buys_nothing_twice_and_loses_nothing() {
    for fault in FAULTS {
        for end in ENDS {
            scenario(fault, 1, end);
        }
    }
}

#[test]
fn a_lasting_fault_buys_nothing_twice_and_loses_nothing() {
    for fault in FAULTS {
        for end in ENDS {
            scenario(fault, LASTING, end);
        }
    }
}
