//! A button that does something once, however often it is pressed, and never
//! after somebody was told that it did nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// Counts the presses of a run in the order in which they arrive.
#[derive(Default)]
pub(crate) struct Presses {
    next: AtomicU64,
}

/// One press.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Press(u64);

impl Presses {
    /// A press that arrives now.
    pub(crate) fn arrives(&self) -> Press {
        Press(self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// What a review or a plan became, if it became something.
pub(crate) struct Button<T> {
    state: Arc<Mutex<State<T>>>,
}

struct State<T> {
    became: Option<T>,
    /// Presses below this number were under way when the last one was answered.
    answered: u64,
}

impl<T> Button<T> {
    /// A button that nobody has pressed.
    pub(crate) fn new() -> Self {
        let state = State {
            became: None,
            answered: 0,
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Waits until no other press is at work.
    pub(crate) async fn hold(&self) -> Held<T> {
        Held(Arc::clone(&self.state).lock_owned().await)
    }
}

/// A button that one press holds down. Keep it until that press is answered.
pub(crate) struct Held<T>(OwnedMutexGuard<State<T>>);

impl<T> Held<T> {
    /// What an earlier press made.
    pub(crate) fn became(&self) -> Option<&T> {
        self.0.became.as_ref()
    }

    /// Notes what this press makes.
    pub(crate) fn becomes(&mut self, what: T) {
        self.0.became = Some(what);
    }

    /// Whether another press was answered while this one was under way: who
    /// pressed twice has been told, and nothing may happen after that.
    pub(crate) fn is_over(&self, press: Press) -> bool {
        press.0 < self.0.answered
    }

    /// Lets go: the answer goes back to whoever pressed.
    pub(crate) fn answer(mut self, presses: &Presses) {
        self.0.answered = presses.next.load(Ordering::Relaxed);
    }
}

#[cfg(test)]
#[path = "press_tests.rs"]
mod tests;
