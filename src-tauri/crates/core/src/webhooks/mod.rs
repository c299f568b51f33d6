//! The webhook of the key: shown, set, unset, put back; and the inspector of
//! pasted deliveries, because a desktop cannot receive one (contract 10).

mod change;
mod inspect;
mod pasted;
pub(crate) mod vet;

use std::collections::VecDeque;
use std::sync::Arc;

use kh_audit::{Act, Draft, Outcome};
use kh_journal::Profile;
use kh_model::Scope;
use zeroize::Zeroizing;

use crate::audit;
use crate::connection::may;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{EarlierUrl, InspectRequest, InspectView, WebhookView};

/// Most URLs that are offered to be put back.
const EARLIER: usize = 10;
/// Most events that are remembered as pasted, of this run.
const REMEMBERED: usize = 500;

/// Ids of events that were pasted in this run.
#[derive(Default)]
pub(crate) struct PastedEvents {
    ids: VecDeque<String>,
}

impl PastedEvents {
    fn knows(&self, id: &str) -> bool {
        self.ids.iter().any(|known| known == id)
    }

    fn remember(&mut self, id: String) {
        if self.knows(&id) {
            return;
        }
        if self.ids.len() >= REMEMBERED {
            self.ids.pop_front();
        }
        self.ids.push_back(id);
    }
}

/// What is known of the webhook, without a call.
pub(crate) async fn view(desk: &Arc<Desk>) -> Result<WebhookView, CoreError> {
    let profile = profiles::active(desk).await?;
    shown(desk, &profile).await
}

/// Reads the webhook.
pub(crate) async fn read(desk: &Arc<Desk>) -> Result<WebhookView, CoreError> {
    change::read(desk).await
}

/// Sets the URL, or unsets it; the old one is kept.
pub(crate) async fn set(desk: &Arc<Desk>, url: Option<String>) -> Result<WebhookView, CoreError> {
    change::set(desk, url).await
}

/// Gives a change up; that is kept in the audit chain.
pub(crate) async fn cancel(desk: &Desk, url: Option<String>) -> Result<(), CoreError> {
    change::cancel(desk, url).await
}

/// Checks a pasted delivery; nothing is sent, the secret is not kept.
pub(crate) async fn inspect(
    desk: &Arc<Desk>,
    request: InspectRequest,
) -> Result<InspectView, CoreError> {
    let secret = Zeroizing::new(request.secret);
    let profile = profiles::active(desk).await?;
    let at = desk.now(&profile.id).await;
    let known = desk
        .owner
        .ask(|state| state.pasted_events.ids.clone())
        .await?;
    let delivery = inspect::Delivery {
        headers: &request.headers,
        body: &request.body,
        secret: secret.as_bytes(),
        at,
    };
    let view = inspect::inspect(&delivery, |id| known.iter().any(|known| known == id));
    let outcome = if view.verified {
        Outcome::Done
    } else {
        Outcome::Refused
    };
    let entry = Draft {
        target: view.event_id.clone(),
        target_name: view.event_type.clone(),
        ..audit::draft(at, &profile, Act::WebhookInspected, outcome)
    };
    audit::record(desk, entry).await?;
    // Only what verifies is an event that was delivered.
    if let Some(id) = view.event_id.clone().filter(|_| view.verified) {
        desk.owner
            .tell(move |state| state.pasted_events.remember(id));
    }
    Ok(view)
}

async fn shown(desk: &Desk, profile: &Profile) -> Result<WebhookView, CoreError> {
    let own = profile.id.clone();
    let (seen, before) = desk
        .store
        .run(move |journal| {
            let limit = u32::try_from(EARLIER * 5).unwrap_or(u32::MAX);
            Ok((
                journal.webhook(&own)?,
                journal.webhooks_before(&own, limit)?,
            ))
        })
        .await?;
    let url = seen.as_ref().and_then(|seen| seen.url.clone());
    let mut earlier: Vec<EarlierUrl> = Vec::new();
    for one in before {
        let offered = one.url == url || earlier.iter().any(|known| known.url == one.url);
        if !offered && earlier.len() < EARLIER {
            earlier.push(EarlierUrl {
                url: one.url,
                replaced_at: one.replaced_at,
            });
        }
    }
    Ok(WebhookView {
        known: seen.is_some(),
        url,
        read_at: seen.as_ref().map(|seen| seen.read_at),
        request_id: seen.and_then(|seen| seen.request_id).map(String::from),
        may_read: may(profile, &Scope::ReadWebhooks),
        may_set: may(profile, &Scope::WriteWebhooks),
        earlier,
        error: None,
    })
}
