//! Where work that may block runs: the journal, files, the keychain.

use crate::error::CoreError;

/// Where work that may block runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Threads {
    /// On threads of its own, so that nobody waits who need not.
    #[default]
    Own,
    /// On the thread that asks: a simulation runs on one thread, in one order.
    Same,
}

impl Threads {
    /// Runs the work to its end, whoever goes away meanwhile.
    ///
    /// # Errors
    /// [`CoreError::Closing`] if the program ends first.
    pub(crate) async fn run<R: Send + 'static>(
        self,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Result<R, CoreError> {
        match self {
            Self::Own => {
                let done = tokio::task::spawn_blocking(work).await;
                done.map_err(|_| CoreError::Closing)
            }
            Self::Same => Ok(work()),
        }
    }

    /// Begins work whose end nobody waits for.
    pub(crate) fn begin(self, work: impl FnOnce() + Send + 'static) {
        match self {
            Self::Own => {
                tokio::task::spawn_blocking(work);
            }
            Self::Same => work(),
        }
    }
}
