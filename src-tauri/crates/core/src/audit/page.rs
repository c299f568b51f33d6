//! The chain as the window shows it: a page, and one entry whole.

use std::sync::Arc;

use jiff::Timestamp;
use kh_audit::{Act, Entry, Mac, Outcome};
use kh_journal::{AuditFilter, Journal};
use kh_model::{Amount, Currency};

use super::{AuditTrouble, Standing};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{
    AuditEntryView, AuditGroup, AuditOutcome, AuditQuery, AuditRow, AuditView, Money,
};

/// A page of the chain.
pub(crate) async fn list(desk: &Arc<Desk>, query: AuditQuery) -> Result<AuditView, CoreError> {
    let (offset, limit) = (query.offset, query.limit);
    let filter = filter(&query);
    let page = desk
        .store
        .run(move |journal: &Journal| journal.audit_page(&filter, offset, limit))
        .await?;
    let standing = desk.chain.standing();
    Ok(AuditView {
        all: count(page.all),
        stopped: count(page.stopped),
        total: count(page.total),
        rows: page.entries.iter().map(row).collect(),
        verdict: desk.chain.checks().last(),
        sealed: standing == Standing::Sealed,
        trouble: trouble(&standing),
    })
}

/// Why head and count are not in the keychain.
fn trouble(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Sealed | Standing::Unknown => None,
        Standing::Broken => Some(AuditTrouble::Broken.code().to_owned()),
        Standing::InMemory(error) => {
            let said = AuditTrouble::NoKeychain(error.clone());
            Some(said.code().to_owned())
        }
        Standing::NotTaken(error) => {
            let said = AuditTrouble::NotTaken(error.clone());
            Some(said.code().to_owned())
        }
    }
}

/// One entry, whole.
pub(crate) async fn entry(desk: &Arc<Desk>, seq: i64) -> Result<AuditEntryView, CoreError> {
    let seq = u64::try_from(seq).map_err(|_| AuditTrouble::EntryNotFound)?;
    let found = desk
        .store
        .run(move |journal: &Journal| journal.audit_entry(seq))
        .await?;
    let place = found.ok_or(AuditTrouble::EntryNotFound)?;
    let entry = place.entry;
    let (profiles, _) = profiles::all(desk).await?;
    let named = profiles
        .into_iter()
        .find(|profile| Some(profile.id.as_str()) == entry.profile.as_deref());
    Ok(AuditEntryView {
        row: row(&entry),
        profile: named.map(|profile| profile.label),
        money: entry.money.as_deref().and_then(money),
        profile_id: entry.profile,
        key_id: entry.key,
        reason: entry.reason,
        idempotency_key: entry.idempotency_key,
        code: entry.code,
        mac: entry.mac.to_string(),
        mac_before: place.before.map(|mac: Mac| mac.to_string()),
        mac_after: place.after.map(|mac| mac.to_string()),
    })
}

fn row(entry: &Entry) -> AuditRow {
    AuditRow {
        seq: i64::try_from(entry.seq).unwrap_or(i64::MAX),
        // Nothing else is ever written; what was changed on the disk shows in the check.
        at: Timestamp::from_microsecond(entry.at).unwrap_or_default(),
        act: entry.act.clone(),
        target: entry.target.clone(),
        target_name: entry.target_name.clone(),
        outcome: outcome(&entry.outcome),
        request_id: entry.request_id.clone(),
        seal: entry.mac.to_string().chars().take(8).collect(),
    }
}

fn outcome(word: &str) -> AuditOutcome {
    match Outcome::parse(word) {
        Some(Outcome::Begun) => AuditOutcome::Begun,
        Some(Outcome::Done) => AuditOutcome::Done,
        Some(Outcome::Refused) => AuditOutcome::Refused,
        Some(Outcome::Cancelled) => AuditOutcome::Cancelled,
        // A word of nobody is shown as what it is: nothing is known of it.
        Some(Outcome::Unknown) | None => AuditOutcome::Unknown,
        Some(Outcome::Failed) => AuditOutcome::Failed,
    }
}

fn money(text: &str) -> Option<Money> {
    let amount = match text.split_once(' ') {
        Some((value, currency)) => Amount::parse(value, Currency::new(currency).ok()),
        None => Amount::parse(text, None),
    };
    amount.ok().map(|amount| Money::from(&amount))
}

pub(super) fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn filter(query: &AuditQuery) -> AuditFilter {
    let search = query.search.trim();
    AuditFilter {
        acts: query.group.map(acts).unwrap_or_default(),
        target: None,
        stopped_only: query.stopped_only,
        text: (!search.is_empty()).then(|| search.to_owned()),
        since: query.since,
        until: query.until,
    }
}

/// The acts of a group.
fn acts(group: AuditGroup) -> Vec<Act> {
    let acts = Act::ALL.iter().copied();
    acts.filter(|act| group_of(*act) == group).collect()
}

fn group_of(act: Act) -> AuditGroup {
    match act {
        Act::ChainBegun | Act::ChainExported => AuditGroup::Chain,
        Act::OrderReview
        | Act::Order
        | Act::OrderRepeat
        | Act::OrderDecided
        | Act::CapLifted
        | Act::OrderFileSaved
        | Act::OrderFileOpened => AuditGroup::Orders,
        Act::ServiceStart
        | Act::ServiceStop
        | Act::ServiceReboot
        | Act::ServiceSuspend
        | Act::ServiceUnsuspend
        | Act::ServiceReinstall
        | Act::ServiceTerminate
        | Act::ServiceWords => AuditGroup::Actions,
        Act::CredentialsRead | Act::CredentialsRevealed | Act::CredentialsCopied => {
            AuditGroup::Credentials
        }
        Act::ProfileConnected
        | Act::ProfileEdited
        | Act::ProfileActivated
        | Act::ProfileForgotten
        | Act::SecretEntered
        | Act::SecretRotated
        | Act::SignAnyway => AuditGroup::Keys,
        Act::SettingsChanged
        | Act::GuardsChanged
        | Act::SimulatorOpened
        | Act::SimulatorReset
        | Act::WebhookSet
        | Act::WebhookUnset
        | Act::WebhookInspected => AuditGroup::Settings,
        Act::ServicesExported | Act::InvoiceSaved | Act::InvoicesExported => AuditGroup::Documents,
    }
}
