//! What stands between a person and an order that was not meant: earlier orders
//! like it, caps, the read-only switch.

use std::time::Duration;

use kh_audit::{Act, Outcome};
use kh_core::view::{
    ActionKind, CapKind, CheckKind, CheckState, ErrorView, GuardsEdit, MoneyMoved, OrderDraft,
    OrderProgress, OrderView, ReviewView, TwinReason,
};
use kh_simulator::{Card, FaultKind};
use kh_tests::{Life, World};

const HOUR: Duration = Duration::from_secs(3_600);

/// What the guards are without a person's doing.
fn as_they_begin() -> GuardsEdit {
    GuardsEdit {
        read_only: false,
        twin_hours: 24,
        per_order: None,
        per_day: None,
        per_month: None,
        typed: None,
    }
}

fn per_day(amount: &str) -> GuardsEdit {
    GuardsEdit {
        per_day: Some(amount.to_owned()),
        ..as_they_begin()
    }
}

fn read_only() -> GuardsEdit {
    GuardsEdit {
        read_only: true,
        ..as_they_begin()
    }
}

/// The same with the name of the profile typed.
fn typed(edit: GuardsEdit) -> GuardsEdit {
    GuardsEdit {
        typed: Some(kh_simulator::FULL_ACCESS.to_owned()),
        ..edit
    }
}

fn guard(life: &Life, edit: GuardsEdit) {
    life.run(life.console.save_guards(edit)).unwrap();
}

fn place(life: &Life, review: &ReviewView, seen: Vec<i64>) -> Result<OrderView, ErrorView> {
    life.run(life.console.place_order(review.review_id.clone(), seen))
}

fn review(life: &Life, draft: OrderDraft) -> ReviewView {
    life.run(life.console.review_order(draft, None)).unwrap()
}

fn named(hostname: &str) -> OrderDraft {
    OrderDraft {
        hostname: Some(hostname.to_owned()),
        ..Life::draft()
    }
}

fn state(review: &ReviewView, kind: CheckKind) -> Option<CheckState> {
    let mut checks = review.checks.iter();
    checks
        .find(|check| check.kind == kind)
        .map(|check| check.state)
}

/// A console with plenty of credit.
fn rich() -> (World, Life) {
    let world = World::new();
    world.funds("1000.00", Card::None);
    let life = world.live_connected();
    (world, life)
}

/// How often an act stands in the audit chain with this outcome.
fn on_record(world: &World, act: Act, outcome: Outcome) -> usize {
    let mut found = 0;
    let journal = world.journal();
    let mut after = 0;
    while let Some(reached) = journal
        .audit_chunk(after, 1_000, &mut |entry| {
            let same = entry.act == act.word() && entry.outcome == outcome.word();
            found += usize::from(same);
        })
        .unwrap()
    {
        after = reached;
    }
    found
}

// --- twins ---

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
fn at_most_five_twins_are_asked_about() {
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

// --- caps ---

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

// --- changing the guards ---

#[test]
fn only_what_makes_a_guard_looser_needs_the_name_of_the_profile() {
    let (world, life) = rich();
    guard(&life, per_day("50.00 EUR"));
    guard(&life, per_day("40.00 EUR"));
    for looser in [
        per_day("40.01 EUR"),
        per_day("40.00 USD"),
        as_they_begin(),
        GuardsEdit {
            twin_hours: 23,
            ..per_day("40.00 EUR")
        },
    ] {
        let refused = life.run(life.console.save_guards(looser.clone()));
        assert_eq!(refused.unwrap_err().code, "guards.type_label");
        let mut wrong = typed(looser);
        wrong.typed = Some("another".to_owned());
        assert!(life.run(life.console.save_guards(wrong)).is_err());
    }
    let kept = life.run(life.console.guards()).unwrap();
    assert_eq!(kept.per_day.unwrap().value, "40.00");
    guard(&life, typed(as_they_begin()));
    guard(&life, read_only());
    assert!(life.run(life.console.save_guards(as_they_begin())).is_err());
    guard(&life, typed(as_they_begin()));
    assert_eq!(on_record(&world, Act::GuardsChanged, Outcome::Done), 5);
    assert_eq!(on_record(&world, Act::GuardsChanged, Outcome::Refused), 9);
}

#[test]
fn a_cap_that_is_no_amount_is_told() {
    let (_world, life) = rich();
    for wrong in ["much", "-1 EUR", "10 EURO", "10,00 EUR"] {
        let refused = life.run(life.console.save_guards(per_day(wrong)));
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, "guards.amount", "{wrong}");
        assert_eq!(refused.facts["cap"], "day");
    }
    let edit = GuardsEdit {
        twin_hours: 721,
        ..as_they_begin()
    };
    let refused = life.run(life.console.save_guards(edit)).unwrap_err();
    assert_eq!(refused.code, "guards.hours");
}

#[test]
fn guards_outlive_the_program() {
    let (world, life) = rich();
    guard(&life, per_day("5.00 EUR"));
    life.crash();
    let life = world.live();
    assert!(!life.review().can_order);
}

// --- read-only ---

#[test]
fn a_read_only_profile_orders_nothing_and_says_so_before() {
    let (world, life) = rich();
    let before = life.review();
    guard(&life, read_only());
    let refused = place(&life, &before, Vec::new()).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("profile.read_only", MoneyMoved::No)
    );
    let after = life.review();
    assert!(!after.can_order);
    assert_eq!(state(&after, CheckKind::Writable), Some(CheckState::Fail));
    assert!(world.wire.posts().is_empty());
    guard(&life, typed(as_they_begin()));
    place(&life, &before, Vec::new()).unwrap();
}

#[test]
fn a_read_only_profile_acts_on_no_service_and_sets_no_webhook() {
    let (world, life) = rich();
    let service = life.a_running_service(&world);
    let plan = life.plan(&service, ActionKind::Reboot).unwrap();
    let sent = world.wire.posts().len();
    guard(&life, read_only());
    let refused = life.run(life.console.run_action(Life::confirmed(&plan)));
    assert_eq!(refused.unwrap_err().code, "profile.read_only");
    let blocked = life.plan(&service, ActionKind::Reboot).unwrap().blocked;
    assert_eq!(blocked.unwrap().code, "profile.read_only");
    // The button stays alive: what it opens says why, and where the switch is.
    let shown = life.run(life.console.service(service)).unwrap();
    assert!(shown.acts.iter().any(|act| act.allowed));
    let url = Some("https://hooks.example.net/kh".to_owned());
    let refused = life.run(life.console.set_webhook(url)).unwrap_err();
    assert_eq!(refused.code, "profile.read_only");
    assert_eq!(world.wire.posts().len(), sent);
}

#[test]
fn a_read_only_profile_repeats_nothing_by_hand_or_at_its_start() {
    let (world, life) = rich();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    world.faults([]);
    guard(&life, read_only());
    let sent = world.wire.orders().len();
    let refused = life.repeat(no).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("profile.read_only", MoneyMoved::No)
    );
    life.crash();
    let life = world.live();
    assert_eq!(world.wire.orders().len(), sent);
    assert_eq!(life.see(no).row.progress, OrderProgress::Unknown);
    // Beyond the safe time it needs a person, read-only or not.
    guard(&life, typed(as_they_begin()));
    assert_eq!(life.repeat(no).unwrap().row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}
