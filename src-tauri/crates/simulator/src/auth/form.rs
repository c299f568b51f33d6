//! The form of the four headers (contract 1.2).

use super::Reason;
use crate::call::Call;

/// The headers of a signed call, well formed.
#[derive(Clone, Copy)]
pub(super) struct Signed<'a> {
    pub(super) timestamp: i64,
    pub(super) timestamp_text: &'a str,
    pub(super) nonce: &'a str,
    pub(super) signature: [u8; 32],
}

/// Reads the headers; the first that is wrong gives the reason.
pub(super) fn read(call: &Call) -> Result<Signed<'_>, Reason> {
    let header = |name| call.header(name).ok_or(Reason::MissingHeaders);
    let key = header("kh-key")?;
    let timestamp_text = header("kh-timestamp")?;
    let nonce = header("kh-nonce")?;
    let signature_text = header("kh-signature")?;
    if !is_key_id(key) {
        return Err(Reason::BadKey);
    }
    let timestamp = read_timestamp(timestamp_text).ok_or(Reason::BadTimestamp)?;
    if !is_nonce(nonce) {
        return Err(Reason::BadNonce);
    }
    let mut signature = [0; 32];
    hex::decode_to_slice(signature_text, &mut signature).map_err(|_| Reason::BadSignature)?;
    Ok(Signed {
        timestamp,
        timestamp_text,
        nonce,
        signature,
    })
}

/// `^kh_live_[A-Z0-9]{32}$`
pub(super) fn is_key_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.strip_prefix("kh_live_")
        .is_some_and(|tail| tail.len() == 32 && tail.bytes().all(allowed))
}

fn read_timestamp(text: &str) -> Option<i64> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn is_nonce(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (22..=44).contains(&text.len()) && text.bytes().all(allowed)
}
