//! What an intent puts on record in the audit chain: one entry in the commit
//! that comes before its first byte, one in each commit that settles it.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Change, Intent, Journal, JournalError, OrderProblem, Settlement};
use kh_model::RequestId;

/// What an intent is about, in the words of the chain.
pub(crate) struct About {
    pub(crate) act: Act,
    pub(crate) target: String,
    pub(crate) name: String,
    pub(crate) reason: Option<String>,
}

/// The provider logs every attempt, so each handle it gave stands in the chain.
fn with_earlier(
    reason: Option<String>,
    intent: &Intent,
    last: Option<&RequestId>,
) -> Option<String> {
    let ends = intent.attempts.iter().filter_map(|one| one.end.as_ref());
    let handles: Vec<&str> = ends
        .filter_map(|end| end.request_id.as_ref())
        .filter(|handle| Some(*handle) != last)
        .map(RequestId::as_str)
        .collect();
    if handles.is_empty() {
        return reason;
    }
    let earlier = format!("earlier answers: {}", handles.join(", "));
    Some(match reason {
        Some(reason) => format!("{reason}; {earlier}"),
        None => earlier,
    })
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
    let request_id = heard.and_then(|line| line.request_id.clone());
    Ok(Draft {
        profile: Some(intent.profile_id.clone()),
        key,
        target: Some(about.target),
        target_name: Some(about.name),
        reason: with_earlier(about.reason, intent, request_id.as_ref()),
        request_id,
        idempotency_key: Some(intent.idempotency_key.clone()),
        code,
        ..Draft::new(settlement.at, about.act, outcome)
    })
}
