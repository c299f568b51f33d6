//! Tests of the inspector: the vectors of R23 and what people paste.

use jiff::Timestamp;

use super::{Delivery, inspect};
use crate::view::{InspectCheck, InspectState, InspectView};

const SECRET: &str = "whsec_sandbox_0123456789abcdef";
const BODY: &str =
    r#"{"id":"evt_0001","type":"order.paid","created":1767225600,"data":{"object":{"id":5001}}}"#;
const TIME: i64 = 1_767_225_600;
/// Made with openssl; see `tests/vectors`.
const GOOD: &str = "a9ae9e918cab9414e5429c2c47774aab59906cc81ac1a003dbb80fcbabd39413";

fn look(headers: &str, body: &str, secret: &str, seconds: i64) -> InspectView {
    let delivery = Delivery {
        headers,
        body,
        secret: secret.as_bytes(),
        at: Timestamp::from_second(TIME + seconds).unwrap(),
    };
    inspect(&delivery, |_| false)
}

fn at(header: &str, seconds: i64) -> InspectView {
    look(
        &format!("KH-Webhook-Signature: {header}"),
        BODY,
        SECRET,
        seconds,
    )
}

fn good() -> String {
    format!("t={TIME},v1={GOOD}")
}

fn check<'a>(view: &'a InspectView, kind: &str) -> &'a InspectCheck {
    view.checks.iter().find(|check| check.kind == kind).unwrap()
}

fn why<'a>(view: &'a InspectView, kind: &str) -> (InspectState, &'a str) {
    let check = check(view, kind);
    let why = check.facts.get("why").map_or("", String::as_str);
    (check.state, why)
}

#[test]
fn a_good_delivery_passes_every_check() {
    let view = at(&good(), 12);
    assert!(view.verified);
    let kinds: Vec<&str> = view
        .checks
        .iter()
        .map(|check| check.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        ["header", "timestamp", "age", "signature", "body", "event"]
    );
    for check in &view.checks {
        assert_eq!(check.state, InspectState::Pass, "{check:?}");
    }
    assert_eq!(check(&view, "age").facts["seconds"], "12");
    assert_eq!(check(&view, "signature").facts["matched"], "1");
    assert_eq!(view.event_type.as_deref(), Some("order.paid"));
    assert_eq!(view.event_id.as_deref(), Some("evt_0001"));
    assert_eq!(view.created, Some(Timestamp::from_second(TIME).unwrap()));
}

#[test]
fn three_hundred_seconds_either_way_are_tolerated_and_no_more() {
    for (seconds, good_age) in [
        (-301, false),
        (-300, true),
        (-299, true),
        (299, true),
        (300, true),
        (301, false),
    ] {
        let view = at(&good(), seconds);
        assert_eq!(view.verified, good_age, "{seconds}");
        let state = check(&view, "age").state;
        assert_eq!(state == InspectState::Pass, good_age, "{seconds}");
        // The signature is told apart from its age.
        assert_eq!(check(&view, "signature").state, InspectState::Pass);
    }
}

#[test]
fn a_wrong_secret_does_not_verify() {
    for secret in ["whsec_sandbox_0123456789abcdeF", "x"] {
        let headers = format!("KH-Signature: {}", good());
        let view = look(&headers, BODY, secret, 0);
        assert!(!view.verified);
        assert_eq!(why(&view, "signature"), (InspectState::Fail, "mismatch"));
        assert_eq!(check(&view, "body").state, InspectState::Skipped);
    }
    let view = look(&format!("KH-Signature: {}", good()), BODY, "", 0);
    assert!(!view.verified);
    assert_eq!(why(&view, "signature"), (InspectState::Fail, "no_secret"));
}

#[test]
fn no_altered_byte_verifies() {
    for place in 0..BODY.len() {
        let mut altered = BODY.as_bytes().to_vec();
        altered[place] = if altered[place] == b'x' { b'y' } else { b'x' };
        let body = String::from_utf8(altered).unwrap();
        let view = look(&format!("KH-Signature: {}", good()), &body, SECRET, 0);
        assert!(!view.verified, "byte {place}");
        assert_eq!(why(&view, "signature"), (InspectState::Fail, "mismatch"));
    }
}

