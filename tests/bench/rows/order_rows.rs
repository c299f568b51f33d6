//! An order as the journal gets it, with texts of ordinary length.

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, ChainKey, Draft, Outcome as Went, Pen};
use kh_journal::{
    AttemptEnd, IntentId, IntentKind, IntentState, Journal, NewEvidence, NewIntent, NewOrder,
    OrderChange, Profile, ProfileKind, SecretHome, Settlement,
};
use kh_model::{Amount, BillingCycle, IdempotencyKey, KeyId, ProductId, ProfileId, SignPath};

use crate::Outcome;

fn at(seconds: i64) -> Outcome<Timestamp> {
    Ok(Timestamp::from_second(1_767_225_600 + seconds)?)
}

pub(crate) fn key() -> Outcome<KeyId> {
    Ok(KeyId::new(format!("kh_live_SIM{}", "A".repeat(29)))?)
}

/// The account of all rows.
pub(crate) fn profile_id() -> Outcome<ProfileId> {
    Ok(ProfileId::new("main")?)
}

pub(crate) fn save_profile(journal: &Journal) -> Outcome<()> {
    journal.save_profile(&Profile {
        id: profile_id()?,
        label: "Main account".to_owned(),
        accent_hue: 210,
        kind: ProfileKind::Simulator,
        base_url: "http://127.0.0.1:8080/v1".to_owned(),
        key_id: key()?,
        sign_path: SignPath::Short,
        secret_home: SecretHome::Session,
        created_at: at(0)?,
        account: None,
    })?;
    Ok(())
}

/// The chain is ready, as it is before any order: each of its commits brings
/// its entry along.
pub(crate) fn arm(journal: &Journal) {
    let key = ChainKey::from_bytes([1; 32].into());
    journal.arm_audit(Pen::going_on(key, [0; 8]), Arc::new(|_| ()));
}

/// The entry of an order in the chain.
fn on_record(name: &str, went: Went) -> Outcome<Option<Draft>> {
    Ok(Some(Draft {
        profile: Some(profile_id()?),
        key: Some(key()?),
        target: Some("42".to_owned()),
        target_name: Some("Sandbox KVM M".to_owned()),
        money: Some(Amount::parse("9.90", None)?),
        idempotency_key: Some(IdempotencyKey::new(name)?),
        ..Draft::new(at(1)?, Act::Order, went)
    }))
}

/// What is written before the first byte of an order is sent.
pub(crate) struct Intent {
    id: IntentId,
    intent: NewIntent,
    order: NewOrder,
    evidence: NewEvidence,
}

impl Intent {
    pub(crate) fn new(name: &str) -> Outcome<Self> {
        let id = IntentId::new(name)?;
        let intent = NewIntent {
            id: id.clone(),
            profile_id: ProfileId::new("main")?,
            kind: IntentKind::Order,
            idempotency_key: IdempotencyKey::new(name)?,
            method: "POST".to_owned(),
            path: "/v1/orders".to_owned(),
            body: br#"{"product_id":42,"billing_cycle":"monthly","hostname":"shop.example.net","config_options":{"7":71}}"#.to_vec(),
            service_id: None,
            created_at: at(0)?,
            first_attempt_at: at(0)?,
            key_used_since: None,
            audit: on_record(name, Went::Begun)?,
        };
        let order = NewOrder {
            product_id: ProductId::new("42")?,
            product_name: "Sandbox KVM M".to_owned(),
            family: Some("kvm".to_owned()),
            cycle: BillingCycle::Monthly,
            options_json: r#"{"7":"71"}"#.to_owned(),
            hostname: Some("shop.example.net".to_owned()),
            customer: Some("Bakery".to_owned()),
            amount_now: Amount::parse("9.90", None)?,
            amount_recurring: Some(Amount::parse("9.90", None)?),
            balance_before: Some(Amount::parse("120.50", None)?),
            state: "sent".to_owned(),
            expires_at: None,
            note: None,
        };
        let evidence = fact("sent")?;
        Ok(Self {
            id,
            intent,
            order,
            evidence,
        })
    }

    /// One commit that waits for the disk.
    pub(crate) fn write(&self, journal: &Journal) -> Outcome<()> {
        let evidence = std::slice::from_ref(&self.evidence);
        journal.write_intent(&self.intent, Some(&self.order), evidence)?;
        Ok(())
    }

    /// What the client counts for each attempt: admission and end.
    pub(crate) fn count_the_call(&self, journal: &Journal) -> Outcome<()> {
        let key = key()?;
        for _ in 0..2 {
            journal.update_key_use(&key, &mut |_| "x".repeat(400))?;
        }
        Ok(())
    }

    /// What is noted before the first byte of an attempt.
    pub(crate) fn leave(&self, journal: &Journal, attempt: u32) -> Outcome<()> {
        journal.attempt_leaves(&self.id, attempt)?;
        Ok(())
    }

    /// What follows an order: the credit is read again.
    pub(crate) fn read_the_credit(&self, journal: &Journal) -> Outcome<()> {
        let credit = Amount::parse("110.60", None)?;
        journal.record_balance(&profile_id()?, &credit, at(4)?, None)?;
        Ok(())
    }

    /// The attempt failed and the next one begins.
    pub(crate) fn retry(&self, journal: &Journal, failed: u32) -> Outcome<()> {
        journal.end_attempt(&self.id, failed, &end(503)?)?;
        journal.begin_attempt(&self.id, at(3)?)?;
        Ok(())
    }

    /// The outcome, in one commit that waits for the disk.
    pub(crate) fn settle(&self, journal: &Journal, attempt: u32) -> Outcome<()> {
        let settlement = Settlement {
            state: IntentState::Settled,
            outcome: "accepted".to_owned(),
            at: at(2)?,
            attempt_end: Some((attempt, end(201)?)),
            order: Some(OrderChange {
                state: Some("accepted".to_owned()),
                ..OrderChange::at(at(2)?)
            }),
            evidence: vec![fact("accepted")?, fact("paid")?],
            audit: on_record(self.id.as_str(), Went::Done)?,
        };
        journal.settle(&self.id, &settlement)?;
        Ok(())
    }
}

fn fact(kind: &str) -> Outcome<NewEvidence> {
    Ok(NewEvidence {
        at_from: at(1)?,
        at_to: None,
        kind: kind.to_owned(),
        params_json: r#"{"status":201}"#.to_owned(),
        source: "console".to_owned(),
        request_id: None,
    })
}

fn end(status: u16) -> Outcome<AttemptEnd> {
    Ok(AttemptEnd {
        ended_at: at(2)?,
        result: "answered".to_owned(),
        http_status: Some(status),
        request_id: None,
        error_code: None,
    })
}
