//! The seven actions as a person uses them: planned, confirmed, sent once, and
//! followed until the service shows them.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::view::{ActionKind as A, ActionProgress as P, ActionView, MoneyMoved, PriceKind};
use kh_tests::{Ledger, Life, Seen, World};

/// A life with a service that runs.
pub(crate) fn with_a_service() -> (World, Life, String) {
    let world = World::new();
    let life = world.live_connected();
    let service = life.a_running_service(&world);
    (world, life, service)
}

pub(crate) fn kinds(action: &ActionView) -> Vec<&str> {
    let lines = action.timeline.iter();
    lines.map(|line| line.kind.as_str()).collect()
}

pub(crate) fn done(world: &World, service: &str, action: &str) -> usize {
    let pair = (service.to_owned(), action.to_owned());
    let there = world.actions_there();
    there.iter().filter(|done| **done == pair).count()
}

/// Lets the simulator finish and looks twice: once while it changes.
pub(crate) fn look_until_done(world: &World, life: &Life, service: &str) {
    life.look_at(service);
    world.pass(Duration::from_secs(10));
    life.look_at(service);
}

#[test]
fn each_of_the_seven_is_planned_run_once_and_seen_done() {
    let (world, life, service) = with_a_service();
    for (kind, word) in [
        (A::Stop, "stop"),
        (A::Start, "start"),
        (A::Reboot, "reboot"),
        (A::Reinstall, "reinstall"),
        (A::Suspend, "suspend"),
        (A::Unsuspend, "unsuspend"),
        (A::Terminate, "terminate"),
    ] {
        let plan = life.plan(&service, kind).unwrap();
        assert_eq!(plan.blocked, None, "{word}");
        assert!(plan.changes.is_empty(), "{word}: {:?}", plan.changes);
        let sent = life
            .run(life.console.run_action(Life::confirmed(&plan)))
            .unwrap();
        assert_eq!(sent.progress, P::Accepted, "{word}");
        assert!(sent.idempotency_key.starts_with("act-"), "{word}");
        assert_eq!(sent.body, format!("{{\"action\":\"{word}\"}}"));
        assert_eq!(sent.request, format!("POST /v1/services/{service}/actions"));
        assert_eq!(kinds(&sent), ["intent_written", "accepted"], "{word}");
        look_until_done(&world, &life, &service);
        let seen = life.see_action(&sent.id);
        assert_eq!(seen.progress, P::Done, "{word}: {:?}", kinds(&seen));
        assert_eq!(seen.error, None, "{word}");
        assert!(!seen.can_repeat, "{word}");
        assert_eq!(done(&world, &service, word), 1, "{word}");
    }
    assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN);
}

#[test]
fn after_a_no_the_other_press_ends_nothing_and_a_new_one_does() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Terminate).unwrap();
    let mut misspelt = Life::confirmed(&plan);
    misspelt.typed = Some("something else".to_owned());
    let (first, second) = life.run(async {
        tokio::join!(
            life.console.run_action(misspelt),
            life.console.run_action(Life::confirmed(&plan))
        )
    });
    assert_eq!(first.unwrap_err().code, "action.typed_otherwise");
    assert_eq!(second.unwrap_err().code, "action.busy");
    assert!(world.wire.actions().is_empty());
    let third = life.run(life.console.run_action(Life::confirmed(&plan)));
    assert_eq!(third.unwrap().progress, P::Accepted);
    assert_eq!(done(&world, &service, "terminate"), 1);
}

#[test]
fn a_machine_that_was_not_seen_down_is_not_called_rebooted() {
    let (world, life, service) = with_a_service();
    let sent = life.act(&service, A::Reboot).unwrap();
    // The reboot is over before anybody looks.
    world.pass(Duration::from_secs(10));
    life.look_at(&service);
    assert_eq!(life.see_action(&sent.id).progress, P::Accepted);
    world.pass(Duration::from_secs(120));
    life.look_at(&service);
    assert_eq!(life.see_action(&sent.id).progress, P::Done);
}

#[test]
fn what_makes_no_sense_now_is_told_before_the_button_and_not_sent() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Start).unwrap();
    let blocked = plan.blocked.as_ref().unwrap();
    assert_eq!(blocked.code, "action.not_now");
    assert_eq!(blocked.facts["reason"], "already_running");
    let refused = life
        .run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.money),
        ("action.not_now", MoneyMoved::NotConcerned)
    );
    assert!(world.wire.actions().is_empty());
}

