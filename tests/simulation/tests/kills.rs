//! The real thing: a process that is killed in the middle of its orders.

use std::path::Path;

use kh_simulation::kill;

#[test]
fn a_hundred_kills_of_a_real_process_buy_nothing_twice_and_lose_nothing() {
    let killed = kill(Path::new(env!("CARGO_BIN_EXE_kh-simulation")), 100, 1);
    assert_eq!(killed.wrong, Vec::<String>::new());
    println!(
        "R1: {} kills of a real process, {} amid an order: 0 double, 0 lost",
        killed.kills, killed.amid
    );
    assert!(killed.amid > 50, "{killed:?}");
}
