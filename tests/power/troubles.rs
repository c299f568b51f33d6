//! R11: every call of an order's way to the disk fails, once or for good.

use kh_core::view::MoneyMoved;
use kh_disk::{Plan, Times, Trouble};

use crate::click::{Click, intents, shown, start_again};

/// What the cases found.
#[derive(Default)]
struct Found {
    cases: u64,
    sent: u64,
    refused: u64,
}

fn case(found: &mut Found, told: &str, plan: impl Fn(u64, u64) -> Plan) {
    let click = Click::ready();
    click.plan(plan);
    let placed = click.press().expect("nothing ends the program here");
    click.assert_nothing_left_unwritten(told);
    let sent = !click.world.wire.orders().is_empty();
    if let Err(error) = &placed {
        let known = ["store.", "order.", "audit."];
        let typed = known.iter().any(|area| error.code.starts_with(area));
        assert!(typed, "{told}: {}", error.code);
        // Where the intent stands and not even that nothing left can be written
        // down or read again, the person hears that it is not known.
        let stands = !intents(&click.world.disk().safe()).is_empty();
        let expected = match error.money {
            MoneyMoved::Unknown => sent || (stands && error.code == "order.outcome_not_kept"),
            MoneyMoved::No => !sent,
            MoneyMoved::NotConcerned => false,
        };
        assert!(expected, "{told}: {}, {:?}", error.code, error.money);
    }
    found.cases += 1;
    found.sent += u64::from(sent);
    found.refused += u64::from(placed.is_err());

    let disk = click.world.disk();
    let left = if found.cases.is_multiple_of(2) {
        disk.kill()
    } else {
        disk.cut_power(found.cases)
    };
    let Click { world, life, .. } = click;
    life.crash();
    let before = world.wire.orders().len();
    world.put_on_disk(&left);
    let life = world.live();
    let _ = shown(&life);
    if !sent {
        assert_eq!(world.wire.orders().len(), before, "{told}: sent by itself");
    }
    let left = world.disk().kill();
    life.crash();
    start_again(&world, &left, told);
}

fn every(trouble: Trouble) {
    let (steps, calls) = Click::measure();
    // The troubles that only changes can meet need no place between them.
    let places = match trouble {
        Trouble::IoErr => calls,
        Trouble::Full | Trouble::ReadOnly | Trouble::Busy => steps,
    };
    let mut found = Found::default();
    for k in 1..=places {
        for times in [Times::Once, Times::ForGood] {
            let told = format!("{trouble:?} at {k}, {times:?}");
            case(&mut found, &told, |step, call| match trouble {
                Trouble::IoErr => Plan::FailCall {
                    at: call + k,
                    trouble,
                    times,
                },
                Trouble::Full | Trouble::ReadOnly | Trouble::Busy => Plan::FailStep {
                    at: step + k,
                    trouble,
                    times,
                },
            });
        }
    }
    println!(
        "R11: {trouble:?} at each of {places} places, once and for good: {} cases, \
         {} orders sent, 0 without a durable intent; {} refused before anything was sent",
        found.cases, found.sent, found.refused
    );
    assert!(found.refused > 0);
}

#[test]
fn nothing_leaves_unwritten_when_the_device_fails() {
    every(Trouble::IoErr);
}

#[test]
fn nothing_leaves_unwritten_when_the_disk_is_full() {
    every(Trouble::Full);
}

#[test]
fn nothing_leaves_unwritten_when_the_disk_takes_no_changes() {
    every(Trouble::ReadOnly);
}

#[test]
fn nothing_leaves_unwritten_when_another_program_holds_the_file() {
    every(Trouble::Busy);
}