#[test]
fn what_the_provider_calls_impossible_is_refused_in_its_words() {
    let (world, life, service) = with_a_service();
    // Somebody stops it in the portal; the kept copy says that it runs.
    let other = world.client(kh_simulator::FULL_ACCESS);
    act_elsewhere(&life, &other, &service, "stop");
    world.pass(Duration::from_secs(10));
    let sent = life.act(&service, A::Stop).unwrap();
    assert_eq!(sent.progress, P::Refused);
    let error = sent.error.unwrap();
    assert_eq!(error.code, "refused.validation_failed");
    let provider = error.provider.unwrap();
    assert_eq!(provider.reason.as_deref(), Some("impossible_action"));
    assert!(error.request_id.is_some());
    assert_eq!(done(&world, &service, "stop"), 1);
    // The service is free for the next one.
    life.look_at(&service);
    assert_eq!(life.act(&service, A::Start).unwrap().progress, P::Accepted);
}

fn act_elsewhere(life: &Life, client: &kh_api::Client, service: &str, action: &str) {
    let service = kh_model::ServiceId::new(service).unwrap();
    let key = kh_model::IdempotencyKey::new(format!("elsewhere-{action}")).unwrap();
    let body = kh_api::ActionBody::new(action);
    let post = kh_api::PreparedPost::action(&service, &body, key).unwrap();
    life.run(client.act(kh_api::Asker::Person, &post, &kh_api::NoAttemptLog))
        .unwrap();
}

#[test]
fn a_key_that_may_not_act_is_told_before_the_button() {
    let (world, life, service) = with_a_service();
    life.connect(&world, kh_simulator::READ_ONLY);
    life.look_at(&service);
    for kind in [A::Stop, A::Terminate] {
        let plan = life.plan(&service, kind).unwrap();
        assert_eq!(plan.blocked.unwrap().facts["reason"], "missing_scope");
    }
    assert!(world.wire.actions().is_empty());
}

#[test]
fn reinstall_and_terminate_want_the_shown_name_letter_by_letter() {
    let (world, life, service) = with_a_service();
    for kind in [A::Reinstall, A::Terminate] {
        let plan = life.plan(&service, kind).unwrap();
        let name = plan.type_this.clone().unwrap();
        assert_eq!(name, plan.service.name);
        for typed in [
            None,
            Some(String::new()),
            Some(name.to_uppercase()),
            Some(format!("{name} ")),
            Some(name[..name.len() - 1].to_owned()),
            Some(service.clone()),
        ] {
            let mut request = Life::confirmed(&plan);
            request.typed = typed;
            let refused = life.run(life.console.run_action(request)).unwrap_err();
            assert_eq!(refused.code, "action.typed_otherwise");
        }
    }
    for kind in [A::Start, A::Stop, A::Reboot, A::Suspend, A::Unsuspend] {
        assert_eq!(life.plan(&service, kind).unwrap().type_this, None);
    }
    assert!(world.wire.actions().is_empty());
}

#[test]
fn facts_that_changed_go_back_to_the_plan_with_the_differences() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Terminate).unwrap();
    let other = world.client(kh_simulator::FULL_ACCESS);
    act_elsewhere(&life, &other, &service, "stop");
    world.pass(Duration::from_secs(11));
    let refused = life
        .run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap_err();
    assert_eq!(refused.code, "action.facts_changed");
    assert_eq!(refused.facts["facts"], "condition");
    assert_eq!(done(&world, &service, "terminate"), 0);

    let again = life.plan(&service, A::Terminate).unwrap();
    let changed: Vec<_> = again
        .changes
        .iter()
        .map(|change| {
            (
                change.fact.as_str(),
                change.before.as_deref(),
                change.now.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        changed,
        [(
            "condition",
            Some("active, running"),
            Some("active, stopped")
        )]
    );
    let sent = life
        .run(life.console.run_action(Life::confirmed(&again)))
        .unwrap();
    assert_eq!(sent.progress, P::Accepted);
}

#[test]
fn facts_younger_than_ten_seconds_are_not_read_again_and_older_ones_are() {
    let (world, life, service) = with_a_service();
    let looks = |world: &World| {
        let path = format!("/v1/services/{service}");
        let seen = world.wire.seen();
        seen.iter().filter(|one| one.path == path).count()
    };
    let before = looks(&world);
    let plan = life.plan(&service, A::Suspend).unwrap();
    assert_eq!(looks(&world), before + 1);
    world.clock.advance(Duration::from_secs(9));
    life.run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap();
    assert_eq!(looks(&world), before + 1);
    look_until_done(&world, &life, &service);

    let before = looks(&world);
    let plan = life.plan(&service, A::Terminate).unwrap();
    world.clock.advance(Duration::from_secs(10));
    life.run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap();
    assert_eq!(looks(&world), before + 2);
}

#[test]
fn facts_that_grew_old_before_the_first_byte_terminate_nothing() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Terminate).unwrap();
    world.pass(Duration::from_secs(60));
    // The answer lay there while the computer slept.
    let a_service: fn(&Seen) -> bool =
        |seen| seen.method == "GET" && seen.path.contains("/services/");
    world.wire.set_nap(a_service, SignedDuration::from_secs(11));
    let run = life.run(life.console.run_action(Life::confirmed(&plan)));
    let seen = run.unwrap();
    assert_eq!(seen.progress, P::NotSent);
    assert_eq!(seen.error.unwrap().code, "action.facts_old");
    assert!(world.wire.actions().is_empty() && world.actions_there().is_empty());
}