#[test]
fn a_paste_that_changed_the_body_is_named_and_still_does_not_verify() {
    for (body, fits) in [
        (format!("{BODY}\n"), "without_space_around"),
        (format!(" {BODY}"), "without_space_around"),
    ] {
        let view = look(&format!("KH-Signature: {}", good()), &body, SECRET, 0);
        assert!(!view.verified);
        assert_eq!(why(&view, "body"), (InspectState::Fail, "altered"));
        assert_eq!(check(&view, "body").facts["fits"], fits);
    }
}

#[test]
fn a_secret_with_space_around_it_is_named_and_still_does_not_verify() {
    let secret = format!("{SECRET} ");
    let view = look(&format!("KH-Signature: {}", good()), BODY, &secret, 0);
    assert!(!view.verified);
    let hint = &check(&view, "signature").facts["secret_fits"];
    assert_eq!(hint, "without_space_around");
}

#[test]
fn one_fitting_signature_of_several_is_enough_and_is_named() {
    let bad = "0".repeat(64);
    let view = at(&format!("t={TIME},v1={bad},v1={GOOD},v0={bad}"), 0);
    assert!(view.verified);
    let facts = &check(&view, "signature").facts;
    assert_eq!(
        (facts["matched"].as_str(), facts["of"].as_str()),
        ("2", "2")
    );
    assert_eq!(facts["schemes"], "v0");
}

#[test]
fn missing_parts_are_named() {
    for (header, kind, state, reason) in [
        (
            format!("v1={GOOD}"),
            "timestamp",
            InspectState::Fail,
            "missing",
        ),
        (
            format!("t=x,v1={GOOD}"),
            "timestamp",
            InspectState::Fail,
            "not_a_number",
        ),
        (
            format!("t=-5,v1={GOOD}"),
            "timestamp",
            InspectState::Fail,
            "not_a_number",
        ),
        (
            format!("t=1,t=2,v1={GOOD}"),
            "timestamp",
            InspectState::Fail,
            "several",
        ),
        (
            format!("t={TIME}"),
            "signature",
            InspectState::Fail,
            "missing",
        ),
        (
            format!("t={TIME},v0={GOOD}"),
            "signature",
            InspectState::Fail,
            "missing",
        ),
    ] {
        let view = at(&header, 0);
        assert!(!view.verified, "{header}");
        assert_eq!(why(&view, kind), (state, reason), "{header}");
    }
    let only_old = at(&format!("t={TIME},v0={GOOD}"), 0);
    assert_eq!(check(&only_old, "signature").facts["schemes"], "v0");
}

#[test]
fn without_a_signature_header_nothing_is_looked_at() {
    let view = look("Content-Type: application/json", BODY, SECRET, 0);
    assert!(!view.verified);
    assert_eq!(why(&view, "header"), (InspectState::Fail, "missing"));
    for kind in ["timestamp", "age", "signature", "body"] {
        assert_eq!(check(&view, kind).state, InspectState::Skipped, "{kind}");
    }
    assert_eq!(check(&view, "event").state, InspectState::Pass);
}

#[test]
fn a_bare_value_and_several_headers_are_worth_a_look() {
    let view = look(&good(), BODY, SECRET, 0);
    assert!(view.verified);
    assert_eq!(why(&view, "header"), (InspectState::Warn, "value_only"));
    let both = format!("Stripe-Signature: x\nKH-Signature: {}", good());
    let view = look(&both, BODY, SECRET, 0);
    assert!(view.verified);
    assert_eq!(why(&view, "header"), (InspectState::Warn, "several"));
    assert_eq!(
        check(&view, "header").facts["passed_over"],
        "Stripe-Signature"
    );
}

#[test]
fn an_event_that_was_pasted_before_is_told() {
    let delivery = Delivery {
        headers: &format!("KH-Signature: {}", good()),
        body: BODY,
        secret: SECRET.as_bytes(),
        at: Timestamp::from_second(TIME).unwrap(),
    };
    let view = inspect(&delivery, |id| id == "evt_0001");
    assert!(view.verified);
    assert_eq!(why(&view, "event"), (InspectState::Warn, "seen_before"));
}

#[test]
fn a_body_that_is_no_event_is_no_error_of_the_signature() {
    for body in ["", "not json", "[]"] {
        let view = look(&format!("KH-Signature: {}", good()), body, SECRET, 0);
        assert!(!view.verified);
        assert_eq!(why(&view, "event"), (InspectState::Warn, "not_json"));
    }
}
