//! What is refused is on record too, and what is repeated is before it leaves.

use std::sync::{Arc, Mutex, PoisonError};

use kh_core::view::{
    ActionKind, ActionProgress, NotifySettings, OrderProgress, OwnWords, SettingsView,
};
use kh_simulator::{FULL_ACCESS, FaultKind};
use kh_tests::{Life, World};

use crate::steps::{acts, assert_whole, chain, with_service};

fn last_act(life: &Life) -> String {
    acts(life).pop().unwrap()
}

/// The last entries of the chain at each order or action on the wire.
fn heads_on_the_wire(world: &World) -> Arc<Mutex<Vec<String>>> {
    let heads = Arc::new(Mutex::new(Vec::new()));
    let (kept, journal) = (Arc::clone(&heads), world.journal());
    world.wire.alter(move |seen| {
        if seen.is_post() {
            let entry = journal
                .audit_head()
                .ok()
                .flatten()
                .and_then(|head| journal.audit_entry(head.seq).ok().flatten());
            let said = entry.map(|kept| format!("{} {}", kept.entry.act, kept.entry.outcome));
            let mut heads = kept.lock().unwrap_or_else(PoisonError::into_inner);
            heads.push(said.unwrap_or_default());
        }
    });
    heads
}

fn said(heads: &Mutex<Vec<String>>) -> Vec<String> {
    heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[test]
fn an_action_before_which_no_clock_is_known_is_on_record() {
    let world = World::new();
    let life = world.live_connected();
    let service = life.a_running_service(&world);
    life.crash();
    world.wire.set_offline(true);
    let life = world.live();
    let plan = life.plan(&service, ActionKind::Reboot).unwrap();
    let stopped = life.run(life.console.run_action(Life::confirmed(&plan)));
    let code = stopped.unwrap_err().code;
    assert!(code.starts_with("network."), "{code}");
    assert_eq!(last_act(&life), "service.reboot Failed");
    assert!(world.wire.actions().is_empty());
}

#[test]
fn an_order_whose_review_became_a_file_and_the_second_of_two_presses_are_on_record() {
    let world = World::standing();
    let life = world.live();
    life.connect(&world, FULL_ACCESS);
    let review = life.review().review_id;
    let sender = world.key(FULL_ACCESS).key;
    life.run(life.console.save_order_file(review.clone(), 12, sender))
        .unwrap();
    let refused = life.run(life.console.place_order(review, Vec::new()));
    assert_eq!(refused.unwrap_err().code, "order.review_not_found");
    assert_eq!(last_act(&life), "order.place Refused");
    let before = acts(&life).len();
    // The price changes while the button is pressed twice.
    let review = life.review().review_id;
    world.reprice(42, "monthly", "10.90");
    let press = || life.console.place_order(review.clone(), Vec::new());
    let (one, other) = life.run(async { tokio::join!(press(), press()) });
    let mut codes = [one.unwrap_err().code, other.unwrap_err().code];
    codes.sort();
    assert_eq!(codes, ["order.busy", "order.changed"]);
    assert_eq!(
        acts(&life).split_off(before),
        ["order.place Refused", "order.place Refused"]
    );
    assert!(world.wire.orders().is_empty());
}

#[test]
fn a_refused_repetition_is_on_record_and_one_that_leaves_is_before_its_first_byte() {
    let world = World::new();
    let life = world.live_connected();
    let service = life.a_running_service(&world);
    let no = life.see(1).row.no;
    let refused = life.repeat(no).unwrap_err();
    assert_eq!(refused.code, "order.nothing_to_repeat");
    assert_eq!(last_act(&life), "order.repeat Refused");

    world.posts_fail(FaultKind::DropAfterCommit, 100);
    let lost = life.act(&service, ActionKind::Reboot).unwrap();
    assert_eq!(lost.progress, ActionProgress::Unknown);
    world.faults([]);
    let heads = heads_on_the_wire(&world);
    let settled = life.repeat_action(&lost.id).unwrap();
    assert_eq!(settled.progress, ActionProgress::Accepted);
    assert_eq!(said(&heads), ["service.reboot begun"]);
    let refused = life.repeat_action(&lost.id).unwrap_err();
    assert_eq!(refused.code, "action.nothing_to_repeat");
    assert_eq!(last_act(&life), "service.reboot Refused");

    world.wire.leave_alone();
    world.posts_fail(FaultKind::DropAfterCommit, 100);
    let review = life.review();
    let seen = Life::seen(&review);
    let lost = life
        .run(life.console.place_order(review.review_id, seen))
        .unwrap();
    assert_eq!(lost.row.progress, OrderProgress::Unknown);
    world.faults([]);
    let heads = heads_on_the_wire(&world);
    life.repeat(lost.row.no).unwrap();
    assert_eq!(said(&heads), ["order.repeat begun"]);
    world.wire.leave_alone();
    assert_whole(&life);
}

#[test]
fn settings_that_cannot_be_kept_are_on_record_and_those_that_are_kept_once() {
    let (_world, life, _) = with_service();
    let before = acts(&life).len();
    let wrong = SettingsView {
        zoom: 10,
        ..SettingsView::default()
    };
    life.run(life.console.save_settings(wrong)).unwrap_err();
    let wrong = NotifySettings {
        low_credit: Some("a lot".to_owned()),
        ..NotifySettings::default()
    };
    life.run(life.console.save_notify_settings(wrong))
        .unwrap_err();
    let right = SettingsView {
        zoom: 120,
        ..SettingsView::default()
    };
    life.run(life.console.save_settings(right)).unwrap();
    life.run(life.console.save_notify_settings(NotifySettings::default()))
        .unwrap();
    assert_eq!(
        acts(&life).split_off(before),
        [
            "settings.changed Refused",
            "settings.changed Refused",
            "settings.changed Done",
            "settings.changed Done",
        ]
    );
}

#[test]
fn own_words_are_on_record_and_what_a_note_says_is_not() {
    let (_world, life, service) = with_service();
    life.look_at(&service);
    let before = acts(&life).len();
    let words = |name: &str| OwnWords {
        name: Some(name.to_owned()),
        customer: Some("Nordlicht".to_owned()),
        note: Some("the door code is 4711".to_owned()),
    };
    let save = |words| life.run(life.console.save_own_words(service.clone(), words));
    save(words("shop")).unwrap();
    save(words("shop")).unwrap();
    save(words(&"x".repeat(200))).unwrap_err();
    assert_eq!(
        acts(&life).split_off(before),
        ["service.words Done", "service.words Refused"]
    );
    let seq = chain(&life).rows[1].seq;
    let entry = life.run(life.console.audit_entry(seq)).unwrap();
    let reason = entry.reason.unwrap();
    assert!(reason.contains("“shop”") && reason.contains("“Nordlicht”"));
    assert!(reason.contains("note changed") && !reason.contains("4711"));
}

#[test]
fn what_is_given_up_before_the_call_is_on_record() {
    let (world, life, service) = with_service();
    let before = acts(&life).len();
    let calls = world.wire.seen().len();
    life.run(life.console.cancel_look(service)).unwrap();
    let url = Some("https://hooks.example.net/kh?token=secret".to_owned());
    life.run(life.console.cancel_webhook(url)).unwrap();
    life.run(life.console.cancel_webhook(None)).unwrap();
    assert_eq!(
        acts(&life).split_off(before),
        [
            "credentials.read Cancelled",
            "webhook.set Cancelled",
            "webhook.unset Cancelled",
        ]
    );
    assert_eq!(world.wire.seen().len(), calls);
}
