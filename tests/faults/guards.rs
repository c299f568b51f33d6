//! The guards of a profile: what makes them looser wants its name, and a
//! read-only profile sends nothing. Earlier orders are in `twins`, caps in `caps`.

use std::time::Duration;

use kh_audit::{Act, Outcome};
use kh_core::view::{
    ActionKind, CheckKind, CheckState, ErrorView, GuardsEdit, MoneyMoved, OrderDraft,
    OrderProgress, OrderView, ReviewView,
};
use kh_simulator::{Card, FaultKind};
use kh_tests::{Life, World};

pub(crate) const HOUR: Duration = Duration::from_secs(3_600);

/// What the guards are without a person's doing.
pub(crate) fn as_they_begin() -> GuardsEdit {
    GuardsEdit {
        read_only: false,
        twin_hours: 24,
        per_order: None,
        per_day: None,
        per_month: None,
        typed: None,
    }
}

pub(crate) fn per_day(amount: &str) -> GuardsEdit {
    GuardsEdit {
        per_day: Some(amount.to_owned()),
        ..as_they_begin()
    }
}

pub(crate) fn read_only() -> GuardsEdit {
    GuardsEdit {
        read_only: true,
        ..as_they_begin()
    }
}

/// The same with the name of the profile typed.
pub(crate) fn typed(edit: GuardsEdit) -> GuardsEdit {
    GuardsEdit {
        typed: Some(kh_simulator::FULL_ACCESS.to_owned()),
        ..edit
    }
}

pub(crate) fn guard(life: &Life, edit: GuardsEdit) {
    life.run(life.console.save_guards(edit)).unwrap();
}

pub(crate) fn place(
    life: &Life,
    review: &ReviewView,
    seen: Vec<i64>,
) -> Result<OrderView, ErrorView> {
    life.run(life.console.place_order(review.review_id.clone(), seen))
}

pub(crate) fn review(life: &Life, draft: OrderDraft) -> ReviewView {
    life.run(life.console.review_order(draft, None)).unwrap()
}

pub(crate) fn named(hostname: &str) -> OrderDraft {
    OrderDraft {
        hostname: Some(hostname.to_owned()),
        ..Life::draft()
    }
}

pub(crate) fn state(review: &ReviewView, kind: CheckKind) -> Option<CheckState> {
    let mut checks = review.checks.iter();
    checks
        .find(|check| check.kind == kind)
        .map(|check| check.state)
}

/// A console with plenty of credit.
pub(crate) fn rich() -> (World, Life) {
    let world = World::new();
    world.funds("1000.00", Card::None);
    let life = world.live_connected();
    (world, life)
}

/// How often an act stands in the audit chain with this outcome.
pub(crate) fn on_record(world: &World, act: Act, outcome: Outcome) -> usize {
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

// --- changing them ---

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
        ("profile.read_only", MoneyMoved::Unknown)
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
