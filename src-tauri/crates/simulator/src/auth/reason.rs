//! The ten reasons of a 401 (contract 7).

/// Why a caller is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    MissingHeaders,
    BadKey,
    BadTimestamp,
    TimestampOutOfWindow,
    BadNonce,
    BadSignature,
    SignatureMismatch,
    ReplayDetected,
    UnknownOrLockedKey,
    IpNotAllowed,
}

impl Reason {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::MissingHeaders => "missing_headers",
            Self::BadKey => "bad_key",
            Self::BadTimestamp => "bad_timestamp",
            Self::TimestampOutOfWindow => "timestamp_out_of_window",
            Self::BadNonce => "bad_nonce",
            Self::BadSignature => "bad_signature",
            Self::SignatureMismatch => "signature_mismatch",
            Self::ReplayDetected => "replay_detected",
            Self::UnknownOrLockedKey => "unknown_or_locked_key",
            Self::IpNotAllowed => "ip_not_allowed",
        }
    }

    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::MissingHeaders => {
                "KH-Key, KH-Timestamp, KH-Nonce and KH-Signature are needed, each once."
            }
            Self::BadKey => "KH-Key does not have the form of a key.",
            Self::BadTimestamp => "KH-Timestamp is not a Unix time of ten digits.",
            Self::TimestampOutOfWindow => {
                "KH-Timestamp is more than 300 seconds away from the time of the server."
            }
            Self::BadNonce => "KH-Nonce is not 22 to 44 characters of base64url.",
            Self::BadSignature => "KH-Signature is not 64 hexadecimal characters.",
            Self::SignatureMismatch => "KH-Signature does not belong to this request.",
            Self::ReplayDetected => "KH-Nonce was used before.",
            Self::UnknownOrLockedKey => "The key is unknown or locked.",
            Self::IpNotAllowed => "The key may not be used from this address.",
        }
    }
}
