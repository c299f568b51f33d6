//! Looks at access data: one deliberate read, nothing of it stays.

use std::time::Duration;

use kh_core::view::{LookRequest, Topic, VerdictState};
use kh_simulator::{FaultKind, NO_CREDENTIALS};

use crate::steps::{acts, chain, look, password, verify, with_service};

fn reads(world: &kh_tests::World) -> usize {
    let seen = world.wire.seen();
    seen.iter()
        .filter(|seen| seen.path.ends_with("/credentials"))
        .count()
}

#[test]
fn a_look_gives_names_a_reveal_one_value_and_the_end_wipes_it() {
    let (world, life, service) = with_service();
    let seen = look(&life, &service).unwrap();
    assert_eq!(reads(&world), 1);
    let field = &seen.fields[password(&seen) as usize];
    assert!(field.secret && field.value.is_none());
    let host = seen.fields.iter().find(|field| field.name == "username");
    assert_eq!(host.unwrap().value.as_deref(), Some("root"));
    let shown = life
        .run(life.console.reveal_field(seen.look.clone(), field.index))
        .unwrap();
    assert!(shown.value.len() >= 8);
    assert_eq!(
        shown.hide_at.duration_since(world.now()).as_secs(),
        30,
        "thirty seconds on screen"
    );
    life.run(life.console.end_look(seen.look.clone())).unwrap();
    let gone = life.run(life.console.reveal_field(seen.look, field.index));
    assert_eq!(gone.unwrap_err().code, "credentials.not_open");
    assert_eq!(reads(&world), 1);
}

#[test]
fn a_look_ends_by_itself_on_blur_and_with_its_time() {
    let (world, life, service) = with_service();
    let blurred = look(&life, &service).unwrap();
    life.console.end_looks();
    let index = password(&blurred);
    let gone = life.run(life.console.reveal_field(blurred.look, index));
    assert_eq!(gone.unwrap_err().code, "credentials.not_open");
    let late = look(&life, &service).unwrap();
    world.pass(Duration::from_secs(301));
    let gone = life.run(life.console.reveal_field(late.look, index));
    assert_eq!(gone.unwrap_err().code, "credentials.not_open");
}

#[test]
fn what_is_copied_leaves_the_clipboard_after_ten_seconds_unless_it_is_not_ours_any_more() {
    let (world, life, service) = with_service();
    let seen = look(&life, &service).unwrap();
    let index = password(&seen);
    let copy = || {
        life.run(life.console.copy_field(seen.look.clone(), index))
            .unwrap()
    };
    let copied = copy();
    assert_eq!(copied.clears_at.duration_since(world.now()).as_secs(), 10);
    assert!(world.clipboard.held().is_some());
    world.pass(Duration::from_secs(10));
    life.until(|_| async { world.clipboard.held().is_none() });
    copy();
    world.clipboard.copy("something else");
    world.pass(Duration::from_secs(10));
    life.run(life.console.clear_clipboard()).unwrap();
    assert_eq!(world.clipboard.held().as_deref(), Some("something else"));
}

#[test]
fn a_copy_that_fails_leaves_the_time_of_the_one_before() {
    let (world, life, service) = with_service();
    let seen = look(&life, &service).unwrap();
    let copy = |index: u32| life.run(life.console.copy_field(seen.look.clone(), index));
    copy(password(&seen)).unwrap();
    let other = seen.fields.iter().find(|field| field.name == "username");
    world.clipboard.refuse(2);
    let refused = copy(other.unwrap().index);
    assert_eq!(refused.unwrap_err().code, "clipboard.failed");
    assert!(world.clipboard.held().is_some());
    world.pass(Duration::from_secs(10));
    life.until(|_| async { world.clipboard.held().is_none() });
}

#[test]
fn a_clipboard_that_says_no_is_tried_again_until_the_value_is_gone() {
    let (world, life, service) = with_service();
    let seen = look(&life, &service).unwrap();
    life.run(life.console.copy_field(seen.look.clone(), password(&seen)))
        .unwrap();
    world.clipboard.refuse(4);
    let said_no = life.run(life.console.clear_clipboard());
    assert_eq!(said_no.unwrap_err().code, "clipboard.failed");
    assert!(world.clipboard.held().is_some());
    let gone = (0..10_000).any(|_| {
        world.pass(Duration::from_secs(1));
        life.run(life.console.start_view()).unwrap();
        world.clipboard.held().is_none()
    });
    assert!(gone, "it is still there");
}

