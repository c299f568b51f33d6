//! The words of what happens to orders alone; the others are in
//! `intents/words`. They never change meaning.

/// Evidence: what happened.
pub(crate) mod happened {
    pub(crate) use crate::intents::words::happened::*;

    pub(crate) const PAYMENT_REQUIRED: &str = "payment_required";
    pub(crate) const STATUS_READ: &str = "status_read";
    pub(crate) const PAID: &str = "paid";
    pub(crate) const PROVISIONED: &str = "provisioned";
    pub(crate) const CANCELLED: &str = "cancelled";
    pub(crate) const SERVICE_SEEN: &str = "service_seen";
    pub(crate) const REVIEWED: &str = "reviewed";
    pub(crate) const SENT_AGAIN: &str = "sent_again";
    pub(crate) const PERSON_BOUGHT: &str = "person_bought";
    pub(crate) const PERSON_NOT_BOUGHT: &str = "person_not_bought";
}

/// Evidence: where the knowledge comes from.
pub(crate) mod source {
    pub(crate) use crate::intents::words::source::*;

    pub(crate) const PERSON: &str = "person";
}
