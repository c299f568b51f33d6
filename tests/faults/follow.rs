//! Following an order that is on its way, without anybody asking.

use kh_core::Habits;
use kh_core::view::OrderProgress;
use kh_tests::World;

#[test]
fn an_order_is_followed_until_it_is_set_up_and_then_left_alone() {
    let world = World::new();
    let life = world.live_with(Habits {
        connects_at_start: false,
        ..Habits::default()
    });
    life.connect(&world, kh_simulator::FULL_ACCESS);
    let no = life.order().unwrap().row.no;
    life.until(|console| async move {
        console.order(no).await.unwrap().row.progress == OrderProgress::Provisioned
    });
    let seen = life.see(no);
    assert_eq!(seen.timeline.last().unwrap().kind, "provisioned");
    let asked = world
        .wire
        .seen()
        .iter()
        .filter(|one| one.path.contains("/v1/orders/"))
        .count();
    assert!((1..=15).contains(&asked), "{asked} questions in 20 seconds");
}

#[test]
fn an_unpaid_order_is_followed_within_the_budget_until_its_day_is_over() {
    let world = World::new();
    world.funds("0", kh_simulator::Card::None);
    let life = world.live_with(Habits {
        connects_at_start: false,
        ..Habits::default()
    });
    life.connect(&world, kh_simulator::FULL_ACCESS);
    let no = life.order().unwrap().row.no;
    life.until(|console| async move {
        console.order(no).await.unwrap().row.progress == OrderProgress::Cancelled
    });
    let asked = world.wire.seen().len();
    assert!(asked < 500, "{asked} calls in a day for one order");
    let age = world.now().duration_since(life.see(no).row.created_at);
    assert!(age.as_hours() >= 24 && age.as_hours() < 25);
}
