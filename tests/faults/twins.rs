//! Earlier orders like a new one are shown first, and asked about.

use std::time::Duration;

use kh_core::view::{CheckKind, CheckState, GuardsEdit, MoneyMoved, OrderProgress, TwinReason};
use kh_simulator::{Card, FaultKind};
use kh_tests::World;

use crate::guards::{HOUR, as_they_begin, guard, named, place, review, rich, state, typed};

#[test]
fn the_same_order_within_a_day_is_shown_and_asked_about() {
    let (world, life) = rich();
    let first = life.order().unwrap();
    let again = life.review();
    assert!(again.can_order);
    assert_eq!(state(&again, CheckKind::NoOpenTwin), Some(CheckState::Ask));
    let twin = &again.twins[0];
    assert_eq!(
        (twin.no, twin.why, twin.blocks, twin.progress),
        (first.row.no, TwinReason::Recent, false, OrderProgress::Paid)
    );
    let refused = place(&life, &again, Vec::new()).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("order.not_ready", MoneyMoved::No)
    );
    assert_eq!(refused.facts["checks"], "noOpenTwin");
    assert_eq!(world.orders_there().len(), 1);

    let second = place(&life, &again, vec![first.row.no]).unwrap();
    assert_eq!(second.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 2);
    let mut lines = second.timeline.iter();
    let written = lines.find(|line| line.kind == "intent_written").unwrap();
    assert_eq!(written.facts["beside"], first.row.no.to_string());
}

#[test]
fn the_same_order_outside_the_chosen_time_is_no_twin() {
    let (world, life) = rich();
    guard(
        &life,
        GuardsEdit {
            twin_hours: 48,
            ..as_they_begin()
        },
    );
    life.order().unwrap();
    world.pass(47 * HOUR);
    assert_eq!(life.review().twins.len(), 1);
    world.pass(HOUR + Duration::from_secs(60));
    let clear = life.review();
    assert!(clear.twins.is_empty());
    assert_eq!(state(&clear, CheckKind::NoOpenTwin), Some(CheckState::Pass));
    place(&life, &clear, Vec::new()).unwrap();
    assert_eq!(world.orders_there().len(), 2);
}

#[test]
fn another_host_name_is_another_order_and_another_cycle_is_not() {
    let (_world, life) = rich();
    let first = review(&life, named("web-01.example.net"));
    place(&life, &first, Vec::new()).unwrap();
    assert!(review(&life, named("web-02.example.net")).twins.is_empty());
    assert!(life.review().twins.is_empty());
    let mut yearly = named("WEB-01.example.net");
    yearly.cycle = "annually".to_owned();
    assert_eq!(review(&life, yearly).twins.len(), 1);
}

