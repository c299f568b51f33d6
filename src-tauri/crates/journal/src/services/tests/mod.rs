//! Services from outside: what is seen is kept, sorted and found.

mod listing;
mod taking;

use jiff::Timestamp;
use kh_model::{
    Amount, BillingCycle, Currency, KeyId, OrderId, ProductId, ProfileId, ServiceId, SignPath,
    Stated,
};

use super::*;
use crate::{Journal, NewEvent, Profile, ProfileKind, SecretHome};

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

pub(super) fn account(name: &str) -> ProfileId {
    ProfileId::new(name).unwrap()
}

pub(super) fn main() -> ProfileId {
    account("main")
}

pub(super) fn journal() -> Journal {
    let journal = Journal::in_memory().unwrap();
    for name in ["main", "other"] {
        journal
            .save_profile(&Profile {
                id: account(name),
                label: name.to_owned(),
                accent_hue: 210,
                kind: ProfileKind::Simulator,
                base_url: "http://127.0.0.1:1/v1".to_owned(),
                key_id: KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap(),
                sign_path: SignPath::Short,
                secret_home: SecretHome::Session,
                created_at: at(0),
                account: None,
            })
            .unwrap();
    }
    journal
}

pub(super) fn service(id: &str, hostname: &str) -> SeenService {
    let day = |raw: &str, seconds| {
        Some(StatedMoment {
            raw: raw.to_owned(),
            precision: MomentPrecision::Day,
            sorts_at: Some(at(seconds)),
        })
    };
    SeenService {
        facts: ServiceFacts {
            id: ServiceId::new(id).unwrap(),
            order_id: Some(OrderId::new(format!("5{id}")).unwrap()),
            product_id: Some(ProductId::new("42").unwrap()),
            name: Some("Sandbox KVM M".to_owned()),
            hostname: Some(hostname.to_owned()),
            family: "kvm".to_owned(),
            status: Some(Stated::read("active")),
            power: Some(Stated::read("running")),
            ip: Some("203.0.113.10".to_owned()),
            ips: vec!["203.0.113.10".to_owned(), "2001:db8::10".to_owned()],
            cycle: Some(BillingCycle::Monthly),
            recurring: Some(Amount::parse("9.90", Some(Currency::new("EUR").unwrap())).unwrap()),
            next_due: day("2026-02-01", 31 * 86_400),
            created_at: day("2026-01-01", 0),
        },
        original: ServiceOriginal {
            text: format!("{{\"id\":{id}}}"),
            withheld: vec!["password".to_owned()],
        },
    }
}

pub(super) fn no_events() -> impl FnMut(&ServiceChange) -> Vec<NewEvent> {
    |_| Vec::new()
}

pub(super) fn page(services: &[SeenService], seconds: i64) -> TakenPage<'_> {
    TakenPage {
        services,
        at: at(seconds),
        request_id: None,
        walked: Some((None, None)),
    }
}

pub(super) fn take(journal: &Journal, services: &[SeenService], seconds: i64) -> Taken {
    journal
        .take_services(&main(), &page(services, seconds), &mut no_events())
        .unwrap()
}

pub(super) fn walk(journal: &Journal, services: &[SeenService], seconds: i64) {
    journal.begin_service_walk(&main(), at(seconds)).unwrap();
    take(journal, services, seconds);
    journal
        .finish_service_walk(&main(), at(seconds), WalkEnded::Whole, &mut no_events())
        .unwrap();
}

pub(super) fn all() -> ServiceQuery {
    ServiceQuery {
        filter: ServiceFilter::All,
        family: None,
        search: String::new(),
        sort: ServiceSort::Name,
        descending: false,
        due_before: at(0),
    }
}

pub(super) fn ids(journal: &Journal, query: &ServiceQuery) -> Vec<String> {
    let page = journal.service_page(&main(), query, 0, 100).unwrap();
    assert_eq!(page.total as usize, page.services.len());
    page.services
        .iter()
        .map(|kept| kept.facts.id.as_str().to_owned())
        .collect()
}

pub(super) fn found(journal: &Journal, search: &str) -> Vec<String> {
    ids(
        journal,
        &ServiceQuery {
            search: search.to_owned(),
            ..all()
        },
    )
}
