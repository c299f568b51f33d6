//! The journal as the use cases see it: opened in the background, called on
//! threads that may block, and its state told to the window.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use kh_journal::{Journal, JournalError};
use tokio::sync::watch;

use crate::error::CoreError;
use crate::threads::Threads;
use crate::view::{StoreState, StoreView};

/// Name of the journal in the data folder.
pub const JOURNAL_FILE: &str = "journal.db";

/// The journal, once it is open.
#[derive(Clone)]
pub(crate) struct Store {
    opened: watch::Receiver<Option<Opened>>,
    threads: Threads,
}

#[derive(Clone)]
struct Opened {
    journal: Option<Arc<Journal>>,
    view: StoreView,
}

impl Store {
    /// Begins to open the journal in this folder. Never waits.
    pub(crate) fn open(folder: &Path, now: Timestamp, threads: Threads) -> Self {
        let (tell, opened) = watch::channel(None);
        let folder = folder.to_path_buf();
        threads.begin(move || {
            let _ = tell.send(Some(open(&folder, now)));
            // The sender lives on in no one: the value stays readable.
        });
        Self { opened, threads }
    }

    /// The journal.
    ///
    /// # Errors
    /// [`CoreError::StoreUnusable`] where it could not be opened.
    pub(crate) async fn journal(&self) -> Result<Arc<Journal>, CoreError> {
        let opened = self.opened().await?;
        opened.journal.ok_or_else(|| CoreError::StoreUnusable {
            code: opened.view.code.unwrap_or_default(),
        })
    }

    /// How the journal was found.
    ///
    /// # Errors
    /// [`CoreError::Closing`] if the program ends first.
    pub(crate) async fn view(&self) -> Result<StoreView, CoreError> {
        Ok(self.opened().await?.view)
    }

    /// Runs something on the journal, on a thread that may block.
    ///
    /// # Errors
    /// What the journal says; [`CoreError::StoreUnusable`] where there is none.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Journal) -> Result<R, JournalError> + Send + 'static,
    ) -> Result<R, CoreError> {
        let journal = self.journal().await?;
        Ok(self.threads.run(move || work(&journal)).await??)
    }

    async fn opened(&self) -> Result<Opened, CoreError> {
        let mut opened = self.opened.clone();
        let found = opened.wait_for(Option::is_some).await;
        let found = found.map_err(|_| CoreError::Closing)?;
        found.clone().ok_or(CoreError::Closing)
    }
}

fn open(folder: &Path, now: Timestamp) -> Opened {
    let path = folder.join(JOURNAL_FILE);
    if let Err(error) = std::fs::create_dir_all(folder) {
        tracing::error!(error = %error, "the data folder cannot be made");
        return unusable("store.io".to_owned());
    }
    match Journal::open_or_start_anew(&path, now) {
        Ok((journal, kept)) => Opened {
            journal: Some(Arc::new(journal)),
            view: StoreView {
                state: if kept.is_some() {
                    StoreState::Replaced
                } else {
                    StoreState::Good
                },
                code: kept.is_some().then(|| "store.broken".to_owned()),
                kept_as: kept.map(|kept| shown(&kept.kept_at)),
            },
        },
        Err(error) => {
            tracing::error!(error = %error, "the journal cannot be opened");
            unusable(CoreError::Store(error).code())
        }
    }
}

fn unusable(code: String) -> Opened {
    Opened {
        journal: None,
        view: StoreView {
            state: StoreState::Unusable,
            code: Some(code),
            kept_as: None,
        },
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
