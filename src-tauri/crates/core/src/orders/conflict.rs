//! A 409 explained: what was sent beside what the journal holds, and whether the
//! provider says that the first request still runs (contract 5).

use kh_journal::{Evidence, Intent};
use sha2::{Digest, Sha256};

use crate::intents::evidence::Particulars;
use crate::intents::proof::Proof;
use crate::view::{ConflictKind, ConflictView};

/// The facts of a line about a 409.
mod fact {
    pub(super) const KIND: &str = "conflict";
    pub(super) const SHA256: &str = "sent_sha256";
    pub(super) const BYTES: &str = "sent_bytes";
}

const STILL_RUNNING: &str = "still_running";
const MISMATCH: &str = "mismatch";

/// Adds what was sent to a line about a 409; other lines stay as they are.
pub(super) fn explain(line: Particulars, proof: Proof, sent: &[u8]) -> Particulars {
    let kind = match proof {
        Proof::StillRunning => STILL_RUNNING,
        Proof::Contradicted => MISMATCH,
        Proof::PaymentRequired
        | Proof::Refused
        | Proof::TurnedAway
        | Proof::NotSent
        | Proof::Silence => return line,
    };
    line.fact(fact::KIND, kind)
        .fact(fact::SHA256, hex::encode(Sha256::digest(sent)))
        .fact(fact::BYTES, sent.len().to_string())
        .sent(sent)
}

/// The last 409 about an order; none where there was none.
pub(super) fn view(intent: &Intent, evidence: &[Evidence]) -> Option<ConflictView> {
    let (line, kept) = evidence.iter().rev().find_map(|line| {
        let kept = Particulars::read(&line.fact.params_json);
        kept.facts.contains_key(fact::KIND).then_some((line, kept))
    })?;
    let fact = |name: &str| kept.facts.get(name).cloned().unwrap_or_default();
    let journal_sha256 = hex::encode(Sha256::digest(&intent.body));
    let sent_sha256 = fact(fact::SHA256);
    Some(ConflictView {
        kind: if fact(fact::KIND) == STILL_RUNNING {
            ConflictKind::StillRunning
        } else {
            ConflictKind::Mismatch
        },
        same: sent_sha256 == journal_sha256,
        sent_sha256,
        sent_bytes: fact(fact::BYTES).parse().unwrap_or_default(),
        journal_sha256,
        journal_bytes: u32::try_from(intent.body.len()).unwrap_or(u32::MAX),
        sent_body: kept.sent.clone().unwrap_or_default(),
        journal_body: String::from_utf8_lossy(&intent.body).into_owned(),
        at: line.fact.at_to.unwrap_or(line.fact.at_from),
        request_id: line.fact.request_id.clone().map(String::from),
    })
}
