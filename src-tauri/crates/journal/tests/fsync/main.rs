//! How often an order waits for the disk: twice, and once more for each retry.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod counting_vfs;

use std::sync::Arc;

use counting_vfs::{install, syncs_during};
use jiff::Timestamp;
use kh_audit::{Act, ChainKey, Draft, Outcome, Pen};
use kh_journal::{
    AttemptEnd, IntentId, IntentKind, IntentState, Journal, NewEvidence, NewIntent, NewOrder,
    OrderChange, Original, Profile, ProfileKind, SecretHome, Settlement,
};
use kh_model::{Amount, BillingCycle, IdempotencyKey, KeyId, ProductId, ProfileId, SignPath};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

fn key() -> KeyId {
    KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap()
}

fn profile_id() -> ProfileId {
    ProfileId::new("main").unwrap()
}

/// What every order puts on record, in the commits it makes anyway.
fn on_record(outcome: Outcome) -> Option<Draft> {
    Some(Draft::new(at(1), Act::Order, outcome))
}

fn arm(journal: &Journal) {
    let key = ChainKey::from_bytes([1; 32].into());
    journal.arm_audit(Pen::going_on(key, [0; 8]), Arc::new(|_| ()));
}

/// A journal in a folder of its own, as it is when an order comes.
fn journal() -> (tempfile::TempDir, Journal) {
    install();
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("journal.db")).unwrap();
    arm(&journal);
    journal
        .save_profile(&Profile {
            id: profile_id(),
            label: "Main account".to_owned(),
            accent_hue: 210,
            kind: ProfileKind::Simulator,
            base_url: "http://127.0.0.1:8080/v1".to_owned(),
            key_id: key(),
            sign_path: SignPath::Short,
            secret_home: SecretHome::Session,
            created_at: at(0),
            account: None,
        })
        .unwrap();
    (folder, journal)
}

fn write_intent(journal: &Journal, name: &str) {
    let intent = NewIntent {
        id: IntentId::new(name).unwrap(),
        profile_id: profile_id(),
        kind: IntentKind::Order,
        idempotency_key: IdempotencyKey::new(name).unwrap(),
        method: "POST".to_owned(),
        path: "/v1/orders".to_owned(),
        body: vec![b'x'; 300],
        service_id: None,
        created_at: at(0),
        first_attempt_at: at(0),
        key_used_since: None,
        audit: on_record(Outcome::Begun),
    };
    let order = NewOrder {
        product_id: ProductId::new("42").unwrap(),
        product_name: "Sandbox KVM M".to_owned(),
        family: None,
        cycle: BillingCycle::Monthly,
        options_json: "{}".to_owned(),
        hostname: None,
        customer: None,
        amount_now: Amount::parse("9.90", None).unwrap(),
        amount_recurring: None,
        balance_before: None,
        state: "sent".to_owned(),
        expires_at: None,
        note: None,
    };
    journal
        .write_intent(&intent, Some(&order), &[fact("sent")])
        .unwrap();
}

fn fact(kind: &str) -> NewEvidence {
    NewEvidence {
        at_from: at(1),
        at_to: None,
        kind: kind.to_owned(),
        params_json: "{}".to_owned(),
        source: "console".to_owned(),
        request_id: None,
    }
}

fn end(status: u16) -> AttemptEnd {
    AttemptEnd {
        ended_at: at(2),
        result: "answered".to_owned(),
        http_status: Some(status),
        request_id: None,
        error_code: None,
    }
}

fn settle(journal: &Journal, name: &str, attempt: u32) {
    let settlement = Settlement {
        state: IntentState::Settled,
        outcome: "accepted".to_owned(),
        at: at(2),
        attempt_end: Some((attempt, end(201))),
        order: Some(OrderChange {
            state: Some("accepted".to_owned()),
            ..OrderChange::at(at(2))
        }),
        evidence: vec![fact("accepted"), fact("paid")],
        audit: on_record(Outcome::Done),
    };
    journal
        .settle(&IntentId::new(name).unwrap(), &settlement)
        .unwrap();
}

/// What is noted before the first byte of an attempt.
fn leave(journal: &Journal, name: &str, attempt: u32) {
    let id = IntentId::new(name).unwrap();
    journal.attempt_leaves(&id, attempt).unwrap();
}

/// What the client writes for every call over the wire.
fn count_the_call(journal: &Journal) {
    journal
        .update_key_use(&key(), &mut |before| {
            format!("{}.", before.unwrap_or_default())
        })
        .unwrap();
}

#[test]
fn an_order_with_one_attempt_waits_for_the_disk_exactly_twice() {
    let (_folder, journal) = journal();
    for number in 0..50 {
        let name = format!("order-{number}");
        let syncs = syncs_during(|| {
            write_intent(&journal, &name);
            count_the_call(&journal);
            leave(&journal, &name, 1);
            settle(&journal, &name, 1);
        });
        assert_eq!(syncs, 2, "{name}");
    }
}

#[test]
fn each_retry_costs_one_more() {
    let (_folder, journal) = journal();
    let id = IntentId::new("retried").unwrap();
    let syncs = syncs_during(|| {
        write_intent(&journal, "retried");
        for attempt in 1..4 {
            count_the_call(&journal);
            journal.end_attempt(&id, attempt, &end(500)).unwrap();
            assert_eq!(journal.begin_attempt(&id, at(3)).unwrap(), attempt + 1);
            leave(&journal, "retried", attempt + 1);
        }
        settle(&journal, "retried", 4);
    });
    assert_eq!(syncs, 2 + 3);
}

#[test]
fn the_first_order_after_a_start_or_a_checkpoint_costs_no_more_than_others() {
    let (folder, journal) = journal();
    let order = |journal: &Journal, name: &str| {
        syncs_during(|| {
            write_intent(journal, name);
            settle(journal, name, 1);
        })
    };
    assert_eq!(order(&journal, "first"), 2);
    journal.checkpoint().unwrap();
    assert_eq!(order(&journal, "after-checkpoint"), 2);
    drop(journal);
    let again = Journal::open(&folder.path().join("journal.db")).unwrap();
    arm(&again);
    assert_eq!(order(&again, "after-restart"), 2);
}

#[test]
fn what_can_be_read_again_never_waits_for_the_disk() {
    let (_folder, journal) = journal();
    let balance = Amount::parse("20.00", None).unwrap();
    let list = Original {
        bytes: vec![b'x'; 40_000],
        read_at: at(1),
        request_id: None,
    };
    let syncs = syncs_during(|| {
        // Less than half of the room in the write-ahead file: nobody tidies up.
        for _ in 0..10 {
            count_the_call(&journal);
            journal.put_product_list(&profile_id(), &list).unwrap();
            journal
                .record_balance(&profile_id(), &balance, at(1), None)
                .unwrap();
        }
    });
    assert_eq!(syncs, 0);
}

#[test]
fn the_counter_sees_the_syncs_of_a_checkpoint() {
    let (_folder, journal) = journal();
    write_intent(&journal, "a");
    assert!(syncs_during(|| journal.checkpoint().unwrap()) >= 2);
}
