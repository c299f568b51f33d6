//! What every use case works with: the owner, the journal, the homes of
//! secrets, the time, the wire, and the bell for notices.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use kh_api::{Answer, CallError, Client, Transport};
use kh_journal::OrderNo;
use kh_model::{Clock, ProfileId};
use tokio::sync::{Notify, broadcast};

use crate::error::CoreError;
use crate::homes::Homes;
use crate::owner::Owner;
use crate::setup::BuiltInSimulator;
use crate::store::Store;
use crate::view::{Notice, Topic};
use crate::{connection, profiles};

/// What every use case works with.
pub(crate) struct Desk {
    pub(crate) owner: Owner,
    pub(crate) store: Store,
    pub(crate) homes: Homes,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) simulator: Option<Arc<dyn BuiltInSimulator>>,
    pub(crate) notices: broadcast::Sender<Notice>,
    /// Rung when an order may have come on its way.
    pub(crate) orders_bell: Notify,
    pub(crate) version: String,
    pub(crate) data_folder: PathBuf,
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
        self.ring(topic, profile, None);
    }

    /// Tells the window that one order has changed.
    pub(crate) fn notify_order(&self, profile: &ProfileId, no: OrderNo) {
        self.ring(Topic::Orders, Some(profile), Some(no.get()));
    }

    fn ring(&self, topic: Topic, profile: Option<&ProfileId>, order_no: Option<i64>) {
        // Fails only when nobody listens.
        let _ = self.notices.send(Notice {
            topic,
            profile_id: profile.map(|id| id.as_str().to_owned()),
            order_no,
        });
    }
}
