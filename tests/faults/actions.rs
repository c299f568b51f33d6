//! The seven actions as a person uses them: planned, confirmed, sent once,
//! settled, and followed until the service shows them.

use std::time::Duration;

use kh_core::view::{
    ActionKind as A, ActionProgress as P, ActionView, AuditGroup, AuditOutcome, AuditQuery,
    MoneyMoved, PriceKind,
};
use kh_simulator::FaultKind;
use kh_tests::{Ledger, Life, World};
use serde_json::json;

/// A life with a service that runs.
fn with_a_service() -> (World, Life, String) {
    let world = World::new();
    let life = world.live_connected();
    let service = life.a_running_service(&world);
    (world, life, service)
}

fn kinds(action: &ActionView) -> Vec<&str> {
    let lines = action.timeline.iter();
    lines.map(|line| line.kind.as_str()).collect()
}

fn done(world: &World, service: &str, action: &str) -> usize {
    let pair = (service.to_owned(), action.to_owned());
    let there = world.actions_there();
    there.iter().filter(|done| **done == pair).count()
}

/// Lets the simulator finish and looks twice: once while it changes.
fn look_until_done(world: &World, life: &Life, service: &str) {
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
fn silence_is_unknown_and_the_identical_request_settles_it_once() {
    for kind in [
        FaultKind::DropBeforeCommit,
        FaultKind::DropAfterCommit,
        FaultKind::Delay { ms: 60_000 },
        FaultKind::Error {
            status: 500,
            after_commit: true,
        },
    ] {
        let (world, life, service) = with_a_service();
        world.actions_fail(kind.clone(), 100);
        let sent = life.act(&service, A::Reboot).unwrap();
        assert_eq!(sent.progress, P::Unknown, "{kind:?}");
        assert!(sent.can_repeat && sent.safe_until.is_some(), "{kind:?}");
        assert_eq!(kinds(&sent), ["intent_written", "no_answer"], "{kind:?}");
        // Nothing else may begin on it meanwhile, not even its end.
        for next in [A::Stop, A::Terminate] {
            let plan = life.plan(&service, next).unwrap();
            let blocked = plan.blocked.unwrap();
            assert_eq!(blocked.facts["reason"], "action_open", "{kind:?}");
        }
        world.faults([]);
        world.pass(Duration::from_secs(60));
        let seen = life.repeat_action(&sent.id).unwrap();
        assert_eq!(seen.progress, P::Accepted, "{kind:?}");
        assert_eq!(done(&world, &service, "reboot"), 1, "{kind:?}");
        let posts = world.wire.actions();
        assert!(posts.iter().all(|one| one.body == posts[0].body));
        let keys: std::collections::HashSet<_> = posts
            .iter()
            .map(|one| one.header("idempotency-key").map(str::to_owned))
            .collect();
        assert_eq!(keys.len(), 1, "{kind:?}");
        let refused = life.repeat_action(&sent.id).unwrap_err();
        assert_eq!(refused.code, "action.nothing_to_repeat");
    }
}

#[test]
fn what_never_left_is_not_sent_and_the_service_is_free() {
    let (world, life, service) = with_a_service();
    world.wire.set_posts_offline(true);
    let sent = life.act(&service, A::Stop).unwrap();
    assert_eq!(sent.progress, P::NotSent);
    assert_eq!(sent.error.unwrap().code, "network.connect_failed");
    world.wire.set_posts_offline(false);
    assert_eq!(life.act(&service, A::Stop).unwrap().progress, P::Accepted);
    assert_eq!(done(&world, &service, "stop"), 1);
}

#[test]
fn after_23_hours_a_person_has_to_look_and_the_service_is_looked_at() {
    let (world, life, service) = with_a_service();
    world.actions_fail(FaultKind::DropAfterCommit, 100);
    let stop = life.act(&service, A::Stop).unwrap();
    assert_eq!(stop.progress, P::Unknown);
    world.faults([]);
    world.pass(Duration::from_secs(23 * 3_600));
    assert_eq!(life.see_action(&stop.id).progress, P::NeedsPerson);
    let sent = world.wire.actions().len();
    let refused = life.repeat_action(&stop.id).unwrap_err();
    assert_eq!(refused.code, "action.too_old");
    assert_eq!(world.wire.actions().len(), sent);
    // It stands as the person wanted it: that is evidence, whoever did it.
    let seen = life.see_action(&stop.id);
    assert_eq!(seen.progress, P::Done, "{:?}", kinds(&seen));
    let last = seen.timeline.last().unwrap();
    assert_eq!(
        (last.kind.as_str(), last.source.as_str()),
        ("seen_done", "provider")
    );
}

#[test]
fn a_reboot_that_is_too_old_cannot_be_seen_and_needs_a_person() {
    let (world, life, service) = with_a_service();
    world.actions_fail(FaultKind::DropBeforeCommit, 100);
    let reboot = life.act(&service, A::Reboot).unwrap();
    world.faults([]);
    world.pass(Duration::from_secs(24 * 3_600));
    life.repeat_action(&reboot.id).unwrap_err();
    let seen = life.see_action(&reboot.id);
    assert_eq!(seen.progress, P::NeedsPerson);
    let last = seen.timeline.last().unwrap();
    assert_eq!(last.kind, "service_read");
    assert_eq!(last.facts["power"], "running");
    assert!(world.actions_there().is_empty());
    // The next one may begin: the old key is never sent again.
    assert_eq!(life.act(&service, A::Reboot).unwrap().progress, P::Accepted);
}

#[test]
fn a_start_settles_a_young_action_and_leaves_an_older_one_to_a_person() {
    for (away, settled_by_itself) in [(60, true), (20 * 60, false)] {
        let (world, life, service) = with_a_service();
        world.actions_fail(FaultKind::DropBeforeCommit, 100);
        let sent = life.act(&service, A::Stop).unwrap();
        life.crash();
        world.faults([]);
        world.pass(Duration::from_secs(away));
        let life = world.live();
        let seen = life.see_action(&sent.id);
        if settled_by_itself {
            assert_eq!(seen.progress, P::Accepted, "{away}");
        } else {
            // A stop that nobody expects any more does not happen by itself.
            assert_eq!(seen.progress, P::Unknown, "{away}");
            assert!(seen.can_repeat && world.actions_there().is_empty());
            let seen = life.repeat_action(&sent.id).unwrap();
            assert_eq!(seen.progress, P::Accepted);
        }
        assert_eq!(done(&world, &service, "stop"), 1, "{away}");
    }
}

#[test]
fn a_key_that_is_known_with_another_body_is_told_apart() {
    let (world, life, service) = with_a_service();
    life.act(&service, A::Stop).unwrap();
    look_until_done(&world, &life, &service);
    let used = world.wire.actions()[0]
        .header("idempotency-key")
        .unwrap()
        .to_owned();
    world.wire.alter(move |seen| {
        for (name, value) in &mut seen.headers {
            if name == "idempotency-key" {
                value.clone_from(&used);
            }
        }
    });
    let sent = life.act(&service, A::Start).unwrap();
    assert_eq!(sent.progress, P::Refused);
    assert_eq!(sent.error.unwrap().code, "refused.idempotency_conflict");
    assert_eq!(done(&world, &service, "start"), 0);
}

#[test]
fn a_contradiction_about_a_repetition_needs_a_person() {
    let (world, life, service) = with_a_service();
    world.actions_fail(FaultKind::DropAfterCommit, 100);
    let sent = life.act(&service, A::Stop).unwrap();
    world.actions_fail(
        FaultKind::Replace {
            status: 409,
            content_type: "application/problem+json".to_owned(),
            body: r#"{"title":"Conflict","status":409,"detail":"Used with another body."}"#
                .to_owned(),
            after_commit: false,
        },
        100,
    );
    let seen = life.repeat_action(&sent.id).unwrap();
    assert_eq!(seen.progress, P::NeedsPerson);
    assert!(kinds(&seen).contains(&"key_conflict"));
    assert!(!seen.can_repeat);
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

#[test]
fn a_profile_whose_action_has_no_answer_is_kept() {
    let (world, life, service) = with_a_service();
    world.actions_fail(FaultKind::DropAfterCommit, 100);
    let sent = life.act(&service, A::Stop).unwrap();
    world.faults([]);
    let start = life.run(life.console.start_view()).unwrap();
    let profile = start.active.unwrap();
    let refused = life
        .run(life.console.forget_profile(profile.clone()))
        .unwrap_err();
    assert_eq!(refused.code, "profile.action_open");
    assert_eq!(json!(refused.facts["service"]), json!(service));
    life.repeat_action(&sent.id).unwrap();
    life.run(life.console.forget_profile(profile)).unwrap();
}

/// What the audit chain says of actions on services: act, outcome, code's
/// presence and idempotency key, oldest first.
fn on_record(life: &Life) -> Vec<(String, AuditOutcome, bool, Option<String>)> {
    let query = AuditQuery {
        group: Some(AuditGroup::Actions),
        stopped_only: false,
        search: String::new(),
        since: None,
        until: None,
        offset: 0,
        limit: 100,
    };
    let page = life.run(life.console.audit(query)).unwrap();
    let mut rows: Vec<_> = page.rows.iter().map(|row| row.seq).collect();
    rows.sort_unstable();
    rows.into_iter()
        .map(|seq| life.run(life.console.audit_entry(seq)).unwrap())
        .map(|entry| {
            let refused = entry.code.is_some();
            (
                entry.row.act,
                entry.row.outcome,
                refused,
                entry.idempotency_key,
            )
        })
        .collect()
}

#[test]
fn whatever_became_of_it_is_on_record_under_its_key() {
    let (world, life, service) = with_a_service();
    let plan = life.plan(&service, A::Terminate).unwrap();
    let mut request = Life::confirmed(&plan);
    request.typed = Some("something else".to_owned());
    life.run(life.console.run_action(request)).unwrap_err();
    life.run(life.console.cancel_action(plan.plan)).unwrap();
    world.actions_fail(FaultKind::DropAfterCommit, 100);
    let lost = life.act(&service, A::Stop).unwrap();
    world.faults([]);
    life.repeat_action(&lost.id).unwrap();
    let key = Some(lost.idempotency_key);
    let word = |act: &str| format!("service.{act}");
    assert_eq!(
        on_record(&life),
        [
            (word("terminate"), AuditOutcome::Refused, true, None),
            (word("terminate"), AuditOutcome::Cancelled, false, None),
            (word("stop"), AuditOutcome::Begun, false, key.clone()),
            (word("stop"), AuditOutcome::Unknown, true, key.clone()),
            (word("stop"), AuditOutcome::Done, false, key),
        ]
    );
}
