//! The simulator's audit log and the chain of this computer, side by side.

use std::collections::BTreeSet;

use kh_journal::Journal;
use kh_simulator::Simulator;
use serde_json::Value;

/// A request of the simulator's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// For example `POST /v1/orders`.
    pub what: String,
    /// Its handle.
    pub request_id: String,
    /// The status it was answered with.
    pub status: u64,
}

/// Every request the simulator heard that is an attempt of the kinds that go
/// on record: whatever is no plain reading, and every look at access data.
#[must_use]
pub fn attempts_heard(simulator: &Simulator) -> Vec<Heard> {
    let rows = simulator.audit().unwrap();
    rows.iter()
        .filter_map(|entry| {
            let row: Value = serde_json::from_str(&entry.row).unwrap();
            if row["event"] != "request" {
                return None;
            }
            let method = row["method"].as_str()?;
            let path = row["path"].as_str()?;
            if method == "GET" && !path.ends_with("/credentials") {
                return None;
            }
            Some(Heard {
                what: format!("{method} {path}"),
                request_id: row["request_id"].as_str()?.to_owned(),
                status: row["status"].as_u64()?,
            })
        })
        .collect()
}

/// What the two do not agree on: requests the simulator heard and answered that
/// are not on record here, and handles on record here that it never gave.
/// `lost` are handles of answers that never arrived.
#[must_use]
pub fn disagreements(simulator: &Simulator, journal: &Journal, lost: &[String]) -> Vec<String> {
    let mut on_record = BTreeSet::new();
    let mut after = 0;
    while let Some(reached) = journal
        .audit_chunk(after, 1_000, &mut |entry| {
            on_record.extend(entry.request_id.map(str::to_owned));
            // Handles of earlier attempts of the same intent stand in its words.
            let words = entry.reason.unwrap_or_default().split([' ', ',']);
            on_record.extend(words.filter(|word| word.len() >= 16).map(str::to_owned));
        })
        .unwrap()
    {
        after = reached;
    }
    let all: BTreeSet<String> = simulator
        .audit()
        .unwrap()
        .iter()
        .filter_map(|entry| {
            let row: Value = serde_json::from_str(&entry.row).unwrap();
            row["request_id"].as_str().map(str::to_owned)
        })
        .collect();
    let missing = attempts_heard(simulator)
        .into_iter()
        .filter(|heard| !on_record.contains(&heard.request_id))
        .filter(|heard| !lost.contains(&heard.request_id))
        .map(|heard| format!("not on record here: {heard:?}"));
    let mut differences: Vec<String> = missing.collect();
    let mut chain = Vec::new();
    let mut after = 0;
    while let Some(reached) = journal
        .audit_chunk(after, 1_000, &mut |entry| {
            chain.extend(entry.request_id.map(|id| (entry.seq, id.to_owned())));
        })
        .unwrap()
    {
        after = reached;
    }
    for (seq, id) in chain {
        if !all.contains(&id) {
            differences.push(format!("entry {seq} names {id}, which nobody gave"));
        }
    }
    differences
}
