//! The log of attempts: before a POST goes to the wire, somebody has written
//! down that it does.

use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use kh_model::{IdempotencyKey, RequestId};

/// The answer to [`AttemptLog::begin`], given when the row is durable.
pub type Begun<'a> = Pin<Box<dyn Future<Output = Result<(), AttemptLogError>> + Send + 'a>>;

/// One attempt that is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptStart {
    /// The key of the intent; the same for all attempts.
    pub key: IdempotencyKey,
    /// Counts the attempts of this call, from 1.
    pub n: u32,
    /// The time that will be signed, in the provider's time.
    pub signed_at: Timestamp,
    /// The nonce of this attempt; never the same twice.
    pub nonce: String,
}

/// One attempt that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptEnd {
    /// The key of the intent.
    pub key: IdempotencyKey,
    /// The number of [`AttemptStart`].
    pub n: u32,
    /// When it ended, in the provider's time.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: AttemptOutcome,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The provider answered.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The provider's handle.
        request_id: Option<RequestId>,
        /// Whether the provider itself refused the attempt, beyond doubt: it did
        /// nothing and will do nothing. False for a success, for a 408 and a 409,
        /// and for whatever a proxy may have said.
        conclusive: bool,
    },
    /// No byte of the request reached the provider.
    NotSent {
        /// A stable word, as [`crate::NotSentKind::code`].
        code: &'static str,
    },
    /// It may have been processed.
    Unknown {
        /// A stable word, as [`crate::UnknownKind::code`].
        code: &'static str,
    },
}

/// The attempt could not be written down; nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the attempt could not be written down: {detail}")]
pub struct AttemptLogError {
    /// The stable code of the store's error.
    pub code: String,
    /// What happened, for a log.
    pub detail: String,
}

/// Writes attempts down. One log serves one intent or many; the idempotency key
/// names the intent.
pub trait AttemptLog: Send + Sync {
    /// Called before each attempt; the request is sent only after this
    /// succeeded. Blocking work belongs off the async threads.
    fn begin<'a>(&'a self, attempt: &'a AttemptStart) -> Begun<'a>;

    /// Called after each attempt. It cannot fail: an attempt without an end is
    /// an attempt with an unknown outcome. It must be quick.
    fn end(&self, attempt: &AttemptEnd);
}

/// Writes nothing down. For tests of other things, and for callers without a
/// store.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoAttemptLog;

impl AttemptLog for NoAttemptLog {
    fn begin<'a>(&'a self, _attempt: &'a AttemptStart) -> Begun<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn end(&self, _attempt: &AttemptEnd) {}
}
