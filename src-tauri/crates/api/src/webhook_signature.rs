//! Checks that an event comes from the provider. The pages say only
//! "Stripe-compatible" (contract 10); this is that scheme: a header
//! `t=<unix seconds>,v1=<hex>[,v1=<hex>…]`, where v1 is HMAC-SHA256 over
//! `<t>.<raw body>`.

mod parts;

use std::time::Duration;

use jiff::Timestamp;
use zeroize::Zeroizing;

pub use parts::SignatureHeader;

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
    let parts = SignatureHeader::read(header);
    let (time, signed_at) = parts.time.ok_or(WebhookRefused::NoTime)?;
    if parts.signatures.is_empty() {
        return Err(WebhookRefused::NoSignature);
    }
    if parts.fitting(secret, time, body).is_none() {
        return Err(WebhookRefused::Mismatch);
    }
    let off_by = now.as_second().abs_diff(signed_at.as_second());
    if off_by > tolerance.as_secs() {
        return Err(WebhookRefused::OutOfWindow { off_by });
    }
    Ok(signed_at)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod timing_tests;