#[test]
fn an_unpaid_order_is_shown_whatever_its_age_and_host_name() {
    let world = World::new();
    world.funds("4.00", Card::None);
    let life = world.live_connected();
    guard(
        &life,
        typed(GuardsEdit {
            twin_hours: 0,
            ..as_they_begin()
        }),
    );
    let unpaid = life.order().unwrap();
    world.pass(20 * HOUR);
    let again = review(&life, named("web-02.example.net"));
    let twin = &again.twins[0];
    assert_eq!((twin.no, twin.why), (unpaid.row.no, TwinReason::Unpaid));
    assert_eq!(twin.deadline, unpaid.row.deadline);
    assert!(place(&life, &again, Vec::new()).is_err());
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn an_order_of_unknown_outcome_with_the_same_bytes_cannot_be_acknowledged_away() {
    let (world, life) = rich();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let open = life.order().unwrap();
    world.faults([]);
    let again = life.review();
    assert!(!again.can_order);
    assert_eq!(
        (again.twins[0].why, again.twins[0].blocks),
        (TwinReason::Open, true)
    );
    assert!(place(&life, &again, vec![open.row.no]).is_err());
    // Another host name makes other bytes: that is for the person to say.
    let other = review(&life, named("web-02.example.net"));
    assert_eq!(state(&other, CheckKind::NoOpenTwin), Some(CheckState::Ask));
    assert!(!other.twins[0].blocks);
    assert!(place(&life, &other, Vec::new()).is_err());
    place(&life, &other, vec![open.row.no]).unwrap();
    assert_eq!(world.orders_there().len(), 2);
}

#[test]
fn a_twin_that_came_up_between_review_and_click_stops_the_click() {
    let (world, life) = rich();
    let spare = life.review();
    assert!(spare.twins.is_empty());
    let quick = life.order().unwrap();
    let refused = place(&life, &spare, Vec::new()).unwrap_err();
    assert_eq!(refused.facts["checks"], "noOpenTwin");
    assert_eq!(world.orders_there().len(), 1);
    place(&life, &spare, vec![quick.row.no]).unwrap();
    assert_eq!(world.orders_there().len(), 2);
}

#[test]
fn refused_cancelled_and_never_sent_orders_are_no_twins() {
    let (world, life) = rich();
    world.wire.set_posts_offline(true);
    let unsent = life.order().unwrap();
    world.wire.set_posts_offline(false);
    assert_eq!(unsent.row.progress, OrderProgress::NotSent);
    assert!(life.review().twins.is_empty());
}

#[test]
fn another_key_of_the_account_is_asked_too_and_cannot_send_the_same_bytes() {
    let (world, life) = rich();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let lost = life.order().unwrap();
    assert_eq!(lost.row.progress, OrderProgress::Unknown);
    world.faults([]);
    life.connect(&world, kh_simulator::NO_CREDENTIALS);
    let review = life.review();
    let twin = &review.twins[0];
    assert!(twin.no == lost.row.no && twin.why == TwinReason::Open && twin.blocks);
    let refused = place(&life, &review, vec![lost.row.no]).unwrap_err();
    assert_eq!(refused.code, "order.not_ready");
    assert_eq!(world.orders_there().len(), 1);
    // Another account has its own.
    life.connect(&world, kh_simulator::SECOND_ACCOUNT);
    assert!(life.review().twins.is_empty());
}

#[test]
fn at_most_five_twins_of_late_are_asked_about() {
    let (_world, life) = rich();
    for _ in 0..7 {
        life.order().unwrap();
    }
    let again = life.review();
    let numbers: Vec<i64> = again.twins.iter().map(|twin| twin.no).collect();
    assert_eq!(numbers, [7, 6, 5, 4, 3]);
    place(&life, &again, numbers).unwrap();
}

#[test]
fn what_waits_or_has_no_outcome_gives_way_to_no_number_of_later_orders() {
    let world = World::new();
    world.funds("4.00", Card::None);
    let life = world.live_connected();
    let unpaid = life.order().unwrap().row.no;
    world.funds("2000.00", Card::None);
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let unknown = review(&life, named("lost.example.net"));
    let unknown = place(&life, &unknown, vec![unpaid]).unwrap().row.no;
    world.faults([]);
    for _ in 0..60 {
        world.pass(Duration::from_secs(60));
        life.order().unwrap();
    }
    let again = life.review();
    let first: Vec<(i64, TwinReason)> = again
        .twins
        .iter()
        .take(3)
        .map(|twin| (twin.no, twin.why))
        .collect();
    assert_eq!(
        first,
        [
            (unpaid, TwinReason::Unpaid),
            (unknown, TwinReason::Open),
            (62, TwinReason::Recent)
        ]
    );
    let same = review(&life, named("lost.example.net"));
    assert!(!same.can_order && same.twins[0].blocks);
}

/// R4: whatever a person clicks while an order waits for its payment, a second
/// one is bought only by somebody who was shown the first.
#[test]
fn an_unpaid_order_is_never_ordered_again_without_being_shown() {
    const TRACES: u32 = 1_000;
    // A small generator: which of three things a person does, and with what.
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |end: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % end
    };
    let mut clicks = 0;
    for card in [Card::None, Card::Declined, Card::Expired] {
        let world = World::new();
        world.funds("4.00", card);
        let life = world.live_connected();
        let early = life.review();
        let unpaid = life.order().unwrap().row.no;
        let mut shown = life.review();
        for _ in 0..TRACES {
            for _ in 0..=below(4) {
                if below(8) == 0 {
                    // Calls are few in a minute.
                    world.pass(Duration::from_secs(15));
                    shown = life.review();
                    assert_eq!(shown.twins[0].no, unpaid);
                    continue;
                }
                clicks += 1;
                let which = if below(2) == 0 { &early } else { &shown };
                // Acknowledging any other order than the one shown is nothing.
                let other = i64::try_from(below(9)).unwrap() + unpaid + 1;
                let seen = if below(2) == 0 {
                    Vec::new()
                } else {
                    vec![other]
                };
                let refused = place(&life, which, seen).unwrap_err();
                match refused.code.as_str() {
                    "order.not_ready" => assert_eq!(refused.facts["checks"], "noOpenTwin"),
                    // The early one, once many were made after it.
                    other => assert_eq!(other, "order.review_not_found"),
                }
            }
        }
        assert_eq!(world.orders_there().len(), 1);
        assert_eq!(world.wire.orders().len(), 1);
    }
    println!("R4: 3 reasons x {TRACES} click traces ({clicks} clicks): 0 second orders");
}
