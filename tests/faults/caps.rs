//! Caps keep an order back until a person lifts them for that one.

use std::time::Duration;

use kh_audit::{Act, Outcome};
use kh_core::view::{CapKind, CheckKind, CheckState, GuardsEdit, ReviewView};
use kh_simulator::FaultKind;

use crate::guards::{
    HOUR, as_they_begin, guard, named, on_record, per_day, place, review, rich, state,
};

#[test]
fn a_cap_for_one_order_keeps_the_button_dead_until_a_person_types_the_amount() {
    let (world, life) = rich();
    guard(
        &life,
        GuardsEdit {
            per_order: Some("5.00 EUR".to_owned()),
            ..as_they_begin()
        },
    );
    let over = life.review();
    assert!(!over.can_order);
    assert_eq!(state(&over, CheckKind::Caps), Some(CheckState::Fail));
    let cap = &over.caps[0];
    assert_eq!(
        (cap.kind, cap.over, cap.lifted),
        (CapKind::Order, true, false)
    );
    assert_eq!(
        (cap.limit.value.as_str(), cap.after.value.as_str()),
        ("5.00", "9.90")
    );
    let refused = place(&life, &over, Vec::new()).unwrap_err();
    assert_eq!(refused.facts["checks"], "caps");

    let id = over.review_id.clone();
    for wrong in ["", "9.90", "9,90 EUR", "5.00 EUR"] {
        let refused = life.run(life.console.lift_cap(id.clone(), wrong.to_owned()));
        assert_eq!(refused.unwrap_err().code, "guards.type_amount", "{wrong}");
    }
    let lifted = life
        .run(life.console.lift_cap(id, " 9.90  eur".to_owned()))
        .unwrap();
    assert!(lifted.can_order && lifted.caps[0].lifted);
    assert_eq!(state(&lifted, CheckKind::Caps), Some(CheckState::Warn));
    let placed = place(&life, &lifted, Vec::new()).unwrap();
    let mut lines = placed.timeline.iter();
    let written = lines.find(|line| line.kind == "intent_written").unwrap();
    assert_eq!(written.facts["lifted"], "order");
    assert_eq!(on_record(&world, Act::CapLifted, Outcome::Done), 1);
    assert_eq!(on_record(&world, Act::CapLifted, Outcome::Refused), 4);

    // It was lifted for that one review.
    assert!(!life.review().can_order);
}

#[test]
fn a_cap_of_a_day_and_of_a_month_roll_with_the_hours() {
    let (world, life) = rich();
    guard(
        &life,
        GuardsEdit {
            per_day: Some("20.00 EUR".to_owned()),
            per_month: Some("40.00 EUR".to_owned()),
            ..as_they_begin()
        },
    );
    life.order().unwrap();
    world.pass(12 * HOUR);
    life.order().unwrap();
    let third = life.review();
    assert_eq!(third.caps[0].spent.value, "19.80");
    assert!(!third.can_order);
    // The first one leaves the day, the second one stays.
    world.pass(12 * HOUR + Duration::from_secs(60));
    life.order().unwrap();
    assert!(!life.review().can_order);
    world.pass(24 * HOUR);
    life.order().unwrap();
    world.pass(48 * HOUR);
    let month = life.review();
    let over: Vec<bool> = month.caps.iter().map(|cap| cap.over).collect();
    assert_eq!(over, [false, true]);
    let seen = life.run(life.console.guards()).unwrap();
    assert!(seen.spent_day.is_empty());
    let spent = &seen.spent_month[0];
    assert_eq!(
        (spent.value.as_str(), spent.currency.as_deref()),
        ("39.60", Some("EUR"))
    );
    world.pass(28 * 24 * HOUR);
    assert!(life.review().can_order);
}

#[test]
fn what_was_paid_and_cancelled_then_stays_in_the_sum() {
    let (world, life) = rich();
    guard(&life, per_day("15.00 EUR"));
    let no = life.order().unwrap().row.no;
    world.faults([kh_simulator::Fault {
        on: "GET /v1/orders/{id}".to_owned(),
        kind: FaultKind::Replace {
            status: 200,
            content_type: "application/json".to_owned(),
            body: r#"{"id":5001,"status":"fraud"}"#.to_owned(),
            after_commit: false,
        },
        skip: 0,
        times: 1,
    }]);
    life.run(life.console.check_order(no)).unwrap();
    let review = life.review();
    assert_eq!(review.caps[0].spent.value, "9.90");
    assert!(!review.can_order);
}

#[test]
fn what_was_refused_is_not_counted_and_what_may_have_been_bought_is() {
    let (world, life) = rich();
    guard(&life, per_day("15.00 EUR"));
    world.wire.set_posts_offline(true);
    life.order().unwrap();
    world.wire.set_posts_offline(false);
    assert!(life.review().can_order);
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    life.order().unwrap();
    world.faults([]);
    let next = review(&life, named("web-02.example.net"));
    assert_eq!(next.caps[0].spent.value, "9.90");
    assert!(next.caps[0].over);
}

#[test]
fn a_cap_in_another_currency_fails_closed_and_can_be_lifted() {
    let (world, life) = rich();
    guard(&life, per_day("500.00 USD"));
    let over = life.review();
    assert!(!over.can_order);
    let mut checks = over.checks.iter();
    let caps = checks.find(|check| check.kind == CheckKind::Caps).unwrap();
    assert_eq!(caps.facts["currency"], "USD");
    let lifted = life
        .run(life.console.lift_cap(over.review_id, "9.90 EUR".to_owned()))
        .unwrap();
    place(&life, &lifted, Vec::new()).unwrap();
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn two_reviews_at_once_cannot_both_slip_under_a_cap() {
    let (world, life) = rich();
    guard(&life, per_day("15.00 EUR"));
    let reviews: Vec<ReviewView> = ["a.example.net", "b.example.net", "c.example.net"]
        .map(|name| review(&life, named(name)))
        .into();
    assert!(reviews.iter().all(|review| review.can_order));
    let placed = life.run(async {
        let clicks: Vec<_> = reviews
            .iter()
            .map(|review| {
                let (console, id) = (life.console.clone(), review.review_id.clone());
                tokio::spawn(async move { console.place_order(id, Vec::new()).await })
            })
            .collect();
        let mut placed = 0;
        for click in clicks {
            match click.await.unwrap() {
                Ok(_) => placed += 1,
                // An order on its way is an earlier one like it as well.
                Err(refused) => assert!(refused.facts["checks"].ends_with("caps")),
            }
        }
        placed
    });
    assert_eq!(placed, 1);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn a_lifted_cap_holds_up_to_the_figure_that_was_shown() {
    let (world, life) = rich();
    guard(&life, per_day("5.00 EUR"));
    let lift = |review: ReviewView| {
        life.run(
            life.console
                .lift_cap(review.review_id, "9.90 EUR".to_owned()),
        )
        .unwrap()
    };
    let one = lift(review(&life, named("a.example.net")));
    let two = lift(review(&life, named("b.example.net")));
    place(&life, &one, Vec::new()).unwrap();
    // Now 19.80 would be spent, and the person was shown 9.90.
    let refused = place(&life, &two, Vec::new()).unwrap_err();
    assert_eq!(refused.facts["checks"], "caps");
    assert_eq!(world.orders_there().len(), 1);
}
