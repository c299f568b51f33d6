//! One client per key: what it is made of, its clock and its standing. The
//! endpoints are in `calls`, the way of one call is in `exchange`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kh_model::{Chance, Clock, KeyId, SignPath};
use tokio::sync::{Mutex, Semaphore};

use crate::answer::{Answer, Original};
use crate::answers::{Health, ReadAnswer};
use crate::endpoint::{BadEndpoint, Endpoint};
use crate::error::{CallError, HoldReason};
use crate::ledger::{KeyLedger, KeyUse, LedgerError, Standing};
use crate::nonce::SystemChance;
use crate::page::PageForm;
use crate::rate::RateSeen;
use crate::retry::{RetryBudget, quiet_until};
use crate::signing::SigningKey;
use crate::skew::{ClockState, Look, Skew, date_of};
use crate::transport::{Method, Transport, TransportError, WireRequest};

/// The longest answer that is read, except for files.
pub(crate) const LARGEST_ANSWER: usize = 8 << 20;
/// From the first byte sent to the last byte read.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
pub(crate) const USER_AGENT: &str =
    concat!("KernelHost-Reseller-Console/", env!("CARGO_PKG_VERSION"));
pub(crate) const ACCEPT: &str = "application/json, application/problem+json";

/// What a client is made of.
pub struct ClientSetup {
    /// The pinned host.
    pub endpoint: Endpoint,
    /// The public id of the key.
    pub key_id: KeyId,
    /// Its secret.
    pub signing_key: SigningKey,
    /// Which form of the path is signed; never changed by the client.
    pub sign_path: SignPath,
    /// How pages are asked for.
    pub page_form: PageForm,
    /// The way to the wire.
    pub transport: Arc<dyn Transport>,
    /// This computer's clock.
    pub clock: Arc<dyn Clock>,
    /// The use of the key, shared by all windows and processes.
    pub ledger: Arc<dyn KeyLedger>,
}

/// The signed client of one key. Clones share everything.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) endpoint: Endpoint,
    pub(crate) key_id: KeyId,
    pub(crate) signing_key: SigningKey,
    pub(crate) sign_path: SignPath,
    pub(crate) page_form: PageForm,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ledger: Arc<dyn KeyLedger>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) skew: Skew,
    pub(crate) retries: RetryBudget,
    /// As many turns as the lockout breaker admits calls at once, so that calls
    /// of this process wait in line instead of asking the ledger again.
    pub(crate) turns: Arc<Semaphore>,
    learning: Mutex<()>,
}

impl Client {
    /// A client for one key at one host.
    ///
    /// # Errors
    /// [`BadEndpoint`] if a simulated key meets the provider, or the reverse.
    pub fn new(setup: ClientSetup) -> Result<Self, BadEndpoint> {
        Self::with_chance(setup, Arc::new(SystemChance))
    }

