//! Every fault with every place at which the program can end, for an action: a
//! reboot that was clicked once happens once or not at all, and what is said of
//! it is what happened.

use std::time::Duration;

use kh_core::view::{ActionKind, ActionPlanView, ActionProgress as P};
use kh_tests::{Hang, Ledger, Life, World};

use crate::crash::{ENDS, End, FAULTS, Fault, LASTING, mend};

/// Clicks once while the fault is there, ends the program, lets it recover
/// while the fault is still there, and then without it.
fn scenario(fault: Fault, times: u32, end: End) {
    let told = format!("{} x {times}, {end:?}", fault.0);
    let world = World::new();
    let life = world.live_connected();
    let service = life.a_running_service(&world);
    let plan = life.plan(&service, ActionKind::Reboot).unwrap();
    match end {
        End::BeforeTheDeed | End::AfterTheDeed => {
            hang(&world, &life, &plan, end);
            // The next life meets the fault while it recovers.
            fault.1(&world, times);
        }
        End::Never | End::AfterTheAnswer => {
            fault.1(&world, times);
            let clicked = life.run(life.console.run_action(Life::confirmed(&plan)));
            assert!(clicked.is_ok(), "{told}: {clicked:?}");
        }
    }
    let life = if end == End::Never {
        life
    } else {
        life.crash();
        world.live()
    };
    mend(&world);
    // Long enough that a second reboot would be taken on, were it sent.
    world.pass(Duration::from_secs(700));
    settle_by_hand(&world, &life, &service, &told);
    life.crash();
    assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN, "{told}");
}

fn hang(world: &World, life: &Life, plan: &ActionPlanView, end: End) {
    world.wire.set_hang(Some(if end == End::BeforeTheDeed {
        Hang::BeforeCommit
    } else {
        Hang::AfterCommit
    }));
    life.begin_acting(plan);
    life.run(world.wire.post_hangs());
    world.wire.set_hang(None);
}

/// A person who sees "unknown" presses "repeat"; then what is said is compared
/// with what happened.
fn settle_by_hand(world: &World, life: &Life, service: &str, told: &str) {
    let id = world.wire.actions()[0]
        .header("idempotency-key")
        .unwrap()
        .to_owned();
    let mut seen = life.see_action(&id);
    if seen.progress == P::Unknown {
        assert!(seen.can_repeat, "{told}");
        seen = life.repeat_action(&id).unwrap();
    }
    let happened = world.actions_there().len();
    let expected = match seen.progress {
        P::Accepted | P::Done => 1,
        P::Refused | P::NotSent => 0,
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => {
            panic!("{told}: still {:?}", seen.progress)
        }
    };
    assert_eq!(happened, expected, "{told}: {:?}", seen.progress);
    assert!(!seen.can_repeat, "{told}");
    // Whatever became of it, the service is free for the next one.
    life.look_at(service);
    let plan = life.plan(service, ActionKind::Terminate).unwrap();
    assert_eq!(plan.blocked, None, "{told}");
}

#[test]
fn a_passing_fault_does_nothing_twice_and_tells_what_happened() {
    for fault in FAULTS {
        for end in ENDS {
            scenario(fault, 1, end);
        }
    }
}

#[test]
fn a_lasting_fault_does_nothing_twice_and_tells_what_happened() {
    for fault in FAULTS {
        for end in ENDS {
            scenario(fault, LASTING, end);
        }
    }
}
