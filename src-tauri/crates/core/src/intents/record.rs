//! What an intent puts on record in the audit chain: one entry in the commit
//! that comes before its first byte, one in each commit that settles it.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Change, Intent, Journal, JournalError, OrderProblem, Settlement};

/// What an intent is about, in the words of the chain.
pub(crate) struct About {
    pub(crate) act: Act,
    pub(crate) target: String,
    pub(crate) name: String,
    pub(crate) reason: Option<String>,
}

/// The entry about the end of an attempt, with its code and the provider's
/// handle. The key is that of the profile, if the profile is still there.
///
/// # Errors
/// As for every read of the journal.
pub(crate) fn ended(
    journal: &Journal,
    intent: &Intent,
    about: About,
    outcome: Outcome,
    settlement: &Settlement,
    problem: &Change<OrderProblem>,
) -> Result<Draft, JournalError> {
    let key = journal.profile(&intent.profile_id)?.map(|own| own.key_id);
    let code = match problem {
        Change::Set(problem) => Some(problem.code.clone()),
        Change::Keep | Change::Clear => None,
    };
    let heard = settlement.evidence.last();
    Ok(Draft {
        profile: Some(intent.profile_id.clone()),
        key,
        target: Some(about.target),
        target_name: Some(about.name),
        reason: about.reason,
        request_id: heard.and_then(|line| line.request_id.clone()),
        idempotency_key: Some(intent.idempotency_key.clone()),
        code,
        ..Draft::new(settlement.at, about.act, outcome)
    })
}
