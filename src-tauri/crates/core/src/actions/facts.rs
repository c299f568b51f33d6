//! The facts an action rests on: what the person sees before the click, and
//! what is compared with a look just before the request leaves.

use kh_api::Asker;
use kh_api::wire::text::{bounded, defused};
use kh_journal::KeptService;
use kh_model::{ProfileId, ServiceId};
use serde::Serialize;

use super::allowed::Standing;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::services;
use crate::view::FactChange;

/// The longest name that is asked to be typed, in characters; beyond that the
/// id is.
const LONGEST_TYPED: usize = 80;

/// What was shown. Any difference goes back to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Facts {
    status: Option<String>,
    power: Option<String>,
    hostname: Option<String>,
    ip: Option<String>,
    product: Option<String>,
    due: Option<String>,
    price: Option<String>,
}

impl Facts {
    /// The facts of a kept service.
    pub(crate) fn of(kept: &KeptService) -> Self {
        let facts = &kept.facts;
        Self {
            status: facts.status.as_ref().map(|status| status.raw.clone()),
            power: facts.power.as_ref().map(|power| power.raw.clone()),
            hostname: facts.hostname.clone(),
            ip: facts.ip.clone(),
            product: facts.name.clone(),
            due: facts.next_due.as_ref().map(|due| due.raw.clone()),
            price: facts.recurring.as_ref().map(ToString::to_string),
        }
    }

    /// What differs now.
    pub(crate) fn changes_to(&self, now: &Self) -> Vec<FactChange> {
        [
            ("condition", self.condition(), now.condition()),
            ("hostname", self.hostname.clone(), now.hostname.clone()),
            ("ip", self.ip.clone(), now.ip.clone()),
            ("product", self.product.clone(), now.product.clone()),
            ("due", self.due.clone(), now.due.clone()),
            ("price", self.price.clone(), now.price.clone()),
        ]
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(fact, before, now)| FactChange {
            fact: fact.to_owned(),
            before,
            now,
        })
        .collect()
    }

    /// State and power in the provider's words.
    fn condition(&self) -> Option<String> {
        match (&self.status, &self.power) {
            (Some(status), Some(power)) => Some(format!("{status}, {power}")),
            (Some(word), None) | (None, Some(word)) => Some(word.clone()),
            (None, None) => None,
        }
    }

    /// As text for the journal.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// The state of a kept service, as our reading of the provider's words.
pub(crate) fn standing(kept: &KeptService) -> Standing {
    Standing {
        status: kept.facts.status.as_ref().map(|stated| stated.kind),
        power: kept.facts.power.as_ref().map(|stated| stated.kind),
    }
}

/// What has to be typed: the name as it is shown, unless nobody could type it.
pub(crate) fn to_type(kept: &KeptService) -> String {
    let name = defused(kept.shown_name());
    let name: Vec<&str> = name.split_whitespace().collect();
    let name = name.join(" ");
    let typeable = !name.contains('\u{FFFD}') && bounded(&name, LONGEST_TYPED) == name;
    if name.is_empty() || !typeable {
        kept.facts.id.as_str().to_owned()
    } else {
        name
    }
}

/// The kept copy; none where the service was never read.
pub(crate) async fn kept(
    desk: &Desk,
    profile: &ProfileId,
    service: &ServiceId,
) -> Result<Option<KeptService>, CoreError> {
    let (profile, service) = (profile.clone(), service.clone());
    desk.store
        .run(move |journal| journal.service(&profile, &service))
        .await
}

/// Reads the service.
pub(crate) async fn read(
    desk: &Desk,
    profile: &ProfileId,
    service: &ServiceId,
    asker: Asker,
) -> Result<KeptService, CoreError> {
    services::one::read(desk, profile, service, asker).await
}
