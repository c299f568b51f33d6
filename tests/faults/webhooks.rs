//! The webhook of the key: what it was before is kept, what may not be set is
//! not sent, and what could not be heard is read again.

use kh_core::view::{InspectRequest, InspectState, WebhookView};
use kh_simulator::{Fault, FaultKind};
use kh_tests::{Life, World};
use serde_json::json;

const FIRST: &str = "https://hooks.example.net/first?token=1";
const SECOND: &str = "https://hooks.example.net/second";

fn set(life: &Life, url: Option<&str>) -> WebhookView {
    life.run(life.console.set_webhook(url.map(str::to_owned)))
        .unwrap()
}

fn there(world: &World) -> serde_json::Value {
    let state = world.state();
    let label = json!(kh_simulator::FULL_ACCESS);
    let keys = state["keys"].as_array().unwrap();
    let own = keys.iter().find(|key| key["label"] == label).unwrap();
    own["webhook_url"].clone()
}

fn puts(world: &World) -> usize {
    let seen = world.wire.seen();
    seen.iter().filter(|one| one.method == "PUT").count()
}

#[test]
fn a_url_is_set_replaced_put_back_and_unset() {
    let world = World::new();
    let life = world.live_connected();
    let unread = life.run(life.console.webhook()).unwrap();
    assert!(!unread.known);
    assert_eq!((unread.may_read, unread.may_set), (Some(true), Some(true)));

    let first = set(&life, Some(FIRST));
    assert_eq!(first.url.as_deref(), Some(FIRST));
    assert!(first.known && first.request_id.is_some());
    // None was set before, and that can be put back, too.
    assert_eq!(first.earlier.len(), 1);
    assert_eq!(first.earlier[0].url, None);

    let second = set(&life, Some(SECOND));
    assert_eq!(second.url.as_deref(), Some(SECOND));
    assert_eq!(second.earlier[0].url.as_deref(), Some(FIRST));

    let back = set(&life, second.earlier[0].url.as_deref());
    assert_eq!(back.url.as_deref(), Some(FIRST));
    assert_eq!(back.earlier[0].url.as_deref(), Some(SECOND));
    assert_eq!(there(&world), json!(FIRST));

    let none = set(&life, None);
    assert_eq!(none.url, None);
    assert_eq!(none.earlier[0].url.as_deref(), Some(FIRST));
    assert_eq!(there(&world), json!(null));
    life.crash();
    // It survives the program.
    let life = world.live();
    let kept = life.run(life.console.webhook()).unwrap();
    assert_eq!(kept.earlier[0].url.as_deref(), Some(FIRST));
}

#[test]
fn what_another_system_set_meanwhile_is_kept_before_it_is_replaced() {
    let world = World::new();
    let life = world.live_connected();
    let other = world.client(kh_simulator::FULL_ACCESS);
    life.run(other.set_webhook(kh_api::Asker::Person, Some(FIRST)))
        .unwrap();
    let view = set(&life, Some(SECOND));
    assert_eq!(view.earlier[0].url.as_deref(), Some(FIRST));
}

#[test]
fn a_url_that_may_not_be_set_is_not_sent() {
    let world = World::new();
    let life = world.live_connected();
    for (url, code) in [
        ("http://hooks.example.net/", "webhook.not_https"),
        ("https://router.example.net/", "webhook.not_public"),
        ("https://192.168.1.1/", "webhook.not_public"),
        ("https://127.1/", "webhook.not_public"),
        ("https://ann:pw@hooks.example.net/", "webhook.user_info"),
        ("https://nowhere.example.net/", "webhook.unresolved"),
        ("hooks", "webhook.not_a_url"),
    ] {
        let refused = life
            .run(life.console.set_webhook(Some(url.to_owned())))
            .unwrap_err();
        assert_eq!(refused.code, code, "{url}");
    }
    assert_eq!(puts(&world), 0);
}

