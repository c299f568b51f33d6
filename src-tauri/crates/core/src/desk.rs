//! What every use case works with: the owner, the journal, the homes of
//! secrets, the time, the wire, and the bell for notices.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use kh_api::{Answer, CallError, Client, Transport};
use kh_journal::OrderNo;
use kh_model::{Chance, Clock, ProfileId};
use tokio::sync::{Notify, broadcast};

use crate::audit::Chain;
use crate::credentials::Looks;
use crate::error::CoreError;
use crate::homes::Homes;
use crate::intents::press::Presses;
use crate::owner::Owner;
use crate::setup::{Announcer, BuiltInSimulator, Clipboard, Resolver};
use crate::store::Store;
use crate::threads::Threads;
use crate::view::{Notice, PlaceView, Topic, WorkView};
use crate::{connection, profiles};

/// What every use case works with.
pub(crate) struct Desk {
    pub(crate) owner: Owner,
    pub(crate) store: Store,
    pub(crate) homes: Homes,
    /// The keeper of the audit chain.
    pub(crate) chain: Chain,
    /// What a person presses.
    pub(crate) presses: Presses,
    /// The open looks at access data.
    pub(crate) looks: Looks,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    /// Where work that may block runs.
    pub(crate) threads: Threads,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) simulator: Option<Arc<dyn BuiltInSimulator>>,
    /// The clipboard of the desktop.
    pub(crate) clipboard: Arc<dyn Clipboard>,
    /// The notifications of the desktop.
    pub(crate) announcer: Arc<dyn Announcer>,
    /// The name service.
    pub(crate) resolver: Arc<dyn Resolver>,
    pub(crate) notices: broadcast::Sender<Notice>,
    /// Rung when what is to be watched, or how, may have changed.
    pub(crate) orders_bell: Arc<Notify>,
    pub(crate) version: String,
    pub(crate) data_folder: PathBuf,
    /// Where exports go.
    pub(crate) downloads_folder: PathBuf,
}

impl Desk {
    /// Calls the provider for a profile and notes how the line is.
    pub(crate) async fn call<T, F>(
        &self,
        profile: &ProfileId,
        ask: impl FnOnce(Client) -> F,
    ) -> Result<Answer<T>, CoreError>
    where
        F: Future<Output = Result<Answer<T>, CallError>>,
    {
        let client = profiles::client(self, profile).await?;
        let answer = ask(client.clone()).await;
        connection::note(self, profile, &client, &answer);
        if let Ok(answer) = &answer {
            connection::answered(self, profile, answer.at).await;
        }
        if let Err(CallError::Auth(problem)) = &answer {
            connection::refused(self, profile, problem).await;
        }
        Ok(answer?)
    }

    /// The provider's time as far as it is known for a profile, else this
    /// computer's.
    pub(crate) async fn now(&self, profile: &ProfileId) -> Timestamp {
        let profile = profile.clone();
        let client = self
            .owner
            .ask(move |state| {
                state
                    .links
                    .get(&profile)
                    .and_then(|link| link.client.clone())
            })
            .await;
        client
            .ok()
            .flatten()
            .and_then(|client| client.server_now())
            .unwrap_or(self.clock.now())
    }

    /// Tells the window that something has changed.
    pub(crate) fn notify(&self, topic: Topic, profile: Option<&ProfileId>) {
        self.ring(Self::about(topic, profile));
    }

    /// Tells the window that one order has changed.
    pub(crate) fn notify_order(&self, profile: &ProfileId, no: OrderNo) {
        let mut notice = Self::about(Topic::Orders, Some(profile));
        notice.order_no = Some(no.get());
        self.ring(notice);
    }

    /// Tells the window that one thing has changed.
    pub(crate) fn notify_one(&self, topic: Topic, profile: Option<&ProfileId>, id: &str) {
        let mut notice = Self::about(topic, profile);
        notice.id = Some(id.to_owned());
        self.ring(notice);
    }

    /// Tells the window how far a long piece of work has come.
    pub(crate) fn notify_work(&self, topic: Topic, profile: Option<&ProfileId>, work: WorkView) {
        let mut notice = Self::about(topic, profile);
        notice.work = Some(work);
        self.ring(notice);
    }

    /// Sends the window to a place.
    pub(crate) fn open_place(&self, profile: Option<&ProfileId>, place: PlaceView) {
        let mut notice = Self::about(Topic::Open, profile);
        notice.open = Some(place);
        self.ring(notice);
    }

    fn about(topic: Topic, profile: Option<&ProfileId>) -> Notice {
        Notice::of(topic, profile.map(|id| id.as_str().to_owned()))
    }

    fn ring(&self, notice: Notice) {
        // Fails only when nobody listens.
        let _ = self.notices.send(notice);
    }
}
