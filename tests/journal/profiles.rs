//! Profiles: connected by steps, kept over restarts, removed without a trace of
//! their secret.

use std::time::Duration;

use kh_core::view::{
    Accent, ConnectView, ProfileEdit, ProfileKind, SecretHome, StepKind, StepState,
};
use kh_simulator::{Card, FULL_ACCESS, FaultKind};
use kh_tests::{Life, World};

fn states(view: &ConnectView) -> Vec<StepState> {
    view.steps.iter().map(|step| step.state).collect()
}

#[test]
fn connecting_takes_five_steps_and_one_signed_question() {
    let world = World::new();
    let life = world.live();
    let view = life.connect(&world, FULL_ACCESS);
    assert_eq!(states(&view), [StepState::Done; 5]);
    let profile = view.profile.unwrap();
    assert_eq!(profile.kind, ProfileKind::Simulator);
    assert_eq!(profile.accent, Accent::Olive);
    assert_eq!(profile.scopes.len(), 9);
    assert!(profile.account.unwrap().email.is_some());
    let asked = world.wire.seen();
    assert!(asked[0].path.ends_with("/v1/health") && asked[0].header("kh-key").is_none());
    assert_eq!(
        asked
            .iter()
            .filter(|one| one.path.ends_with("/v1/me"))
            .count(),
        1
    );
}

#[test]
fn a_wrong_form_is_told_without_a_call() {
    let world = World::new();
    let life = world.live();
    let try_with = |change: &dyn Fn(&mut kh_core::view::ConnectRequest)| {
        let mut request = Life::request(&world, FULL_ACCESS);
        change(&mut request);
        let view = life.run(life.console.connect_profile(request)).unwrap();
        assert_eq!(view.steps[0].state, StepState::Failed);
        assert_eq!(view.steps[1].state, StepState::NotTried);
        view.error.unwrap().code
    };
    assert_eq!(
        try_with(&|request| request.key_id = "kh_live_x".to_owned()),
        "key.malformed"
    );
    assert_eq!(
        try_with(&|request| request.base_url = None),
        "key.simulated_at_live"
    );
    assert_eq!(
        try_with(&|request| request.key_id = format!("kh_live_{}", "A".repeat(32))),
        "key.live_at_simulator"
    );
    let url = |url: &'static str| {
        move |request: &mut kh_core::view::ConnectRequest| {
            request.base_url = Some(url.to_owned());
        }
    };
    assert_eq!(try_with(&url("http://192.0.2.7/v1")), "url.not_loopback");
    assert_eq!(try_with(&url("nonsense")), "url.malformed");
    assert_eq!(
        try_with(&|request| request.secret = String::new()),
        "secret.empty"
    );
    assert_eq!(
        try_with(&|request| request.secret.push('\n')),
        "secret.surrounding_space"
    );
    assert_eq!(
        try_with(&|request| request.label = " ".to_owned()),
        "profile.label_empty"
    );
    assert_eq!(
        try_with(&|request| request.sign_path = "long".to_owned()),
        "sign_path.unknown"
    );
    assert!(world.wire.seen().is_empty());
}

#[test]
fn a_wrong_secret_costs_one_refused_signature_and_keeps_nothing() {
    let world = World::new();
    let life = world.live();
    let mut request = Life::request(&world, FULL_ACCESS);
    request.secret = "wrong".to_owned();
    let view = life.run(life.console.connect_profile(request)).unwrap();
    assert_eq!(view.error.unwrap().code, "auth.signature_mismatch");
    let account = view
        .steps
        .iter()
        .find(|step| step.kind == StepKind::Account)
        .unwrap();
    assert_eq!(account.state, StepState::Failed);
    assert_eq!(world.wire.seen().len(), 2);
    let start = life.run(life.console.start_view()).unwrap();
    assert!(start.profiles.is_empty() && start.active.is_none());
}

#[test]
fn a_wrong_clock_is_told_and_corrected() {
    let world = World::new();
    world.simulator.advance(7_200).unwrap();
    let life = world.live();
    let view = life.connect(&world, FULL_ACCESS);
    let clock = view
        .steps
        .iter()
        .find(|step| step.kind == StepKind::Clock)
        .unwrap();
    let ahead = clock.figure.unwrap();
    assert!((-7_201..=-7_199).contains(&ahead), "{ahead}");
    assert_eq!(
        life.order().unwrap().row.progress,
        kh_core::view::OrderProgress::Paid
    );
}