fn webhook_fault(world: &World, kind: FaultKind, times: u32) {
    world.faults([Fault {
        on: "PUT /v1/webhooks".to_owned(),
        kind,
        skip: 0,
        times,
    }]);
}

#[test]
fn a_lost_answer_is_found_out_by_reading() {
    let world = World::new();
    let life = world.live_connected();
    webhook_fault(&world, FaultKind::DropAfterCommit, 100);
    assert_eq!(set(&life, Some(FIRST)).url.as_deref(), Some(FIRST));
    webhook_fault(&world, FaultKind::DropBeforeCommit, 100);
    let lost = life
        .run(life.console.set_webhook(Some(SECOND.to_owned())))
        .unwrap_err();
    assert!(lost.code.starts_with("network."), "{}", lost.code);
    let view = life.run(life.console.webhook()).unwrap();
    assert_eq!(view.url.as_deref(), Some(FIRST));
}

#[test]
fn a_success_without_a_word_is_read_again() {
    let world = World::new();
    let life = world.live_connected();
    webhook_fault(
        &world,
        FaultKind::Replace {
            status: 204,
            content_type: "application/json".to_owned(),
            body: String::new(),
            after_commit: true,
        },
        1,
    );
    let view = set(&life, Some(FIRST));
    assert_eq!(view.url.as_deref(), Some(FIRST));
    assert_eq!(there(&world), json!(FIRST));
}

#[test]
fn a_key_that_may_not_is_told_and_refused() {
    let world = World::new();
    let life = world.live();
    life.connect(&world, kh_simulator::READ_ONLY);
    let view = life.run(life.console.webhook()).unwrap();
    assert_eq!(view.may_set, Some(false));
    let refused = life
        .run(life.console.set_webhook(Some(FIRST.to_owned())))
        .unwrap_err();
    assert_eq!(refused.code, "refused.missing_scope");
    assert_eq!(there(&world), json!(null));
}

#[test]
fn a_reading_that_fails_is_told_beside_what_was_known() {
    let world = World::new();
    let life = world.live_connected();
    set(&life, Some(FIRST));
    world.wire.set_offline(true);
    let view = life.run(life.console.read_webhook()).unwrap();
    assert_eq!(view.url.as_deref(), Some(FIRST));
    assert_eq!(view.error.unwrap().code, "network.connect_failed");
}

#[test]
fn a_delivery_of_the_provider_verifies_and_the_second_paste_says_so() {
    let world = World::new();
    let life = world.live_connected();
    let at = world.now().as_second();
    let secret = world.key(kh_simulator::FULL_ACCESS).webhook_secret;
    let body = r#"{"id":"evt_9","type":"order.paid","created":1,"data":{"object":{"id":1}}}"#;
    let request = |secret: &str| InspectRequest {
        headers: format!(
            "KH-Webhook-Signature: {}",
            sign(&secret_of(secret), at, body)
        ),
        body: body.to_owned(),
        secret: secret.to_owned(),
    };
    let view = life
        .run(life.console.inspect_delivery(request(&secret)))
        .unwrap();
    assert!(view.verified, "{view:?}");
    let again = life
        .run(life.console.inspect_delivery(request(&secret)))
        .unwrap();
    let event = again.checks.last().unwrap();
    assert_eq!(event.state, InspectState::Warn);
    assert_eq!(event.facts["why"], "seen_before");
    let mut wrong = request(&secret);
    wrong.secret = "another".to_owned();
    let view = life.run(life.console.inspect_delivery(wrong)).unwrap();
    assert!(!view.verified);
    // Nothing of it went over the wire.
    assert!(
        world
            .wire
            .seen()
            .iter()
            .all(|one| !one.path.contains("webhook"))
    );
}

fn secret_of(secret: &str) -> Vec<u8> {
    secret.as_bytes().to_vec()
}

/// Signs as the provider does, with nothing of the client.
fn sign(secret: &[u8], at: i64, body: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}
