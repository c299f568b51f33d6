//! Tests of the signature of events: the vectors of R23 among them.

use proptest::prelude::*;

use super::*;

const SECRET: &str = "whsec_sandbox_0123456789abcdef";
const BODY: &[u8] =
    br#"{"id":"evt_0001","type":"order.paid","created":1767225600,"data":{"object":{"id":5001}}}"#;
const TIME: i64 = 1_767_225_600;
const GOOD: &str = "a9ae9e918cab9414e5429c2c47774aab59906cc81ac1a003dbb80fcbabd39413";

fn check_at(header: &str, body: &[u8], now: i64) -> Result<Timestamp, WebhookRefused> {
    let secret = WebhookSecret::new(SECRET.as_bytes()).unwrap();
    let now = Timestamp::from_second(now).unwrap();
    verify(&secret, header, body, now, TOLERANCE)
}

fn check(header: &str) -> Result<Timestamp, WebhookRefused> {
    check_at(header, BODY, TIME)
}

#[test]
fn the_vector_made_by_another_tool_fits() {
    let vector: serde_json::Value = serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../tests/vectors/webhook.json"
    )))
    .unwrap();
    let text = |name: &str| vector[name].as_str().unwrap().to_owned();
    let signed_at = Timestamp::from_second(vector["timestamp"].as_i64().unwrap()).unwrap();
    let secret = WebhookSecret::new(text("secret").as_bytes()).unwrap();
    let body = text("body");
    assert_eq!(
        verify(
            &secret,
            &text("header"),
            body.as_bytes(),
            signed_at,
            TOLERANCE
        ),
        Ok(signed_at)
    );
    // The other tests here use the same vector.
    assert_eq!((text("v1").as_str(), body.as_bytes()), (GOOD, BODY));
}

#[test]
fn one_fitting_signature_of_several_is_enough_and_other_schemes_are_ignored() {
    let bad = "0".repeat(64);
    for header in [
        format!("t={TIME},v1={bad},v1={GOOD}"),
        format!("t={TIME},v1={GOOD},v1={bad}"),
        format!("t={TIME},v0={bad},v1={GOOD},v2=x,flag"),
        format!("v1={GOOD}, t={TIME}"),
        format!("t={TIME},v1={}", GOOD.to_uppercase()),
        format!("t={TIME},v1=short,v1=zz,v1={GOOD}"),
    ] {
        assert!(check(&header).is_ok(), "{header}");
    }
}

#[test]
fn a_changed_body_time_or_signature_does_not_fit() {
    let header = format!("t={TIME},v1={GOOD}");
    let mut changed = BODY.to_vec();
    changed.push(b'\n');
    assert_eq!(
        check_at(&header, &changed, TIME),
        Err(WebhookRefused::Mismatch)
    );
    assert_eq!(check_at(&header, b"", TIME), Err(WebhookRefused::Mismatch));
    for header in [
        format!("t={},v1={GOOD}", TIME + 1),
        format!("t=0{TIME},v1={GOOD}"),
        format!("t={TIME},v1={}", &GOOD[..63]),
        format!("t={TIME},v1={}", &GOOD[..32]),
        format!("t={TIME},v1="),
    ] {
        assert_eq!(check(&header), Err(WebhookRefused::Mismatch), "{header}");
    }
}

#[test]
fn missing_parts_are_named() {
    for header in [
        "",
        "v1=00",
        "t=,v1=00",
        "t=abc,v1=00",
        "t=-5,v1=00",
        "t=1,t=1,v1=00",
        "t=99999999999999999999,v1=00",
    ] {
        assert_eq!(check(header), Err(WebhookRefused::NoTime), "{header}");
    }
    assert_eq!(
        check(&format!("t={TIME}")),
        Err(WebhookRefused::NoSignature)
    );
    assert_eq!(
        check(&format!("t={TIME},v0={GOOD}")),
        Err(WebhookRefused::NoSignature)
    );
}

