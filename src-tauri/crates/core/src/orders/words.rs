//! The words under which orders are kept in the journal. They never change
//! meaning; a new meaning gets a new word.

/// An attempt of which no byte reached the provider.
pub(crate) const NOT_SENT: &str = "not_sent";
/// An attempt that was answered.
pub(crate) const ANSWERED: &str = "answered";
/// An attempt without an answer.
pub(crate) const NO_ANSWER: &str = "no_answer";

/// What the journal calls an intent that is not there.
pub(crate) const INTENT: &str = "intent";

/// Evidence: what happened.
pub(crate) mod happened {
    pub(crate) const INTENT_WRITTEN: &str = "intent_written";
    pub(crate) const REPEATED: &str = "repeated";
    pub(crate) const NO_ANSWER: &str = "no_answer";
    pub(crate) const ANSWER_UNREADABLE: &str = "answer_unreadable";
    pub(crate) const NOT_SENT: &str = "not_sent";
    pub(crate) const ACCEPTED: &str = "accepted";
    pub(crate) const PAYMENT_REQUIRED: &str = "payment_required";
    pub(crate) const REFUSED: &str = "refused";
    pub(crate) const KEY_CONFLICT: &str = "key_conflict";
    pub(crate) const STATUS_READ: &str = "status_read";
    pub(crate) const PAID: &str = "paid";
    pub(crate) const PROVISIONED: &str = "provisioned";
    pub(crate) const CANCELLED: &str = "cancelled";
    pub(crate) const SAFE_TIME_OVER: &str = "safe_time_over";
}

/// Evidence: where the knowledge comes from.
pub(crate) mod source {
    pub(crate) const THIS_COMPUTER: &str = "this_computer";
    pub(crate) const NETWORK: &str = "network";
    pub(crate) const PROVIDER: &str = "provider";
}
