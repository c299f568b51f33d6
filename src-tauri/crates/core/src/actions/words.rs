//! The words of what happens to actions alone; the others are in
//! `intents/words`. They never change meaning.

/// Evidence: what happened.
pub(crate) mod happened {
    pub(crate) use crate::intents::words::happened::*;

    pub(crate) const SEEN_CHANGING: &str = "seen_changing";
    pub(crate) const SEEN_DONE: &str = "seen_done";
    pub(crate) const SERVICE_READ: &str = "service_read";
    pub(crate) const NEVER_SEEN: &str = "never_seen";
}

pub(crate) use crate::intents::words::source;
