//! The documented reasons of a 401 and a 402 (contract 7), and room for others.

/// Declares reasons by their words, with [`Self::Other`] for the rest.
macro_rules! reasons {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)*
            /// A reason that is not in the documented list, as it came.
            Other(String),
        }

        impl $name {
            /// Reads the provider's word.
            #[must_use]
            pub fn read(word: &str) -> Self {
                match word.trim() {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word.to_owned()),
                }
            }

            /// The provider's word.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }
    };
}

reasons!(
    /// Why a request was not accepted as signed.
    AuthReason {
        /// A header is missing.
        MissingHeaders = "missing_headers",
        /// `KH-Key` has the wrong form.
        BadKey = "bad_key",
        /// `KH-Timestamp` has the wrong form.
        BadTimestamp = "bad_timestamp",
        /// The time is more than 300 s off; the clock must be read again.
        TimestampOutOfWindow = "timestamp_out_of_window",
        /// `KH-Nonce` has the wrong form.
        BadNonce = "bad_nonce",
        /// `KH-Signature` has the wrong form.
        BadSignature = "bad_signature",
        /// Well formed but wrong: secret, path form or bytes.
        SignatureMismatch = "signature_mismatch",
        /// The nonce was used before.
        ReplayDetected = "replay_detected",
        /// Wrong key or lockout; the provider does not tell which.
        UnknownOrLockedKey = "unknown_or_locked_key",
        /// The address is not in the key's list.
        IpNotAllowed = "ip_not_allowed",
    }
);

reasons!(
    /// Why an order was not paid. It still exists for 24 hours (contract 8).
    PaymentReason {
        /// Too little credit, and no card.
        InsufficientCreditAndNoCard = "insufficient_credit_and_no_card",
        /// The bank said no.
        CardDeclined = "card_declined",
        /// The card is out of date.
        CardExpired = "card_expired",
        /// The account is not known to the billing; a matter for support.
        ClientNotFound = "client_not_found",
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_reason_reads_back_from_its_word() {
        for word in [
            "missing_headers",
            "bad_key",
            "bad_timestamp",
            "timestamp_out_of_window",
            "bad_nonce",
            "bad_signature",
            "signature_mismatch",
            "replay_detected",
            "unknown_or_locked_key",
            "ip_not_allowed",
        ] {
            let reason = AuthReason::read(word);
            assert_eq!(reason.as_str(), word);
            assert!(!matches!(reason, AuthReason::Other(_)), "{word}");
        }
        for word in [
            "insufficient_credit_and_no_card",
            "card_declined",
            "card_expired",
            "client_not_found",
        ] {
            let reason = PaymentReason::read(word);
            assert_eq!(reason.as_str(), word);
            assert!(!matches!(reason, PaymentReason::Other(_)), "{word}");
        }
        assert_eq!(PaymentReason::read("3ds_failed").as_str(), "3ds_failed");
    }
}
