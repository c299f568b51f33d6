//! What becomes of an action whose answer is lost, late or contradicts itself,
//! and what is on record of it.

use std::time::Duration;

use jiff::SignedDuration;
use kh_core::view::{ActionKind as A, ActionProgress as P, AuditGroup, AuditOutcome, AuditQuery};
use kh_simulator::FaultKind;
use kh_tests::Life;
use serde_json::json;

use crate::actions::{done, kinds, look_until_done, with_a_service};

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
fn a_computer_that_sleeps_between_two_attempts_does_not_reboot_when_it_wakes() {
    for (minutes, attempts) in [(10, 2), (20, 1), (30 * 60, 1)] {
        let (world, life, service) = with_a_service();
        world.actions_fail(FaultKind::DropBeforeCommit, 1);
        world.clock.doze(SignedDuration::from_mins(minutes));
        let sent = life.act(&service, A::Reboot).unwrap();
        assert_eq!(world.wire.actions().len(), attempts, "{minutes} min");
        assert_eq!(done(&world, &service, "reboot"), attempts - 1);
        assert_eq!(sent.progress == P::Accepted, attempts == 2, "{minutes} min");
    }
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
            (word("stop"), AuditOutcome::Begun, false, key.clone()),
            (word("stop"), AuditOutcome::Done, false, key),
        ]
    );
}