#[test]
fn three_hundred_seconds_either_way_are_tolerated_and_no_more() {
    let header = format!("t={TIME},v1={GOOD}");
    for now in [TIME - 300, TIME, TIME + 300] {
        assert!(check_at(&header, BODY, now).is_ok(), "{now}");
    }
    for now in [TIME - 301, TIME + 301] {
        assert_eq!(
            check_at(&header, BODY, now),
            Err(WebhookRefused::OutOfWindow { off_by: 301 })
        );
    }
}

#[test]
fn a_late_event_with_a_wrong_signature_is_called_wrong_and_not_late() {
    let header = format!("t={TIME},v1={}", "0".repeat(64));
    assert_eq!(
        check_at(&header, BODY, TIME + 9_999),
        Err(WebhookRefused::Mismatch)
    );
}

#[test]
fn the_first_known_header_counts_and_an_empty_secret_does_not() {
    let header = |name: &str| (name.to_owned(), format!("value of {name}"));
    let headers = [header("stripe-signature"), header("kh-signature")];
    assert_eq!(pick_header(&headers), Some("value of kh-signature"));
    assert_eq!(pick_header(&[header("signature")]), None);
    assert!(WebhookSecret::new(b"").is_err());
    let secret = WebhookSecret::new(b"canary").unwrap();
    assert!(!format!("{secret:?}").contains("canary"));
}

proptest! {
    #[test]
    fn no_header_and_no_body_panic_or_pass(header in any::<String>(), body in any::<Vec<u8>>()) {
        prop_assert!(check_at(&header, &body, TIME).is_err());
        let timed = format!("t={TIME},v1={header}");
        prop_assert!(check_at(&timed, &body, TIME).is_err());
    }
}

#[test]
fn the_edges_of_the_window_are_exact() {
    let header = format!("t={TIME},v1={GOOD}");
    for (now, good) in [
        (TIME - 301, false),
        (TIME - 300, true),
        (TIME - 299, true),
        (TIME + 299, true),
        (TIME + 300, true),
        (TIME + 301, false),
    ] {
        assert_eq!(check_at(&header, BODY, now).is_ok(), good, "{}", now - TIME);
    }
}

#[test]
fn a_wrong_secret_and_every_altered_byte_are_found() {
    let header = format!("t={TIME},v1={GOOD}");
    let now = Timestamp::from_second(TIME).unwrap();
    for secret in [
        "whsec_sandbox_0123456789abcdeF",
        "sandbox_0123456789abcdef",
        "x",
    ] {
        let secret = WebhookSecret::new(secret.as_bytes()).unwrap();
        let verdict = verify(&secret, &header, BODY, now, TOLERANCE);
        assert_eq!(verdict, Err(WebhookRefused::Mismatch));
    }
    for place in 0..BODY.len() {
        let mut altered = BODY.to_vec();
        altered[place] ^= 1;
        let verdict = check_at(&header, &altered, TIME);
        assert_eq!(verdict, Err(WebhookRefused::Mismatch), "byte {place}");
    }
}

#[test]
fn the_signature_that_fits_is_told_by_its_place() {
    let bad = "0".repeat(64);
    let secret = WebhookSecret::new(SECRET.as_bytes()).unwrap();
    for (header, place) in [
        (format!("t={TIME},v1={GOOD}"), Some(0)),
        (format!("t={TIME},v1={bad},v1={GOOD}"), Some(1)),
        (format!("t={TIME},v1={bad},v1={GOOD},v1={GOOD}"), Some(1)),
        (format!("t={TIME},v1=zz,v1={bad},v1={GOOD}"), Some(2)),
        (format!("t={TIME},v1={bad}"), None),
        (format!("t={TIME},v0={GOOD}"), None),
    ] {
        let parts = SignatureHeader::read(&header);
        let (time, _) = parts.time.unwrap();
        assert_eq!(parts.fitting(&secret, time, BODY), place, "{header}");
    }
    let parts = SignatureHeader::read("v0=aa, flag, v2=bb");
    assert_eq!(parts.others, ["v0", "v2"]);
    assert_eq!((parts.time, parts.signatures.len()), (None, 0));
}