#[test]
fn it_is_called_cleared_only_where_it_was() {
    let (world, life, service) = with_service();
    let seen = look(&life, &service).unwrap();
    let mut notices = life.console.notices();
    let mut told = || -> Vec<Topic> {
        let told = std::iter::from_fn(|| notices.try_recv().ok());
        told.map(|notice| notice.topic)
            .filter(|topic| matches!(topic, Topic::ClipboardCleared | Topic::ClipboardTaken))
            .collect()
    };
    let copy_and_clear = |foreign: Option<&str>| {
        life.run(life.console.copy_field(seen.look.clone(), password(&seen)))
            .unwrap();
        if let Some(foreign) = foreign {
            world.clipboard.copy(foreign);
        }
        life.run(life.console.clear_clipboard()).unwrap();
    };
    copy_and_clear(None);
    assert_eq!(told(), [Topic::ClipboardCleared]);
    copy_and_clear(Some("something else"));
    assert_eq!(told(), [Topic::ClipboardTaken]);
    assert_eq!(world.clipboard.held().as_deref(), Some("something else"));
}

#[test]
fn what_was_read_shown_and_copied_is_told_in_the_time_of_the_provider() {
    let world = kh_tests::World::standing();
    let ahead = serde_json::json!({ "advance_s": 7_200 });
    world.operator("POST", "clock", &ahead);
    let life = world.live_connected();
    let service = crate::steps::service(&world, &life);
    let before = acts(&life).len();
    let seen = look(&life, &service).unwrap();
    let index = password(&seen);
    life.run(life.console.reveal_field(seen.look.clone(), index))
        .unwrap();
    life.run(life.console.copy_field(seen.look, index)).unwrap();
    world
        .keychain
        .set_trouble(Some(kh_secrets::SecretError::Locked));
    look(&life, &service).unwrap_err();
    let mut rows = chain(&life).rows;
    rows.reverse();
    let told = rows.split_off(before);
    assert_eq!(told.len(), 6);
    for row in told {
        let ahead = row.at.duration_since(world.now()).as_secs();
        assert!((7_198..=7_202).contains(&ahead), "{}: {ahead} s", row.act);
    }
}

#[test]
fn without_a_reason_or_the_scope_nothing_is_asked_and_the_refusal_is_on_record() {
    let (world, life, service) = with_service();
    let request = LookRequest {
        service_id: service.clone(),
        reason: "  short ".to_owned(),
    };
    let refused = life.run(life.console.look_at_credentials(request));
    assert_eq!(refused.unwrap_err().code, "credentials.reason_too_short");
    life.connect(&world, NO_CREDENTIALS);
    let plan = life.run(life.console.look_plan(service.clone())).unwrap();
    assert_eq!(plan.blocked.unwrap().code, "credentials.missing_scope");
    assert_eq!(
        look(&life, &service).unwrap_err().code,
        "credentials.missing_scope"
    );
    assert_eq!(reads(&world), 0);
    let refused = acts(&life)
        .iter()
        .filter(|act| *act == "credentials.read Refused")
        .count();
    assert_eq!(refused, 2);
    assert_eq!(verify(&life).state, VerdictState::Whole);
}

#[test]
fn a_look_without_an_answer_is_not_repeated_and_ends_as_unknown() {
    let (world, life, service) = with_service();
    for (kind, outcome) in [
        (FaultKind::DropAfterCommit, "credentials.read Unknown"),
        (
            FaultKind::Error {
                status: 500,
                after_commit: true,
            },
            "credentials.read Unknown",
        ),
    ] {
        let before = reads(&world);
        world.faults([kh_simulator::Fault {
            on: "GET /v1/services/{id}/credentials".to_owned(),
            kind,
            skip: 0,
            times: 5,
        }]);
        look(&life, &service).unwrap_err();
        world.faults([]);
        assert_eq!(reads(&world) - before, 1);
        assert_eq!(acts(&life).last().unwrap(), outcome);
    }
}

#[test]
fn the_plan_names_the_last_look_and_asks_nothing() {
    let (world, life, service) = with_service();
    let plan = life.run(life.console.look_plan(service.clone())).unwrap();
    assert_eq!((plan.last, plan.blocked), (None, None));
    look(&life, &service).unwrap();
    let plan = life.run(life.console.look_plan(service)).unwrap();
    let last = plan.last.unwrap();
    assert_eq!(last.reason.as_deref(), Some("customer asked, ticket 2291"));
    assert_eq!(reads(&world), 1);
}
