//! The audit chain: every attempt that touches money, a service, a secret, a
//! key or a setting goes on record here, refused and cancelled ones too.

mod chain;
mod check;
mod export;
mod file;
mod page;

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, Draft, Outcome};
use kh_journal::Profile;
use kh_secrets::SecretError;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::VerdictView;

pub(crate) use chain::{Chain, Standing, seal, start};
pub(crate) use check::{cancel as cancel_verify, verify};
pub(crate) use export::export;
pub use file::{AuditFileReport, check_audit_file, check_audit_file_here};
pub(crate) use page::{entry, list};

/// Why the chain did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AuditTrouble {
    /// What is on the disk is not what was sealed; a person has to look.
    #[error("the audit chain is broken and waits for a person")]
    Broken,
    /// No keychain holds the key and the head.
    #[error("the audit chain has no keychain: {0}")]
    NoKeychain(SecretError),
    /// The keychain did not take the seal.
    #[error("the keychain did not take the seal: {0}")]
    NotTaken(SecretError),
    /// There is no such entry.
    #[error("there is no such entry")]
    EntryNotFound,
    /// There is no reason.
    #[error("there is no reason")]
    ReasonEmpty,
    /// A check is under way.
    #[error("the chain is being checked already")]
    CheckRunning,
    /// The person stopped the check.
    #[error("the check was stopped")]
    CheckStopped,
    /// The file could not be written.
    #[error("the export could not be written: {0}")]
    NotWritten(String),
}

impl AuditTrouble {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Broken => "audit.broken",
            Self::NoKeychain(_) => "audit.not_ready",
            Self::NotTaken(_) => "audit.not_sealed",
            Self::EntryNotFound => "audit.entry_not_found",
            Self::ReasonEmpty => "audit.reason_empty",
            Self::CheckRunning => "audit.busy",
            Self::CheckStopped => "audit.check_cancelled",
            Self::NotWritten(_) => "audit.not_written",
        }
    }

    /// What the keychain said, if it was the keychain.
    pub(crate) fn keychain(&self) -> Option<String> {
        match self {
            Self::NoKeychain(error) | Self::NotTaken(error) => {
                Some(crate::edge::under("keychain", "keychain_", error.code()))
            }
            Self::Broken
            | Self::EntryNotFound
            | Self::ReasonEmpty
            | Self::CheckRunning
            | Self::CheckStopped
            | Self::NotWritten(_) => None,
        }
    }
}

/// Puts an entry into the chain; on the disk when this returns. It is sealed
/// in the keychain a moment later; whoever has to wait for that calls
/// [`seal`] after it.
///
/// # Errors
/// The journal could not write it. Then what it tells of must not be done.
pub(crate) async fn record(desk: &Desk, draft: Draft) -> Result<(), CoreError> {
    desk.chain.ready().await;
    desk.store
        .run(move |journal| journal.record(&draft).map(|_| ()))
        .await
}

/// Puts an entry into the chain that tells of something over and done: a
/// refusal, an outcome. If the journal fails, what happened stays as it is.
pub(crate) async fn record_after(desk: &Desk, draft: Draft) {
    let act = draft.act;
    if let Err(error) = record(desk, draft).await {
        tracing::error!(act = act.word(), error = %error, "an outcome is not on record");
    }
}

/// An entry about a profile and its key.
pub(crate) fn draft(at: Timestamp, profile: &Profile, act: Act, outcome: Outcome) -> Draft {
    Draft {
        profile: Some(profile.id.clone()),
        key: Some(profile.key_id.clone()),
        ..Draft::new(at, act, outcome)
    }
}

/// How an attempt went that gave this, for its entry: the outcome, the stable
/// code and the provider's handle.
pub(crate) fn outcome_of<T>(draft: &mut Draft, result: &Result<T, CoreError>) {
    match result {
        Ok(_) => draft.outcome = Outcome::Done,
        Err(error) => stopped_by(draft, error),
    }
}

/// The same for an attempt that ended with an error.
pub(crate) fn stopped_by(draft: &mut Draft, error: &CoreError) {
    draft.code = Some(error.code());
    draft.outcome = if let CoreError::Call(call) = error {
        of_call(draft, call)
    } else if is_failure(error) {
        Outcome::Failed
    } else {
        Outcome::Refused
    };
}

/// An attempt of which this was to tell came to nothing; that goes on record
/// instead.
pub(crate) async fn stopped(desk: &Desk, mut draft: Draft, error: &CoreError) {
    stopped_by(&mut draft, error);
    record_after(desk, draft).await;
}

/// Whether something went wrong, where else something said no.
fn is_failure(error: &CoreError) -> bool {
    matches!(
        error,
        CoreError::Store(_)
            | CoreError::StoreUnusable { .. }
            | CoreError::Keychain(_)
            | CoreError::Simulator(_)
            | CoreError::Closing
            | CoreError::Internal { .. }
    )
}

fn of_call(draft: &mut Draft, call: &kh_api::CallError) -> Outcome {
    use kh_api::CallError as E;
    if draft.request_id.is_none() {
        draft.request_id = call.request_id();
    }
    match call {
        E::Refused(_) | E::Auth(_) | E::RateLimited { .. } | E::Held { .. } => Outcome::Refused,
        E::Unknown(_) | E::Unreadable { .. } | E::Server(_) | E::Redirected(_) => Outcome::Unknown,
        E::NotSent { .. }
        | E::ClockUnknown { .. }
        | E::Path(_)
        | E::Endpoint(_)
        | E::Ledger(_)
        | E::AttemptLog(_)
        | E::NoRandom => Outcome::Failed,
    }
}

/// Begins a new section of a broken chain. The break stays in it as its first
/// entry, with the reason.
pub(crate) async fn begin_section(
    desk: &Arc<Desk>,
    reason: String,
) -> Result<VerdictView, CoreError> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AuditTrouble::ReasonEmpty.into());
    }
    // What a person puts behind them has to be known.
    check::verify(desk).await?;
    let bad = desk.chain.checks().fault();
    chain::renew(desk, reason, bad).await?;
    check::verify(desk).await
}
