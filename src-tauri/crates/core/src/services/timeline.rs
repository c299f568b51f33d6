//! What happened to a service, from everything that is kept about it: events,
//! the evidence of its order and of the actions on it, looks at its access
//! data, its invoices. Each line says where the knowledge comes from.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kh_audit::Act;
use kh_journal::{
    AuditFilter, EventFilter, EventSubject, Journal, JournalError, KeptService, NewEvidence, Order,
};
use kh_model::ProfileId;

use crate::actions::kind;
use crate::intents::evidence;
use crate::view::TimelineView;

/// Lines that go to the window.
const MOST_LINES: usize = 50;
/// Actions whose evidence is shown.
const MOST_ACTIONS: u32 = 20;
/// The longest page of the journal.
const PAGE: u32 = 100;

/// Where knowledge of the audit chain comes from.
const AUDIT: &str = "audit";

/// The newest lines, newest first, and how many there are in all.
pub(super) fn of(
    journal: &Journal,
    profile: &ProfileId,
    kept: &KeptService,
    order: Option<&Order>,
) -> Result<(Vec<TimelineView>, u32), JournalError> {
    let mut lines = events(journal, profile, kept)?;
    if let Some(order) = order {
        let facts = BTreeMap::from([("order_no".to_owned(), order.no.get().to_string())]);
        let evidence = journal.evidence(order.no)?;
        lines.extend(evidence.iter().map(|line| line_of(&line.fact, &facts)));
    }
    for action in journal.actions_on(profile, &kept.facts.id, MOST_ACTIONS)? {
        let word = kind::read(&action.terms.action).map_or("", kind::word);
        let facts = BTreeMap::from([
            ("action".to_owned(), word.to_owned()),
            ("action_id".to_owned(), action.intent_id.as_str().to_owned()),
        ]);
        let evidence = journal.action_evidence(&action.intent_id)?;
        lines.extend(evidence.iter().map(|line| line_of(line, &facts)));
    }
    lines.extend(looks(journal, profile, kept)?);
    // A stable order for what happened at the same time.
    lines.sort_by_key(|line| std::cmp::Reverse((line.to, line.from)));
    let total = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    lines.truncate(MOST_LINES);
    Ok((lines, total))
}

fn events(
    journal: &Journal,
    profile: &ProfileId,
    kept: &KeptService,
) -> Result<Vec<TimelineView>, JournalError> {
    let filter = EventFilter {
        subject: Some(EventSubject::Service(kept.facts.id.clone())),
        ..EventFilter::default()
    };
    let found = journal.events(profile, &filter, 0, PAGE)?.events;
    let lines = found.into_iter().map(|found| TimelineView {
        from: found.event.from,
        to: found.event.to,
        kind: found.event.kind.as_str().to_owned(),
        facts: found.event.facts,
        source: found.event.source.as_str().to_owned(),
        request_id: found.event.request_id.map(String::from),
    });
    Ok(lines.collect())
}

/// A line of evidence, with what it is evidence of.
fn line_of(line: &NewEvidence, of: &BTreeMap<String, String>) -> TimelineView {
    let view = evidence::view(line);
    let mut facts = view.facts;
    facts.extend(of.clone());
    TimelineView {
        from: view.from,
        to: view.to,
        kind: view.kind,
        facts,
        source: view.source,
        request_id: view.request_id,
    }
}

/// Looks at the access data, as the audit chain has them.
fn looks(
    journal: &Journal,
    profile: &ProfileId,
    kept: &KeptService,
) -> Result<Vec<TimelineView>, JournalError> {
    let filter = AuditFilter {
        acts: vec![
            Act::CredentialsRead,
            Act::CredentialsRevealed,
            Act::CredentialsCopied,
        ],
        target: Some(kept.facts.id.as_str().to_owned()),
        ..AuditFilter::default()
    };
    let found = journal.audit_page(&filter, 0, PAGE)?.entries;
    let own = found
        .into_iter()
        .filter(|entry| entry.profile.as_deref() == Some(profile.as_str()));
    let lines = own.filter_map(|entry| {
        let at = Timestamp::from_microsecond(entry.at).ok()?;
        let mut facts = BTreeMap::from([("outcome".to_owned(), entry.outcome)]);
        facts.extend(entry.reason.map(|reason| ("reason".to_owned(), reason)));
        Some(TimelineView {
            from: at,
            to: at,
            kind: entry.act,
            facts,
            source: AUDIT.to_owned(),
            request_id: entry.request_id,
        })
    });
    Ok(lines.collect())
}
