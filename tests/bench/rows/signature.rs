//! P5: what the signature of a GET costs beyond the HMAC that it must contain,
//! and against a well-known signer of HTTP requests.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SigningParams, SigningSettings, sign as sign_sigv4,
};
use aws_sigv4::sign::v4;
use hmac::{Hmac, KeyInit, Mac};
use kh_api::signing::{Parts, SigningKey, sign};
use kh_bench::samples::{median, ratios, spread};
use kh_bench::{Figure, Row, Target, nanoseconds};
use sha2::Sha256;

use crate::{Outcome, allocations};

const SECRET: &str = "sandboxSECRET0123456789abcdefABCD";
const URL: &str = "https://www.kernelhost.com/cp/kh_reseller_api/v1/me";
const TIMESTAMP: i64 = 1_767_225_600;
const ME: Parts<'static> = Parts {
    method: "GET",
    path: "/v1/me",
    timestamp: TIMESTAMP,
    nonce: "00112233445566778899aabbccddeeff",
    body: b"",
};
/// The same as one piece: what the HMAC runs over.
const TEXT: &[u8] = b"GET\n/v1/me\n1767225600\n00112233445566778899aabbccddeeff\n\
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Rounds are many and short: where another program takes the processor away,
/// it spoils a few of them and the median does not feel it.
const ROUNDS: usize = 1_001;
const SIGNATURES: u32 = 200;
const SIGV4: u32 = 20;

pub(crate) fn row() -> Outcome<Row> {
    let key = SigningKey::new(SECRET.as_bytes())?;
    let prepared = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes())?;
    same_signature(&key, &prepared)?;

    let credentials = Credentials::new("kh_live_SIM", SECRET, None, None, "bench").into();
    let params = v4::SigningParams::builder()
        .identity(&credentials)
        .region("eu")
        .name("reseller")
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(TIMESTAMP.unsigned_abs()))
        .settings(SigningSettings::default())
        .build()?
        .into();

    let mut ours = Vec::new();
    let mut bare = Vec::new();
    let mut sigv4 = Vec::new();
    for round in 0..=ROUNDS {
        let turns: [(&mut Vec<f64>, f64); 3] = [
            (
                &mut ours,
                each(SIGNATURES, || {
                    black_box(sign(black_box(&key), black_box(&ME)));
                }),
            ),
            (
                &mut bare,
                each(SIGNATURES, || {
                    black_box(of_text(black_box(&prepared), black_box(TEXT)));
                }),
            ),
            (&mut sigv4, with_sigv4(&params)?),
        ];
        // The first round only warms up.
        if round > 0 {
            for (times, took) in turns {
                times.push(took);
            }
        }
    }

    let beside_bare = ratios(&ours, &bare);
    let beside_sigv4 = ratios(&sigv4, &ours);
    Ok(Row::new(
        "P5",
        Figure::ratio("ratio", median(&beside_bare)).target(Target::AtMost(1.6)),
    )
    .with(Figure::count("allocations", count(&key)?).target(Target::Exactly(0.0)))
    .with(
        Figure::ratio("faster_than_sigv4", median(&beside_sigv4)).target(Target::AtLeast(4.0)),
    )
    .note(format!(
        "GET signature / bare HMAC-SHA256 of the same {} bytes, key prepared in both; medians of {ROUNDS} interleaved rounds",
        TEXT.len()
    ))
    .note(format!(
        "spread ratio={} faster_than_sigv4={}; ns signature={:.0} bare={:.0} sigv4={:.0}",
        spread(&beside_bare),
        spread(&beside_sigv4),
        median(&ours),
        median(&bare),
        median(&sigv4),
    )))
}

/// Both sides compute the same, or nothing is worth comparing.
fn same_signature(key: &SigningKey, prepared: &Hmac<Sha256>) -> Outcome<()> {
    let hex: String = of_text(prepared, TEXT)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if sign(key, &ME).as_str() == hex {
        Ok(())
    } else {
        Err("the bare HMAC is not that of the signature".into())
    }
}

fn of_text(prepared: &Hmac<Sha256>, text: &[u8]) -> [u8; 32] {
    let mut mac = prepared.clone();
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Nanoseconds of one of so many repetitions.
fn each(times: u32, mut work: impl FnMut()) -> f64 {
    let ((), took) = nanoseconds(|| (0..times).for_each(|_| work()));
    took / f64::from(times)
}

fn with_sigv4(params: &SigningParams<'_>) -> Outcome<f64> {
    let mut failed = None;
    let took = each(SIGV4, || {
        let signed = SignableRequest::new(
            black_box("GET"),
            black_box(URL),
            std::iter::once(("accept", "application/json")),
            SignableBody::Bytes(&[]),
        )
        .and_then(|request| sign_sigv4(request, black_box(params)));
        match signed {
            Ok(output) => drop(black_box(output)),
            Err(error) => failed = Some(error),
        }
    });
    failed.map_or(Ok(took), |error| Err(error.into()))
}

/// Trips to the heap of a thousand signatures.
fn count(key: &SigningKey) -> Outcome<u64> {
    let (_, seen) = allocations::during(|| black_box(vec![0_u8; 64]));
    if seen == 0 {
        return Err("the counter of allocations does not count".into());
    }
    let ((), counted) = allocations::during(|| {
        for _ in 0..1_000 {
            black_box(sign(black_box(key), black_box(&ME)));
        }
    });
    Ok(counted)
}
