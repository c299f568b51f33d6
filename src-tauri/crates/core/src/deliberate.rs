//! Bugs that were made on purpose, so that the simulation can show that it
//! would find them. They are built only with the feature `deliberate-bugs`,
//! which the console never has, never into a release, and act only on a thread
//! that asked for one.

/// A bug that buys twice, or loses what was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(all(feature = "deliberate-bugs", debug_assertions)),
    allow(unreachable_pub, reason = "nobody can ask for one")
)]
pub enum Bug {
    /// The idempotency key is made when the request is sent.
    KeyAtSending,
    /// The intent is written after the request was sent.
    IntentAfterSending,
    /// A request may be repeated at any age.
    RepeatAfterADay,
    /// The age of a request is not asked for between the attempts of one click.
    NoAgeWithinAClick,
}

#[cfg(all(feature = "deliberate-bugs", debug_assertions))]
mod on_purpose {
    use std::cell::Cell;

    use super::Bug;

    thread_local! {
        static ACTIVE: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Does the work with this bug in every console of this thread.
    pub fn with_bug<R>(bug: Option<Bug>, work: impl FnOnce() -> R) -> R {
        let before = ACTIVE.replace(bug);
        let result = work();
        ACTIVE.set(before);
        result
    }

    pub(crate) fn has(bug: Bug) -> bool {
        ACTIVE.get() == Some(bug)
    }
}

#[cfg(all(feature = "deliberate-bugs", debug_assertions))]
pub(crate) use on_purpose::has;
#[cfg(all(feature = "deliberate-bugs", debug_assertions))]
pub use on_purpose::with_bug;

/// Nobody asked for a bug.
#[cfg(not(all(feature = "deliberate-bugs", debug_assertions)))]
pub(crate) const fn has(_bug: Bug) -> bool {
    false
}
