//! The right to send one signed attempt: waited for, counted in the ledger, and
//! given back in any case, also when the caller drops the call.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::OwnedSemaphorePermit;

use crate::client::Client;
use crate::error::{CallError, HoldReason};
use crate::ledger::{Admission, Asker, Ended, Lease};
use crate::rate::{RateSeen, later};

/// How long to wait before asking again whether another process is done.
const BUSY_POLL: SignedDuration = SignedDuration::from_millis(50);

/// The right to send one attempt. Dropped without [`Turn::settle`] it counts as
/// unanswered if the request was sent, and as not sent otherwise.
pub(crate) struct Turn {
    /// The provider's time at which the attempt is signed.
    pub(crate) at: Timestamp,
    /// Set when the request is handed to the transport.
    pub(crate) sent: bool,
    client: Client,
    lease: Option<Lease>,
    _line: Option<OwnedSemaphorePermit>,
}

impl Client {
    /// Waits for the budget, the lockout breaker and the provider's quiet, as
    /// long as `patience` lasts.
    pub(crate) async fn turn(
        &self,
        asker: Asker,
        patience: &mut Duration,
    ) -> Result<Turn, CallError> {
        // The semaphore is never closed; without it the ledger still decides.
        let line = self.inner.turns.clone().acquire_owned().await.ok();
        loop {
            let now = self.provider_time().await?;
            match self.with_use(|used| used.admit(asker, now))? {
                Admission::Go(lease) => {
                    return Ok(Turn {
                        at: now,
                        sent: false,
                        client: self.clone(),
                        lease: Some(lease),
                        _line: line,
                    });
                }
                Admission::Later(reason, until) => {
                    let wait = wait_for(reason, until, now);
                    match wait.filter(|wait| wait <= patience) {
                        Some(wait) => {
                            *patience -= wait;
                            self.inner.clock.sleep(wait).await;
                        }
                        None => return Err(CallError::Held { reason, until }),
                    }
                }
            }
        }
    }
}

/// How long to wait for the end of an obstacle that ends by itself soon.
fn wait_for(reason: HoldReason, until: Timestamp, now: Timestamp) -> Option<Duration> {
    let until = match reason {
        HoldReason::Busy => later(now, BUSY_POLL),
        HoldReason::Minute | HoldReason::Quiet => until,
        HoldReason::Day
        | HoldReason::DayReserve
        | HoldReason::AuthFailures
        | HoldReason::NearLockout
        | HoldReason::Unanswered => return None,
    };
    let wait = until
        .duration_since(now)
        .max(SignedDuration::from_millis(1));
    Duration::try_from(wait).ok()
}

impl Turn {
    /// Notes how the attempt ended.
    pub(crate) fn settle(
        mut self,
        ended: Ended,
        rate: &RateSeen,
        quiet_until: Option<Timestamp>,
        at: Timestamp,
    ) {
        self.note(ended, rate, quiet_until, at);
    }

    /// An answer is worth more than its count: if the ledger fails here, the
    /// lease stays in it and counts as unanswered when it runs out.
    fn note(
        &mut self,
        ended: Ended,
        rate: &RateSeen,
        quiet_until: Option<Timestamp>,
        at: Timestamp,
    ) {
        let Some(lease) = self.lease.take() else {
            return;
        };
        let noted = self
            .client
            .with_use(|used| used.settle(&lease, ended, rate, quiet_until, at));
        if let Err(error) = noted {
            tracing::warn!(code = %error.code, "the end of a call could not be counted");
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let ended = if self.sent {
            Ended::Unanswered
        } else {
            Ended::NotSent
        };
        let at = self.client.server_now().unwrap_or(self.at);
        self.note(ended, &RateSeen::default(), None, at);
    }
}