#[test]
fn a_service_that_cannot_be_read_just_now_is_not_terminated() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Terminate).unwrap();
    world.pass(Duration::from_secs(11));
    world.wire.set_offline(true);
    let refused = life
        .run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap_err();
    assert_eq!(refused.code, "network.connect_failed");
    let offline = life.plan(&service, A::Terminate).unwrap();
    assert_eq!(offline.blocked.unwrap().code, "network.connect_failed");
    world.wire.set_offline(false);
    assert!(world.actions_there().is_empty());
}

#[test]
fn eight_clicks_are_one_action() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Reboot).unwrap();
    let ids = life.run(async {
        let clicks: Vec<_> = (0..8)
            .map(|_| {
                let (console, request) = (life.console.clone(), Life::confirmed(&plan));
                tokio::spawn(async move { console.run_action(request).await })
            })
            .collect();
        let mut ids = Vec::new();
        for click in clicks {
            ids.push(click.await.unwrap().unwrap().id);
        }
        ids
    });
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(world.wire.actions().len(), 1);
    assert_eq!(done(&world, &service, "reboot"), 1);
}

#[test]
fn two_windows_that_act_at_once_begin_one_action() {
    let (world, life, service) = with_a_service();
    let stop = life.plan(&service, A::Stop).unwrap();
    let reboot = life.plan(&service, A::Reboot).unwrap();
    world.wire.set_hang(Some(kh_tests::Hang::BeforeCommit));
    life.begin_acting(&stop);
    life.run(world.wire.post_hangs());
    let refused = life
        .run(life.console.run_action(Life::confirmed(&reboot)))
        .unwrap_err();
    assert_eq!(refused.code, "action.not_now");
    assert_eq!(refused.facts["reason"], "action_open");
    assert_eq!(world.wire.actions().len(), 1);
}

#[test]
fn a_plan_that_was_given_up_cannot_be_run() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Stop).unwrap();
    life.run(life.console.cancel_action(plan.plan.clone()))
        .unwrap();
    let refused = life
        .run(life.console.run_action(Life::confirmed(&plan)))
        .unwrap_err();
    assert_eq!(refused.code, "action.plan_not_found");
    assert!(world.wire.actions().is_empty());
}

#[test]
fn what_a_reinstall_is_given_is_sent_and_nothing_else() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Reinstall).unwrap();
    assert_eq!(plan.fields, ["os", "template"]);
    let mut request = Life::confirmed(&plan);
    request
        .fields
        .insert("os".to_owned(), " debian-12 ".to_owned());
    request.fields.insert("template".to_owned(), String::new());
    let sent = life.run(life.console.run_action(request)).unwrap();
    assert_eq!(sent.body, r#"{"action":"reinstall","os":"debian-12"}"#);
    look_until_done(&world, &life, &service);

    let plan = life.plan(&service, A::Stop).unwrap();
    let mut request = Life::confirmed(&plan);
    request.fields.insert("force".to_owned(), "1".to_owned());
    let refused = life.run(life.console.run_action(request)).unwrap_err();
    assert_eq!(refused.code, "input.field");
}

#[test]
fn every_plan_tells_its_price() {
    let (_world, life, service) = with_a_service();
    let kinds = |kind| -> Vec<PriceKind> {
        let plan = life.plan(&service, kind).unwrap();
        plan.price.into_iter().map(|part| part.kind).collect()
    };
    assert!(kinds(A::Terminate).contains(&PriceKind::DataErased));
    assert!(kinds(A::Suspend).contains(&PriceKind::BillingNotDocumented));
    let stop = life.plan(&service, A::Stop).unwrap();
    let billed = stop
        .price
        .iter()
        .find(|part| part.kind == PriceKind::StaysBilled)
        .unwrap();
    assert_eq!(billed.amount.as_ref().unwrap().value, "9.90");
}
