//! From what the client read to what the journal keeps.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kh_api::Original;
use kh_api::answers::{FitOriginal, Service, StatedTime, TimePrecision, fit_originals};
use kh_journal::{MomentPrecision, SeenService, ServiceFacts, ServiceOriginal, StatedMoment};
use kh_model::ProductId;

use super::family;

/// Group of the product, by product.
pub(super) type Groups = HashMap<ProductId, String>;

/// Services of an answer with what the answer said of each, without what may
/// be secret.
pub(super) fn seen(services: &[Service], original: &Original, groups: &Groups) -> Vec<SeenService> {
    // What was read once is read again; nothing is lost if it is not.
    let mut originals: HashMap<_, FitOriginal> = fit_originals(&original.raw())
        .unwrap_or_default()
        .into_iter()
        .map(|fit| (fit.id.clone(), fit))
        .collect();
    services
        .iter()
        .map(|service| SeenService {
            facts: facts(service, groups),
            original: originals
                .remove(&service.id)
                .map(|fit| ServiceOriginal {
                    text: fit.text,
                    withheld: fit.withheld,
                })
                .unwrap_or_default(),
        })
        .collect()
}

fn facts(service: &Service, groups: &Groups) -> ServiceFacts {
    let group = service
        .product_id
        .as_ref()
        .and_then(|product| groups.get(product));
    let family = family::of(group.map(String::as_str), service.name.as_deref());
    ServiceFacts {
        id: service.id.clone(),
        order_id: service.order_id.clone(),
        product_id: service.product_id.clone(),
        name: service.name.clone(),
        hostname: service.hostname.clone(),
        family: family::word(family).to_owned(),
        status: service.status.clone(),
        power: service.power.clone(),
        ip: service.ip.clone().or_else(|| service.ips.first().cloned()),
        ips: service.ips.clone(),
        cycle: service.cycle.clone(),
        recurring: service.recurring.clone(),
        next_due: service.next_due.as_ref().map(moment),
        created_at: service.created_at.as_ref().map(moment),
    }
}

fn moment(stated: &StatedTime) -> StatedMoment {
    let local = || stated.local?.to_zoned(TimeZone::UTC).ok();
    let at = stated.at.or_else(|| local().map(|local| local.timestamp()));
    StatedMoment {
        raw: stated.raw.clone(),
        precision: match stated.precision {
            TimePrecision::Instant => MomentPrecision::Instant,
            TimePrecision::Day => MomentPrecision::Day,
            TimePrecision::LocalUnknownZone => MomentPrecision::Local,
            TimePrecision::Unknown => MomentPrecision::Unknown,
        },
        // As finely as it is kept, so that the same is the same again.
        sorts_at: at.and_then(|at| Timestamp::from_microsecond(at.as_microsecond()).ok()),
    }
}
