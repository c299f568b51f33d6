//! The one task that owns what the console knows while it runs. Everybody else
//! hands it short pieces of work; nothing in it ever waits for disk or wire, so
//! a question is answered at once, whatever calls are under way.

use tokio::sync::{mpsc, oneshot};

use crate::error::CoreError;
use crate::state::State;

type Job = Box<dyn FnOnce(&mut State) + Send>;

/// The way to the owner. When the last one is dropped the owner ends.
#[derive(Clone)]
pub(crate) struct Owner {
    jobs: mpsc::UnboundedSender<Job>,
}

impl Owner {
    /// Starts the task on the current runtime.
    pub(crate) fn start() -> Self {
        let (jobs, mut queue) = mpsc::unbounded_channel::<Job>();
        tokio::spawn(async move {
            let mut state = State::default();
            while let Some(job) = queue.recv().await {
                job(&mut state);
            }
        });
        Self { jobs }
    }

    /// Has the owner do something and gives back what came of it.
    ///
    /// # Errors
    /// [`CoreError::Closing`] once the program ends.
    pub(crate) async fn ask<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut State) -> R + Send + 'static,
    ) -> Result<R, CoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(move |state: &mut State| {
            // Whoever asked may have gone; then nobody wants the answer.
            let _ = answer.send(job(state));
        });
        self.jobs.send(job).map_err(|_| CoreError::Closing)?;
        answered.await.map_err(|_| CoreError::Closing)
    }

    /// Has the owner do something whose result nobody waits for.
    pub(crate) fn tell(&self, job: impl FnOnce(&mut State) + Send + 'static) {
        // Fails only when the program ends.
        let _ = self.jobs.send(Box::new(job));
    }
}