    /// As [`Client::new`], with another source of nonces and jitter.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_chance(setup: ClientSetup, chance: Arc<dyn Chance>) -> Result<Self, BadEndpoint> {
        setup.endpoint.accepts(&setup.key_id)?;
        Ok(Self {
            inner: Arc::new(Inner {
                endpoint: setup.endpoint,
                key_id: setup.key_id,
                signing_key: setup.signing_key,
                sign_path: setup.sign_path,
                page_form: setup.page_form,
                transport: setup.transport,
                clock: setup.clock,
                ledger: setup.ledger,
                chance,
                skew: Skew::default(),
                retries: RetryBudget::default(),
                turns: Arc::new(Semaphore::new(2)),
                learning: Mutex::new(()),
            }),
        })
    }

    /// The public id of the key.
    #[must_use]
    pub fn key_id(&self) -> &KeyId {
        &self.inner.key_id
    }

    /// The pinned host.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// `GET /v1/health` (endpoint 1 of contract 2): unsigned, costs no call of
    /// the key. The provider's time is learnt on the way.
    ///
    /// # Errors
    /// [`CallError`]; a health check is never repeated by itself.
    pub async fn health(&self) -> Result<Answer<Health>, CallError> {
        let original = self.unsigned_health().await?;
        if !(200..300).contains(&original.status) {
            let problem = crate::problem::Problem::read(&original.raw());
            return Err(CallError::Server(Box::new(problem)));
        }
        let at = self.now_or_local();
        let view = Health::read_answer(&original.raw()).map_err(|why| CallError::Unreadable {
            why,
            original: Box::new(original.clone()),
        })?;
        Ok(Answer {
            view,
            request_id: original.request_id(),
            rate: RateSeen::read(&original.headers, at),
            original,
            at,
            attempts: 1,
        })
    }

    /// Learns the provider's time if it is not known or no longer holds.
    ///
    /// # Errors
    /// [`CallError`]; nothing was signed.
    pub async fn learn_clock(&self) -> Result<ClockState, CallError> {
        self.provider_time().await?;
        Ok(self.clock_state())
    }

    /// What is known of the provider's time.
    #[must_use]
    pub fn clock_state(&self) -> ClockState {
        self.inner.skew.state(&*self.inner.clock)
    }

    /// The provider's time, if it is known.
    #[must_use]
    pub fn server_now(&self) -> Option<Timestamp> {
        self.inner.skew.now(&*self.inner.clock)
    }

    /// What is left of the key's limits. Costs no call.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn standing(&self) -> Result<Standing, LedgerError> {
        let now = self.now_or_local();
        self.with_use(|used| used.standing(now))
    }

    /// The provider's time; learnt first where it is not known.
    pub(crate) async fn provider_time(&self) -> Result<Timestamp, CallError> {
        if let Some(now) = self.server_now() {
            return Ok(now);
        }
        let _turn = self.inner.learning.lock().await;
        // A clock that is set while it is being read spoils one look, not two.
        for _ in 0..2 {
            if let Some(now) = self.server_now() {
                return Ok(now);
            }
            self.unsigned_health().await?;
        }
        self.server_now().ok_or_else(|| CallError::ClockUnknown {
            detail: "the health check names no time".to_owned(),
        })
    }

    /// Asks again what time it is. True if the answer differs enough from what
    /// was believed to explain a refusal for the time.
    pub(crate) async fn relearn_time(&self) -> Result<bool, CallError> {
        let believed = self.inner.skew.last_offset();
        self.inner.skew.forget();
        self.provider_time().await?;
        let learnt = self.inner.skew.last_offset();
        Ok(match (believed, learnt) {
            (Some(before), Some(now)) => now.saturating_sub(before).abs().as_secs() >= 60,
            (None, _) | (_, None) => true,
        })
    }

    pub(crate) fn now_or_local(&self) -> Timestamp {
        self.server_now().unwrap_or_else(|| self.inner.clock.now())
    }

    /// Changes the use of the key and gives back what the change says.
    pub(crate) fn with_use<T>(
        &self,
        mut change: impl FnMut(&mut KeyUse) -> T,
    ) -> Result<T, LedgerError> {
        let mut said = None;
        self.inner
            .ledger
            .update(&self.inner.key_id, &mut |used| said = Some(change(used)))?;
        said.ok_or_else(|| LedgerError {
            code: "ledger_silent".to_owned(),
            detail: "the ledger did not run the change".to_owned(),
        })
    }

    /// One health check on the wire, whatever its status. No header that names
    /// the key goes along.
    async fn unsigned_health(&self) -> Result<Original, CallError> {
        // A clock that may be wrong does not say when quiet is over: where no
        // other time is known, this is the call that learns it.
        let guess = self.inner.skew.guess(&*self.inner.clock);
        let now = guess.unwrap_or_else(|| self.inner.clock.now());
        let admitted = self.with_use(|used| match guess.and_then(|now| used.quiet(now)) {
            Some(until) => Err((HoldReason::Quiet, until)),
            None => used
                .admit_unsigned(now)
                .map_err(|until| (HoldReason::Minute, until)),
        })?;
        admitted.map_err(|(reason, until)| CallError::Held { reason, until })?;
        let target = self.inner.endpoint.target("/health")?;
        let request = WireRequest {
            method: Method::Get,
            url: target.url().to_owned(),
            headers: vec![
                ("accept", ACCEPT.to_owned()),
                ("user-agent", USER_AGENT.to_owned()),
                // A stored answer would carry an old Date.
                ("cache-control", "no-cache".to_owned()),
            ],
            body: Vec::new(),
            timeout: TIMEOUT,
            largest_answer: LARGEST_ANSWER,
        };
        let sent = Look::at(&*self.inner.clock);
        let response = self.inner.transport.send(request).await;
        let response = response.map_err(|error| match error {
            TransportError::NotSent { kind, detail } => CallError::NotSent { kind, detail },
            TransportError::Unknown { detail, .. } => CallError::ClockUnknown { detail },
        })?;
        if let Some(date) = date_of(&response.headers) {
            let received = Look::at(&*self.inner.clock);
            self.inner.skew.learn(date, sent, received);
        }
        // Whoever asks for quiet here asks it of the signed calls too.
        if let Some(at) = self.server_now().filter(|_| response.status >= 400) {
            let rate = RateSeen::read(&response.headers, at);
            if let Some(until) = quiet_until(response.status, &rate, at) {
                self.with_use(|used| used.keep_quiet(until, at))?;
            }
        }
        Ok(Original {
            status: response.status,
            headers: response.headers,
            body: response.body,
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client")
            .field("endpoint", &self.inner.endpoint.base())
            .field("key_id", &self.inner.key_id)
            .finish_non_exhaustive()
    }
}
