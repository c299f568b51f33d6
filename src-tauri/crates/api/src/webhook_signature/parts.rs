//! The signature header part by part, for those who have to say what is wrong
//! with it.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::WebhookSecret;

/// The name of the time.
const TIME: &str = "t";
/// The scheme that is checked; others in the header are ignored.
const SCHEME: &str = "v1";

/// What a signature header states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeader<'h> {
    /// The time as it is written, which is what is signed, and its meaning. None
    /// where there is none, or two, or one that is no number.
    pub time: Option<(&'h str, Timestamp)>,
    /// Every value that calls itself the time.
    pub times: Vec<&'h str>,
    /// The values of `v1`, in order.
    pub signatures: Vec<&'h str>,
    /// Names of the other schemes, in order.
    pub others: Vec<&'h str>,
}

impl<'h> SignatureHeader<'h> {
    /// Reads a header. Never fails: what is not there is missing.
    #[must_use]
    pub fn read(header: &'h str) -> Self {
        let mut read = Self {
            time: None,
            times: Vec::new(),
            signatures: Vec::new(),
            others: Vec::new(),
        };
        for part in header.split(',') {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            match name.trim() {
                TIME => read.times.push(value.trim()),
                SCHEME => read.signatures.push(value.trim()),
                other => read.others.push(other),
            }
        }
        if let [time] = read.times[..] {
            read.time = meaning(time).map(|meant| (time, meant));
        }
        read
    }

    /// Which `v1` fits the body under a time, by its place from 0. Every one is
    /// compared, and in constant time.
    #[must_use]
    pub fn fitting(&self, secret: &WebhookSecret, time: &str, body: &[u8]) -> Option<usize> {
        let expected = signature(secret, time, body);
        let mut any = Choice::from(0);
        let mut first = 0_u64;
        for (place, stated) in (0_u64..).zip(&self.signatures) {
            // A signature of another length does not fit; its length is no secret.
            let Ok(stated) = hex::decode(stated) else {
                continue;
            };
            let fits = same(&stated, &expected);
            first.conditional_assign(&place, fits & !any);
            any |= fits;
        }
        bool::from(any).then(|| usize::try_from(first).unwrap_or_default())
    }
}

fn meaning(time: &str) -> Option<Timestamp> {
    if !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Timestamp::from_second(time.parse().ok()?).ok()
}

/// Compares a stated signature with the right one; how long it takes tells
/// nothing about where they differ.
pub(super) fn same(stated: &[u8], expected: &[u8]) -> Choice {
    stated.ct_eq(expected)
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
