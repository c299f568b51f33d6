//! The words under which intents are kept in the journal, whatever they are
//! for. They never change meaning; a new meaning gets a new word.

use kh_journal::IntentKind;

/// An attempt of which no byte reached the provider.
pub(crate) const NOT_SENT: &str = "not_sent";
/// An attempt that the provider itself refused: it did nothing.
pub(crate) const TURNED_AWAY: &str = "turned_away";
/// An attempt that was answered, in a way that does not prove that it did
/// nothing.
pub(crate) const ANSWERED: &str = "answered";
/// An attempt without an answer.
pub(crate) const NO_ANSWER: &str = "no_answer";

/// What the journal calls an intent that is not there.
pub(crate) const INTENT: &str = "intent";

/// The first part of the codes of errors about an intent of this kind.
pub(crate) fn area(kind: IntentKind) -> &'static str {
    match kind {
        IntentKind::Order => "order",
        IntentKind::Action => "action",
    }
}

/// Evidence: what happened.
pub(crate) mod happened {
    pub(crate) const INTENT_WRITTEN: &str = "intent_written";
    pub(crate) const REPEATED: &str = "repeated";
    pub(crate) const NO_ANSWER: &str = "no_answer";
    pub(crate) const ANSWER_UNREADABLE: &str = "answer_unreadable";
    pub(crate) const NOT_SENT: &str = "not_sent";
    pub(crate) const ACCEPTED: &str = "accepted";
    pub(crate) const REFUSED: &str = "refused";
    pub(crate) const KEY_CONFLICT: &str = "key_conflict";
    pub(crate) const STILL_RUNNING: &str = "still_running";
    pub(crate) const SAFE_TIME_OVER: &str = "safe_time_over";
}

/// Evidence: where the knowledge comes from.
pub(crate) mod source {
    pub(crate) const THIS_COMPUTER: &str = "this_computer";
    pub(crate) const NETWORK: &str = "network";
    pub(crate) const PROVIDER: &str = "provider";
}
