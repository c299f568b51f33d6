//! A limit for every call: a keychain that does not answer holds up nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kh_model::ProfileId;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::{Secret, SecretError, SecretStore, StoreState};

/// Asks a store from async code. Each call has a thread of its own, which ends
/// with the call or, if that never ends, with the program: a hung keychain
/// blocks neither the runtime nor its shutdown.
#[derive(Clone)]
pub struct Bounded {
    store: Arc<dyn SecretStore>,
    /// None asks on the thread of the caller.
    limit: Option<Duration>,
    running: Arc<AtomicUsize>,
}

impl Bounded {
    /// The usual limit of one call.
    pub const LIMIT: Duration = Duration::from_secs(5);

    /// More calls than this at once means that none is answered; further ones
    /// are not started.
    const MOST_AT_ONCE: usize = 8;

    /// With the usual limit.
    #[must_use]
    pub fn new(store: Arc<dyn SecretStore>) -> Self {
        Self::with_limit(store, Self::LIMIT)
    }

    /// With another limit.
    #[must_use]
    pub fn with_limit(store: Arc<dyn SecretStore>, limit: Duration) -> Self {
        Self {
            store,
            limit: Some(limit),
            running: Arc::default(),
        }
    }

    /// On the thread of the caller and without a limit: for simulations, whose
    /// stores never wait.
    #[must_use]
    pub fn on_this_thread(store: Arc<dyn SecretStore>) -> Self {
        Self {
            store,
            limit: None,
            running: Arc::default(),
        }
    }

    /// As [`SecretStore::save`]. After [`SecretError::TimedOut`] the secret may
    /// still be saved later, when the person answers.
    ///
    /// # Errors
    /// As the store, and [`SecretError::TimedOut`].
    pub async fn save(&self, profile: &ProfileId, secret: Arc<Secret>) -> Result<(), SecretError> {
        let profile = profile.clone();
        self.ask(move |store| store.save(&profile, &secret)).await?
    }

    /// As [`SecretStore::load`].
    ///
    /// # Errors
    /// As the store, and [`SecretError::TimedOut`].
    pub async fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
        let profile = profile.clone();
        self.ask(move |store| store.load(&profile)).await?
    }

    /// As [`SecretStore::forget`].
    ///
    /// # Errors
    /// As the store, and [`SecretError::TimedOut`].
    pub async fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
        let profile = profile.clone();
        self.ask(move |store| store.forget(&profile)).await?
    }

    /// As [`SecretStore::state`], with `name` and `lasts` of a keychain where
    /// the store did not answer in time.
    pub async fn state(&self) -> StoreState {
        let answer = self.ask(|store| store.state()).await;
        answer.unwrap_or_else(|trouble| StoreState {
            name: crate::OsKeychain::name(),
            lasts: true,
            trouble: Some(trouble),
        })
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn SecretStore) -> T + Send + 'static,
    ) -> Result<T, SecretError> {
        let Some(limit) = self.limit else {
            return Ok(question(self.store.as_ref()));
        };
        let place = Place::take(&self.running)?;
        let (answer, answered) = oneshot::channel();
        let store = Arc::clone(&self.store);
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || {
                let said = question(store.as_ref());
                drop(place);
                // Nobody listens after the limit; what was said is wiped here.
                drop(answer.send(said));
            })
            .map_err(|error| SecretError::Failed {
                detail: error.to_string(),
            })?;
        match timeout(limit, answered).await {
            Ok(Ok(said)) => Ok(said),
            Ok(Err(_)) => Err(SecretError::Failed {
                detail: "it ended without an answer".to_owned(),
            }),
            Err(_) => Err(SecretError::TimedOut),
        }
    }
}

/// One of the calls that run at once; given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(running: &Arc<AtomicUsize>) -> Result<Self, SecretError> {
        let place = Self(Arc::clone(running));
        if running.fetch_add(1, Ordering::Relaxed) < Bounded::MOST_AT_ONCE {
            Ok(place)
        } else {
            Err(SecretError::TimedOut)
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};

    use super::*;
    use crate::SessionMemory;

    /// Answers a call only when it is told to.
    struct Stubborn {
        go: Mutex<mpsc::Receiver<()>>,
        memory: SessionMemory,
    }

    impl Stubborn {
        fn new() -> (Arc<Self>, mpsc::Sender<()>) {
            let (tell, go) = mpsc::channel();
            let memory = SessionMemory::new();
            let stubborn = Self {
                go: Mutex::new(go),
                memory,
            };
            (Arc::new(stubborn), tell)
        }

        fn wait(&self) {
            let _ = self.go.lock().unwrap().recv();
        }
    }

    impl SecretStore for Stubborn {
        fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError> {
            self.wait();
            self.memory.save(profile, secret)
        }

        fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
            self.wait();
            self.memory.load(profile)
        }

        fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
            self.wait();
            self.memory.forget(profile)
        }

        fn state(&self) -> StoreState {
            self.wait();
            self.memory.state()
        }
    }

    const SHORT: Duration = Duration::from_millis(20);

    fn profile() -> ProfileId {
        ProfileId::new("main").unwrap()
    }

    fn secret() -> Arc<Secret> {
        Arc::new(Secret::new(b"text".to_vec()).unwrap())
    }

    fn block_on<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(work)
    }

    #[test]
    fn a_store_that_answers_is_asked_through_the_limit_as_without_it() {
        let bounded = Bounded::new(Arc::new(SessionMemory::new()));
        block_on(async {
            assert!(bounded.state().await.is_usable());
            assert_eq!(
                bounded.load(&profile()).await.unwrap_err(),
                SecretError::Missing
            );
            bounded.save(&profile(), secret()).await.unwrap();
            assert_eq!(bounded.load(&profile()).await.unwrap().expose(), b"text");
            bounded.forget(&profile()).await.unwrap();
            assert!(bounded.load(&profile()).await.is_err());
        });
    }

    #[test]
    fn a_store_that_never_answers_times_out_every_call_and_lets_the_program_end() {
        let (stubborn, _tell) = Stubborn::new();
        let bounded = Bounded::with_limit(stubborn, SHORT);
        block_on(async {
            let timed_out = Err(SecretError::TimedOut);
            assert_eq!(bounded.save(&profile(), secret()).await, timed_out);
            assert_eq!(bounded.forget(&profile()).await, timed_out);
            assert_eq!(
                bounded.load(&profile()).await.unwrap_err(),
                SecretError::TimedOut
            );
            let state = bounded.state().await;
            assert_eq!(state.trouble, Some(SecretError::TimedOut));
        });
        // The runtime is gone here while four calls still hang.
        assert_eq!(bounded.running.load(Ordering::Relaxed), 4);
    }

    #[test]
    fn calls_that_hang_do_not_pile_up_without_end_and_are_forgiven_when_they_end() {
        let (stubborn, tell) = Stubborn::new();
        let bounded = Bounded::with_limit(stubborn, SHORT);
        block_on(async {
            for _ in 0..Bounded::MOST_AT_ONCE + 3 {
                assert!(bounded.load(&profile()).await.is_err());
            }
            assert_eq!(
                bounded.running.load(Ordering::Relaxed),
                Bounded::MOST_AT_ONCE
            );
            drop(tell);
            while bounded.running.load(Ordering::Relaxed) > 0 {
                std::thread::yield_now();
            }
            assert_eq!(
                bounded.load(&profile()).await.unwrap_err(),
                SecretError::Missing
            );
        });
    }
}
