//! A disk without room: no order leaves that is not written down first. The
//! test runs itself once more under a limit of the size of files.

use std::process::Command;

use kh_core::view::MoneyMoved;
use kh_tests::{Life, World};

/// Says to the second run that it is the second.
const UNDER_LIMIT: &str = "KH_TESTS_FILE_LIMIT";

#[test]
fn without_room_nothing_is_sent_that_is_not_written_down() {
    if std::env::var_os(UNDER_LIMIT).is_some() {
        order_until_the_disk_is_full();
        return;
    }
    let own = std::env::current_exe().unwrap();
    let script = "trap '' XFSZ; ulimit -f 900; exec \"$0\" \
                  disk::without_room_nothing_is_sent_that_is_not_written_down --exact --nocapture";
    let run = Command::new("bash")
        .arg("-c")
        .arg(script)
        .arg(own)
        .env(UNDER_LIMIT, "1")
        .output();
    let run = run.unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        run.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(said.contains("the disk was full after"), "{said}");
}

#[allow(clippy::print_stdout)] // The first run reads it.
fn order_until_the_disk_is_full() {
    let world = World::new();
    world.funds("100000", kh_simulator::Card::None);
    let life = world.live_connected();
    let mut clicks = 0;
    let refused = loop {
        assert!(clicks < 400, "the limit was never reached");
        world.pass(std::time::Duration::from_secs(60));
        let review = match life.run(life.console.review_order(Life::draft(), None)) {
            Ok(review) => review,
            Err(refused) => break refused,
        };
        let seen = Life::seen(&review);
        match life.run(life.console.place_order(review.review_id, seen)) {
            Ok(_) => clicks += 1,
            Err(refused) => break refused,
        }
    };
    assert!(clicks > 1, "refused: {refused:?}");
    println!("the disk was full after {clicks} orders: {}", refused.code);
    // An order whose outcome could not be written down stands before the next.
    let told = refused.code.starts_with("store.") || refused.code == "order.not_ready";
    assert!(told, "{}", refused.code);
    assert_eq!(refused.money, MoneyMoved::No);
    // The last one may stand written down without having left: then it is shown
    // as unknown, and the refusal above is that it stands before the next.
    let there = world.orders_there().len();
    let kept_back = usize::from(refused.code == "order.not_ready");
    assert!(
        there == clicks || there + kept_back == clicks,
        "{there} orders for {clicks} clicks, then {}",
        refused.code
    );
}
