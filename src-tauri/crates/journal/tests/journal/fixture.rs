//! Rows that mean something, for all tests.

use jiff::Timestamp;
use kh_journal::{
    AttemptEnd, IntentId, IntentKind, Journal, NewEvidence, NewIntent, NewOrder, Profile,
    ProfileKind, SecretHome,
};
use kh_model::{
    Amount, BillingCycle, Currency, IdempotencyKey, KeyId, ProductId, ProfileId, RequestId,
    SignPath,
};

/// A moment, so many seconds after the start of all tests.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

pub(crate) fn euro(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
}

pub(crate) fn profile_id() -> ProfileId {
    ProfileId::new("main").unwrap()
}

pub(crate) fn profile() -> Profile {
    Profile {
        id: profile_id(),
        label: "Main account".to_owned(),
        accent_hue: 210,
        kind: ProfileKind::Simulator,
        base_url: "http://127.0.0.1:8080/v1".to_owned(),
        key_id: KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap(),
        sign_path: SignPath::Short,
        secret_home: SecretHome::Session,
        created_at: at(0),
        account: None,
    }
}

/// A journal in memory with one profile.
pub(crate) fn journal() -> Journal {
    let journal = Journal::in_memory().unwrap();
    journal.save_profile(&profile()).unwrap();
    journal
}

pub(crate) fn id(name: &str) -> IntentId {
    IntentId::new(name).unwrap()
}

pub(crate) fn intent(name: &str, seconds: i64) -> NewIntent {
    NewIntent {
        id: id(name),
        profile_id: profile_id(),
        kind: IntentKind::Order,
        idempotency_key: IdempotencyKey::new(format!("order-{name}")).unwrap(),
        method: "POST".to_owned(),
        path: "/v1/orders".to_owned(),
        body: b"{\"product_id\":42,\"billing_cycle\":\"monthly\"}".to_vec(),
        service_id: None,
        created_at: at(seconds),
        first_attempt_at: at(seconds + 1),
        key_used_since: None,
        audit: None,
    }
}

pub(crate) fn order() -> NewOrder {
    NewOrder {
        product_id: ProductId::new("42").unwrap(),
        product_name: "Sandbox KVM M".to_owned(),
        family: Some("kvm".to_owned()),
        cycle: BillingCycle::Monthly,
        options_json: r#"{"7":"71"}"#.to_owned(),
        hostname: Some("shop.example.net".to_owned()),
        customer: Some("Bakery 100%".to_owned()),
        amount_now: euro("9.90"),
        amount_recurring: Some(euro("9.90")),
        balance_before: Some(euro("120.50")),
        state: "sent".to_owned(),
        expires_at: None,
        note: None,
    }
}

pub(crate) fn fact(kind: &str, seconds: i64) -> NewEvidence {
    NewEvidence {
        at_from: at(seconds),
        at_to: None,
        kind: kind.to_owned(),
        params_json: "{}".to_owned(),
        source: "console".to_owned(),
        request_id: None,
    }
}

pub(crate) fn answered(status: u16, seconds: i64) -> AttemptEnd {
    AttemptEnd {
        ended_at: at(seconds),
        result: "answered".to_owned(),
        http_status: Some(status),
        request_id: Some(RequestId::new("01HXREQUEST").unwrap()),
        error_code: None,
    }
}