#[test]
fn nobody_there_is_told_and_nothing_is_signed() {
    let world = World::new();
    world.wire.set_offline(true);
    let life = world.live();
    let request = Life::request(&world, FULL_ACCESS);
    let view = life.run(life.console.connect_profile(request)).unwrap();
    assert_eq!(view.error.unwrap().code, "network.connect_failed");
    assert!(
        world
            .wire
            .seen()
            .iter()
            .all(|one| one.header("kh-signature").is_none())
    );
}

#[test]
fn a_profile_survives_a_restart_and_a_second_one_of_its_key_is_refused() {
    let world = World::new();
    world.live_connected().crash();
    let life = world.live();
    let start = life.run(life.console.start_view()).unwrap();
    assert_eq!(start.profiles.len(), 1);
    assert_eq!(start.active.as_deref(), Some(start.profiles[0].id.as_str()));
    let request = Life::request(&world, FULL_ACCESS);
    let view = life.run(life.console.connect_profile(request)).unwrap();
    let error = view.error.unwrap();
    assert_eq!(error.code, "profile.already_here");
    assert_eq!(error.facts["profile_id"], start.profiles[0].id);
}

#[test]
fn a_session_secret_is_gone_after_the_session() {
    let world = World::new();
    let life = world.live();
    let mut request = Life::request(&world, FULL_ACCESS);
    request.keep = SecretHome::Session;
    life.run(life.console.connect_profile(request)).unwrap();
    life.crash();
    let life = world.live();
    let refused = life.run(life.console.refresh_credit()).unwrap_err();
    assert_eq!(refused.code, "profile.needs_secret");
}

#[test]
fn a_profile_whose_order_has_no_answer_is_not_forgotten() {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(FaultKind::DropAfterCommit, 100);
    let no = life.order().unwrap().row.no;
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    let refused = life
        .run(life.console.forget_profile(id.clone()))
        .unwrap_err();
    assert_eq!(refused.code, "profile.order_open");
    assert_eq!(refused.facts["no"], no.to_string());
    world.faults([]);
    life.run(life.console.repeat_order(no)).unwrap();
    life.run(life.console.forget_profile(id)).unwrap();
}

#[test]
fn a_profile_whose_order_can_still_be_paid_is_not_forgotten() {
    let world = World::new();
    world.funds("0", Card::None);
    let life = world.live_connected();
    let no = life.order().unwrap().row.no;
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    let refused = life
        .run(life.console.forget_profile(id.clone()))
        .unwrap_err();
    assert_eq!(refused.code, "profile.order_open");
    assert_eq!(refused.facts["no"], no.to_string());
    // Its day is over, whether or not somebody could still ask.
    world.pass(Duration::from_secs(25 * 3_600));
    life.run(life.console.forget_profile(id)).unwrap();
}

#[test]
fn a_forgotten_profile_takes_its_secret_along_and_leaves_its_orders() {
    let world = World::new();
    let life = world.live_connected();
    life.order().unwrap();
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    life.run(life.console.forget_profile(id.clone())).unwrap();
    let start = life.run(life.console.start_view()).unwrap();
    assert!(start.profiles.is_empty() && start.active.is_none());
    let profile = kh_model::ProfileId::new(&id).unwrap();
    assert!(kh_secrets::SecretStore::load(&*world.keychain, &profile).is_err());
    assert_eq!(life.see(1).row.product_id, "42");
    assert_eq!(
        life.run(life.console.overview()).unwrap_err().code,
        "profile.none_active"
    );
}

#[test]
fn a_profile_can_be_renamed_and_signs_as_it_is_told() {
    let world = World::new();
    let life = world.live_connected();
    let id = life.run(life.console.start_view()).unwrap().active.unwrap();
    let edit = ProfileEdit {
        id,
        label: "Other".to_owned(),
        accent: Accent::Plum,
        sign_path: "full".to_owned(),
    };
    let profile = life.run(life.console.edit_profile(edit)).unwrap();
    assert_eq!(
        (profile.label.as_str(), profile.sign_path.as_str()),
        ("Other", "full")
    );
    assert_eq!(profile.accent, Accent::Olive);
    // Without a mount both forms are the same path.
    assert!(life.run(life.console.refresh_credit()).is_ok());
}
