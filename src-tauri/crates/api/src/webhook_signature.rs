//! Checks that an event comes from the provider. The pages say only
//! "Stripe-compatible" (contract 10); this is that scheme: a header
//! `t=<unix seconds>,v1=<hex>[,v1=<hex>…]`, where v1 is HMAC-SHA256 over
//! `<t>.<raw body>`.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

/// How far the stated time may be from ours, either way, unless set otherwise.
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// The headers that may carry the signature. The first that is present counts;
/// its real name is not documented.
pub const HEADER_NAMES: [&str; 4] = [
    "KH-Webhook-Signature",
    "KH-Signature",
    "X-KH-Signature",
    "Stripe-Signature",
];

/// The scheme that is checked; others in the header are ignored.
const SCHEME: &str = "v1";

/// What events are signed with: the whole string, any `whsec_` included. Never
/// the API secret by default. Wiped when dropped.
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

/// A webhook secret was empty, and would let everything pass that is signed
/// with nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret must not be empty")]
pub struct EmptyWebhookSecret;

impl WebhookSecret {
    /// Takes the secret as it was shown.
    ///
    /// # Errors
    /// [`EmptyWebhookSecret`]
    pub fn new(secret: &[u8]) -> Result<Self, EmptyWebhookSecret> {
        if secret.is_empty() {
            return Err(EmptyWebhookSecret);
        }
        Ok(Self(Zeroizing::new(secret.to_vec())))
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("WebhookSecret(..)")
    }
}

/// Why an event is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefused {
    /// The header has no time, two, or one that is no number.
    #[error("the signature header states no single time")]
    NoTime,
    /// The header has no signature of a scheme we know.
    #[error("the signature header has no v1 signature")]
    NoSignature,
    /// No signature fits the body: another secret, or another sender.
    #[error("no signature fits the body")]
    Mismatch,
    /// It is signed well, for another time: late, or replayed.
    #[error("the event was signed {off_by} s away from now")]
    OutOfWindow {
        /// The distance in seconds.
        off_by: u64,
    },
}

/// The value of the first header that may carry a signature.
#[must_use]
pub fn pick_header(headers: &[(String, String)]) -> Option<&str> {
    HEADER_NAMES.iter().find_map(|wanted| {
        headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    })
}

/// Checks the raw body, before anything reads it, and tells when it was signed.
/// Compared in constant time; the time counts only once the signature fits.
///
/// # Errors
/// [`WebhookRefused`]
pub fn verify(
    secret: &WebhookSecret,
    header: &str,
    body: &[u8],
    now: Timestamp,
    tolerance: Duration,
) -> Result<Timestamp, WebhookRefused> {
    let (time, signed_at) = stated_time(header)?;
    let expected = signature(secret, time, body);
    let mut any = false;
    let mut fits = Choice::from(0);
    for stated in values(header, SCHEME) {
        any = true;
        // A signature of another length does not fit; its length is no secret.
        if let Ok(stated) = hex::decode(stated) {
            fits |= stated.ct_eq(&expected);
        }
    }
    if !any {
        return Err(WebhookRefused::NoSignature);
    }
    if !bool::from(fits) {
        return Err(WebhookRefused::Mismatch);
    }
    let off_by = now.as_second().abs_diff(signed_at.as_second());
    if off_by > tolerance.as_secs() {
        return Err(WebhookRefused::OutOfWindow { off_by });
    }
    Ok(signed_at)
}

/// The time as it is written, which is what is signed, and its meaning.
fn stated_time(header: &str) -> Result<(&str, Timestamp), WebhookRefused> {
    let mut times = values(header, "t");
    let (Some(time), None) = (times.next(), times.next()) else {
        return Err(WebhookRefused::NoTime);
    };
    if !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WebhookRefused::NoTime);
    }
    let seconds = time.parse().map_err(|_| WebhookRefused::NoTime)?;
    let meant = Timestamp::from_second(seconds).map_err(|_| WebhookRefused::NoTime)?;
    Ok((time, meant))
}

fn values<'h>(header: &'h str, scheme: &'static str) -> impl Iterator<Item = &'h str> {
    header.split(',').filter_map(move |part| {
        let (name, value) = part.split_once('=')?;
        (name.trim() == scheme).then_some(value.trim())
    })
}

fn signature(secret: &WebhookSecret, time: &str, body: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length; an error cannot occur, and the empty
    // signature it would give fits nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else {
        return Vec::new();
    };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
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
}
