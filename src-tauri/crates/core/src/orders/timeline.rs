//! The timeline of an order: its evidence, and between it each attempt that has
//! no line of its own, because the client made it within one click.

use std::collections::BTreeSet;

use kh_journal::{Evidence, Intent};

use super::words::{happened, source};
use crate::intents::evidence::{self, Particulars};
use crate::view::EvidenceView;

/// The lines, oldest first.
pub(super) fn of(intent: &Intent, kept: &[Evidence]) -> Vec<EvidenceView> {
    // The first attempt is the line of the intent; a repetition has its own.
    let told: BTreeSet<u32> = kept
        .iter()
        .filter(|line| line.fact.kind == happened::REPEATED)
        .filter_map(|line| {
            let facts = Particulars::read(&line.fact.params_json).facts;
            facts.get("attempt")?.parse().ok()
        })
        .chain([1])
        .collect();
    let untold = intent
        .attempts
        .iter()
        .filter(|attempt| !told.contains(&attempt.n));
    let mut lines: Vec<EvidenceView> = kept.iter().map(|line| evidence::view(&line.fact)).collect();
    for attempt in untold {
        let code = attempt.end.as_ref().and_then(|end| end.error_code.clone());
        let request = attempt.end.as_ref().and_then(|end| end.request_id.clone());
        let line = Particulars::default()
            .fact("attempt", attempt.n.to_string())
            .maybe("code", code)
            .evidence(
                happened::SENT_AGAIN,
                source::THIS_COMPUTER,
                attempt.started_at,
                request,
            );
        // Before the first line that became known after it began.
        let place = lines
            .iter()
            .skip(1)
            .position(|one| one.to >= attempt.started_at && one.kind != happened::INTENT_WRITTEN)
            .map_or(lines.len(), |at| at + 1);
        lines.insert(place, evidence::view(&line));
    }
    lines
}
